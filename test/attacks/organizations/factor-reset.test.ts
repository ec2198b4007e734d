import { afterAll, afterEach, beforeAll, describe, expect, test } from 'vitest';
import { everythingStored, sessionsOf, signInWithFactor, userRow } from '../../support/accounts.ts';
import {
  createOrganization,
  join,
  organizationFaults,
  requireMfa,
  type Seeded,
  seeded,
  seededOrganization,
} from '../../support/organizations.ts';
import { activateAuthenticator, lastCode, signIn, submit } from '../../support/people.ts';
import { type Seeder, seederOf } from '../../support/seeded-accounts.ts';
import { type Service, startService } from '../../support/service.ts';

/**
 * R11, R39: a help desk that takes anybody's factor away. An owner resets a member's, and an owner's not alone: a second
 * owner asks for the same, within a day, for the credentials of that moment.
 */

let service: Service;
let seeder: Seeder;
beforeAll(async () => {
  service = await startService();
  seeder = await seederOf(service);
});
afterAll(() => service.close());
afterEach(async () => {
  expect(await organizationFaults(service)).toEqual([]);
});

const day = 86_400_000;

/** Three owners: one asks, one confirms, and one is whom it is about. */
async function threeOwners() {
  const { orgID, owner: asker } = await seededOrganization(service, seeder, 'email');
  const [second, target] = [await seeded(service, seeder, 'email'), await seeded(service, seeder, 'email')];
  for (const one of [second, target]) await join(service, { orgID, owner: asker }, one, 'owner');
  return { orgID, asker, second, target };
}

/** A session of this moment, once the clock has moved on. */
async function anew(account: Seeded): Promise<Seeded> {
  return { ...account, token: await signInWithFactor(service, account, account.app) };
}

const about = (orgID: string, whom: Seeded) => ({ orgID, userID: whom.id });
const reset = (orgID: string, by: Seeded, whom: Seeded) =>
  service.call('orgs/reset-factors', { parameters: about(orgID, whom), token: by.token });
const withdraw = (orgID: string, by: Seeded, whom: Seeded) =>
  service.call('orgs/withdraw-reset', { parameters: about(orgID, whom), token: by.token });
const changeRole = (orgID: string, by: Seeded, whom: Seeded, role: 'owner' | 'member') =>
  service.call('orgs/change-role', { parameters: about(orgID, whom), token: by.token, body: { role } });
const remove = (orgID: string, by: Seeded, whom: Seeded) =>
  service.call('orgs/remove-user', { parameters: about(orgID, whom), token: by.token });

/** The target has the factors of before, and the sessions. */
async function expectUntouched(target: Seeded): Promise<void> {
  expect((await userRow(service, target.id))['factors']).not.toEqual([]);
  expect((await service.call('auth/verify', { token: target.token })).status).toBe(200);
}

