import { describe, expect, it } from 'vitest';
import {
  type Invitation,
  invitationLimits,
  invitationRefusal,
  isOpen,
  resendableAt,
  resendRefusal,
  revokeInvitation,
} from '../../../core/organizations/invitation.ts';
import {
  accepted,
  accountOf,
  invitationWith,
  organizationWith,
  reasonOf,
} from '../../support/organization-rows.ts';
import { noon } from '../../support/users.ts';

const acme = organizationWith();
const end = noon + invitationLimits.ttlSeconds * 1000;

const { mailedAt: _, ...unmailed } = invitationWith();

describe('an invitation', () => {
  it('is open even if it was not mailed', () => {
    expect(isOpen(unmailed, acme, noon)).toBe(true);
  });

  it.each<[string, Partial<Invitation>, number, boolean]>([
    ['is open until the millisecond before it expires', {}, end - 1, true],
    ['is over when it expires', {}, end, false],
    ['is over once it was accepted', { consumedAt: noon }, noon, false],
    ['is over once it was revoked', { revokedAt: noon }, noon, false],
    ['is over once its sender is no owner', { senderID: 'bea' }, noon, false],
  ])('%s', (_, set, now, expected) => {
    expect(isOpen(invitationWith(set), acme, now)).toBe(expected);
  });

  it.each<[string, Invitation | undefined, string, string | undefined]>([
    ['works with the code that was mailed last', invitationWith(), 'first', undefined],
    ['does not work with another code', invitationWith(), 'second', 'invitation-over'],
    ['does not work once it is over', invitationWith({ revokedAt: noon }), 'first', 'invitation-over'],
    ['is unknown if there is none', undefined, 'first', 'invitation-unknown'],
  ])('%s', (_, invitation, code, reason) => {
    expect(invitationRefusal(invitation, acme, code, noon)?.reason).toBe(reason);
  });
});

describe('an invitation can be sent again', () => {
  const minute = invitationLimits.resendAfterSeconds * 1000;

  it.each<[string, Invitation, number | undefined]>([
    ['a minute after it was mailed', invitationWith(), noon + minute],
    ['at once if it was not mailed', unmailed, noon],
    ['never once it was accepted', invitationWith({ consumedAt: noon }), undefined],
    ['never once it was revoked', invitationWith({ revokedAt: noon }), undefined],
  ])('%s', (_, invitation, at) => {
    expect(resendableAt(invitation)).toBe(at);
  });

  it('not before, and the problem says when', () => {
    expect(resendRefusal(invitationWith(), noon + 1)).toMatchObject({
      reason: 'invitation-just-sent',
      retryAfterSeconds: 60,
    });
    expect(resendRefusal(invitationWith(), noon + minute)).toBeUndefined();
    expect(resendRefusal(invitationWith({ revokedAt: noon }), noon + minute)).toMatchObject({
      reason: 'invitation-closed',
    });
  });
});

describe('revoking an invitation', () => {
  const revoke = (set: Partial<Invitation> = {}) =>
    revokeInvitation(acme, accountOf('ada'), invitationWith(set), noon);

  it('is logged, and fails if it is accepted at the same time', () => {
    expect(accepted(revoke())).toMatchObject({
      commit: [
        {
          set: { revokedAt: noon },
          when: [
            { attribute: 'consumedAt', is: 'absent' },
            { attribute: 'revokedAt', is: 'absent' },
          ],
        },
        { key: { item: 'organization' }, kind: 'check' },
      ],
      log: [
        {
          kind: 'invitation-revoked',
          details: { about: { member: { email: 'Bea@example.com' }, role: 'member' } },
        },
      ],
    });
  });

  it('is refused once it was accepted, and changes nothing if it is revoked already', () => {
    expect(reasonOf(revoke({ consumedAt: noon }))).toBe('invitation-accepted');
    expect(accepted(revoke({ revokedAt: noon }))).toMatchObject({ commit: [] });
  });
});
