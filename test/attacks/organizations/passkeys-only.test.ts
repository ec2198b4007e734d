import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { accountWith, beginActivation } from '../../support/accounts.ts';
import { createOrganization, join, requireMfa } from '../../support/organizations.ts';
import {
  accountWithPasskey,
  activatePasskey,
  type PasskeyAccount,
  passkeysHeaders,
  signInByPasskey,
} from '../../support/passkeys.ts';
import { lastCode, signIn } from '../../support/people.ts';
import { type Service, startService } from '../../support/service.ts';
import { SoftwarePasskey } from '../../support/software-authenticator.ts';

/**
 * An organization that accepts only passkeys. Whatever can be phished (a code by email, a recovery code) opens the account for its
 * user, but never leads past that requirement: neither into the organization, nor to a passkey of the attacker's.
 */

let service: Service;
let orgID: string;
let owner: PasskeyAccount;
/** With a passkey and email, which the organization does not accept. */
let member: PasskeyAccount;
beforeAll(async () => {
  service = await startService();
  owner = await accountWithPasskey(service);
  orgID = await createOrganization(service, owner.token);
  member = await accountWithPasskey(service);
  const begun = (await beginActivation(service, member, 'email', member.token)).body;
  const done = await service.call('mfa/complete-activation', {
    parameters: { activationID: begun.activationID },
    body: { otp: await lastCode(service, member.email), preferred: false },
    token: member.token,
  });
  expect(done.status).toBe(200);
  member = { ...member, token: (await signInByPasskey(service, member.passkey)).body.sessionToken };
  await join(service, { orgID, owner }, member);
  owner = { ...owner, token: (await signInByPasskey(service, owner.passkey)).body.sessionToken };
});
afterAll(() => service.close());

const passkeysOnly = { required: true, accept: ['passkey'] } as const;
const require = (token: string) => requireMfa(service, orgID, token, passkeysOnly);

describe('before it is required', () => {
  test('the dry run names who would be stopped: whoever has no passkey', async () => {
    const bare = await accountWith(service);
    const byMail = await accountWith(service, 'email');
    for (const person of [bare, byMail]) await join(service, { orgID, owner }, person);
    const request = { parameters: { orgID }, query: { accept: 'passkey' }, token: owner.token };
    const { body } = await service.call('orgs/preview-mfa', request);
    expect(body).toMatchObject({ accept: ['passkey'], canRequire: true, members: { total: 4, stopped: 2 } });
    expect(body.stopped.map(({ id }: { id: string }) => id).sort()).toEqual([bare.id, byMail.id].sort());
    for (const { id } of [bare, byMail])
      await service.call('orgs/remove-user', { parameters: { orgID, userID: id }, token: owner.token });
  });

  test('an owner without a passkey cannot require it, nor one who signed in with something else', async () => {
    const byMail = await accountWith(service, 'email');
    const ownOrgID = await createOrganization(service, byMail.token);
    const refused = await requireMfa(service, ownOrgID, byMail.token, passkeysOnly);
    expect(refused.body.reason).toBe('own-factor-needed');
    await activatePasskey(service, byMail, undefined, byMail.token);
    const again = await requireMfa(service, ownOrgID, byMail.token, passkeysOnly);
    expect(again.body.reason).toBe('accepted-factor-needed');
  });

  test('while it is only announced, a code by email adds no passkey to an account that has one', async () => {
    const deadline = new Date(service.clock.now + 7 * 86_400_000).toISOString();
    const announced = await requireMfa(service, orgID, owner.token, { ...passkeysOnly, deadline });
    expect(announced.status).toBe(200);
    const { body } = await byMail();
    expect(body.scope).toBeUndefined();
    const refused = await beginActivation(service, member, 'passkey', body.sessionToken);
    expect(refused.body).toMatchObject({ reason: 'existing-factor-needed', methods: ['passkey'] });
  });
});

/** Signs in with the password and a code by email, by switching to it. */
async function byMail() {
  const { mfaID } = (await signIn(service, member, { headers: passkeysHeaders })).body;
  const parameters = { mfaID };
  const switched = await service.call('auth/switch-method', { parameters, body: { type: 'email' } });
  expect(switched.status).toBe(200);
  const otp = await lastCode(service, member.email);
  return service.call('auth/submit-code', { parameters, body: { otp } });
}

