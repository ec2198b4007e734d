import { afterAll, beforeAll, expect, test } from 'vitest';
import { accountWith, nextAppCode, signInWithFactor, userRow } from '../../support/accounts.ts';
import {
  accept,
  createOrganization,
  invite,
  inviteCode,
  join,
  organizationFaults,
} from '../../support/organizations.ts';
import { register, session, signIn, submit } from '../../support/people.ts';
import { type Service, startService } from '../../support/service.ts';
import { newSshKey } from '../../support/ssh-keys.ts';

/** An account ends when its user says so, a week later, and nothing of the person is left. */

let service: Service;
beforeAll(async () => {
  service = await startService();
});
afterAll(() => service.close());

const day = 86_400_000;
const runJobs = () => service.run('deletions/carry-out');

/** Every row of every table that has not expired and contains one of these words, as `table: row`. */
async function traces(...words: readonly string[]): Promise<readonly string[]> {
  const tables = ['users', 'factors', 'challenges', 'sessions', 'organizations', 'events', 'keys'] as const;
  const found: string[] = [];
  for (const table of tables)
    for (const row of await service.rows(table)) {
      const ttl = Number(row['ttl'] ?? Number.POSITIVE_INFINITY);
      const text = JSON.stringify(row);
      if (ttl * 1000 > service.clock.now && words.some((word) => text.includes(word)))
        found.push(`${table}: ${text}`);
    }
  return found;
}

const subjects = async (email: string) => (await service.mailsTo(email)).map(({ subject }) => subject);

test('after a week nothing of the person is left but an entry without a name', async () => {
  const person = await accountWith(service, 'authenticator', 'email');
  let { token } = person;
  await service.call('account/rename', { token, body: { name: 'Person To Forget' } });
  const added = await service.call('keys/add', {
    token,
    body: { name: 'laptop', key: newSshKey().publicKey },
  });
  expect(added.status).toBe(201);
  // The key ended nothing; a member of one organization, alone in another, and an owner beside another owner in a third.
  const other = await accountWith(service, 'email');
  const joined = await createOrganization(service, other.token, 'Joined');
  await join(service, { orgID: joined, owner: other }, { ...person, token });
  const shared = await createOrganization(service, other.token, 'Shared');
  await join(service, { orgID: shared, owner: other }, { ...person, token }, 'owner');
  await invite(service, shared, token, 'someone@example.com');
  const alone = await createOrganization(service, token, 'Alone');
  const { id } = (await service.call('auth/verify', { token })).body;

  const asked = await service.call('account/delete', { token });
  expect(asked).toMatchObject({
    status: 202,
    body: { deletionDueAt: new Date(service.clock.now + 7 * day).toISOString() },
  });
  expect((await service.call('account/read', { token })).body.deletionDueAt).toBe(asked.body.deletionDueAt);

  service.clock.now += 7 * day - 1;
  await runJobs();
  expect(await traces(person.email)).not.toEqual([]);
  token = await signInWithFactor(service, person, person.app);
  service.clock.now += 1;
  await runJobs();

  // The challenge of the last sign-in names the account by its id alone, and is cleaned up a day later.
  service.clock.now += 2 * day;
  expect(await traces(person.email, 'Person To Forget', id)).toEqual([]);
  expect(await organizationFaults(service)).toEqual([]);
  expect(await traces(alone)).toEqual([]);
  const left = (await service.rows('events')).filter(({ subject }) => subject === '#deleted-accounts');
  expect(left).toEqual([
    {
      subject: '#deleted-accounts',
      id: expect.any(String),
      kind: 'account-deleted',
      at: expect.any(Number),
      address: '',
      browser: 'scheduled job',
      ttl: expect.any(Number),
    },
  ]);
  expect((await service.call('account/read', { token })).status).toBe(401);
  expect((await signIn(service, person)).slug).toBe('invalid-credentials');
  expect((await subjects(person.email)).at(-1)).toContain('Your account was deleted');
  const log = await service.call('orgs/events', {
    parameters: { orgID: shared },
    token: await signInWithFactor(service, other),
  });
  expect(JSON.stringify(log.body)).toContain('Deleted account');
  // The address is free.
  expect((await signIn(service, await register(service, person.email))).status).toBe(200);
});

