import { describe, expect, it } from 'vitest';
import { type FactorType, factorTypes, type Method } from '../../../core/factors/factor.ts';
import {
  deadlineLimits,
  isInForce,
  requireMfa,
  type WantedRequirement,
} from '../../../core/organizations/mfa-requirement.ts';
import type { Organization } from '../../../core/organizations/organization.ts';
import { accepted, organizationWith, reasonOf } from '../../support/organization-rows.ts';
import { noon, userOf } from '../../support/users.ts';

const day = 86_400_000;
const latest = noon + deadlineLimits.maximumDays * day;
const owner = userOf(['email', 'authenticator'], { credentialVersion: 7 });
const both: readonly Method[] = ['password', 'email', 'authenticator'];

const require = (wanted: WantedRequirement, set: Partial<Organization> = {}, methods = both, by = owner) =>
  requireMfa(organizationWith(set), by, methods, wanted, noon);

describe('requiring MFA', () => {
  it('changes the organization, is logged, and is mailed to the owners', () => {
    const decision = accepted(require({ required: true, accept: ['authenticator'] }));
    expect(decision).toMatchObject({
      commit: [
        {
          key: { item: 'organization' },
          set: { mfaRequired: true, mfaAccept: ['authenticator'], mfaSince: noon, mfaDeadline: undefined },
          when: [{ attribute: 'version', value: 3 }],
        },
        { table: 'users', kind: 'check', when: [{ attribute: 'credentialVersion', value: 7 }] },
      ],
      log: [{ kind: 'mfa-required', details: { about: { accept: ['authenticator'] } } }],
      notify: [{ audience: 'owners', message: { kind: 'mfa-required', accept: ['authenticator'] } }],
      answer: { mfaRequired: true, mfaAccept: ['authenticator'], mfaSince: noon },
    });
    expect(decision.answer).not.toHaveProperty('mfaDeadline');
  });

  it('accepts every factor unless some are named, in their own order and once', () => {
    expect(accepted(require({ required: true })).answer.mfaAccept).toEqual(factorTypes);
    const wanted: FactorType[] = ['authenticator', 'email', 'authenticator'];
    expect(accepted(require({ required: true, accept: wanted })).answer.mfaAccept).toEqual([
      'email',
      'authenticator',
    ]);
  });

  it('from a deadline on plans the reminders, and another deadline replaces them', () => {
    const first = noon + 10 * day;
    expect(accepted(require({ required: true, deadline: first })).commit).toMatchObject([
      {},
      {},
      { kind: 'put', row: { of: 'acme', at: first } },
    ]);
    const required = {
      mfaRequired: true,
      mfaAccept: ['email', 'authenticator'] as const,
      mfaSince: noon - 1,
    };
    const moved = accepted(
      require({ required: true, deadline: first + day }, { ...required, mfaDeadline: first }),
    );
    expect(moved.commit).toMatchObject([
      { set: { mfaSince: noon - 1, mfaDeadline: first + day } },
      {},
      { kind: 'delete', key: { item: `${new Date(first).toISOString()}#acme` } },
      { kind: 'put', row: { at: first + day } },
    ]);
  });

  it('that is required already changes, logs and mails nothing', () => {
    const required = { mfaRequired: true, mfaAccept: factorTypes };
    expect(accepted(require({ required: true }, required))).toMatchObject({ commit: [], notify: [] });
    expect(accepted(require({ required: false }))).toMatchObject({ commit: [], notify: [] });
  });

  const upcoming = { mfaRequired: true, mfaAccept: ['email'] as const, mfaSince: 1, mfaDeadline: noon + day };

  it.each<[string, readonly Method[], ReturnType<typeof userOf>, string]>([
    ['an owner without any factor', ['password'], userOf([]), 'own-factor-needed'],
    [
      'an owner whose factor it does not accept',
      ['authenticator'],
      userOf(['authenticator']),
      'own-factor-needed',
    ],
    ['a session without its factor', ['password'], userOf(['email']), 'accepted-factor-needed'],
    ['a session with another factor', ['authenticator'], owner, 'accepted-factor-needed'],
  ])('is neither ended nor changed before its deadline by %s', (_, methods, by, reason) => {
    for (const wanted of [{ required: false }, { required: true, deadline: noon + 2 * day }])
      expect(require(wanted, upcoming, methods, by)).toMatchObject({ refuse: { reason } });
  });

  it('can be ended with a recovery code in place of a factor that it accepts', () => {
    accepted(require({ required: false }, upcoming, ['recovery-code'], userOf(['email'])));
  });

  it('that ends is logged as such', () => {
    const decision = accepted(require({ required: false }, upcoming, ['email'], userOf(['email'])));
    expect(decision).toMatchObject({
      commit: [
        { set: { mfaRequired: false, mfaAccept: [], mfaSince: undefined, mfaDeadline: undefined } },
        { kind: 'delete' },
      ],
      log: [{ kind: 'mfa-not-required', details: { about: {} } }],
      notify: [{ message: { kind: 'mfa-not-required' } }],
    });
    expect(decision.answer).not.toHaveProperty('mfaSince');
  });

  it.each<[string, WantedRequirement, readonly Method[], ReturnType<typeof userOf>, string]>([
    ['without a factor', { required: true }, ['password'], userOf([]), 'own-factor-needed'],
    [
      'with a factor that is not accepted',
      { required: true, accept: ['authenticator'] },
      ['password', 'email'],
      userOf(['email']),
      'own-factor-needed',
    ],
    [
      'with an accepted factor that this session was not made with',
      { required: true, accept: ['authenticator'] },
      ['password', 'email'],
      owner,
      'accepted-factor-needed',
    ],
    [
      'with a recovery code in place of the factor',
      { required: true },
      ['password', 'recovery-code'],
      owner,
      'accepted-factor-needed',
    ],
    [
      'with a factor that was proved and disabled since',
      { required: true },
      both,
      userOf([]),
      'own-factor-needed',
    ],
  ])('is refused for an owner %s', (_, wanted, methods, by, reason) => {
    expect(reasonOf(require(wanted, {}, methods, by))).toBe(reason);
  });

  it.each<[string, WantedRequirement, string]>([
    ['accept without a requirement', { required: false, accept: ['email'] }, 'requirement-incomplete'],
    ['a deadline without a requirement', { required: false, deadline: noon + day }, 'requirement-incomplete'],
    ['a deadline of this instant', { required: true, deadline: noon }, 'deadline-past'],
    ['a deadline after the latest one', { required: true, deadline: latest + 1 }, 'deadline-too-far'],
    ['the latest deadline', { required: true, deadline: latest }, 'accepted'],
  ])('with %s', (_, wanted, reason) => {
    expect(reasonOf(require(wanted))).toBe(reason);
  });
});

