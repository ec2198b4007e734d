import { describe, expect, it } from 'vitest';
import {
  createMailLink,
  type MailLink,
  mailLinkKey,
  mailLinkRefusal,
} from '../../../core/sign-in/mail-link.ts';
import { noon, repeatableRandom } from '../../support/users.ts';

const minute = 60_000;

describe('a link in a mail', () => {
  const random = repeatableRandom(9);
  const made = (purpose: 'password-reset' | 'undo') => {
    const { token, change } = createMailLink(purpose, { userID: 'ada' }, noon, random);
    if (change.kind !== 'put') throw new Error('a link is put');
    return { token, row: change.row as unknown as MailLink };
  };

  it.each([
    ['password-reset', 60 * minute],
    ['undo', 7 * 24 * 60 * minute],
  ] as const)('for %s is good for %i ms', (purpose, lifetime) => {
    const { row } = made(purpose);
    expect(mailLinkRefusal(row, purpose, noon + lifetime - 1)).toBeUndefined();
    expect(mailLinkRefusal(row, purpose, noon + lifetime)?.slug).toBe('challenge-expired');
  });

  it('that was used, is for something else or is absent is refused in the same words', () => {
    const { row } = made('undo');
    const refusals = [
      mailLinkRefusal({ ...row, usedAt: noon }, 'undo', noon),
      mailLinkRefusal(row, 'password-reset', noon),
      mailLinkRefusal(undefined, 'undo', noon),
    ];
    expect(new Set(refusals.map((refusal) => JSON.stringify(refusal))).size).toBe(1);
    expect(refusals[0]?.slug).toBe('challenge-expired');
  });

  it('has its token nowhere but in the mail', () => {
    const { token, row } = made('password-reset');
    expect(JSON.stringify(row)).not.toContain(token);
    expect(mailLinkKey('password-reset', token)).toEqual({ id: row.id });
    expect(mailLinkKey('undo', token)).not.toEqual({ id: row.id });
  });
});
