import { describe, expect, it } from 'vitest';
import type { Accepted } from '../../../core/kernel/decision.ts';
import { potsOfInvitation } from '../../../core/mail/mail-pots.ts';
import type { MemberNotice } from '../../../core/mail/notice.ts';
import {
  type Invitation,
  invitationLimits,
  invitationLinkKey,
} from '../../../core/organizations/invitation.ts';
import { organizationLimits, type Role } from '../../../core/organizations/organization.ts';
import { invitedAddressKey } from '../../../core/organizations/registration-policy.ts';
import {
  type InvitationCase,
  invite,
  resendInvitation,
} from '../../../core/organizations/send-invitation.ts';
import {
  accepted,
  accountOf,
  invitationWith,
  organizationWith,
  reasonOf,
} from '../../support/organization-rows.ts';
import { noon, repeatableRandom } from '../../support/users.ts';

const origin = 'https://mfa.example.com';
const caseWith = (set: Partial<InvitationCase> = {}): InvitationCase => ({
  organization: organizationWith(),
  sender: accountOf('ada'),
  invitations: [],
  account: undefined,
  origin,
  ...set,
});
const { mailedAt: _, ...unmailed } = invitationWith();

const inviteBea = (set: Partial<InvitationCase> = {}, role: Role = 'member', template?: string) =>
  invite(
    caseWith(set),
    { address: 'bea@example.com', email: 'Bea@example.com', role },
    template,
    noon,
    repeatableRandom(1),
  );
const resend = (invitation: Invitation, set: Partial<InvitationCase> = {}, now = noon + 60_000) =>
  resendInvitation(caseWith({ invitations: [invitation], ...set }), invitation, now, repeatableRandom(1));

type Sent = Accepted<Invitation, MemberNotice>;

/** The code in the mail, if it is the one that the stored invitation has the digest of. */
function mailedCode({ send, answer }: Sent): string {
  const message = send?.notice.message;
  if (message?.kind !== 'invited') throw new Error('no invitation is mailed');
  const code = new URL(message.url).searchParams.get('code') ?? '';
  expect(answer.linkID).toBe(invitationLinkKey(code).id);
  return code;
}

describe('inviting an address', () => {
  it('writes the invitation and its link, counts both, and is logged', () => {
    const decision = accepted(inviteBea({}, 'owner'));
    const code = mailedCode(decision);
    expect(decision).toMatchObject({
      commit: [
        { kind: 'put', row: { senderID: 'ada', address: 'bea@example.com', role: 'owner', mailedAt: noon } },
        { kind: 'put', table: 'challenges', key: invitationLinkKey(code), row: { organizationID: 'acme' } },
        { kind: 'update', table: 'challenges', key: invitedAddressKey('bea@example.com') },
        { kind: 'update', key: { item: 'organization' }, add: { invitations: 1 } },
      ],
      log: [
        {
          kind: 'member-invited',
          details: { about: { member: { email: 'Bea@example.com' }, role: 'owner' } },
        },
      ],
      send: {
        notice: {
          to: { email: 'Bea@example.com' },
          message: { role: 'owner', expiresAt: noon + invitationLimits.ttlSeconds * 1000 },
        },
      },
    });
  });

  it('stores its code nowhere, and logs it nowhere', () => {
    const decision = accepted(inviteBea());
    const code = mailedCode(decision);
    expect(JSON.stringify([decision.commit, decision.log, decision.answer])).not.toContain(code);
  });

  it('leads to the page of the template, if it is ours', () => {
    const decision = accepted(inviteBea({}, 'member', `${origin}/join?code={inviteCode}`));
    expect(decision.send?.notice.message).toMatchObject({
      url: `${origin}/join?code=${mailedCode(decision)}`,
    });
    expect(reasonOf(inviteBea({}, 'member', 'https://evil.example/{inviteCode}'))).toBe(
      'link-template-foreign',
    );
  });

  const others = (count: number) =>
    Array.from({ length: count }, (_, index) =>
      invitationWith({ id: `other-${index}`, address: `${index}@example.com` }),
    );
  const owners = Array.from({ length: organizationLimits.ownersPerOrganization }, (_, index) => `o${index}`);

  it.each<[string, Partial<InvitationCase>, Role, string]>([
    ['with an open invitation', { invitations: [invitationWith()] }, 'member', 'already-invited'],
    [
      'with an invitation that has expired',
      { invitations: [invitationWith({ expiresAt: noon })] },
      'member',
      'accepted',
    ],
    [
      'whose invitation came from someone who is no owner any more',
      { invitations: [invitationWith({ senderID: 'gone' })] },
      'member',
      'accepted',
    ],
    ['of a member', { account: accountOf('bea') }, 'member', 'already-member'],
    [
      'of an account that is in other organizations',
      { account: accountOf('bea', { organizations: ['other'] }) },
      'member',
      'accepted',
    ],
    [
      'beside as many open invitations as there can be',
      { invitations: others(invitationLimits.openPerOrganization) },
      'member',
      'invitation-limit',
    ],
    [
      'beside one fewer',
      { invitations: others(invitationLimits.openPerOrganization - 1) },
      'member',
      'accepted',
    ],
    ['as one owner too many', { organization: organizationWith({ owners }) }, 'owner', 'owner-limit'],
    ['as a member beside them', { organization: organizationWith({ owners }) }, 'member', 'accepted'],
  ])('%s', (_, set, role, reason) => {
    expect(reasonOf(inviteBea(set, role))).toBe(reason);
  });

  it('takes from the pots of its sender and of the address, of which none is in the transaction', () => {
    const decision = accepted(inviteBea());
    expect(decision.pots).toEqual(potsOfInvitation('bea@example.com', 'ada', noon));
    expect(JSON.stringify(decision.commit)).not.toContain('mails#');
  });
});

