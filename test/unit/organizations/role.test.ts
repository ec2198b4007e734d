import { describe, expect, it } from 'vitest';
import { organizationLimits, type Role } from '../../../core/organizations/organization.ts';
import { changeRole } from '../../../core/organizations/role.ts';
import { accepted, accountOf, organizationWith, reasonOf } from '../../support/organization-rows.ts';
import { noon } from '../../support/users.ts';

const ada = accountOf('ada');
const bea = accountOf('bea');
const change = (owners: readonly string[], user: typeof ada, role: Role) =>
  changeRole(organizationWith({ owners }), ada, user, role, noon);

describe('changing a role', () => {
  it('makes a member an owner: it is in both logs, and the member and the owners get a mail', () => {
    expect(accepted(change(['ada'], bea, 'owner'))).toMatchObject({
      commit: [
        { key: { item: 'organization' }, set: { owners: ['ada', 'bea'] }, when: [{ attribute: 'version' }] },
        { key: { item: 'member#bea' }, kind: 'check' },
      ],
      log: [
        { subject: 'organization#acme', kind: 'role-changed', details: { about: { role: 'owner' } } },
        { subject: 'user#bea', kind: 'role-changed', details: { organization: { name: 'Acme' } } },
      ],
      notify: [
        { audience: 'member', to: { email: 'bea@example.com' }, message: { kind: 'role-changed' } },
        { audience: 'owners', except: ['bea'], message: { kind: 'owner-added', by: { id: 'ada' } } },
      ],
    });
  });

  it('makes an owner a member, and remembers that the account was an owner', () => {
    const decision = accepted(change(['ada', 'bea'], bea, 'member'));
    expect(decision.commit).toMatchObject([
      { set: { owners: ['ada'] } },
      { kind: 'check' },
      { kind: 'put', key: { item: 'former-owner#bea' }, row: { until: noon } },
    ]);
    expect(decision.notify).toMatchObject([
      { message: { kind: 'role-changed', role: 'member' } },
      { message: { kind: 'owner-removed' } },
    ]);
  });

  it('changes, logs and mails nothing if the account has the role already', () => {
    for (const [user, role] of [
      [ada, 'owner'],
      [bea, 'member'],
    ] as const) {
      const decision = accepted(change(['ada'], user, role));
      expect(decision).toMatchObject({ commit: [], log: { notLogged: expect.any(String) }, notify: [] });
    }
  });

  it('is refused for the last owner, and beyond the number of owners', () => {
    expect(reasonOf(change(['ada'], ada, 'member'))).toBe('last-owner');
    const owners = Array.from(
      { length: organizationLimits.ownersPerOrganization },
      (_, index) => `o${index}`,
    );
    expect(change(owners, bea, 'owner')).toMatchObject({
      refuse: { reason: 'owner-limit', maximum: owners.length },
    });
    expect(reasonOf(change(owners.slice(1), bea, 'owner'))).toBe('accepted');
  });
});
