import { describe, expect, it } from 'vitest';
import { endMembership } from '../../../core/organizations/end-membership.ts';
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
});
