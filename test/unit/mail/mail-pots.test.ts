import { describe, expect, it } from 'vitest';
import {
  dayPotOfNotices,
  mailLimits,
  potOfSecurityNotice,
  potsOfNotices,
  potsOfRegistration,
  potsOfReset,
  reservePotsOf,
  withoutTag,
} from '../../../core/mail/mail-pots.ts';
import { noticeOfCode, noticeToAccount, noticeToOwners } from '../../../core/mail/notice.ts';
import { linkLifetimesSeconds } from '../../../core/sign-in/mail-link.ts';
import { noon } from '../../support/users.ts';

describe('an address in a pot', () => {
  it.each([
    ['ada@example.com', 'ada@example.com'],
    ['ada+news@example.com', 'ada@example.com'],
    ['ada+a+b@example.com', 'ada@example.com'],
    ['+ada@example.com', '+ada@example.com'],
    ['a.d.a@example.com', 'a.d.a@example.com'],
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
