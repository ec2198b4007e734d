import { afterAll, beforeAll, expect, test, vi } from 'vitest';
import { put } from '../../../core/kernel/change.ts';
import { store } from '../../../functions/adapters/store.ts';
import { type FaultyDynamoDB, faultyDynamoDB } from '../../support/faulty-dynamodb.ts';
import { join, requireMfa, type Seeded, seeded, seededOrganization } from '../../support/organizations.ts';
import { session } from '../../support/people.ts';
import { type Seeder, seederOf } from '../../support/seeded-accounts.ts';
import { type Service, startService } from '../../support/service.ts';

/** Reminders of a deadline if mails, the database or the schedule fail. */

let service: Service;
let dynamodb: FaultyDynamoDB;
let seeder: Seeder;
beforeAll(async () => {
  service = await startService({
    meter: async (endpoint) => {
      dynamodb = await faultyDynamoDB(endpoint);
      return dynamodb.endpoint;
    },
  });
  seeder = await seederOf(service);
});
afterAll(async () => {
  await service.close();
  await dynamodb.close();
});

const day = 86_400_000;

/** An organization with a member who does not meet its upcoming requirement. */
async function upcoming(inDays: number) {
  const { orgID, owner } = await seededOrganization(service, seeder, 'email');
  const member = await seeded(service, seeder);
  await join(service, { orgID, owner }, member);
  const deadline = new Date(service.clock.now + inDays * day).toISOString();
  const set = await requireMfa(service, orgID, owner.token, { required: true, deadline });
  expect(set.status).toBe(200);
  return { orgID, owner, member };
}

const remindersTo = async ({ email }: Seeded) =>
  (await service.mailsTo(email)).filter(({ subject }) => subject.includes('requires multi-factor')).length;

test('a mail that SES refuses is sent by the next run, once', async () => {
  const { member } = await upcoming(8);
  service.clock.now += day;
  const logged = vi.spyOn(console, 'error').mockImplementation(() => {});
  service.emulators.ses.pauseSending();
  await service.run('orgs/remind');
  service.emulators.ses.resumeSending();
  expect(logged).toHaveBeenCalled();
  expect(JSON.stringify(logged.mock.calls)).not.toContain(member.email);
  logged.mockRestore();
  expect(await remindersTo(member)).toBe(0);
  service.clock.now += 3_600_000;
  for (let run = 0; run < 3; run += 1) await service.run('orgs/remind');
  expect(await remindersTo(member)).toBe(1);
});

test('a lost answer of the database leaves no member without the reminder', async () => {
  const { member } = await upcoming(8);
  service.clock.now += day;
  dynamodb.loseNextAnswer('UpdateItem');
  const logged = vi.spyOn(console, 'error').mockImplementation(() => {});
  await expect(service.run('orgs/remind')).rejects.toThrow('orgs/remind failed');
  logged.mockRestore();
  for (let run = 0; run < 2; run += 1) {
    service.clock.now += 3_600_000;
    await service.run('orgs/remind');
  }
  expect(await remindersTo(member)).toBe(1);
});

test('a reminder that the database refuses is sent by the next run, once', async () => {
  const { member } = await upcoming(8);
  service.clock.now += day;
  dynamodb.refuseNext('UpdateItem', 1, { name: 'ValidationException' });
  const logged = vi.spyOn(console, 'error').mockImplementation(() => {});
  await expect(service.run('orgs/remind')).rejects.toThrow('orgs/remind failed');
  logged.mockRestore();
  for (let run = 0; run < 3; run += 1) await service.run('orgs/remind');
  expect(await remindersTo(member)).toBe(1);
});

test('runs that were missed are made up for by one mail, and none comes after the day', async () => {
  const { member } = await upcoming(8);
  service.clock.now += 6 * day;
  await service.run('orgs/remind');
  expect(await remindersTo(member)).toBe(1);
  service.clock.now += 2 * day;
  await service.run('orgs/remind');
  expect(await remindersTo(member)).toBe(1);
});

test('nobody is reminded who left, of what is required no longer, or of another day', async () => {
  const [gone, off, moved] = [await upcoming(8), await upcoming(8), await upcoming(8)];
  const leaving = { parameters: { orgID: gone.orgID }, token: gone.member.token };
  expect((await service.call('orgs/leave', leaving)).status).toBe(204);
  expect((await requireMfa(service, off.orgID, off.owner.token, { required: false })).status).toBe(200);
  const later = new Date(service.clock.now + 30 * day).toISOString();
  const policy = { required: true, deadline: later };
  expect((await requireMfa(service, moved.orgID, moved.owner.token, policy)).status).toBe(200);
  service.clock.now += 6 * day;
  await service.run('orgs/remind');
  for (const { member } of [gone, off, moved]) expect(await remindersTo(member)).toBe(0);
  service.clock.now += 18 * day;
  await service.run('orgs/remind');
  expect(await remindersTo(moved.member)).toBe(1);
  expect((await session(service, moved.member)).length).toBeGreaterThan(0);
});

test('a deadline that cannot be read keeps none of the others waiting', async () => {
  const { member } = await upcoming(8);
  // Longer than a key may be, and the first in the list.
  const broken = { organizationID: '#deadlines', item: '0', of: 'x'.repeat(3000), at: 0, reminded: 0 };
  const client = store(service.host);
  await client.commit([put('organizations', { organizationID: '#deadlines', item: '0' }, broken)]);
  service.clock.now += day;
  const logged = vi.spyOn(console, 'error').mockImplementation(() => {});
  await expect(service.run('orgs/remind')).rejects.toThrow('orgs/remind failed');
  logged.mockRestore();
  expect(await remindersTo(member)).toBe(1);
});