async function byRecoveryCode() {
  const { mfaID } = (await signIn(service, member, { headers: passkeysHeaders })).body;
  const body = { otp: member.recoveryCodes[0] };
  return service.call('auth/submit-code', { parameters: { mfaID }, body });
}

describe('once it is in force', () => {
  beforeAll(async () => {
    expect((await require(owner.token)).status).toBe(200);
  });

  test.each([
    ['a code by email, although the challenge began with the passkey', byMail],
    ['a recovery code', byRecoveryCode],
  ])('%s opens no more than the account, and no way leads on', async (_, enter) => {
    const { status, body } = await enter();
    expect(status).toBe(200);
    expect(body).toMatchObject({ scope: 'enrolment', requiredBy: [{ id: orgID, accept: ['passkey'] }] });
    const token = body.sessionToken;
    const ask = (name: Parameters<Service['call']>[0], more: object = {}) =>
      service.call(name, { parameters: { orgID, factorID: member.factorID }, token, ...more });
    for (const name of ['orgs/read', 'auth/verify', 'orgs/list-users'] as const)
      expect((await ask(name)).body.reason, name).toBe('mfa-required');
    // Neither a passkey of the attacker's, nor anything else of the account.
    for (const type of ['passkey', 'authenticator'] as const)
      expect((await beginActivation(service, member, type, token)).body).toMatchObject({
        reason: 'existing-factor-needed',
        methods: ['passkey'],
      });
    for (const name of [
      'mfa/disable-factor',
      'mfa/regenerate-recovery-codes',
      'account/remove-password',
    ] as const)
      expect((await ask(name)).body.reason, name).toBe('mfa-required');
    expect((await ask('mfa/make-browser-code')).body.reason).toBe('mfa-required');
    // A step-up accepts the passkey alone: no switch, and another recovery code changes nothing.
    const stepUp = (await ask('step-up/start', { headers: passkeysHeaders })).body;
    expect(stepUp.mfaTypes).toEqual(['passkey']);
    const parameters = { mfaID: stepUp.mfaID };
    const switched = await ask('step-up/switch-method', { parameters, body: { type: 'email' } });
    expect(switched.status).toBe(400);
    const recovered = await ask('step-up/submit-code', {
      parameters,
      body: { otp: member.recoveryCodes[1] },
    });
    expect(recovered.body.scope).toBe('enrolment');
    member = { ...member, recoveryCodes: member.recoveryCodes.slice(2) };
    const still = await beginActivation(service, member, 'passkey', recovered.body.sessionToken);
    expect(still.body.reason).toBe('existing-factor-needed');
  });

  test('the passkey itself opens everything: alone, or as a touch after the password', async () => {
    const read = (token: string) => service.call('orgs/read', { parameters: { orgID }, token });
    const alone = (await signInByPasskey(service, member.passkey)).body;
    expect((await read(alone.sessionToken)).status).toBe(200);
    const { mfaID, publicKey } = (await signIn(service, member, { headers: passkeysHeaders })).body;
    const touch = { credential: member.passkey.get(publicKey, { userVerified: false }) };
    const touched = await service.call('auth/submit-passkey', { parameters: { mfaID }, body: touch });
    expect((await read(touched.body.sessionToken)).status).toBe(200);
  });

  test('who lost the passkey is let in again by an owner, who removes the factors, and by nobody else', async () => {
    const lost = await accountWithPasskey(service, new SoftwarePasskey());
    await join(service, { orgID, owner }, lost);
    const parameters = { orgID, userID: lost.id };
    const reset = await service.call('orgs/reset-factors', { parameters, token: owner.token });
    expect(reset.status).toBe(204);
    expect((await signIn(service, lost)).body.reason).toBe('mfa-required');
    const { passkey, done } = await activatePasskey(service, lost);
    expect(done.status).toBe(200);
    const { sessionToken } = (await signInByPasskey(service, passkey)).body;
    const read = await service.call('orgs/read', { parameters: { orgID }, token: sessionToken });
    expect(read.status).toBe(200);
  });
});
