import { afterAll, afterEach, beforeAll, describe, expect, test } from 'vitest';
import type { FactorType } from '../../../core/factors/factor.ts';
import { remove } from '../../../core/kernel/change.ts';
import { potKey } from '../../../core/kernel/pot.ts';
import { potOfRoleChanges } from '../../../core/mail/mail-pots.ts';
import { store } from '../../../functions/adapters/store.ts';
import { userRow } from '../../support/accounts.ts';
import {
  accept,
  invite,
  inviteCode,
  join,
  organizationFaults,
  requireMfa,
  type Seeded,
  seeded,
  seededOrganization,
} from '../../support/organizations.ts';
import { newAddress } from '../../support/people.ts';
import { type Seeder, seederOf } from '../../support/seeded-accounts.ts';
import { type CallAnswer, type Service, startService } from '../../support/service.ts';
import { disturbDynamoDB, type UnrulyDynamoDB } from '../../support/unruly-dynamodb.ts';

/**
 * R05 and R14: what was judged and what is written are one step. Here one request is held back at its commit until
 * another one has changed what it was judged by.
 */

let service: Service;
let unruly: UnrulyDynamoDB;
let seeder: Seeder;
beforeAll(async () => {
  service = await startService({
    conflicts: 'queue',
    meter: async (endpoint) => {
      unruly = await disturbDynamoDB(endpoint);
      return unruly.endpoint;
    },
  });
  seeder = await seederOf(service);
});
afterAll(async () => {
  await unruly.close();
  await service.close();
});
afterEach(async () => {
  expect(await organizationFaults(service)).toEqual([]);
});

type Request = () => Promise<CallAnswer>;

/** The slow one has judged, and commits only after the quick one is done. */
async function overtaken(slow: Request, quick: Request) {
  const hold = unruly.holdNext('TransactWriteItems');
  const begun = slow();
  await hold.held;
  const done = await quick();
  hold.release();
  return [await begun, done] as const;
}

async function organizationWith(...types: readonly FactorType[]) {
  const founded = await seededOrganization(service, seeder, 'email');
  const member = await seeded(service, seeder, ...types);
  await join(service, founded, member);
  return { ...founded, member };
}

async function twoOwners() {
  const founded = await seededOrganization(service, seeder, 'email');
  const second = await seeded(service, seeder, 'email');
  await join(service, founded, second, 'owner');
  return { ...founded, second };
}

async function organizationRow(orgID: string): Promise<Record<string, unknown>> {
  const rows = await service.rows('organizations');
  return rows.find((row) => row['organizationID'] === orgID && row['item'] === 'organization') ?? {};
}

const demote = (orgID: string, by: Seeded, whom: Seeded) => () =>
  service.call('orgs/change-role', {
    parameters: { orgID, userID: whom.id },
    token: by.token,
    body: { role: 'member' },
  });
const leave = (orgID: string, who: Seeded) => () =>
  service.call('orgs/leave', { parameters: { orgID }, token: who.token });
const removeUser = (orgID: string, by: Seeded, whom: Seeded) => () =>
  service.call('orgs/remove-user', { parameters: { orgID, userID: whom.id }, token: by.token });
const resetFactors = (orgID: string, by: Seeded, whom: Seeded) => () =>
  service.call('orgs/reset-factors', { parameters: { orgID, userID: whom.id }, token: by.token });

async function disable(who: Seeded): Promise<Request> {
  const { factors } = (await service.call('account/read', { token: who.token })).body.mfa;
  return () =>
    service.call('mfa/disable-factor', { parameters: { factorID: factors[0].id }, token: who.token });
}