describe('an owner’s factors are not reset', () => {
  test('by one owner alone, however often, and asking again gives no more time', async () => {
    const { orgID, asker, target } = await threeOwners();
    const first = await reset(orgID, asker, target);
    expect(first.status).toBe(202);
    service.clock.now += 60_000;
    for (let time = 0; time < 5; time += 1)
      expect(await reset(orgID, asker, target)).toMatchObject({ status: 202, body: first.body });
    await expectUntouched(target);
    const mails = (await service.mailsTo(target.email)).filter(({ subject }) =>
      subject.includes('asked to reset'),
    );
    expect(mails).toHaveLength(1);
  });

  test('by two requests of one owner at once', async () => {
    const { orgID, asker, target } = await threeOwners();
    const answers = await Promise.all([1, 2, 3, 4].map(() => reset(orgID, asker, target)));
    for (const { status } of answers) expect([202, 409]).toContain(status);
    await expectUntouched(target);
  });

  test('where the one who asked is an owner no more', async () => {
    for (const end of ['demoted', 'removed', 'left'] as const) {
      const { orgID, asker, second, target } = await threeOwners();
      expect((await reset(orgID, asker, target)).status).toBe(202);
      if (end === 'demoted') await changeRole(orgID, second, asker, 'member');
      else if (end === 'removed') await remove(orgID, second, asker);
      else await service.call('orgs/leave', { parameters: { orgID }, token: asker.token });
      // Now the second one is the only other owner, and there is nobody to confirm.
      expect((await reset(orgID, second, target)).slug, end).toBe('conflict');
      const third = await seeded(service, seeder, 'email');
      await join(service, { orgID, owner: second }, third, 'owner');
      expect((await reset(orgID, second, target)).status, end).toBe(202);
      await expectUntouched(target);
    }
  });

  test('where the account’s credentials have changed since it was asked for', async () => {
    const { orgID, asker, second, target } = await threeOwners();
    expect((await reset(orgID, asker, target)).status).toBe(202);
    const { done } = await activateAuthenticator(service, target, target.token, false);
    expect(done.status).toBe(200);
    expect((await reset(orgID, second, target)).status).toBe(202);
    await expectUntouched(target);
    // The second one has asked anew, for what is there now.
    expect((await reset(orgID, asker, target)).status).toBe(204);
  });

  test('once a day has passed: to the millisecond', async () => {
    const { orgID, asker, second, target } = await threeOwners();
    const asked = await reset(orgID, asker, target);
    const end = Date.parse(asked.body.expiresAt);
    expect(end - service.clock.now).toBe(day);
    service.clock.now = end;
    const late = await anew(second);
    expect(await reset(orgID, late, target)).toMatchObject({ status: 202 });
    expect((await userRow(service, target.id))['factors']).toHaveLength(1);

    const again = await threeOwners();
    const { body } = await reset(again.orgID, again.asker, again.target);
    service.clock.now = Date.parse(body.expiresAt) - 1;
    expect((await reset(again.orgID, await anew(again.second), again.target)).status).toBe(204);
  });

  test('once it was withdrawn, by the account itself, by its author or by another owner', async () => {
    for (const who of ['target', 'asker', 'second'] as const) {
      const people = await threeOwners();
      const { orgID, asker, second, target } = people;
      expect((await reset(orgID, asker, target)).status).toBe(202);
      expect((await withdraw(orgID, people[who], target)).status).toBe(204);
      expect((await withdraw(orgID, people[who], target)).slug).toBe('not-found');
      expect((await reset(orgID, second, target)).status, who).toBe(202);
      await expectUntouched(target);
    }
  });

  test('by being made a member first: thirty days, to the millisecond', async () => {
    const { orgID, asker, second, target } = await threeOwners();
    const demotedAt = service.clock.now;
    expect((await changeRole(orgID, asker, target, 'member')).status).toBe(200);
    expect((await reset(orgID, asker, target)).status).toBe(202);
    await expectUntouched(target);
    service.clock.now = demotedAt + 30 * day - 1;
    expect((await reset(orgID, await anew(asker), target)).status).toBe(202);
    expect((await userRow(service, target.id))['factors']).toHaveLength(1);
    service.clock.now = demotedAt + 30 * day;
    expect((await reset(orgID, await anew(second), target)).status).toBe(204);
  });

  test('by being made a member, then an owner, then a member again', async () => {
    const { orgID, asker, target } = await threeOwners();
    for (const role of ['member', 'owner', 'member'] as const)
      expect((await changeRole(orgID, asker, target, role)).status).toBe(200);
    expect((await reset(orgID, asker, target)).status).toBe(202);
    await expectUntouched(target);
  });

  test('by being removed, or made a member and then removed, and invited again as a member', async () => {
    for (const first of ['removed', 'demoted'] as const) {
      const { orgID, asker, second, target } = await threeOwners();
      if (first === 'demoted') expect((await changeRole(orgID, asker, target, 'member')).status).toBe(200);
      const at = service.clock.now;
      expect((await remove(orgID, asker, target)).status).toBe(204);
      await join(service, { orgID, owner: asker }, target);
      expect((await reset(orgID, asker, target)).status, first).toBe(202);
      await expectUntouched(target);
      service.clock.now = at + 30 * day;
      expect((await reset(orgID, await anew(second), target)).status, first).toBe(204);
    }
  });

  test('by being removed first: then it is nobody’s here', async () => {
    const { orgID, asker, target } = await threeOwners();
    expect((await remove(orgID, asker, target)).status).toBe(204);
    expect((await reset(orgID, asker, target)).slug).toBe('not-found');
    await expectUntouched(target);
  });

  test('where there is nobody to confirm it', async () => {
    const { orgID, asker, second, target } = await threeOwners();
    await changeRole(orgID, asker, second, 'member');
    expect((await reset(orgID, asker, target)).slug).toBe('conflict');
    await expectUntouched(target);
  });
});

