import { describe, expect, it } from 'vitest';
import type { User } from '../../../core/accounts/user.ts';
import type { ResetRequest } from '../../../core/organizations/membership.ts';
import {
  memberFacts,
  openResetRequest,
  type ResetCase,
  resetByOwner,
  resetLimits,
  withdrawReset,
} from '../../../core/organizations/owner-reset.ts';
import {
  accepted,
  accountOf,
  memberWith,
  organizationWith,
  reasonOf,
} from '../../support/organization-rows.ts';
import { noon } from '../../support/users.ts';

const factors = [{ id: 'email-0', type: 'email' as const }];
const withFactor = (userID: string, set: Partial<User> = {}) => accountOf(userID, { factors, ...set });
const rows = [{ id: 'email-0' }, { id: 'recovery-code#x' }];
const requestBy = (by: string, set: Partial<ResetRequest> = {}): ResetRequest => ({
  by,
  expiresAt: noon + 1,
  credentialVersion: 1,
  ...set,
});

/** Ada asks for the reset of Bea's factors; Cy is an owner too. */
function caseWith(set: Partial<ResetCase> & { readonly request?: ResetRequest } = {}): ResetCase {
  const { request, ...others } = set;
  return {
    organization: organizationWith({ owners: ['ada', 'cy'] }),
    owner: accountOf('ada'),
    user: withFactor('bea'),
    member: memberWith('bea', request && { resetRequest: request, resetVersion: 4 }),
    ownerUntil: undefined,
    ...others,
  };
}
const reset = (given: ResetCase) => resetByOwner(given, rows, noon);
const ofOwner = { organization: organizationWith({ owners: ['ada', 'bea', 'cy'] }) };

describe('an owner who resets the factors of a member', () => {
  it('does it alone: it is in both logs, and the member gets a mail', () => {
    const decision = accepted(reset(caseWith()));
    expect(decision).toMatchObject({
      commit: [
        { table: 'users', set: { factors: [] }, add: { sessionGeneration: 1 } },
        { table: 'factors', kind: 'delete', key: { id: 'email-0' } },
        { table: 'factors', kind: 'delete', key: { id: 'recovery-code#x' } },
        { key: { item: 'member#bea' }, set: { resetRequest: undefined } },
        { key: { item: 'organization' }, kind: 'check' },
      ],
      log: [
        { subject: 'organization#acme', kind: 'factors-reset' },
        { subject: 'user#bea', kind: 'factors-reset', details: { organization: { name: 'Acme' } } },
      ],
      notify: [{ to: { email: 'bea@example.com' }, message: { kind: 'mfa-reset', by: { id: 'ada' } } }],
    });
    expect(decision.answer).toBeUndefined();
  });

  it('cannot do so if the memberships of the account have changed since', () => {
    const [user] = accepted(reset(caseWith({ user: withFactor('bea', { membershipVersion: 2 }) }))).commit;
    expect(user?.when).toContainEqual({ attribute: 'membershipVersion', is: 'equal', value: 2 });
  });

  it.each<[string, Parameters<typeof caseWith>[0], string]>([
    ['the own factors', { user: withFactor('ada') }, 'own-reset'],
    ['an account without a factor', { user: accountOf('bea') }, 'no-factor-to-reset'],
    [
      'an account that is in another organization too',
      { user: withFactor('bea', { organizations: ['acme', 'other'] }) },
      'member-elsewhere',
    ],
    [
      'the only other owner',
      { organization: organizationWith({ owners: ['ada', 'bea'] }) },
      'second-owner-needed',
    ],
  ])('is refused for %s', (_, set, reason) => {
    expect(reasonOf(reset(caseWith(set)))).toBe(reason);
  });
});

