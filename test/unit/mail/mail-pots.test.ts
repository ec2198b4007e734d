import { describe, expect, it } from 'vitest';
import type { Pot } from '../../../core/kernel/pot.ts';
import {
  dayPotOfNotices,
  mailLimits,
  potOfRoleChanges,
  potOfSecurityNotice,
  potsOfInvitation,
  potsOfNotices,
  potsOfRegistration,
  potsOfReset,
  reservePotsOf,
  withoutTag,
} from '../../../core/mail/mail-pots.ts';
import {
  noticeByOperator,
  noticeOfCode,
  noticeToAccount,
  noticeToOwners,
} from '../../../core/mail/notice.ts';
import { linkLifetimesSeconds } from '../../../core/sign-in/mail-link.ts';
import { noon } from '../../support/users.ts';

describe('an address in a pot', () => {
  it.each([
    ['ada@example.com', 'ada@example.com'],
    ['ada+news@example.com', 'ada@example.com'],
    ['ada+a+b@example.com', 'ada@example.com'],
    ['+ada@example.com', '+ada@example.com'],
    ['a.d.a@example.com', 'a.d.a@example.com'],
    ['ada@a+b.example', 'ada@a+b.example'],
  ])('%s counts as %s', (address, counted) => {
    expect(withoutTag(address)).toBe(counted);
  });
});

const stranger = { source: '192.0.2.1' };
const ids = (pots: readonly { readonly id: string }[]) => pots.map(({ id }) => id);

describe('the pots of a reset', () => {
  it('are one row for an address and all its tags, in which the address without a tag has more', () => {
    const [, plain] = potsOfReset('ada@example.com', stranger, noon);
    const [, tagged] = potsOfReset('ada+news@example.com', stranger, noon);
    expect(tagged?.id).toBe(plain?.id);
    expect(Number(tagged?.size)).toBeLessThan(Number(plain?.size));
  });

  it('are of the place alone where the account was signed in to', () => {
    const known = ids(
      potsOfReset('ada@example.com', { ...stranger, knownBy: { kind: 'source', id: stranger.source } }, noon),
    );
    const shared = ids(potsOfReset('ada@example.com', stranger, noon));
    expect(known.filter((id) => shared.includes(id))).toEqual([]);
  });

  it('of a place are of this place and this account alone', () => {
    const known = (address: string, kind: 'source' | 'device', id: string) =>
      ids(potsOfReset(address, { ...stranger, knownBy: { kind, id } }, noon))[0];
    const all = [
      known('ada@example.com', 'source', 'a'),
      known('bea@example.com', 'source', 'a'),
      known('ada@example.com', 'device', 'a'),
      known('ada@example.com', 'source', 'b'),
    ];
    expect(new Set(all).size).toBe(4);
  });

  it('are full again before the last link that they let out has ended', () => {
    expect(linkLifetimesSeconds['password-reset']).toBeGreaterThanOrEqual(mailLimits.address.seconds);
  });

  it('are others than those of a registration, but for the source and the day', () => {
    const both = ids(potsOfReset('ada@example.com', stranger, noon)).filter((id) =>
      ids(potsOfRegistration('ada@example.com', stranger.source, noon)).includes(id),
    );
    expect(both).toEqual([expect.stringContaining('mails#source'), expect.stringContaining('mails#day')]);
  });
});

