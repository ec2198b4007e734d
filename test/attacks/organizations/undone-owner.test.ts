import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { completeSignIn, linkToken, nextAppCode, resetToken } from '../../support/accounts.ts';
import {
  createOrganization,
  join,
  requireMfa,
  type Seeded,
  seeded,
  undoSeen,
} from '../../support/organizations.ts';
import { type App, activateAuthenticator, register, session, signIn, submit } from '../../support/people.ts';
import { type Seeder, seederOf } from '../../support/seeded-accounts.ts';
import { type CallAnswer, type Service, startService } from '../../support/service.ts';

/**
 * The undo link of a first factor is in the mailbox for seven days. Whoever reads that mailbox could undo the factor,
 * choose a new password and enable a factor of their own: an owner's account would be theirs by the mailbox alone. So
 * another owner must confirm the account before it is more than an account again (rule 8).
 */

let service: Service;
let seeder: Seeder;
beforeAll(async () => {
  service = await startService();
  seeder = await seederOf(service);
});
afterAll(() => service.close());

const password = 'a kettle of the attacker';

interface Undone extends Seeded {
  readonly app: App;
}

/** Someone who enabled an authenticator as the first factor just now. */
async function enrolled(): Promise<Seeded> {
  const person = await register(service);
  const { app } = await activateAuthenticator(service, person, await session(service, person));
  service.clock.now += 30_000;
  const token = (await completeSignIn(service, person, app)).body.sessionToken;
  return { ...person, token, app, passkeys: [] };
}

/** Goes from the mailbox to a session with a factor of the attacker's own: undo, reset, activate, sign in. */
async function takeByUndo(victim: Seeded): Promise<Undone> {
  const undone = await service.call('mfa/undo', {
    body: { token: await linkToken(service, victim.email, 'undo') },
  });
  expect(undone.status).toBe(204);
  const token = await linkToken(service, victim.email, 'reset');
  expect((await service.call('account/reset-password', { body: { token, password } })).status).toBe(204);
  const attacker = { ...victim, password };
  const { app, done } = await activateAuthenticator(service, attacker);
  expect(done.status).toBe(200);
  const { mfaID } = (await signIn(service, attacker)).body;
  const answer = await submit(service, mfaID, nextAppCode(service, app));
  expect(answer.body).toMatchObject({ scope: 'enrolment' });
  return { ...attacker, app, token: answer.body.sessionToken };
}

const ask = (name: 'orgs/read' | 'orgs/list-users', orgID: string, token: string) =>
  service.call(name, { parameters: { orgID }, token });

/** Confirms the account as the owner sees it in the list of members. */
async function confirm(orgID: string, token: string, userID: string, seen = ''): Promise<CallAnswer> {
  const undoneAt = seen || (await undoSeen(service, token, orgID, userID));
  return service.call('orgs/confirm-member', { parameters: { orgID, userID }, token, body: { undoneAt } });
}

function expectHeld(answer: CallAnswer, orgID: string): void {
  expect(answer).toMatchObject({
    status: 403,
    slug: 'mfa-required-by-organization',
    body: { reason: 'confirmation-awaited', organizations: [{ id: orgID, awaitsConfirmation: true }] },
  });
}

async function toldOwner(owner: Seeded): Promise<string | undefined> {
  return (await service.mailsTo(owner.email)).at(-1)?.subject;
}

describe('an owner whose first factor is undone by their mailbox', () => {
  test('is held until another owner, who is told, confirms the account', async () => {
    const victim = await enrolled();
    const other = await seeded(service, seeder, 'authenticator');
    const orgID = await createOrganization(service, victim.token);
    await join(service, { orgID, owner: victim }, other, 'owner');
    const attacker = await takeByUndo(victim);
    expect(await toldOwner(other)).toContain('was undone');
    expectHeld(await ask('orgs/read', orgID, attacker.token), orgID);
    expectHeld(await requireMfa(service, orgID, attacker.token, { required: true }), orgID);
    expectHeld(await confirm(orgID, attacker.token, victim.id), orgID);

    // Another round of the same does not help: a reset by mail, another factor, a step-up.
    await service.call('account/reset-password', {
      body: { token: await resetToken(service, victim.email), password },
    });
    const again = await completeSignIn(service, attacker, attacker.app);
    expectHeld(await ask('orgs/read', orgID, again.body.sessionToken), orgID);

    service.clock.now += 31_000;
    const confirmed = await confirm(orgID, other.token, victim.id);
    expect(confirmed.status).toBe(204);
    expect((await ask('orgs/read', orgID, again.body.sessionToken)).status).toBe(200);
    expect((await confirm(orgID, other.token, victim.id)).body).toMatchObject({
      reason: 'nothing-to-confirm',
    });
  });

  test('is not held where they are the only owner: nobody could confirm it', async () => {
    const victim = await enrolled();
    const orgID = await createOrganization(service, victim.token);
    await service.call('mfa/undo', { body: { token: await linkToken(service, victim.email, 'undo') } });
    const token = await linkToken(service, victim.email, 'reset');
    await service.call('account/reset-password', { body: { token, password } });
    const signedIn = await session(service, { ...victim, password });
    expect((await ask('orgs/read', orgID, signedIn)).status).toBe(200);
  });
});

