import { afterAll, afterEach, beforeAll, describe, expect, test } from 'vitest';
import type { FactorType } from '../../../core/factors/factor.ts';
import { completeSignIn, sessionsOf, times, userRow } from '../../support/accounts.ts';
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
import { newAddress } from '../../support/people.ts';
import { type Seeder, seederOf } from '../../support/seeded-accounts.ts';
import { type CallAnswer, type Service, startService } from '../../support/service.ts';
import { disturbDynamoDB, type UnrulyDynamoDB } from '../../support/unruly-dynamodb.ts';

/**
 * R05 and R14: what was judged and what is written are one step, or an organization ends without an owner, with a
 * member whom its requirement missed, or with a stranger's factors reset. Each pair of requests runs in three ways: at
 * once, and each held back at its commit until the other one is done.
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
type Meeting = (first: Request, second: Request) => Promise<readonly [CallAnswer, CallAnswer]>;

/** The slow one has judged, and commits only after the quick one is done. */
async function overtaken(slow: Request, quick: Request) {
  const hold = unruly.holdNext('TransactWriteItems');
  const begun = slow();
  await hold.held;
  const done = await quick();
  hold.release();
  return [await begun, done] as const;
}

const meetings: readonly (readonly [string, Meeting])[] = [
  ['at once', (first, second) => Promise.all([first(), second()])],
  ['the first one overtaken', overtaken],
  [
    'the second one overtaken',
    async (first, second) => {
      const [slow, quick] = await overtaken(second, first);
      return [quick, slow];
    },
  ],
];

const succeeded = (answers: readonly CallAnswer[]) => answers.filter(({ status }) => status < 300).length;

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

describe.each(meetings)('%s', (_, meet) => {
  test('two owners who make each other members: one of them stays', async () => {
    const { orgID, owner, second } = await twoOwners();
    const answers = await meet(demote(orgID, owner, second), demote(orgID, second, owner));
    expect(succeeded(answers)).toBe(1);
    expect((await organizationRow(orgID))['owners']).toHaveLength(1);
  });

  test('two owners who remove each other: one of them stays', async () => {
    const { orgID, owner, second } = await twoOwners();
    const answers = await meet(removeUser(orgID, owner, second), removeUser(orgID, second, owner));
    expect(succeeded(answers)).toBe(1);
  });

  test('both owners leave: one of them stays', async () => {
    const { orgID, owner, second } = await twoOwners();
    const answers = await meet(leave(orgID, owner), leave(orgID, second));
    expect(succeeded(answers)).toBe(1);
  });

  test('an owner leaves, and makes a member of the other one: there is an owner', async () => {
    const { orgID, owner, second } = await twoOwners();
    const answers = await meet(leave(orgID, owner), demote(orgID, owner, second));
    expect(succeeded(answers)).toBe(1);
  });

  test('a member leaves and is made an owner: no owner who is no member', async () => {
    const { orgID, owner, member } = await organizationWith();
    const promote = () =>
      service.call('orgs/change-role', {
        parameters: { orgID, userID: member.id },
        token: owner.token,
        body: { role: 'owner' },
      });
    await meet(promote, leave(orgID, member));
  });

  test('a member is removed and leaves: it is counted once', async () => {
    const { orgID, owner, member } = await organizationWith();
    const answers = await meet(removeUser(orgID, owner, member), leave(orgID, member));
    expect(succeeded(answers)).toBe(1);
    expect((await organizationRow(orgID))['members']).toBe(1);
  });

  test('an owner disables the factor that the same moment’s requirement needs: not both', async () => {
    const { orgID, owner } = await organizationWith();
    const answers = await meet(await disable(owner), () => requireMfa(service, orgID, owner.token));
    expect(succeeded(answers)).toBe(1);
    const { factors } = await userRow(service, owner.id);
    const { mfaRequired } = await organizationRow(orgID);
    expect(mfaRequired && (factors as readonly unknown[]).length === 0).toBe(false);
  });

  test('a member is removed and joins another organization', async () => {
    const { orgID, owner, member } = await organizationWith();
    const other = await seededOrganization(service, seeder, 'email');
    await invite(service, other.orgID, other.owner.token, member.email);
    const code = await inviteCode(service, member.email);
    const answers = await meet(removeUser(orgID, owner, member), () => accept(service, code, member.token));
    expect(succeeded(answers)).toBeGreaterThanOrEqual(1);
  });

  test('a member is removed and signs in: the session reaches nothing of the organization', async () => {
    const { orgID, owner, member } = await organizationWith('email');
    const [removed, signedIn] = await meet(removeUser(orgID, owner, member), () =>
      completeSignIn(service, member),
    );
    expect(removed.status).toBe(204);
    const token = signedIn.body?.sessionToken ?? member.token;
    expect((await service.call('orgs/read', { parameters: { orgID }, token })).slug).toBe('not-found');
    expect((await service.call('auth/verify', { token })).body.organizations).toEqual([]);
  });

  test('a member is removed and disables the last factor', async () => {
    const { orgID, owner, member } = await organizationWith('email');
    const [removed] = await meet(removeUser(orgID, owner, member), await disable(member));
    expect([204, 409]).toContain(removed.status);
  });

  test('an invitation is revoked and accepted: one of both', async () => {
    const { orgID, owner } = await seededOrganization(service, seeder, 'email');
    const guest = await seeded(service, seeder);
    const invited = await invite(service, orgID, owner.token, guest.email);
    const code = await inviteCode(service, guest.email);
    const parameters = { orgID, inviteID: invited.body.id };
    const answers = await meet(
      () => service.call('orgs/revoke-invite', { parameters, token: owner.token }),
      () => accept(service, code, guest.token),
    );
    expect(succeeded(answers)).toBe(1);
    const isMember = answers[1].status === 200;
    expect((await organizationRow(orgID))['members']).toBe(isMember ? 2 : 1);
  });

  test('an invitation is sent anew and accepted by the old link: one of both', async () => {
    const { orgID, owner } = await seededOrganization(service, seeder, 'email');
    const guest = await seeded(service, seeder);
    const invited = await invite(service, orgID, owner.token, guest.email);
    const code = await inviteCode(service, guest.email);
    service.clock.now += 60_000;
    const parameters = { orgID, inviteID: invited.body.id };
    const answers = await meet(
      () => service.call('orgs/resend-invite', { parameters, token: owner.token }),
      () => accept(service, code, guest.token),
    );
    expect(succeeded(answers)).toBe(1);
  });

  test('an address is invited twice: one invitation, one mail', async () => {
    const { orgID, owner } = await seededOrganization(service, seeder, 'email');
    const email = newAddress('guest');
    const once = () => invite(service, orgID, owner.token, email);
    expect(succeeded(await meet(once, once))).toBe(1);
    expect(await service.mailsTo(email)).toHaveLength(1);
    const list = await service.call('orgs/list-invites', { parameters: { orgID }, token: owner.token });
    expect(list.body).toHaveLength(1);
  });

  test('an environment is made twice under one name: one', async () => {
    const { orgID, owner } = await seededOrganization(service, seeder, 'email');
    const parameters = { orgID };
    const make = () =>
      service.call('environments/create', { parameters, token: owner.token, body: { name: 'production' } });
    expect(succeeded(await meet(make, make))).toBe(1);
  });

  test('the second owner’s confirmation twice: one reset', async () => {
    const { orgID, owner, second } = await twoOwners();
    const [third, target] = [await seeded(service, seeder, 'email'), await seeded(service, seeder, 'email')];
    for (const one of [third, target]) await join(service, { orgID, owner }, one, 'owner');
    expect((await resetFactors(orgID, owner, target)()).status).toBe(202);
    const answers = await meet(resetFactors(orgID, second, target), resetFactors(orgID, third, target));
    expect(succeeded(answers)).toBe(1);
    const log = await service.call('orgs/events', { parameters: { orgID }, token: owner.token });
    const resets = log.body.events.filter(({ kind }: { kind: string }) => kind === 'factors-reset');
    expect(resets).toHaveLength(1);
  });
});