describe('the pots of notices', () => {
  const ada = { email: 'ada@example.com' };
  const notice = noticeToAccount(ada, { kind: 'recovery-codes-regenerated' });
  const kept = {
    kind: 'organization-kept',
    organization: { id: 'acme', name: 'Acme' },
    by: { name: 'Ada', email: ada.email },
  } as const;
  const code = noticeOfCode(
    { email: 'ada@example.com' },
    { kind: 'sign-in', code: '042137', expiresAt: noon + 1 },
  );

  it('are taken from by the number of recipients, for the account that causes them', () => {
    const owners = noticeToOwners({ owners: ['ada', 'bea', 'cid'] }, kept, ['ada']);
    expect(potsOfNotices([notice, notice, code, owners], 'ada', noon)).toMatchObject([
      { takes: 4, mayExceed: true },
    ]);
    expect(dayPotOfNotices([notice, owners], noon)).toMatchObject({ takes: 3 });
    expect(potsOfNotices([notice], undefined, noon)).toEqual([]);
    expect(noticeToOwners({ owners: ['ada'] }, kept)).toMatchObject({ owners: ['ada'], except: [] });
  });

  it('of what keeps an account safe are their own, for each account and kind', () => {
    const changed = noticeToAccount(ada, { kind: 'password-changed', keysRemoved: [], keysKept: [] });
    const used = noticeToAccount(ada, { kind: 'recovery-code-used' });
    const ids = [changed, used, noticeToAccount({ email: 'bea@example.com' }, changed.message)].map(
      (each) => potOfSecurityNotice(each, noon)?.id,
    );
    expect(new Set(ids).size).toBe(3);
    expect(potsOfNotices([changed, used], 'ada', noon)).toEqual([]);
    expect(potOfSecurityNotice(notice, noon)).toBeUndefined();
  });

  it('of a recovery are those of the account that was recovered, for all owners together', () => {
    const told = (email: string) =>
      noticeToOwners(
        { owners: ['bea', 'cid'] },
        { ...kept, kind: 'member-recovered', member: { name: '', email }, role: 'owner', how: 'undo' },
      );
    const pot = potOfSecurityNotice(told('ada@example.com'), noon);
    expect(pot).toMatchObject({ takes: 2, size: mailLimits.securityToOwners.mails });
    expect(potOfSecurityNotice(told('eve@example.com'), noon)?.id).not.toBe(pot?.id);
    expect(potOfSecurityNotice({ ...told('ada@example.com'), owners: [] }, noon)).toBeUndefined();
  });

  it('leave a reserve to the mails about the own account', () => {
    expect(reservePotsOf(notice, noon)?.map(({ id }) => id.split('#')[1])).toEqual(['own-reserve', 'day']);
    expect(reservePotsOf(code, noon)).toEqual([]);
    expect(reservePotsOf(noticeToOwners({ owners: ['ada'] }, kept), noon)).toBeUndefined();
  });

  it('leave out one-time passwords, also of the day', () => {
    expect(potsOfNotices([code], 'ada', noon)).toEqual([]);
    expect(dayPotOfNotices([code], noon)).toBeUndefined();
    expect(dayPotOfNotices([notice, code, notice], noon)).toMatchObject({ takes: 2 });
  });
});

it('the shares of a day leave some for one-time passwords', () => {
  // Each part has a row of its own, and a quarter is left for one-time passwords.
  const parts = Object.values(mailLimits.day).reduce((sum, part) => sum + part, 0);
  expect(parts).toBeLessThanOrEqual(0.75);
});

describe('what is left once a pot is empty', () => {
  const orElseOf = (pots: readonly Pot[], id: string) => pots.find((pot) => pot.id.includes(id))?.orElse;
  const of = (address: string, source: string) => ({
    reset: orElseOf(potsOfReset(address, { source }, noon), 'mails#reset#'),
    registration: orElseOf(potsOfRegistration(address, source, noon), 'mails#registration#'),
    invitation: orElseOf(potsOfInvitation(address, source, noon), 'mails#invitation#'),
  });

  it.each(['registration', 'invitation'] as const)(
    'is one %s for each asker, as long as there were few of them',
    (kind) => {
      const [own, beside] = of('ada@example.com', 'one')[kind] ?? [];
      const [others, same] = of('ada@example.com', 'two')[kind] ?? [];
      expect(own).toMatchObject({ size: 1, takes: 1 });
      expect(others?.id).not.toBe(own?.id);
      expect(beside).toMatchObject({ size: mailLimits.besideAddress.mails });
      expect(same?.id).toBe(beside?.id);
      expect(beside?.id).not.toBe(own?.id);
      expect(of('bea@example.com', 'one')[kind]?.[1]?.id).not.toBe(beside?.id);
      for (const pot of [own, beside]) expect(pot?.reason).toBe('mails-of-the-hour-spent');
    },
  );

  it('is no reset, because a valid link is in the mailbox, unless all of them went to other tags', () => {
    expect(of('ada@example.com', 'one').reset).toBeUndefined();
    expect(of('ada+a@example.com', 'one').reset).toHaveLength(2);
  });
});