describe('nobody’s factors are reset', () => {
  test('by a member, or by an owner of another organization', async () => {
    const { orgID, asker, target } = await threeOwners();
    const [member, other] = [await seeded(service, seeder, 'email'), await seeded(service, seeder, 'email')];
    await join(service, { orgID, owner: asker }, member);
    const otherID = await createOrganization(service, other.token, 'Other');
    const before = await everythingStored(service);
    for (const whom of [target, member, asker]) {
      if (whom !== member) expect((await reset(orgID, member, whom)).slug).toBe('forbidden');
      expect((await reset(orgID, other, whom)).slug).toBe('not-found');
      expect((await reset(otherID, other, whom)).slug).toBe('not-found');
    }
    expect((await withdraw(orgID, member, target)).slug).toBe('forbidden');
    expect(await everythingStored(service)).toEqual(before);
  });

  test('who is in another organization as well, as its owner or as a member', async () => {
    const { orgID, asker, second, target } = await threeOwners();
    const member = await seeded(service, seeder, 'email');
    await join(service, { orgID, owner: asker }, member);
    const otherID = await createOrganization(service, target.token, 'Other');
    await join(service, { orgID: otherID, owner: target }, member);
    for (const whom of [target, member])
      for (const by of [asker, second]) expect((await reset(orgID, by, whom)).slug).toBe('conflict');
    for (const whom of [target, member]) await expectUntouched(whom);
  });

  test('who has none, or whose they are', async () => {
    const { orgID, asker, second } = await threeOwners();
    const bare = await seeded(service, seeder);
    await join(service, { orgID, owner: asker }, bare);
    const before = await everythingStored(service);
    expect((await reset(orgID, asker, bare)).slug).toBe('conflict');
    expect((await reset(orgID, second, second)).slug).toBe('conflict');
    expect(await everythingStored(service)).toEqual(before);
  });

  test('without a fresh proof', async () => {
    const { orgID, asker } = await threeOwners();
    const member = await seeded(service, seeder, 'email');
    await join(service, { orgID, owner: asker }, member);
    service.clock.now += 600_001;
    expect((await reset(orgID, asker, member)).slug).toBe('step-up-required');
    await expectUntouched(member);
  });
});

test('a reset takes every factor and code with it, ends sessions and challenges, and is told and logged', async () => {
  const { orgID, asker, second, target } = await threeOwners();
  await activateAuthenticator(service, target, target.token, false);
  const pending = (await signIn(service, target)).body.mfaID;
  const otp = await lastCode(service, target.email);
  expect((await requireMfa(service, orgID, asker.token)).status).toBe(200);
  expect((await reset(orgID, asker, target)).status).toBe(202);
  const seen = await service.call('orgs/list-users', { parameters: { orgID }, token: second.token });
  expect(seen.body.find(({ id }: { id: string }) => id === target.id).resetRequest).toMatchObject({
    by: { id: asker.id },
  });
  service.clock.now += 1000;
  expect((await reset(orgID, second, target)).status).toBe(204);

  expect((await service.rows('factors')).filter((row) => row['userID'] === target.id)).toEqual([]);
  expect(await userRow(service, target.id)).toMatchObject({ factors: [] });
  expect((await service.call('auth/verify', { token: target.token })).slug).toBe('signed-out');
  expect((await submit(service, pending, otp)).slug).toBe('challenge-expired');
  const sessions = await sessionsOf(service, target.id);
  expect(await signIn(service, target)).toMatchObject({ slug: 'mfa-required-by-organization' });
  expect(await sessionsOf(service, target.id)).toEqual(sessions);

  const subjects = (await service.mailsTo(target.email)).map(({ subject }) => subject);
  expect(subjects.filter((subject) => subject.includes('asked to reset'))).toHaveLength(1);
  expect(subjects.filter((subject) => subject.includes('was reset'))).toHaveLength(1);
  const toSecond = (await service.mailsTo(second.email)).map(({ subject }) => subject);
  expect(toSecond.filter((subject) => subject.includes('needs a second owner'))).toHaveLength(1);
  const log = await service.call('orgs/events', { parameters: { orgID }, token: asker.token });
  const kinds = ['factors-reset', 'factors-reset-requested'];
  const [done, asked] = log.body.events.filter(({ kind }: { kind: string }) => kinds.includes(kind));
  expect(done).toMatchObject({ kind: 'factors-reset', actor: { id: second.id }, member: { id: target.id } });
  expect(asked).toMatchObject({ kind: 'factors-reset-requested', actor: { id: asker.id } });
  // Asked for once more: there is nothing to reset.
  expect((await reset(orgID, second, target)).slug).toBe('conflict');
});