describe('sending an invitation again', () => {
  it('replaces its link, in the name of the owner who sends it now, for another seven days', () => {
    const now = noon + 86_400_000;
    const decision = accepted(resend(invitationWith(), { sender: accountOf('cy') }, now));
    expect(mailedCode(decision)).not.toBe('first');
    expect(decision).toMatchObject({
      commit: [
        {
          kind: 'update',
          set: { senderID: 'cy', mailedAt: now, expiresAt: now + invitationLimits.ttlSeconds * 1000 },
          when: [
            { attribute: 'consumedAt', is: 'absent' },
            { attribute: 'revokedAt', is: 'absent' },
            { attribute: 'linkID', value: invitationLinkKey('first').id },
          ],
        },
        { kind: 'put', table: 'challenges' },
        { kind: 'update', table: 'challenges', key: invitedAddressKey('bea@example.com') },
        { add: { invitations: 1 } },
      ],
      log: [{ kind: 'invitation-resent', details: { actor: { id: 'cy' } } }],
    });
  });

  it.each<[string, Invitation, Partial<InvitationCase>, number, string]>([
    ['too early', invitationWith(), {}, noon + 59_999, 'invitation-just-sent'],
    ['once it was accepted', invitationWith({ consumedAt: noon }), {}, noon + 60_000, 'invitation-closed'],
    [
      'beside an open one for the address',
      invitationWith({ expiresAt: noon }),
      { invitations: [invitationWith({ expiresAt: noon }), invitationWith({ id: 'newer' })] },
      noon + 60_000,
      'already-invited',
    ],
    ['to a member', invitationWith(), { account: accountOf('bea') }, noon + 60_000, 'already-member'],
  ])('is refused %s', (_, invitation, set, now, reason) => {
    expect(reasonOf(resend(invitation, set, now))).toBe(reason);
  });
});

describe('an invitation whose mail cannot be sent', () => {
  const notMailed = {
    kind: 'invitation-not-mailed',
    details: { about: { member: { email: 'Bea@example.com' } } },
  };

  it('stays in the list as not mailed', () => {
    const decision = accepted(inviteBea());
    expect(decision.send?.ifUnsent).toMatchObject({
      commit: [{ kind: 'update', set: { mailedAt: undefined }, when: [{ value: decision.answer.linkID }] }],
      log: [notMailed],
      refuse: { slug: 'unavailable', reason: 'invitation-not-mailed' },
    });
  });

  it('is sent by the same request, as what that request asks for, without another invitation', () => {
    const decision = accepted(inviteBea({ invitations: [unmailed] }, 'owner'));
    expect(decision).toMatchObject({
      commit: [
        { kind: 'update', set: { role: 'owner', mailedAt: noon } },
        { kind: 'put', table: 'challenges' },
        {},
        {},
      ],
      log: [{ kind: 'invitation-resent', details: { about: { role: 'owner' } } }],
      answer: { id: unmailed.id },
    });
    mailedCode(decision);
  });

  it('is sent again without a wait, and stays not mailed if that fails too', () => {
    const decision = accepted(resend(unmailed, {}, noon));
    expect(decision.send?.ifUnsent).toMatchObject({
      commit: [{ set: { mailedAt: undefined } }],
      refuse: { reason: 'invitation-not-mailed' },
    });
  });

  it('keeps the link that was mailed before: only the new one is void', () => {
    const before = invitationWith();
    const decision = accepted(resend(before, { sender: accountOf('cy') }));
    const { linkID, senderID, mailedAt, expiresAt } = before;
    expect(decision.send?.ifUnsent).toMatchObject({
      commit: [{ set: { linkID, senderID, mailedAt, expiresAt }, when: [{ value: decision.answer.linkID }] }],
      log: [notMailed],
      refuse: { slug: 'unavailable', reason: 'mail-not-sent' },
    });
  });
});