describe('the reset of the factors of an owner', () => {
  it('only begins with the first owner: the others are asked to confirm it, and nothing is reset', () => {
    const decision = accepted(reset(caseWith(ofOwner)));
    const expiresAt = noon + resetLimits.confirmWithinSeconds * 1000;
    expect(decision).toMatchObject({
      commit: [
        {
          key: { item: 'member#bea' },
          set: { resetRequest: { by: 'ada', expiresAt, credentialVersion: 1 } },
          add: { resetVersion: 1 },
        },
        { kind: 'check' },
      ],
      log: [
        { subject: 'organization#acme', kind: 'factors-reset-requested' },
        { subject: 'user#bea', kind: 'factors-reset-requested' },
      ],
      notify: [
        { to: { email: 'bea@example.com' }, message: { kind: 'mfa-reset-requested', expiresAt } },
        { audience: 'owners', except: ['ada', 'bea'], message: { kind: 'mfa-reset-to-confirm', expiresAt } },
      ],
      answer: { expiresAt },
    });
  });

  it('asked for again by the same owner goes on waiting, and nobody gets another mail', () => {
    const request = requestBy('ada');
    expect(accepted(reset(caseWith({ ...ofOwner, request })))).toMatchObject({
      commit: [],
      notify: [],
      answer: request,
    });
  });

  it('is carried out when a second owner asks for the same', () => {
    const decision = accepted(reset(caseWith({ ...ofOwner, request: requestBy('cy') })));
    expect(decision).toMatchObject({ log: [{ kind: 'factors-reset' }, { kind: 'factors-reset' }] });
    expect(decision.answer).toBeUndefined();
  });

  it.each<[string, ResetRequest]>([
    ['has expired', requestBy('cy', { expiresAt: noon })],
    ['was for other credentials', requestBy('cy', { credentialVersion: 0 })],
    ['is of someone who is no owner any more', requestBy('dan')],
  ])('begins anew if the request %s', (_, request) => {
    expect(accepted(reset(caseWith({ ...ofOwner, request }))).answer).toMatchObject({ by: 'ada' });
  });

  it('needs a second owner for 30 days after the account ceased to be one', () => {
    const end = noon - resetLimits.ownerProtectionSeconds * 1000;
    expect(accepted(reset(caseWith({ ownerUntil: end + 1 }))).answer).toBeDefined();
    expect(accepted(reset(caseWith({ ownerUntil: end }))).answer).toBeUndefined();
  });
});

describe('withdrawing a reset', () => {
  const withdraw = (request?: ResetRequest) =>
    withdrawReset(caseWith(request ? { request } : {}), accountOf('bea'), noon);

  it('ends the request that was seen, and is in both logs', () => {
    expect(accepted(withdraw(requestBy('ada')))).toMatchObject({
      commit: [
        {
          key: { item: 'member#bea' },
          set: { resetRequest: undefined },
          when: [{ attribute: 'userID' }, { attribute: 'resetVersion', value: 4 }],
        },
        { kind: 'check' },
      ],
      log: [
        { subject: 'organization#acme', kind: 'factors-reset-withdrawn', details: { actor: { id: 'bea' } } },
        { subject: 'user#bea', kind: 'factors-reset-withdrawn' },
      ],
    });
  });

  it('is refused if none is pending', () => {
    expect(reasonOf(withdraw())).toBe('no-reset-pending');
    expect(reasonOf(withdraw(requestBy('ada', { expiresAt: noon })))).toBe('no-reset-pending');
    expect(openResetRequest(memberWith('bea'), accountOf('bea'), noon)).toBeUndefined();
  });
});

describe('what an owner can do about a member', () => {
  it.each<[string, Parameters<typeof caseWith>[0], ReturnType<typeof memberFacts>]>([
    [
      'a member with a factor',
      {},
      { canChangeRole: true, canRemove: true, canReset: true, resetNeedsSecondOwner: false },
    ],
    [
      'a member without one',
      { user: accountOf('bea') },
      { canChangeRole: true, canRemove: true, canReset: false },
    ],
    [
      'an owner',
      ofOwner,
      { canChangeRole: true, canRemove: true, canReset: true, resetNeedsSecondOwner: true },
    ],
    [
      'an owner whose reset another owner has asked for',
      { ...ofOwner, request: requestBy('cy') },
      { canChangeRole: true, canRemove: true, canReset: true, resetNeedsSecondOwner: false },
    ],
    [
      'the last owner, who is the one that asks',
      { organization: organizationWith({ owners: ['ada'] }), user: withFactor('ada') },
      { canChangeRole: false, canRemove: false, canReset: false },
    ],
  ])('%s', (_, set, facts) => {
    expect(memberFacts(caseWith(set), noon)).toEqual(facts);
  });
});
