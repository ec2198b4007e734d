import { describe, expect, it } from 'vitest';
import { createOrganization } from '../../../core/organizations/create-organization.ts';
import { organizationLimits } from '../../../core/organizations/organization.ts';
import { renameOrganization } from '../../../core/organizations/rename-organization.ts';
import { accepted, accountOf, organizationWith, reasonOf } from '../../support/organization-rows.ts';
import { noon } from '../../support/users.ts';

const ids = (count: number) => Array.from({ length: count }, (_, index) => `org-${index}`);

describe('creating an organization', () => {
  it('makes its creator the only owner and member, and is logged', () => {
    const ada = accountOf('ada', { organizations: ['other'] });
    const decision = accepted(createOrganization(ada, 'acme', 'Acme', noon));
    expect(decision.answer).toMatchObject({ owners: ['ada'], members: 1, mfaRequired: false });
    expect(decision.commit).toMatchObject([
      { kind: 'put', key: { item: 'organization' }, when: [{ is: 'absent' }] },
      { kind: 'put', key: { item: 'member#ada' }, when: [{ is: 'absent' }] },
      { table: 'users', set: { organizations: ['other', 'acme'] }, add: { membershipVersion: 1 } },
    ]);
    expect(decision.log).toMatchObject([
      { subject: 'organization#acme', kind: 'organization-created', details: { about: { name: 'Acme' } } },
    ]);
  });

  it('is refused beyond the number of organizations that an account can be in', () => {
    const maximum = organizationLimits.organizationsPerAccount;
    const member = (count: number) => accountOf('ada', { organizations: ids(count) });
    expect(reasonOf(createOrganization(member(maximum - 1), 'acme', 'Acme', noon))).toBe('accepted');
    expect(createOrganization(member(maximum), 'acme', 'Acme', noon)).toMatchObject({
      refuse: { reason: 'organization-limit', maximum },
    });
  });
});

describe('renaming an organization', () => {
  it('changes the name of the version that the owner saw, and is logged with the new name', () => {
    const decision = accepted(renameOrganization(organizationWith(), accountOf('ada'), 'Acme Corp'));
    expect(decision).toMatchObject({
      commit: [
        { set: { name: 'Acme Corp' }, add: { version: 1 }, when: [{ attribute: 'version', value: 3 }] },
      ],
      log: [
        { kind: 'organization-renamed', details: { actor: { id: 'ada' }, about: { name: 'Acme Corp' } } },
      ],
      answer: { name: 'Acme Corp' },
    });
  });
});
