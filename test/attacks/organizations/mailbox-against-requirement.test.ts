import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { type Step, type StepName, steps } from '../../../functions/steps.ts';
import { beginActivation, nextAppCode, resetToken } from '../../support/accounts.ts';
import {
  createOrganization,
  invite,
  join,
  requireMfa,
  type Seeded,
  seeded,
  seededOrganization,
} from '../../support/organizations.ts';
import { lastCode, signIn, submit } from '../../support/people.ts';
import { type Seeder, seederOf } from '../../support/seeded-accounts.ts';
import { type CallAnswer, type Service, startService } from '../../support/service.ts';

/**
 * The mailbox of a member opens their account by a reset of the password and a code by email. An organization that
 * accepts only authenticators must stay closed to it, by any number of steps (rule 2): nothing that the account could be
 * taken over with may follow from a proof that the organization does not accept.
 */

let service: Service;
let seeder: Seeder;
beforeAll(async () => {
  service = await startService();
  seeder = await seederOf(service);
});
afterAll(() => service.close());

const freshOperations = (steps as readonly Step[])
  .filter(({ freshness }) => freshness === 'fresh')
  .map(({ name }) => name as StepName);

const day = 86_400_000;

/** Resets the password, signs in with it, and switches to a code by email. */
async function takeByMailbox(victim: Seeded): Promise<Seeded> {
  const password = 'a kettle of the attacker';
  const token = await resetToken(service, victim.email);
  const reset = await service.call('account/reset-password', { body: { token, password } });
  expect(reset.status).toBe(204);
  const attacker = { ...victim, password };
  const { body } = await signIn(service, attacker);
  const parameters = { mfaID: body.mfaID };
  await service.call('auth/switch-method', { parameters, body: { type: 'email' } });
  const answer = await submit(service, body.mfaID, await lastCode(service, victim.email));
  expect(answer.status).toBe(200);
  return { ...attacker, token: answer.body.sessionToken };
}

function ask(name: StepName, orgID: string, { token, id }: Seeded): Promise<CallAnswer> {
  const parameters = { orgID, userID: id, factorID: 'x', sessionID: 'x', inviteID: 'x', name: 'laptop' };
  return service.call(name, { parameters, body: {}, token });
}

/** Steps up with a code by email, by switching to it if it is not what is asked for. */
async function stepUpByMail(attacker: Seeded): Promise<CallAnswer> {
  const { token } = attacker;
  const begun = await service.call('step-up/start', { token });
  if (begun.status !== 200) return begun;
  const parameters = { mfaID: begun.body.mfaID };
  const switched = await service.call('step-up/switch-method', {
    parameters,
    body: { type: 'email' },
    token,
  });
  if (switched.status !== 200) return switched;
  const otp = await lastCode(service, attacker.email);
  return service.call('step-up/submit-code', { parameters, body: { otp }, token });
}

/** Every step that a mailbox still allows is walked, to where it ends. */
async function expectNoWay(orgID: string, attacker: Seeded): Promise<void> {
  for (const type of ['authenticator', 'email'] as const) {
    const begun = await beginActivation(service, attacker, type, attacker.token);
    expect(begun, type).toMatchObject({ status: 403, slug: 'step-up-required' });
    expect(begun.body.methods).toEqual(['authenticator']);
  }
  for (const name of freshOperations) expect((await ask(name, orgID, attacker)).status, name).toBe(403);
  expect((await ask('orgs/leave', orgID, attacker)).status).toBe(403);
  const stepped = await stepUpByMail(attacker);
  expect(stepped).toMatchObject({ status: 400, body: { reason: 'method-not-accepted' } });
}

async function member(deadline?: string): Promise<{ orgID: string; victim: Seeded }> {
  const { orgID, owner } = await seededOrganization(service, seeder, 'authenticator');
  const victim = await seeded(service, seeder, 'authenticator', 'email');
  await join(service, { orgID, owner }, victim);
  const policy = { required: true, accept: ['authenticator'] as const, ...(deadline && { deadline }) };
  expect((await requireMfa(service, orgID, owner.token, policy)).status).toBe(200);
  return { orgID, victim };
}