test('an invitation accepted 8 times at once makes one membership', async () => {
  const { orgID, owner } = await seededOrganization(service, seeder, 'email');
  const guest = await seeded(service, seeder);
  await invite(service, orgID, owner.token, guest.email);
  const code = await inviteCode(service, guest.email);
  const answers = await Promise.all(times(8, () => accept(service, code, guest.token)));
  expect(succeeded(answers)).toBe(1);
  for (const { slug } of answers.filter(({ status }) => status !== 200))
    expect(['conflict', 'challenge-expired']).toContain(slug);
  expect((await organizationRow(orgID))['members']).toBe(2);
  expect((await userRow(service, guest.id))['organizations']).toEqual([orgID]);
  const log = await service.call('orgs/events', { parameters: { orgID }, token: owner.token });
  const joined = log.body.events.filter(({ kind }: { kind: string }) => kind === 'member-joined');
  expect(joined).toHaveLength(1);
});

test('8 organizations made at once are all there, or were refused whole', async () => {
  const maker = await seeded(service, seeder);
  const answers = await Promise.all(
    times(8, (index) => service.call('orgs/create', { token: maker.token, body: { name: `Acme ${index}` } })),
  );
  expect(succeeded(answers)).toBeGreaterThanOrEqual(1);
  const { organizations } = await userRow(service, maker.id);
  expect(organizations).toHaveLength(succeeded(answers));
});

test('everything at once: whatever comes of it, the rows agree and there is an owner', async () => {
  const { orgID, owner, second } = await twoOwners();
  const members = await Promise.all(times(4, () => seeded(service, seeder, 'email')));
  for (const member of members) await join(service, { orgID, owner }, member);
  const [a, b, c, d] = members as [Seeded, Seeded, Seeded, Seeded];
  const other = await createOrganization(service, d.token, 'Other');
  const promote = (by: Seeded, whom: Seeded) => () =>
    service.call('orgs/change-role', {
      parameters: { orgID, userID: whom.id },
      token: by.token,
      body: { role: 'owner' },
    });
  const requests: Request[] = [
    demote(orgID, owner, second),
    demote(orgID, second, owner),
    promote(owner, a),
    promote(second, b),
    removeUser(orgID, owner, c),
    removeUser(orgID, second, d),
    leave(orgID, a),
    leave(orgID, owner),
    leave(other, d),
    () => requireMfa(service, orgID, owner.token),
    await disable(b),
  ];
  const answers = await Promise.all(requests.map((request) => request()));
  expect(succeeded(answers)).toBeGreaterThanOrEqual(1);
  for (const { status } of answers) expect([200, 204, 403, 404, 409]).toContain(status);
  expect(await sessionsOf(service, owner.id)).not.toEqual([]);
});
