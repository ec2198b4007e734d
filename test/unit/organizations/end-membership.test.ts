import { describe, expect, it } from 'vitest';
import { userKey } from '../../../core/accounts/user.ts';
import { put } from '../../../core/kernel/change.ts';
import { endMembership } from '../../../core/organizations/end-membership.ts';
import { memberKey } from '../../../core/organizations/membership.ts';
import { organizationKey } from '../../../core/organizations/organization.ts';
import { memoryStore } from '../../support/memory-store.ts';
import { accepted, accountOf, organizationWith, reasonOf } from '../../support/organization-rows.ts';
import { noon } from '../../support/users.ts';

const ada = accountOf('ada');
const bea = accountOf('bea', { organizations: ['other', 'acme'] });

describe('ending a membership', () => {
  it('by the member is logged as leaving, and nobody needs a mail', () => {
    expect(accepted(endMembership(organizationWith(), bea, bea, noon))).toMatchObject({
      commit: [
        { key: { item: 'organization' }, add: { members: -1 } },
        { key: { item: 'member#bea' }, kind: 'delete' },
        { table: 'users', set: { organizations: ['other'] }, add: { membershipVersion: 1 } },
      ],
      log: [
        { subject: 'organization#acme', kind: 'member-left' },
        { subject: 'user#bea', kind: 'organization-left' },
      ],
      notify: [],
    });
  });

  it('by an owner is logged as a removal, and the member gets a mail', () => {
    expect(accepted(endMembership(organizationWith(), bea, ada, noon))).toMatchObject({
      log: [
        { kind: 'member-removed', details: { actor: { id: 'ada' }, about: { member: { id: 'bea' } } } },
        { subject: 'user#bea', kind: 'organization-removed' },
      ],
      notify: [{ to: { email: 'bea@example.com' }, message: { kind: 'removed' } }],
    });
  });

  it('of an owner is mailed to the other owners, and the account stays protected as a former owner', () => {
    const acme = organizationWith({ owners: ['ada', 'bea'] });
    const decision = accepted(endMembership(acme, bea, bea, noon));
    expect(decision.commit).toMatchObject([
      { set: { owners: ['ada'] }, add: { members: -1, version: 1 } },
      { key: { item: 'former-owner#bea' }, row: { until: noon } },
      { kind: 'delete' },
      { table: 'users' },
    ]);
    expect(decision.notify).toMatchObject([
      { audience: 'owners', except: ['bea'], message: { kind: 'owner-removed', by: { id: 'bea' } } },
    ]);
  });

  it('of the last owner is refused', () => {
    expect(reasonOf(endMembership(organizationWith(), ada, ada, noon))).toBe('last-owner');
  });

  it('of an owner who awaits a confirmation is for another owner to end', () => {
    const acme = organizationWith({ owners: ['ada', 'bea'] });
    const awaiting = accountOf('bea', { awaitingConfirmation: ['acme'] });
    expect(endMembership(acme, awaiting, awaiting, noon)).toMatchObject({
      refuse: { reason: 'confirmation-awaited', organizations: [{ id: 'acme' }] },
    });
    expect(reasonOf(endMembership(acme, awaiting, ada, noon))).toBe('accepted');
    expect(reasonOf(endMembership(organizationWith(), awaiting, awaiting, noon))).toBe('accepted');
  });

  it('is lost if the organization changed, or if it is the last member who leaves', () => {
    const store = memoryStore();
    const acme = organizationWith({ members: 1 });
    const rows = [
      put('organizations', organizationKey('acme'), { ...acme }),
      put('organizations', memberKey('acme', 'bea'), { ...memberKey('acme', 'bea'), userID: 'bea' }),
      put('users', userKey('bea'), { ...bea }),
    ];
    store.commitNow(rows);
    const { commit } = accepted(endMembership(acme, bea, bea, noon));
    expect(store.commitNow(commit).committed).toBe(false);
    store.commitNow([put('organizations', organizationKey('acme'), { ...acme, members: 2, version: 4 })]);
    expect(store.commitNow(commit).committed).toBe(false);
    store.commitNow([put('organizations', organizationKey('acme'), { ...acme, members: 2 })]);
    expect(store.commitNow(commit).committed).toBe(true);
    expect(store.rowAt({ table: 'organizations', key: organizationKey('acme') })).toMatchObject({
      members: 1,
    });
    expect(store.rowAt({ table: 'users', key: userKey('bea') })).toMatchObject({ organizations: ['other'] });
    expect(store.commitNow(commit).committed).toBe(false);
  });
});
