import { describe, expect, it } from 'vitest';
import { coverageOf, stoppedMembers } from '../../../core/organizations/mfa-coverage.ts';
import { organizationWith } from '../../support/organization-rows.ts';
import { userOf } from '../../support/users.ts';

describe('the MFA coverage of a member', () => {
  it.each([
    ['no factor', userOf([]), { mfa: false, methods: [], accepted: false }],
    ['a factor that is not accepted', userOf(['email']), { mfa: true, methods: ['email'], accepted: false }],
    [
      'two factors of the accepted type',
      userOf(['authenticator', 'authenticator']),
      { mfa: true, methods: ['authenticator'], accepted: true },
    ],
  ])('with %s', (_, user, coverage) => {
    const organization = organizationWith({ mfaRequired: true, mfaAccept: ['authenticator'] });
    expect(coverageOf(organization, user)).toEqual(coverage);
  });

  it('counts every factor as accepted if nothing is required', () => {
    expect(coverageOf(organizationWith(), userOf(['email'])).accepted).toBe(true);
  });
});

it('a requirement stops the members who have none of the accepted factors', () => {
  const members = [userOf([]), userOf(['email']), userOf(['email', 'authenticator'])].map((user) => ({
    user,
  }));
  expect(stoppedMembers(members, ['authenticator'])).toEqual(members.slice(0, 2));
  expect(stoppedMembers(members, ['email', 'authenticator'])).toEqual(members.slice(0, 1));
});
