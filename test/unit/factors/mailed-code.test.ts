import * as crypto from 'node:crypto';
import { describe, expect, it } from 'vitest';
import { check, type EmailSeam, mailedCode } from '../../../core/factors/email.ts';
import { noon } from '../../support/users.ts';

const key = Buffer.alloc(32, 7);
const bound = { purpose: 'sign-in', userID: 'ada', address: 'ada@example.com', challengeID: 'ada.1' };

describe('the mailed code', () => {
  it('is the HMAC of all that it is bound to, truncated as RFC 4226 section 5.3 does', () => {
    const text = JSON.stringify(['sign-in', 'ada', 'ada@example.com', 'ada.1']);
    const mac = crypto.createHmac('sha256', key).update(text).digest();
    const offset = (mac[31] ?? 0) & 0xf;
    const bytes = [...mac.subarray(offset, offset + 4)];
    const [a = 0, b = 0, c = 0, d = 0] = bytes;
    const truncated = (a & 0x7f) * 2 ** 24 + b * 2 ** 16 + c * 2 ** 8 + d;
    expect(mailedCode(key, bound)).toBe(String(truncated % 10 ** 6).padStart(6, '0'));
  });

  it('is the same each time, and another one for another purpose, user, address, challenge or key', () => {
    const others = [
      { ...bound, purpose: 'step-up' },
      { ...bound, userID: 'bob' },
      { ...bound, address: 'bob@example.com' },
      { ...bound, challengeID: 'ada.2' },
    ].map((other) => mailedCode(key, other));
    const all = [mailedCode(key, bound), ...others, mailedCode(Buffer.alloc(32, 8), bound)];
    expect(new Set(all).size).toBe(all.length);
    expect(mailedCode(key, { ...bound })).toBe(all[0]);
  });

  it('is not the same where the parts run together to the same text', () => {
    const left = mailedCode(key, { ...bound, userID: 'ad', address: 'a","ada@example.com' });
    const right = mailedCode(key, { ...bound, userID: 'ad","a', address: 'ada@example.com' });
    expect(left).not.toBe(right);
  });

  it('has uniform digits over 100,000 codes, leading zeros kept', () => {
    const count = 100_000;
    const tallies = Array.from({ length: 6 }, () => new Array<number>(10).fill(0));
    for (let index = 0; index < count; index += 1) {
      const code = mailedCode(key, { ...bound, challengeID: `ada.${index}` });
      if (!/^\d{6}$/.test(code)) throw new Error(`not six digits: ${code}`);
      [...code].forEach((digit, place) => {
        const tally = tallies[place];
        if (tally) tally[Number(digit)] = (tally[Number(digit)] ?? 0) + 1;
      });
    }
    const expected = count / 10;
    const chiSquares = tallies.map((tally) =>
      tally.reduce((sum, seen) => sum + (seen - expected) ** 2 / expected, 0),
    );
    // 9 degrees of freedom: above 27.88 once in a thousand places. The codes are the same in every run.
    for (const chiSquare of chiSquares) expect(chiSquare).toBeLessThan(27.88);
  });

  const attempt = (input: string, evidence: EmailSeam['evidence'] = {}) => ({ input, evidence, now: noon });

  it('is accepted only for a challenge that it was derived for', async () => {
    expect(await check(attempt('123456'))).toBeUndefined();
    expect(await check(attempt('123456', { mailedCode: '123457' }))).toBeUndefined();
    expect((await check(attempt('123456', { mailedCode: '123456' })))?.method).toBe('email');
  });

  it('marks its factor as used, provided that it is still there', async () => {
    const factorKey = { userID: 'ada', id: 'mail' };
    const proof = await check(attempt('123456', { mailedCode: '123456', factorKey }));
    expect(proof?.uses).toMatchObject([
      { key: { userID: 'ada', id: 'mail' }, when: [{ attribute: 'id', is: 'present' }] },
    ]);
  });
});
