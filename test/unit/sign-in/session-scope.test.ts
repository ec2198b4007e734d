import { describe, expect, it } from 'vitest';
import type { User } from '../../../core/accounts/user.ts';
import type { Method } from '../../../core/factors/factor.ts';
import { organizationsToConfirm } from '../../../core/sign-in/confirmation.ts';
import {
  type Requirement,
  type RequiringOrganization,
  requirementRefusal,
} from '../../../core/sign-in/requirement.ts';
import { type SessionScope, sessionScope } from '../../../core/sign-in/session-scope.ts';
import { noon, userOf, userWith } from '../../support/users.ts';

describe("an organization's requirement", () => {
  const acme = {
    organizationID: 'acme',
    name: 'Acme',
    owners: ['olivia'],
    mfaRequired: true,
    mfaAccept: ['authenticator'],
  } as const;
  const requirement: Requirement = {
    organization: { id: 'acme', name: 'Acme' },
    accepted: ['authenticator'],
  };
  const both = userOf(['email', 'authenticator']);

  it.each<[string, User, readonly Method[], readonly RequiringOrganization[], SessionScope]>([
    ['none', userOf([]), ['password'], [], { scope: 'full' }],
    ['met', both, ['password', 'authenticator'], [acme], { scope: 'full' }],
    [
      'not met by another enabled factor',
      both,
      ['password', 'email'],
      [acme],
      { scope: 'enrolment', unmet: [requirement] },
    ],
    ['not met by the password', both, ['password'], [acme], { refusedBy: [requirement] }],
    [
      'not met by a factor that is no longer enabled',
      userOf([]),
      ['password', 'email'],
      [acme],
      { refusedBy: [requirement] },
    ],
    [
      'met by a recovery code in place of an accepted factor',
      both,
      ['password', 'recovery-code'],
      [acme],
      { scope: 'full' },
    ],
    [
      'not met by a recovery code where no accepted factor is enabled',
      userOf(['email']),
      ['password', 'recovery-code'],
      [acme],
      { scope: 'enrolment', unmet: [requirement] },
    ],
  ])('that is %s', (_, user, methods, organizations, scope) => {
    expect(sessionScope(user, methods, organizations, noon)).toEqual(scope);
  });
});

describe('an account whose factors were undone', () => {
  const acme = {
    organizationID: 'acme',
    name: 'Acme',
    owners: ['olivia', 'ada'],
    mfaRequired: false,
    mfaAccept: [],
  } as const;
  const undone = userWith({ awaitingConfirmation: ['acme'] });
  const scopeIn = (user: User, organizations: readonly RequiringOrganization[]) =>
    sessionScope(user, ['password', 'authenticator'], organizations, noon);

  it('has sessions for enrolment only, until an owner confirms it', () => {
    const scope = scopeIn(undone, [acme]);
    expect(scope).toMatchObject({
      scope: 'enrolment',
      unmet: [{ awaitsConfirmation: true, canLeave: false }],
    });
    const unmet = 'unmet' in scope ? scope.unmet : [];
    expect(requirementRefusal(unmet)).toMatchObject({
      slug: 'mfa-required-by-organization',
      reason: 'confirmation-awaited',
      organizations: [{ id: 'acme', awaitsConfirmation: true }],
    });
    expect(scopeIn(userWith(), [acme])).toEqual({ scope: 'full' });
  });

  it('is free where it is no member any more', () => {
    expect(scopeIn(undone, [])).toEqual({ scope: 'full' });
  });

  it('waits on where nobody else is left to confirm it: another owner could have left to set it free', () => {
    expect(scopeIn(undone, [{ ...acme, owners: ['ada'] }])).toMatchObject({ scope: 'enrolment' });
  });

  it.each<[string, Partial<RequiringOrganization>, boolean]>([
    ['owned with others', {}, true],
    ['owned alone', { owners: ['ada'] }, false],
    ['of others that requires nothing', { owners: ['olivia'] }, false],
    [
      'of others that required a factor it had',
      { owners: ['olivia'], mfaRequired: true, mfaAccept: ['email'] },
      true,
    ],
    [
      'of others that will require a factor it had',
      { owners: ['olivia'], mfaRequired: true, mfaAccept: ['email'], mfaDeadline: noon + 1 },
      true,
    ],
    [
      'of others that accepts no factor it had',
      { owners: ['olivia'], mfaRequired: true, mfaAccept: ['authenticator'] },
      false,
    ],
  ])('is to be confirmed in an organization %s: %o', (_, set, isToConfirm) => {
    const found = organizationsToConfirm(userOf(['email']), [{ ...acme, ...set }]);
    expect(found.length > 0).toBe(isToConfirm);
  });
});
