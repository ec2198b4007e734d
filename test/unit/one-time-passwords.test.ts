import * as crypto from 'node:crypto';
import { generateSync } from 'otplib';
import { describe, expect, it } from 'vitest';
import {
  check,
  codeAtStep,
  parse,
  retryAfterUse,
  secretBytes,
  stepAt,
} from '../../core/factors/authenticator.ts';
import * as email from '../../core/factors/email.ts';
import type { Attempt } from '../../core/factors/factor.ts';
import { provisioning, secretAsText } from '../../core/provisioning.ts';
import { noon } from '../support/users.ts';

const digits = '1234567890';
const seed = (byteLength: number) => Buffer.from(digits.repeat(7).slice(0, byteLength), 'ascii');
const secret = seed(20);

describe('HOTP, by the vectors of RFC 4226 appendix D', () => {
  it.each([
    [0, '755224'],
    [1, '287082'],
    [2, '359152'],
    [3, '969429'],
    [4, '338314'],
    [5, '254676'],
    [6, '287922'],
    [7, '162583'],
    [8, '399871'],
    [9, '520489'],
  ])('at count %i is %s', (count, code) => {
    expect(codeAtStep(secret, count)).toBe(code);
  });
});

/** Unix time in seconds, T, and the codes of eight digits by SHA-1, SHA-256 and SHA-512. */
const vectors = [
  [59, 0x1, '94287082', '46119246', '90693936'],
  [1_111_111_109, 0x23523ec, '07081804', '68084774', '25091201'],
  [1_111_111_111, 0x23523ed, '14050471', '67062674', '99943326'],
  [1_234_567_890, 0x273ef07, '89005924', '91819424', '93441116'],
  [2_000_000_000, 0x3f940aa, '69279037', '90698825', '38618901'],
  [20_000_000_000, 0x27bc86aa, '65353130', '77737706', '47863826'],
] as const;

describe('TOTP, by the vectors of RFC 6238 appendix B', () => {
  it.each(vectors)('at %i s is in step %i, and ours is the last six digits of %s', (seconds, step, code) => {
    expect(stepAt(seconds * 1000)).toBe(step);
    expect(codeAtStep(secret, stepAt(seconds * 1000))).toBe(code.slice(-6));
  });

  it.each(vectors)('at %i s the library makes the eight digits of every hash', (epoch, _, ...codes) => {
    const hashes = [
      ['sha1', 20],
      ['sha256', 32],
      ['sha512', 64],
    ] as const;
    const made = hashes.map(([algorithm, byteLength]) =>
      generateSync({ strategy: 'totp', secret: seed(byteLength), epoch, algorithm, digits: 8 }),
    );
    expect(made).toEqual(codes);
  });

  it('keeps leading zeros', () => {
    const codes = Array.from({ length: 200 }, (_, step) => codeAtStep(secret, step));
    expect(codes.every((code) => /^\d{6}$/.test(code))).toBe(true);
    expect(codes.some((code) => code.startsWith('0'))).toBe(true);
  });
});

function attemptAt(now: number, code: string, lastUsedStep = 0, more: Partial<Attempt> = {}): Attempt {
  return {
    code,
    now,
    userID: 'ada',
    authenticators: [{ userID: 'ada', id: 'phone', secret, lastUsedStep }],
    verifyHash: async () => false,
    ...more,
  };
}

describe('the steps that an authenticator code is accepted for', () => {
  const current = stepAt(noon);

  it.each([
    [-2, false],
    [-1, true],
    [0, true],
    [1, true],
    [2, false],
  ])('drift of %i steps: %s', async (drift, isAccepted) => {
    const live = await check(attemptAt(noon, codeAtStep(secret, current + drift)));
    expect(live?.step).toBe(isAccepted ? current + drift : undefined);
  });

  it.each([
    ['the last millisecond of the step after', (current + 2) * 30_000 - 1, true],
    ['the first millisecond of the second step after', (current + 2) * 30_000, false],
    ['the first millisecond of the step before', (current - 1) * 30_000, true],
    ['the last millisecond of the second step before', (current - 1) * 30_000 - 1, false],
  ])('the code of a step, at %s: %s', async (_, now, isAccepted) => {
    const live = await check(attemptAt(now, codeAtStep(secret, current)));
    expect(live !== undefined).toBe(isAccepted);
  });

  it('a code of a used step is dead, and so is that of the step before it', async () => {
    for (const drift of [-1, 0]) {
      const attempt = attemptAt(noon, codeAtStep(secret, current + drift), current);
      expect(await check(attempt)).toBeUndefined();
      expect(retryAfterUse(attempt)).toBeGreaterThan(0);
    }
    const next = attemptAt(noon, codeAtStep(secret, current + 1), current);
    expect(retryAfterUse(next)).toBeUndefined();
    expect((await check(next))?.step).toBe(current + 1);
  });

  it('says when the next code comes: the step after the last used one and after the present one', () => {
    const secondsLeft = (step: number) => Math.ceil((step * 30_000 - noon) / 1000);
    const used = (drift: number, lastUsedStep: number) =>
      retryAfterUse(attemptAt(noon, codeAtStep(secret, current + drift), lastUsedStep));
    expect(used(0, current)).toBe(secondsLeft(current + 1));
    expect(used(-1, current - 1)).toBe(secondsLeft(current + 1));
    expect(used(1, current + 1)).toBe(secondsLeft(current + 2));
  });

  it('a wrong code is not said to be used', () => {
    const window = [-1, 0, 1].map((drift) => codeAtStep(secret, current + drift));
    const wrong = ['000000', '000001', '000002', '000003'].find((code) => !window.includes(code)) ?? '';
    expect(retryAfterUse(attemptAt(noon, wrong, current + 1))).toBeUndefined();
  });

  it('uses the step up on the factor whose code it was, provided that it is still unused', async () => {
    const other = crypto.createHash('sha1').update('another phone').digest();
    const authenticators = [
      { userID: 'ada', id: 'phone', secret, lastUsedStep: current + 1 },
      { userID: 'ada', id: 'tablet', secret: other, lastUsedStep: 0 },
    ];
    const live = await check({ ...attemptAt(noon, codeAtStep(other, current)), authenticators });
    expect(live?.uses).toEqual([
      {
        table: 'factors',
        key: { userID: 'ada', id: 'tablet' },
        kind: 'update',
        set: { lastUsedStep: current, lastUsedAt: noon },
        when: [
          { attribute: 'id', is: 'present' },
          {
            anyOf: [
              [{ attribute: 'lastUsedStep', is: 'absent' }],
              [{ attribute: 'lastUsedStep', is: 'below', value: current }],
            ],
          },
        ],
      },
    ]);
  });
});