describe('a requirement that allows trusted devices', () => {
  const allowed = { required: true, trustedDevices: true } as const;
  const same = { mfaRequired: true, mfaAccept: factorTypes, mfaSince: 1 };

  it('says so in the organization and in its log', () => {
    expect(accepted(require(allowed))).toMatchObject({
      commit: [{ set: { mfaTrustedDevices: true } }, {}],
      log: [{ details: { about: { trustedDevices: true } } }],
      answer: { mfaTrustedDevices: true },
    });
    const [entry] = accepted(require({ required: true })).log as readonly { readonly details: object }[];
    expect(JSON.stringify(entry)).not.toContain('trustedDevices');
  });

  it('is another one than without them', () => {
    expect(accepted(require(allowed, same)).commit).not.toEqual([]);
    expect(accepted(require(allowed, { ...same, mfaTrustedDevices: true })).commit).toEqual([]);
    const forbidden = accepted(require({ required: true }, { ...same, mfaTrustedDevices: true }));
    expect(forbidden.commit[0]).toMatchObject({ set: { mfaTrustedDevices: undefined, mfaSince: 1 } });
    expect(forbidden.answer).not.toHaveProperty('mfaTrustedDevices');
  });

  it('is incomplete without a requirement', () => {
    expect(reasonOf(require({ required: false, trustedDevices: true }))).toBe('requirement-incomplete');
    expect(reasonOf(require({ required: false, trustedDevices: false }))).toBe('accepted');
  });

  it('is another one with another deadline, which alone moves its reminders', () => {
    const required = { ...same, mfaDeadline: noon + day };
    expect(accepted(require({ required: true, deadline: noon + day }, required)).commit).toEqual([]);
    const narrower = accepted(require({ required: true, accept: ['email'], deadline: noon + day }, required));
    expect(narrower.commit.map(({ kind }) => kind)).toEqual(['update', 'check']);
    const atOnce = accepted(require({ required: true }, required));
    expect(atOnce.commit.map(({ kind }) => kind)).toEqual(['update', 'check', 'delete']);
  });
});

describe('a requirement is in force', () => {
  it.each<[string, Partial<Organization>, boolean]>([
    ['never if there is none', { mfaRequired: false }, false],
    ['at once without a deadline', { mfaRequired: true }, true],
    ['not before its deadline', { mfaRequired: true, mfaDeadline: noon + 1 }, false],
    ['from its deadline on', { mfaRequired: true, mfaDeadline: noon }, true],
  ])('%s', (_, set, expected) => {
    expect(isInForce(organizationWith(set), noon)).toBe(expected);
  });
});
