import { describe, expect, it } from 'vitest';
import type { Organization } from '../../../core/organizations/organization.ts';
import {
  acceptedFirst,
  organizationsForbiddingRemoval,
  requirementsOf,
  unmetRequirements,
} from '../../../core/sign-in/requirement.ts';
import { organizationWith } from '../../support/organization-rows.ts';
import { noon, userOf } from '../../support/users.ts';

const requiring = (set: Partial<Organization> = {}) =>
  organizationWith({ mfaRequired: true, mfaAccept: ['authenticator'], ...set });

describe('the requirements of organizations', () => {
  it('are in force, or upcoming until the millisecond of their deadline', () => {
    const atOnce = requiring({ organizationID: 'at-once' });
    const later = requiring({ organizationID: 'later', mfaDeadline: noon });
    const none = organizationWith({ organizationID: 'none' });
    const namesAt = (now: number) => {
      const { inForce, upcoming } = requirementsOf([atOnce, later, none], now);
      return [inForce, upcoming].map((list) => list.map(({ organization }) => organization.id));
    };
    expect(namesAt(noon - 1)).toEqual([['at-once'], ['later']]);
    expect(namesAt(noon)).toEqual([['at-once', 'later'], []]);
  });

  it('are unmet by a method that is proved but not accepted', () => {
    const { inForce } = requirementsOf([requiring()], noon);
    const user = userOf(['email', 'authenticator']);
    expect(unmetRequirements(user, ['password', 'email'], inForce)).toEqual(inForce);
    expect(unmetRequirements(user, ['password', 'authenticator'], inForce)).toEqual([]);
  });

  it('put the methods that all of them accept first', () => {
    const { inForce } = requirementsOf([requiring()], noon);
    expect(acceptedFirst(['email', 'authenticator'], inForce)).toEqual(['authenticator', 'email']);
    expect(acceptedFirst(['email', 'authenticator'], [])).toEqual(['email', 'authenticator']);
  });
});

describe('disabling a factor', () => {
  const both = userOf(['email', 'authenticator']);

  it.each<[string, ReturnType<typeof userOf>, string, Partial<Organization>, boolean]>([
    ['the only accepted one', both, 'authenticator-1', {}, true],
    ['one that is not accepted, beside an accepted one', both, 'email-0', {}, false],
    ['one of two accepted ones', userOf(['authenticator', 'authenticator']), 'authenticator-0', {}, false],
    ['the last one, though it is not accepted', userOf(['email']), 'email-0', {}, true],
    ['the only accepted one before the deadline', both, 'authenticator-1', { mfaDeadline: noon + 1 }, true],
    ['the last one if nothing is required', userOf(['email']), 'email-0', { mfaRequired: false }, false],
  ])('%s', (_, user, factorID, set, isForbidden) => {
    const organization = requiring(set);
    const forbidding = organizationsForbiddingRemoval(user, factorID, [organization]);
    expect(forbidding).toEqual(isForbidden ? [organization] : []);
  });
});