describe('what was judged before something else was committed is not written', () => {
  const factorsOf = async (who: Seeded) => (await userRow(service, who.id))['factors'];

  test('a factor of a member is not disabled once the requirement is on', async () => {
    const { orgID, owner, member } = await organizationWith('email');
    const [disabled, required] = await overtaken(await disable(member), () =>
      requireMfa(service, orgID, owner.token),
    );
    expect(required.status).toBe(200);
    expect(disabled.slug).toBe('conflict');
    expect(await factorsOf(member)).toHaveLength(1);
  });

  test('a member without a factor does not join once the requirement is on', async () => {
    const { orgID, owner } = await seededOrganization(service, seeder, 'email');
    const guest = await seeded(service, seeder);
    await invite(service, orgID, owner.token, guest.email);
    const code = await inviteCode(service, guest.email);
    const [accepted] = await overtaken(
      () => accept(service, code, guest.token),
      () => requireMfa(service, orgID, owner.token),
    );
    expect(accepted.slug).toBe('conflict');
    expect((await accept(service, code, guest.token)).slug).toBe('mfa-required-by-organization');
  });

  test('a factor of an account that joins meanwhile is not disabled', async () => {
    const { orgID, owner } = await seededOrganization(service, seeder, 'email');
    await requireMfa(service, orgID, owner.token);
    const guest = await seeded(service, seeder, 'email');
    await invite(service, orgID, owner.token, guest.email);
    const code = await inviteCode(service, guest.email);
    const [disabled, accepted] = await overtaken(await disable(guest), () =>
      accept(service, code, guest.token),
    );
    expect(accepted.status).toBe(200);
    expect(disabled.slug).toBe('conflict');
  });

  test('the factors of a member who has left are not reset', async () => {
    const { orgID, owner, member } = await organizationWith('email');
    const [reset, left] = await overtaken(resetFactors(orgID, owner, member), leave(orgID, member));
    expect(left.status).toBe(204);
    expect(reset.slug).toBe('conflict');
    expect(await factorsOf(member)).toHaveLength(1);
  });

  test('the factors of a member who joins another organization are not reset', async () => {
    const { orgID, owner, member } = await organizationWith('email');
    const other = await seededOrganization(service, seeder, 'email');
    await invite(service, other.orgID, other.owner.token, member.email);
    const code = await inviteCode(service, member.email);
    const [reset, joined] = await overtaken(resetFactors(orgID, owner, member), () =>
      accept(service, code, member.token),
    );
    expect(joined.status).toBe(200);
    expect(reset.slug).toBe('conflict');
    expect(await factorsOf(member)).toHaveLength(1);
  });

  test('nor those of a member who makes one', async () => {
    const { orgID, owner, member } = await organizationWith('email');
    const create = () => service.call('orgs/create', { token: member.token, body: { name: 'Own' } });
    const [reset, created] = await overtaken(resetFactors(orgID, owner, member), create);
    expect(created.status).toBe(201);
    expect(reset.slug).toBe('conflict');
  });

  test('a reset whose request is withdrawn meanwhile is not done', async () => {
    const { orgID, owner, second } = await twoOwners();
    const target = await seeded(service, seeder, 'email');
    await join(service, { orgID, owner }, target, 'owner');
    expect((await resetFactors(orgID, owner, target)()).status).toBe(202);
    const parameters = { orgID, userID: target.id };
    const [reset, withdrawn] = await overtaken(resetFactors(orgID, second, target), () =>
      service.call('orgs/withdraw-reset', { parameters, token: target.token }),
    );
    expect(withdrawn.status).toBe(204);
    expect(reset.slug).toBe('conflict');
    expect(await factorsOf(target)).toHaveLength(1);
    expect((await service.call('auth/verify', { token: target.token })).status).toBe(200);
  });

  test('an owner who is made a member finishes nothing that an owner began', async () => {
    const { orgID, owner, second } = await twoOwners();
    const [member, other] = [await seeded(service, seeder, 'email'), await seeded(service, seeder)];
    for (const one of [member, other]) await join(service, { orgID, owner }, one);
    const [third, fourth] = [await seeded(service, seeder, 'email'), await seeded(service, seeder, 'email')];
    for (const one of [third, fourth]) await join(service, { orgID, owner }, one, 'owner');
    expect((await resetFactors(orgID, owner, fourth)()).status).toBe(202);
    const invited = await invite(service, orgID, owner.token, newAddress('guest'));
    service.clock.now += 60_000;
    const ofInvite = { orgID, inviteID: invited.body.id };
    const begun: Readonly<Record<string, (by: Seeded) => Promise<CallAnswer>>> = {
      invite: ({ token }) => invite(service, orgID, token, newAddress('guest')),
      resend: ({ token }) => service.call('orgs/resend-invite', { parameters: ofInvite, token }),
      revoke: ({ token }) => service.call('orgs/revoke-invite', { parameters: ofInvite, token }),
      rename: ({ token }) =>
        service.call('orgs/rename', { parameters: { orgID }, token, body: { name: 'Mine' } }),
      require: ({ token }) => requireMfa(service, orgID, token),
      environment: ({ token }) =>
        service.call('environments/create', { parameters: { orgID }, token, body: { name: 'mine' } }),
      remove: (by) => removeUser(orgID, by, other)(),
      reset: (by) => resetFactors(orgID, by, member)(),
      ask: (by) => resetFactors(orgID, by, third)(),
      confirm: (by) => resetFactors(orgID, by, fourth)(),
      withdraw: ({ token }) =>
        service.call('orgs/withdraw-reset', { parameters: { orgID, userID: fourth.id }, token }),
      promote: ({ token }) =>
        service.call('orgs/change-role', {
          parameters: { orgID, userID: member.id },
          token,
          body: { role: 'owner' },
        }),
    };
    const promote = () =>
      service.call('orgs/change-role', {
        parameters: { orgID, userID: second.id },
        token: owner.token,
        body: { role: 'owner' },
      });
    for (const [name, begin] of Object.entries(begun)) {
      const [late, demoted] = await overtaken(() => begin(second), demote(orgID, owner, second));
      expect(demoted.status, name).toBe(200);
      expect(late.slug, name).toBe('conflict');
      expect((await promote()).status, name).toBe(200);
      // As if an hour had passed, but for the sessions: a role is changed only five times in one.
      const pot = potKey(potOfRoleChanges(orgID, second.id, service.clock.now));
      await store(service.host).commit([remove('challenges', pot)]);
    }
    const row = await organizationRow(orgID);
    expect(row).toMatchObject({ name: 'Acme', mfaRequired: false, members: 6 });
  });
});
