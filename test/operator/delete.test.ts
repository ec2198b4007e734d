import { afterAll, beforeAll, expect, test } from 'vitest';
import { run as deleteAccount } from '../../operator/commands/delete.ts';
import { run as exportAccount } from '../../operator/commands/export-account.ts';
import { run as log } from '../../operator/commands/log.ts';
import { accountWith, everythingStored } from '../support/accounts.ts';
import { type OperatedService, Recorded, startOperatedService, who } from '../support/operator.ts';
import { createOrganization, join } from '../support/organizations.ts';
import { signIn } from '../support/people.ts';

/** Requests by law: an operator hands out what is stored about a person, and deletes it. */

let service: OperatedService;
beforeAll(async () => {
  service = await startOperatedService();
});
afterAll(() => service.close());

test('the export has what the user could download, and no secret', async () => {
  const account = await accountWith(service, 'authenticator');
  const output = new Recorded();
  await exportAccount(await service.context(output), account.email);
  const own = await service.call('account/export', { token: account.token });
  const { exportedAt: _, ...exported } = output.values[0] as Record<string, unknown>;
  expect(own.body).toMatchObject(exported);
  expect(JSON.stringify(exported)).not.toContain('$argon2');
});

test('a deletion leaves nothing of the person but who deleted the account and why', async () => {
  const account = await accountWith(service, 'email');
  await createOrganization(service, account.token, 'Alone');
  await deleteAccount(await service.context(new Recorded()), account.email, { reason: 'request of 3 May' });
  await service.run('deletions/carry-out');
  // Challenges and mail links name the account by its id alone, and end by themselves.
  service.clock.now += 9 * 86_400_000;
  const live = (await everythingStored(service)).filter((row) => {
    const ttl = Number(/"ttl",(\d+)/.exec(row)?.[1] ?? Number.POSITIVE_INFINITY);
    return ttl * 1000 > service.clock.now;
  });
  expect(live.filter((row) => row.includes(account.email))).toEqual([]);
  expect(live.filter((row) => row.includes(account.id))).toHaveLength(1);
  const listed = new Recorded();
  await log(await service.context(listed), 10);
  expect(listed.values[0]).toMatchObject({
    events: [{ kind: 'account-deleted', account: account.id, by: who, reason: 'request of 3 May' }],
  });
  expect((await signIn(service, account)).slug).toBe('invalid-credentials');
});

test('an account that an organization needs is refused, by name, and stays as it is', async () => {
  const owner = await accountWith(service, 'email');
  const member = await accountWith(service, 'email');
  const orgID = await createOrganization(service, owner.token, 'Needed');
  await join(service, { orgID, owner }, member);
  const before = await everythingStored(service);
  const context = await service.context(new Recorded());
  await expect(deleteAccount(context, owner.email, { reason: 'request' })).rejects.toThrow('Needed');
  expect(await everythingStored(service)).toEqual(before);
});