describe('where an organization accepts only authenticators, the mailbox of a member who has one', () => {
  test('opens nothing of the organization, and changes no factor', async () => {
    const { orgID, victim } = await member();
    const attacker = await takeByMailbox(victim);
    expect(await ask('orgs/read', orgID, attacker)).toMatchObject({ slug: 'mfa-required-by-organization' });
    await expectNoWay(orgID, attacker);
  });

  test('changes no factor before the deadline either', async () => {
    const { orgID, victim } = await member(new Date(service.clock.now + 10 * day).toISOString());
    await expectNoWay(orgID, await takeByMailbox(victim));
  });

  test('does nothing that takes a fresh proof in a session that the authenticator began', async () => {
    const { orgID, victim } = await member();
    service.clock.now += 11 * 60_000;
    await expectNoWay(orgID, victim);
  });

  test("does not turn the requirement off in an owner's account", async () => {
    const owner = await seeded(service, seeder, 'authenticator', 'email');
    const orgID = await createOrganization(service, owner.token);
    const accept = ['authenticator'] as const;
    const deadline = new Date(service.clock.now + 10 * day).toISOString();
    expect((await requireMfa(service, orgID, owner.token, { required: true, accept, deadline })).status).toBe(
      200,
    );
    const attacker = await takeByMailbox(owner);
    await expectNoWay(orgID, attacker);
    expect((await requireMfa(service, orgID, attacker.token, { required: false })).slug).toBe(
      'step-up-required',
    );
    expect((await invite(service, orgID, attacker.token, 'accomplice@example.com', 'owner')).slug).toBe(
      'step-up-required',
    );
  });
});

describe('the member', () => {
  test('is asked for the authenticator by the step-up, and can do all again with it', async () => {
    const { victim } = await member(new Date(service.clock.now + 10 * day).toISOString());
    const attacker = await takeByMailbox(victim);
    const begun = await service.call('step-up/start', { token: attacker.token });
    expect(begun.body).toMatchObject({ mfaPreferredType: 'authenticator', mfaTypes: ['authenticator'] });
    const stepped = await service.call('step-up/submit-code', {
      parameters: { mfaID: begun.body.mfaID },
      body: { otp: victim.app ? nextAppCode(service, victim.app) : '' },
      token: attacker.token,
    });
    const token = stepped.body.sessionToken;
    expect((await beginActivation(service, attacker, 'authenticator', token)).status).toBe(201);
  });

  test('of two organizations that accept different factors proves one after the other', async () => {
    const account = await seeded(service, seeder, 'authenticator', 'email');
    for (const type of ['authenticator', 'email'] as const) {
      const { orgID, owner } = await seededOrganization(service, seeder, type);
      await join(service, { orgID, owner }, account);
      const deadline = new Date(service.clock.now + 10 * day).toISOString();
      await requireMfa(service, orgID, owner.token, { required: true, accept: [type], deadline });
    }
    const app = account.app ?? expect.fail('no app');
    const wanted: unknown[] = [];
    service.clock.now += 11 * 60_000;
    let { token } = account;
    for (let round = 0; round < 2; round += 1) {
      const { mfaID, mfaPreferredType, mfaTypes } = (await service.call('step-up/start', { token })).body;
      wanted.push(mfaTypes);
      const otp =
        mfaPreferredType === 'email' ? await lastCode(service, account.email) : nextAppCode(service, app);
      const parameters = { mfaID };
      token = (await service.call('step-up/submit-code', { parameters, body: { otp }, token })).body
        .sessionToken;
    }
    expect(wanted).toEqual([['authenticator', 'email'], ['email']]);
    expect((await beginActivation(service, account, 'authenticator', token)).status).toBe(201);
  });
});

describe('before a deadline, an owner without an accepted factor', () => {
  test('neither ends nor changes the requirement, and can once one is enabled and proved', async () => {
    const { orgID, owner } = await seededOrganization(service, seeder, 'authenticator');
    const second = await seeded(service, seeder);
    await join(service, { orgID, owner }, second, 'owner');
    const deadline = new Date(service.clock.now + 10 * day).toISOString();
    const later = new Date(service.clock.now + 300 * day).toISOString();
    await requireMfa(service, orgID, owner.token, { required: true, deadline });
    for (const policy of [{ required: false }, { required: true, deadline: later }])
      expect(await requireMfa(service, orgID, second.token, policy)).toMatchObject({
        status: 403,
        body: { reason: 'own-factor-needed' },
      });
    expect((await requireMfa(service, orgID, owner.token, { required: false })).status).toBe(200);
  });
});