test('a confirmation of one undo does not count for another one, which the owner did not see', async () => {
  const victim = await enrolled();
  const other = await seeded(service, seeder, 'authenticator');
  const orgID = await createOrganization(service, victim.token);
  await join(service, { orgID, owner: victim }, other, 'owner');
  // The user undoes what a stranger did. The owner sees that, and calls the user, who says yes.
  const user = await takeByUndo(victim);
  const seen = await undoSeen(service, other.token, orgID, victim.id);
  // Before the owner confirms the account, somebody who reads the mailbox undoes the factor that the user activated.
  service.clock.now += 31_000;
  const attacker = await takeByUndo(user);
  service.clock.now += 31_000;
  expect(await confirm(orgID, other.token, victim.id, seen)).toMatchObject({
    status: 409,
    body: { reason: 'undone-again' },
  });
  expectHeld(await ask('orgs/read', orgID, attacker.token), orgID);
  // Whoever looks again sees the new one, and can confirm it.
  const now = await undoSeen(service, other.token, orgID, victim.id);
  expect(Date.parse(now)).toBeGreaterThan(Date.parse(seen));
  expect((await confirm(orgID, other.token, victim.id, now)).status).toBe(204);
});

test('two organizations that confirm the account at once both count', async () => {
  const victim = await enrolled();
  const organizations = [];
  for (const _ of [1, 2]) {
    const other = await seeded(service, seeder, 'authenticator');
    const orgID = await createOrganization(service, victim.token);
    await join(service, { orgID, owner: victim }, other, 'owner');
    organizations.push({ orgID, other });
  }
  const { token } = await takeByUndo(victim);
  service.clock.now += 31_000;
  const confirmed = await Promise.all(
    organizations.map(({ orgID, other }) => confirm(orgID, other.token, victim.id)),
  );
  expect(confirmed.map(({ status }) => status)).toEqual([204, 204]);
  for (const { orgID } of organizations) expect((await ask('orgs/read', orgID, token)).status).toBe(200);
});

describe('with the mailboxes of both owners', () => {
  test('neither can leave to set the other free', async () => {
    const [one, other] = [await enrolled(), await enrolled()];
    const orgID = await createOrganization(service, one.token);
    await join(service, { orgID, owner: one }, other, 'owner');
    const [first, second] = [await takeByUndo(one), await takeByUndo(other)];
    for (const { token } of [first, second]) {
      const left = await service.call('orgs/leave', { parameters: { orgID }, token });
      expectHeld(left, orgID);
      expectHeld(await ask('orgs/read', orgID, token), orgID);
    }
  });
});

describe('a member whose first factor is undone by their mailbox', () => {
  test('is held in an organization that required it, and free once they have left it', async () => {
    const owner = await seeded(service, seeder, 'authenticator');
    const orgID = await createOrganization(service, owner.token);
    const victim = await enrolled();
    await join(service, { orgID, owner }, victim);
    expect((await requireMfa(service, orgID, owner.token, { required: true })).status).toBe(200);
    const attacker = await takeByUndo(victim);
    expect(await toldOwner(owner)).toContain('was undone');
    expectHeld(await ask('orgs/read', orgID, attacker.token), orgID);
    const users = await service.call('orgs/list-users', { parameters: { orgID }, token: owner.token });
    expect(users.body).toContainEqual(expect.objectContaining({ id: victim.id, awaitsConfirmation: true }));

    const left = await service.call('orgs/leave', { parameters: { orgID }, token: attacker.token });
    expect(left.status).toBe(204);
    expect((await service.call('auth/verify', { token: attacker.token })).status).toBe(200);
    expect((await ask('orgs/read', orgID, attacker.token)).status).toBe(404);
  });
});

test('the other owners are told when an owner uses a recovery code', async () => {
  const person = await register(service);
  const { app, done } = await activateAuthenticator(service, person, await session(service, person));
  service.clock.now += 30_000;
  const token = (await completeSignIn(service, person, app)).body.sessionToken;
  const other = await seeded(service, seeder, 'email');
  const orgID = await createOrganization(service, token);
  await join(service, { orgID, owner: { token } }, other, 'owner');
  const { mfaID } = (await signIn(service, person)).body;
  const answer = await submit(service, mfaID, done.body.recoveryCodes[0]);
  expect(answer.status).toBe(200);
  expect(answer.body).not.toHaveProperty('scope');
  expect(await toldOwner(other)).toContain('recovery code');
});

test('a member who was removed after an undo can be invited again, and is held until an owner confirms them', async () => {
  const owner = await seeded(service, seeder, 'authenticator');
  const orgID = await createOrganization(service, owner.token);
  const victim = await enrolled();
  await join(service, { orgID, owner }, victim);
  expect((await requireMfa(service, orgID, owner.token, { required: true })).status).toBe(200);
  const back = await takeByUndo(victim);
  const parameters = { orgID, userID: victim.id };
  expect((await service.call('orgs/remove-user', { parameters, token: owner.token })).status).toBe(204);
  await join(service, { orgID, owner }, back);
  expectHeld(await ask('orgs/read', orgID, back.token), orgID);
  expect((await confirm(orgID, owner.token, victim.id)).status).toBe(204);
  expect((await ask('orgs/read', orgID, back.token)).status).toBe(200);
});
