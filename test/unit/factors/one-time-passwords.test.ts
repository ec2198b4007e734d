import * as crypto from 'node:crypto';
import { generateSync } from 'otplib';
import { describe, expect, it } from 'vitest';
import {
  type AuthenticatorSeam,
  check,
  codeAtStep,
  retryAfterUse,
  secretBytes,
  stepAt,
} from '../../../core/factors/authenticator.ts';
import { provisioning, secretAsText } from '../../../core/factors/authenticator-setup.ts';
import type { Attempt } from '../../../core/factors/factor.ts';
import { noon } from '../../support/users.ts';

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

const phone = { userID: 'ada', id: 'phone', secret, sealedSecret: 'sealed' };

function attemptAt(now: number, input: string, lastUsedStep = 0): Attempt<AuthenticatorSeam> {
  return { input, now, evidence: { authenticators: [{ ...phone, lastUsedStep }] } };
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
    const proof = await check(attemptAt(noon, codeAtStep(secret, current + drift)));
    expect(proof?.record['lastUsedStep']).toBe(isAccepted ? current + drift : undefined);
  });

  it.each([
    ['the last millisecond of the step after', (current + 2) * 30_000 - 1, true],
    ['the first millisecond of the second step after', (current + 2) * 30_000, false],
    ['the first millisecond of the step before', (current - 1) * 30_000, true],
    ['the last millisecond of the second step before', (current - 1) * 30_000 - 1, false],
  ])('the code of a step, at %s: %s', async (_, now, isAccepted) => {
    const proof = await check(attemptAt(now, codeAtStep(secret, current)));
    expect(proof !== undefined).toBe(isAccepted);
  });

  it('a code of a used step is dead, and so is that of the step before it', async () => {
    for (const drift of [-1, 0]) {
      const attempt = attemptAt(noon, codeAtStep(secret, current + drift), current);
      expect(await check(attempt)).toBeUndefined();
      expect(retryAfterUse(attempt)).toBeGreaterThan(0);
    }
    const next = attemptAt(noon, codeAtStep(secret, current + 1), current);
    expect(retryAfterUse(next)).toBeUndefined();
    expect((await check(next))?.record['lastUsedStep']).toBe(current + 1);
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
      { ...phone, lastUsedStep: current + 1 },
      { ...phone, id: 'tablet', secret: other, lastUsedStep: 0 },
    ];
    const proof = await check({
      ...attemptAt(noon, codeAtStep(other, current)),
      evidence: { authenticators },
    });
    expect(proof?.uses).toEqual([
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

  it('stands in the otpauth address with issuer and account, whatever is in their names: its only colon is between the two', async () => {
    const { uri, qr } = await provisioning('GEZDGNBVGY3TQOJQ', 'ada+x@example.com', 'Sample & Söhne: Ltd?');
    const url = new URL(uri);
    expect(url.protocol).toBe('otpauth:');
    expect(url.host).toBe('totp');
    expect(url.searchParams.get('secret')).toBe('GEZDGNBVGY3TQOJQ');
    expect(url.searchParams.get('issuer')).toBe('Sample & Söhne Ltd?');
    expect(decodeURIComponent(url.pathname)).toBe('/Sample & Söhne Ltd?:ada+x@example.com');
    expect(qr).toMatch(/^<svg[^>]*>.*<\/svg>\s*$/s);
  });
});
