import { describe, expect, it } from 'vitest';
import {
  type Access,
  accessToMember,
  memberAccess,
  ownerAccess,
} from '../../../core/organizations/membership.ts';
import { accountOf, organizationWith } from '../../support/organization-rows.ts';

const acme = organizationWith({ owners: ['ada'] });
const session = { methods: ['password', 'authenticator'] } as const;
const byTrust = { methods: ['password', 'trusted-device'] } as const;
const ada = { user: accountOf('ada'), organizations: [acme], session };
const bea = { user: accountOf('bea'), organizations: [acme], session };
const stranger = { user: accountOf('eve', { organizations: [] }), organizations: [], session };

const resultOf = (access: Access) => ('refuse' in access ? access.refuse.reason : access.organization.name);

describe('access to an organization', () => {
  it.each([
    ['members', 'an owner', memberAccess(ada, 'acme'), 'Acme'],
    ['members', 'a member', memberAccess(bea, 'acme'), 'Acme'],
    ['members', 'a stranger', memberAccess(stranger, 'acme'), 'not-found'],
    ['owners', 'an owner', ownerAccess(ada, 'acme'), 'Acme'],
    ['owners', 'a member', ownerAccess(bea, 'acme'), 'owner-needed'],
    ['owners', 'a stranger', ownerAccess(stranger, 'acme'), 'not-found'],
    [
      'owners',
      'an owner by a trusted device',
      ownerAccess({ ...ada, session: byTrust }, 'acme'),
      'confirmation-needed',
    ],
    [
      'owners',
      'a member by a trusted device',
      ownerAccess({ ...bea, session: byTrust }, 'acme'),
      'owner-needed',
    ],
    ['a member', 'an owner', accessToMember(ada, 'acme', 'bea'), 'Acme'],
    ['a member', 'that member', accessToMember(bea, 'acme', 'bea'), 'Acme'],
    ['a member', 'another member', accessToMember(bea, 'acme', 'ada'), 'owner-needed'],
    ['a member', 'a stranger with that id', accessToMember(stranger, 'acme', 'eve'), 'not-found'],
  ])('for %s, asked for by %s', (_, __, access, result) => {
    expect(resultOf(access)).toBe(result);
  });

  it('does not tell a stranger whether there is such an organization', () => {
    expect(ownerAccess(stranger, 'acme')).toEqual(ownerAccess(stranger, 'nothing'));
  });
});