test('signing in and confirming it keeps the account as it was', async () => {
  const person = await accountWith(service, 'authenticator');
  await service.call('account/delete', { token: person.token });
  service.clock.now += 6 * day;
  const { mfaID } = (await signIn(service, person)).body;
  const { sessionToken } = (await submit(service, mfaID, nextAppCode(service, person.app))).body;
  const before = await userRow(service, (await service.call('auth/verify', { token: sessionToken })).body.id);
  expect((await service.call('account/keep', { token: sessionToken })).status).toBe(204);
  expect((await service.call('account/read', { token: sessionToken })).body).not.toHaveProperty(
    'deletionDueAt',
  );
  service.clock.now += 2 * day;
  await runJobs();
  const { deletionDueAt, ...kept } = before;
  expect(deletionDueAt).toEqual(expect.any(Number));
  expect(await userRow(service, String(kept['userID']))).toMatchObject(kept);
  expect(await signInWithFactor(service, person, person.app)).toEqual(expect.any(String));
  expect((await subjects(person.email)).filter((one) => one.includes('Your account is kept'))).toHaveLength(
    1,
  );
});

test('a second request changes nothing, and the first date stays', async () => {
  const person = await register(service);
  const token = await session(service, person);
  const first = await service.call('account/delete', { token });
  service.clock.now += 600_000;
  const again = await session(service, person);
  expect((await service.call('account/delete', { token: again })).body).toEqual(first.body);
});

test('the only owner of an organization with other members is told to hand it over', async () => {
  const owner = await accountWith(service, 'email');
  const member = await accountWith(service, 'email');
  const orgID = await createOrganization(service, owner.token, 'Needed');
  await join(service, { orgID, owner }, member);
  const refused = await service.call('account/delete', { token: owner.token });
  expect(refused).toMatchObject({
    status: 409,
    body: { reason: 'owner-still-needed', detail: expect.stringContaining('Needed') },
  });

  const parameters = { orgID, userID: (await service.call('auth/verify', { token: member.token })).body.id };
  await service.call('orgs/change-role', { parameters, token: owner.token, body: { role: 'owner' } });
  expect((await service.call('account/delete', { token: owner.token })).status).toBe(202);
  // Meanwhile the other owner leaves.
  const left = await service.call('orgs/leave', { parameters: { orgID }, token: member.token });
  expect(left.status).toBe(204);
  const third = await accountWith(service, 'email');
  const invited = await invite(service, orgID, await signInWithFactor(service, owner), third.email);
  expect(invited.status).toBe(201);
  await accept(service, await inviteCode(service, third.email), third.token);
  service.clock.now += 7 * day;
  await runJobs();
  expect((await subjects(owner.email)).at(-1)).toContain('Your account was not deleted');
  const token = await signInWithFactor(service, owner);
  expect((await service.call('account/read', { token })).body).not.toHaveProperty('deletionDueAt');
  expect(await organizationFaults(service)).toEqual([]);
});

test('without the mail about it nothing is planned', async () => {
  const person = await register(service);
  const token = await session(service, person);
  service.emulators.ses.pauseSending();
  const refused = await service.call('account/delete', { token });
  service.emulators.ses.resumeSending();
  expect(refused).toMatchObject({ status: 503, body: { reason: 'mail-not-sent' } });
  expect((await service.call('account/read', { token })).body).not.toHaveProperty('deletionDueAt');
  service.clock.now += 8 * day;
  await runJobs();
  expect((await signIn(service, person)).status).toBe(200);
});

test('other sessions end, and the one that asked can take it back', async () => {
  const person = await register(service);
  const other = await session(service, person);
  const token = await session(service, person);
  expect((await service.call('account/delete', { token })).status).toBe(202);
  expect((await service.call('account/read', { token: other })).status).toBe(401);
  expect((await service.call('account/keep', { token })).status).toBe(204);
});
