import { afterAll, beforeAll, expect, test } from 'vitest';
import { put, update } from '../../../core/kernel/change.ts';
import { invitationLimits } from '../../../core/organizations/invitation.ts';
import { organizationKey, organizationLimits } from '../../../core/organizations/organization.ts';
import { type Store, store } from '../../../functions/adapters/store.ts';
import { times, userRow } from '../../support/accounts.ts';
import {
  accept,
  invite,
  inviteCode,
  organizationFaults,
  seeded,
  seededOrganization,
} from '../../support/organizations.ts';
import { newAddress } from '../../support/people.ts';
import { type Seeder, seederOf } from '../../support/seeded-accounts.ts';
import { type Service, startService } from '../../support/service.ts';

/** What an organization and an account can have at most, at the last one that fits and at the one after. */

let service: Service;
let seeder: Seeder;
let kept: Store;
beforeAll(async () => {
  service = await startService();
  seeder = await seederOf(service);
  kept = store(service.host);
});
afterAll(() => service.close());

async function invited(orgID: string, token: string, role: 'owner' | 'member' = 'member') {
  const guest = await seeded(service, seeder);
  const { status } = await invite(service, orgID, token, guest.email, role);
  return { guest, status, code: await inviteCode(service, guest.email) };
}

test('an account is in 50 organizations: it makes no more, and accepts no invitation to one', async () => {
  const most = organizationLimits.organizationsPerAccount;
  const { owner } = await seededOrganization(service, seeder);
  const create = () => service.call('orgs/create', { token: owner.token, body: { name: 'One more' } });
  for (let count = 1; count < most; count += 1) expect((await create()).status).toBe(201);
  expect((await create()).slug).toBe('conflict');
  const other = await seededOrganization(service, seeder);
  await invite(service, other.orgID, other.owner.token, owner.email);
  expect((await accept(service, await inviteCode(service, owner.email), owner.token)).slug).toBe('conflict');
  expect((await userRow(service, owner.id))['organizations']).toHaveLength(most);
  // All of them are read for it, in one call.
  expect((await service.call('auth/verify', { token: owner.token })).body.organizations).toHaveLength(most);
  expect(await organizationFaults(service)).toEqual([]);
});

test('an organization has 25 owners: nobody is invited, accepted or made one beyond them', async () => {
  const { orgID, owner } = await seededOrganization(service, seeder);
  const early = await invited(orgID, owner.token, 'owner');
  const member = await invited(orgID, owner.token);
  expect((await accept(service, member.code, member.guest.token)).status).toBe(200);
  const owners = [
    owner.id,
    ...times(organizationLimits.ownersPerOrganization - 1, (index) => `owner-${index}`),
  ];
  await kept.commit([update('organizations', organizationKey(orgID), { owners }, [])]);
  expect((await invited(orgID, owner.token, 'owner')).status).toBe(409);
  expect((await accept(service, early.code, early.guest.token)).slug).toBe('conflict');
  const promote = () =>
    service.call('orgs/change-role', {
      parameters: { orgID, userID: member.guest.id },
      token: owner.token,
      body: { role: 'owner' },
    });
  expect((await promote()).slug).toBe('conflict');
  await kept.commit([update('organizations', organizationKey(orgID), { owners: owners.slice(0, -1) }, [])]);
  expect((await promote()).status).toBe(200);
});

test('an organization has 10,000 members', async () => {
  const { orgID, owner } = await seededOrganization(service, seeder);
  const { guest, code } = await invited(orgID, owner.token);
  const full = organizationLimits.membersPerOrganization;
  await kept.commit([update('organizations', organizationKey(orgID), { members: full }, [])]);
  expect((await accept(service, code, guest.token)).slug).toBe('conflict');
  await kept.commit([update('organizations', organizationKey(orgID), { members: full - 1 }, [])]);
  expect((await accept(service, code, guest.token)).status).toBe(200);
});

test('500 invitations are open at a time, and 100 environments are there', async () => {
  const { orgID, owner } = await seededOrganization(service, seeder);
  const { token } = owner;
  const now = service.clock.now;
  for (const index of times(invitationLimits.openPerOrganization, (at) => at)) {
    const id = `${now.toString(36)}-${String(index).padStart(12, '0')}`;
    const key = { organizationID: orgID, item: `invitation#${id}` };
    const address = `guest-of-many-${index}@example.com`;
    const row = { id, address, email: address, senderID: owner.id, role: 'member', linkID: id };
    const span = { createdAt: now, mailedAt: now, expiresAt: now + 1000 };
    await kept.commit([put('organizations', key, { ...key, ...row, ...span })]);
  }
  const email = newAddress('guest');
  expect((await invite(service, orgID, token, email)).slug).toBe('conflict');
  expect(await service.mailsTo(email)).toEqual([]);
  // Those that are over do not count.
  service.clock.now += 1000;
  expect((await invite(service, orgID, token, email)).status).toBe(201);

  const make = (name: string) =>
    service.call('environments/create', { parameters: { orgID }, token, body: { name } });
  for (const index of times(organizationLimits.environmentsPerOrganization, (at) => at))
    expect((await make(`environment-${index}`)).status).toBe(201);
  expect((await make('one more')).slug).toBe('conflict');
});
