import { afterAll, beforeAll, expect, test } from 'vitest';
import {
  accept,
  createOrganization,
  invite,
  inviteCode,
  join,
  organizationFaults,
  requireMfa,
  type Seeded,
  seeded,
  seededOrganization,
} from '../../support/organizations.ts';
import { session } from '../../support/people.ts';
import { type Seeder, seederOf } from '../../support/seeded-accounts.ts';
import { type Service, startService } from '../../support/service.ts';

/** An organization ends when an owner says so, and its members keep their accounts. */

let service: Service;
let seeder: Seeder;
beforeAll(async () => {
  service = await startService();
  seeder = await seederOf(service);
});
afterAll(() => service.close());

const day = 86_400_000;
const ask = (name: 'orgs/delete' | 'orgs/keep' | 'orgs/read', orgID: string, { token }: { token: string }) =>
  service.call(name, { parameters: { orgID }, token });
const mailsAbout = async ({ email }: Seeded, words: string) =>
  (await service.mailsTo(email)).filter(({ subject }) => subject.includes(words)).length;
const rowsOf = async (orgID: string) => [
  ...(await service.rows('organizations')).filter((row) => JSON.stringify(row).includes(orgID)),
  ...(await service.rows('events')).filter(({ subject }) => subject === `organization#${orgID}`),
];

/** An organization with two owners and a member; the sessions are a week old after it. */
async function threePeople() {
  const { orgID, owner } = await seededOrganization(service, seeder, 'email');
  const second = await seeded(service, seeder, 'email');
  const member = await seeded(service, seeder);
  await join(service, { orgID, owner }, second, 'owner');
  await join(service, { orgID, owner }, member);
  return { orgID, owner, second, member };
}

test('its only member deletes it at once, with its invitations and environments', async () => {
  const { orgID, owner } = await seededOrganization(service, seeder, 'email');
  const guest = await seeded(service, seeder);
  await invite(service, orgID, owner.token, guest.email);
  const parameters = { orgID };
  await service.call('environments/create', { parameters, token: owner.token, body: { name: 'production' } });
  const deadline = new Date(service.clock.now + 9 * day).toISOString();
  await requireMfa(service, orgID, owner.token, { required: true, deadline });

  expect((await ask('orgs/delete', orgID, owner)).status).toBe(204);
  expect((await ask('orgs/read', orgID, owner)).status).toBe(404);
  expect((await service.call('account/read', { token: owner.token })).body.organizations).toEqual([]);
  expect((await accept(service, await inviteCode(service, guest.email), guest.token)).status).toBe(404);
  await service.run('deletions/carry-out');
  await service.run('orgs/remind');
  expect(await rowsOf(orgID)).toEqual([]);
  const log = await service.call('account/events', { token: owner.token });
  expect(log.body.events).toContainEqual(expect.objectContaining({ kind: 'organization-deleted' }));
});

test('with other members it ends after a week, and everyone is told', async () => {
  const { orgID, owner, second, member } = await threePeople();
  const asked = await ask('orgs/delete', orgID, owner);
  expect(asked).toMatchObject({
    status: 202,
    body: { deletionDueAt: new Date(service.clock.now + 7 * day).toISOString() },
  });
  for (let run = 0; run < 2; run += 1) await service.run('deletions/carry-out');
  for (const one of [owner, second, member]) expect(await mailsAbout(one, 'will be deleted')).toBe(1);
  expect((await ask('orgs/read', orgID, member)).body.deletionDueAt).toBe(asked.body.deletionDueAt);

  service.clock.now += 7 * day - 1;
  await service.run('deletions/carry-out');
  expect((await rowsOf(orgID)).length).toBeGreaterThan(0);
  service.clock.now += 1;
  await service.run('deletions/carry-out');
  expect(await rowsOf(orgID)).toEqual([]);
  expect(await organizationFaults(service)).toEqual([]);
  const token = await session(service, member);
  expect((await service.call('account/read', { token })).body.organizations).toEqual([]);
  const log = await service.call('account/events', { token });
  expect(log.body.events).toContainEqual(expect.objectContaining({ kind: 'organization-deleted' }));
});

test('any owner keeps it, and a later request has a week of its own', async () => {
  const { orgID, owner, second, member } = await threePeople();
  await ask('orgs/delete', orgID, owner);
  expect((await ask('orgs/keep', orgID, member)).slug).toBe('forbidden');
  expect((await ask('orgs/keep', orgID, second)).status).toBe(204);
  expect(await mailsAbout(owner, 'is kept')).toBe(1);
  expect((await ask('orgs/read', orgID, owner)).body).not.toHaveProperty('deletionDueAt');
  service.clock.now += 60_000;
  await ask('orgs/delete', orgID, owner);
  service.clock.now += 7 * day - 60_000;
  await service.run('deletions/carry-out');
  expect((await rowsOf(orgID)).length).toBeGreaterThan(0);
});

test('no member and no stranger deletes it', async () => {
  const { orgID, member } = await threePeople();
  const stranger = await seeded(service, seeder);
  expect((await ask('orgs/delete', orgID, member)).slug).toBe('forbidden');
  expect((await ask('orgs/delete', orgID, stranger)).slug).toBe('not-found');
  await createOrganization(service, stranger.token);
  expect((await ask('orgs/delete', orgID, stranger)).slug).toBe('not-found');
});

test('whoever joins meanwhile is told too, and loses the membership with the others', async () => {
  const { orgID, owner } = await threePeople();
  await ask('orgs/delete', orgID, owner);
  await service.run('deletions/carry-out');
  const late = await seeded(service, seeder);
  await join(service, { orgID, owner }, late);
  await service.run('deletions/carry-out');
  expect(await mailsAbout(late, 'will be deleted')).toBe(1);
  service.clock.now += 7 * day;
  await service.run('deletions/carry-out');
  expect(await organizationFaults(service)).toEqual([]);
  expect(await rowsOf(orgID)).toEqual([]);
});
