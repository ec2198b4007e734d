import { describe, expect, it } from 'vitest';
import {
  dayPotOfNotices,
  mailLimits,
  potsOfNotices,
  potsOfRegistration,
  potsOfReset,
  withoutTag,
} from '../../../core/mail/mail-pots.ts';
import { noticeOfCode, noticeToAccount } from '../../../core/mail/notice.ts';
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
  const notice = noticeToAccount({ email: 'ada@example.com' }, { kind: 'recovery-code-used' });
  const code = noticeOfCode(
    { email: 'ada@example.com' },
    { kind: 'sign-in', code: '042137', expiresAt: noon + 1 },
  );

  it('are taken from by their number, for the account that causes them', () => {
    expect(potsOfNotices([notice, notice, code], 'ada', noon)).toMatchObject([{ takes: 2 }]);
    expect(potsOfNotices([notice], undefined, noon)).toEqual([]);
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