describe('each pot', () => {
  const empty = 'mails-of-the-hour-spent';
  const about = (pots: readonly Pot[]) =>
    pots.map(({ id, size, reason }) => [id.split('#')[1], size, reason]);
  const day = (share: keyof typeof mailLimits.day) => [
    'day',
    { shareOfDay: mailLimits.day[share] },
    'mails-of-the-day-spent',
  ];
  const source = ['source', mailLimits.source.mails, 'mails-from-network-spent'];

  it('of a reset has its size, and says why it is empty', () => {
    expect(about(potsOfReset('ada@example.com', stranger, noon))).toEqual([
      source,
      ['reset', mailLimits.address.mails, empty],
      day('requested'),
    ]);
    const knownBy = { kind: 'source', id: stranger.source } as const;
    expect(about(potsOfReset('ada@example.com', { ...stranger, knownBy }, noon))).toEqual([
      ['reset', mailLimits.address.mails, empty],
      day('recovery'),
    ]);
  });

  it('of a registration has fewer for addresses with a tag', () => {
    const registration = (mails: number) => [source, ['registration', mails, empty], day('requested')];
    expect(about(potsOfRegistration('ada@example.com', stranger.source, noon))).toEqual(
      registration(mailLimits.newcomers.mails),
    );
    expect(about(potsOfRegistration('ada+x@example.com', stranger.source, noon))).toEqual(
      registration(mailLimits.taggedAddresses.mails),
    );
  });

  it('of an invitation is that of whoever invites', () => {
    expect(about(potsOfInvitation('ada@example.com', 'owner', noon))).toEqual([
      ['inviter', mailLimits.inviter.mails, 'mails-of-account-spent'],
      ['invitation', mailLimits.newcomers.mails, empty],
      day('requested'),
    ]);
    const [one, other] = ['a', 'b'].map((id) => potsOfInvitation('ada@example.com', id, noon)[0]?.id);
    expect(one).not.toBe(other);
  });

  it('of changes of a role is that of one member of one organization', () => {
    const of = (organizationID: string, userID: string) => potOfRoleChanges(organizationID, userID, noon);
    expect(of('acme', 'ada')).toMatchObject({ size: mailLimits.member.mails, reason: empty });
    const all = [of('acme', 'ada'), of('acme', 'bea'), of('other', 'ada')];
    expect(new Set(all.map(({ id }) => id)).size).toBe(3);
  });

  it('of notices is that of the account that causes them', () => {
    const notice = noticeToAccount({ email: 'ada@example.com' }, { kind: 'recovery-codes-regenerated' });
    const of = (userID: string) => potsOfNotices([notice], userID, noon);
    expect(about(of('ada'))).toEqual([['account', mailLimits.account.mails, 'mails-of-account-spent']]);
    expect(ids(of('ada'))).not.toEqual(ids(of('bea')));
  });

  it('of what keeps an account safe may be exceeded, because its recipients cannot be divided', () => {
    const notice = noticeToAccount({ email: 'ada@example.com' }, { kind: 'recovery-code-used' });
    expect(potOfSecurityNotice(notice, noon)).toMatchObject({
      size: mailLimits.security.mails,
      takes: 1,
      mayExceed: true,
      reason: 'mails-of-account-spent',
    });
    expect(dayPotOfNotices([notice], noon)).toMatchObject({
      takes: 1,
      size: { shareOfDay: mailLimits.day.notices },
    });
  });

  it('of the reserve is also for what the operator did to the account', () => {
    const notice = noticeByOperator({ email: 'ada@example.com' }, { kind: 'operator-reset' });
    expect(about(reservePotsOf(notice, noon) ?? [])).toEqual([
      ['own-reserve', mailLimits.ownReserve.mails, 'mails-of-account-spent'],
      day('ownReserve'),
    ]);
  });
});