describe('the secret of an authenticator', () => {
  it('has 160 bits, and is typed in as base32 without padding', () => {
    expect(secretBytes).toBe(20);
    expect(secretAsText(secret)).toBe('GEZDGNBVGY3TQOJQGEZDGNBVGY3TQOJQ');
  });

  it('stands in the otpauth address with issuer and account, whatever is in their names', async () => {
    const { uri, qr } = await provisioning('GEZDGNBVGY3TQOJQ', 'ada+x@example.com', 'Sample & Söhne: Ltd?');
    const url = new URL(uri);
    expect(url.protocol).toBe('otpauth:');
    expect(url.host).toBe('totp');
    expect(url.searchParams.get('secret')).toBe('GEZDGNBVGY3TQOJQ');
    expect(url.searchParams.get('issuer')).toBe('Sample & Söhne: Ltd?');
    expect(decodeURIComponent(url.pathname)).toContain('ada+x@example.com');
    expect(qr).toMatch(/^<svg[^>]*>.*<\/svg>\s*$/s);
  });
});

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
    expect(email.mailedCode(key, bound)).toBe(String(truncated % 10 ** 6).padStart(6, '0'));
  });

  it('is the same each time, and another one for another purpose, user, address, challenge or key', () => {
    const others = [
      { ...bound, purpose: 'step-up' },
      { ...bound, userID: 'bob' },
      { ...bound, address: 'bob@example.com' },
      { ...bound, challengeID: 'ada.2' },
    ].map((other) => email.mailedCode(key, other));
    const all = [email.mailedCode(key, bound), ...others, email.mailedCode(Buffer.alloc(32, 8), bound)];
    expect(new Set(all).size).toBe(all.length);
    expect(email.mailedCode(key, { ...bound })).toBe(all[0]);
  });

  it('is not the same where the parts run together to the same text', () => {
    const left = email.mailedCode(key, { ...bound, userID: 'ad', address: 'a","ada@example.com' });
    const right = email.mailedCode(key, { ...bound, userID: 'ad","a', address: 'ada@example.com' });
    expect(left).not.toBe(right);
  });

  it('has uniform digits over 100,000 codes, leading zeros kept', () => {
    const count = 100_000;
    const tallies = Array.from({ length: 6 }, () => new Array<number>(10).fill(0));
    for (let index = 0; index < count; index += 1) {
      const code = email.mailedCode(key, { ...bound, challengeID: `ada.${index}` });
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

  const attempt = (code: string, more: Partial<Attempt> = {}) =>
    attemptAt(noon, code, 0, { authenticators: [], ...more });

  it('is accepted only for a challenge that it was derived for', async () => {
    expect(await email.check(attempt('123456'))).toBeUndefined();
    expect(await email.check(attempt('123456', { mailedCode: '123457' }))).toBeUndefined();
    expect((await email.check(attempt('123456', { mailedCode: '123456' })))?.method).toBe('email');
  });

  it('marks its factor as used, provided that it is still there', async () => {
    const live = await email.check(attempt('123456', { mailedCode: '123456', emailFactorID: 'mail' }));
    expect(live?.uses).toMatchObject([
      { key: { userID: 'ada', id: 'mail' }, when: [{ attribute: 'id', is: 'present' }] },
    ]);
  });
});

const sixDigitParsers = { email: email.parse, authenticator: parse };

describe.each(Object.entries(sixDigitParsers))('a typed code of %s', (_, parseCode) => {
  it.each([
    ['123456', '123456'],
    ['000000', '000000'],
    ['123 456', '123456'],
    ['123-456', '123456'],
    ['12 34 56', '123456'],
    [' 123456 ', '123456'],
  ])('%j is read', (typed, code) => {
    expect(parseCode(typed)).toBe(code);
  });

  it.each([
    [''],
    ['      '],
    ['12345'],
    ['1234567'],
    ['12345a'],
    ['１２３４５６'],
    ['١٢٣٤٥٦'],
    ['१२३४५६'],
    ['𝟏𝟐𝟑𝟒𝟓𝟔'],
    ['12345６'],
    ['123456\n'],
    ['\n123456'],
    ['123456\u0000'],
    ['123\u00a0456'],
    ['123\u200b456'],
    ['123\t456'],
    ['123‐456'],
    ['123–456'],
    ['+123456'],
    ['1e5'],
    ['0x1e240'],
    ['123456.0'],
    ['123,456'],
    ['123456 123456'],
    ['null'],
    ['[123456]'],
  ])('%j is refused', (typed) => {
    expect(parseCode(typed)).toBeUndefined();
  });
});
