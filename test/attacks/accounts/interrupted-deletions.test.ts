import { afterAll, afterEach, beforeAll, expect, test, vi } from 'vitest';
import { run as deleteAccount } from '../../../operator/commands/delete.ts';
import {
  type Account,
  accountWith,
  everythingStored,
  signInWithFactor,
  userRow,
} from '../../support/accounts.ts';
import { type OperatedService, Recorded, startOperatedService } from '../../support/operator.ts';
import {
  accept,
  createOrganization,
  invite,
  inviteCode,
  join,
  organizationFaults,
} from '../../support/organizations.ts';
import { signIn } from '../../support/people.ts';
import { disturbDynamoDB, type UnrulyDynamoDB } from '../../support/unruly-dynamodb.ts';

/** A deletion that something overtakes, or that is cut short: it is done whole or not at all, and nobody else waits for it. */

let service: OperatedService;
let unruly: UnrulyDynamoDB;
beforeAll(async () => {
  service = await startOperatedService({
    conflicts: 'queue',
    meter: async (endpoint) => {
      unruly = await disturbDynamoDB(endpoint);
      return unruly.endpoint;
    },
  });
  for (const method of ['info', 'error'] as const)
    vi.spyOn(console, method).mockImplementation(() => undefined);
});
afterAll(async () => {
  vi.restoreAllMocks();
  await unruly.close();
  await service.close();
});
afterEach(async () => {
  unruly.recover();
  expect(await organizationFaults(service)).toEqual([]);
});

const week = 7 * 86_400_000;
const runJob = () => service.run('deletions/carry-out');

/** An account whose deletion is due. */
async function dueAccount(): Promise<Account> {
  const account = await accountWith(service, 'email');
  expect((await service.call('account/delete', { token: account.token })).status).toBe(202);
  service.clock.now += week;
  return account;
}

/** Holds a write of the job back until something else is done: its beginning is an UpdateItem, all else are transactions. */
async function overtakeJob(
  write: 'UpdateItem' | 'TransactWriteItems',
  meanwhile: () => Promise<void>,
): Promise<void> {
  const hold = unruly.holdNext(write);
  const running = runJob().catch(() => undefined);
  await hold.held;
  try {
    await meanwhile();
  } finally {
    hold.release();
    await running;
  }
}

/** What is stored of an account, but what names it by its id alone and ends by itself. */
async function left({ id, email }: Account): Promise<readonly string[]> {
  service.clock.now += 9 * 86_400_000;
  return (await everythingStored(service)).filter((row) => {
    const ttl = Number(/"ttl",(\d+)/.exec(row)?.[1] ?? Number.POSITIVE_INFINITY);
    return ttl * 1000 > service.clock.now && (row.includes(id) || row.includes(email));
  });
}

test('an account that its user keeps before the job begins with it is kept whole', async () => {
  const account = await dueAccount();
  const token = await signInWithFactor(service, account);
  await overtakeJob('UpdateItem', async () => {
    expect((await service.call('account/keep', { token })).status).toBe(204);
  });
  await runJob();
  const { deletionDueAt, email, factors } = await userRow(service, account.id);
  expect({ deletionDueAt, email }).toEqual({ deletionDueAt: undefined, email: account.email });
  expect(factors).toHaveLength(1);
  expect((await service.call('account/read', { token })).status).toBe(200);
});

test('an account cannot be kept any more when the job has begun with it', async () => {
  const owner = await accountWith(service, 'email');
  const orgID = await createOrganization(service, owner.token);
  const account = await accountWith(service, 'email');
  await join(service, { orgID, owner }, account);
  const asked = await signInWithFactor(service, account);
  expect((await service.call('account/delete', { token: asked })).status).toBe(202);
  service.clock.now += week;
  const token = await signInWithFactor(service, account);
  await overtakeJob('TransactWriteItems', async () => {
    const kept = await service.call('account/keep', { token });
    expect(kept).toMatchObject({ status: 409, body: { reason: 'account-deletion-begun' } });
  });
  expect(await left(account)).toEqual([]);
});

test('a membership that begins while the job is at it ends with the account', async () => {
  const owner = await accountWith(service, 'email');
  const orgID = await createOrganization(service, owner.token);
  const account = await dueAccount();
  await invite(service, orgID, await signInWithFactor(service, owner), account.email);
  const token = await signInWithFactor(service, account);
  await overtakeJob('TransactWriteItems', async () => {
    expect((await accept(service, await inviteCode(service, account.email), token)).status).toBe(200);
  });
  expect(await organizationFaults(service)).toEqual([]);
  await runJob();
  expect(await left(account)).toEqual([]);
});

test('an operator’s deletion that is cut short is finished by the job, and logged', async () => {
  const account = await accountWith(service, 'authenticator');
  const hold = unruly.holdNext('TransactWriteItems');
  const context = await service.context(new Recorded());
  const deleting = deleteAccount(context, account.email, { reason: 'request of 3 May' }).then(
    () => 'done',
    () => 'cut short',
  );
  await hold.held;
  hold.release();
  // Whatever comes after the first write fails.
  unruly.failNext('Query', 'ValidationException', 50);
  expect(await deleting).toBe('cut short');
  unruly.recover();
  const log = (await service.rows('events')).filter(({ subject }) => subject === '#operator');
  expect(log).toMatchObject([{ kind: 'account-deleted', operator: { reason: 'request of 3 May' } }]);
  await runJob();
  expect((await signIn(service, account)).slug).toBe('invalid-credentials');
  const rows = await left(account);
  expect(rows).toHaveLength(1);
  expect(rows[0]).toContain('#operator');
});

test('one account that cannot be deleted keeps no other and no organization from it', async () => {
  const owner = await accountWith(service, 'email');
  const orgID = await createOrganization(service, owner.token, 'Due');
  await join(service, { orgID, owner }, await accountWith(service, 'email'));
  const token = await signInWithFactor(service, owner);
  expect((await service.call('orgs/delete', { parameters: { orgID }, token })).status).toBe(202);
  const stuck = await accountWith(service, 'email');
  await service.call('account/delete', { token: stuck.token });
  service.clock.now += week;
  unruly.failNext('TransactWriteItems', 'ValidationException');
  await expect(runJob()).rejects.toThrow();
  expect(
    (await service.rows('organizations')).filter(({ organizationID }) => organizationID === orgID),
  ).toEqual([]);
});
