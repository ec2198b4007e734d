import { describe, expect, it } from 'vitest';
import type { Attempt } from '../../../core/factors/factor.ts';
import { check, newRecoveryCodes, parse, recoveryCodeKey } from '../../../core/factors/recovery-code.ts';
import { lambdaHost } from '../../../functions/host.ts';
import { noon, repeatableRandom } from '../../support/users.ts';

const random = repeatableRandom(11);

describe('new recovery codes', () => {
  it('are ten, each of six groups of four that people can tell apart', () => {
    const codes = newRecoveryCodes(lambdaHost.random);
    expect(codes).toHaveLength(10);
    for (const { text } of codes) expect(text).toMatch(/^([A-Z2-7]{4}-){5}[A-Z2-7]{4}$/);
  });

  it('have 100 bits of secret behind a selector: 20 characters of 32 kinds, each from a byte of its own', () => {
    let asked = 0;
    const counting = (byteLength: number) => {
      asked += byteLength;
      return random(byteLength);
    };
    const codes = newRecoveryCodes(counting);
    expect(asked).toBe(10 * 24);
    for (const { text, selector, secret } of codes) {
      expect(secret).toMatch(/^[A-Z2-7]{20}$/);
      expect(secret.length * Math.log2(32)).toBeGreaterThanOrEqual(80);
      expect(selector + secret).toBe(text.replaceAll('-', ''));
    }
  });

  it('use every character at every place, none more than others', () => {
    const texts = Array.from({ length: 1000 }, () => newRecoveryCodes(random)).flat();
    for (let place = 0; place < 20; place += 1) {
      const seen = new Map<string, number>();
      for (const { secret } of texts) {
        const letter = secret[place] ?? '';
        seen.set(letter, (seen.get(letter) ?? 0) + 1);
      }
      expect(seen.size).toBe(32);
      const expected = texts.length / 32;
      const chiSquare = [...seen.values()].reduce(
        (sum, count) => sum + (count - expected) ** 2 / expected,
        0,
      );
      // 31 degrees of freedom: above 61.1 once in a thousand places. The codes are the same in every run.
      expect(chiSquare).toBeLessThan(61.1);
    }
  });

  it('have selectors that differ from each other and from those of the codes they replace', () => {
    const few = (byteLength: number) => random(byteLength).map((byte) => byte & 1);
    const old = newRecoveryCodes(few);
    const replaced = new Set(old.slice(0, 5).map(({ selector }) => selector));
    const fresh = newRecoveryCodes(random, replaced);
    expect(new Set(old.map(({ selector }) => selector)).size).toBe(10);
    expect(fresh.filter(({ selector }) => replaced.has(selector))).toEqual([]);
    const [again] = newRecoveryCodes(repeatableRandom(5));
    const avoiding = newRecoveryCodes(repeatableRandom(5), new Set([again?.selector ?? '']));
    expect(avoiding.map(({ selector }) => selector)).not.toContain(again?.selector);
    expect(avoiding).toHaveLength(10);
  });
});

const code = 'ABCDEFGHIJKLMNOPQRST2345';

describe('a typed recovery code', () => {
  it.each([
    [code],
    ['ABCD-EFGH-IJKL-MNOP-QRST-2345'],
    ['abcd-efgh-ijkl-mnop-qrst-2345'],
    ['abcd efgh ijkl mnop qrst 2345'],
    ['  ABCDEFGH IJKLMNOP-QRST2345\n'],
  ])('%j is read', (typed) => {
    expect(parse(typed)).toBe(code);
  });

  it.each([
    [''],
    ['123456'],
    [code.slice(1)],
    [`${code}A`],
    [code.replace('A', '0')],
    [code.replace('A', '1')],
    [code.replace('A', '8')],
    [code.replace('A', '9')],
    [code.replace('A', 'Ä')],
    [code.replace('A', '_')],
    [code.replace('S', 'ſ')],
    [code.replace('I', 'ı')],
    [code.replace('FF', '').replace('EFG', 'Eﬀ')],
    [code.replace('A', 'Ａ')],
    [`${code.slice(0, 23)}\u0000`],
    [code.repeat(1000)],
  ])('%j is refused', (typed) => {
    expect(parse(typed)).toBeUndefined();
  });
});

describe('a recovery code that is tried', () => {
  const key = recoveryCodeKey('ada', code);
  const stored = { ...key, hash: 'the hash' };
  const attempt = (more: Partial<Attempt>): Attempt => ({
    code,
    now: noon,
    userID: 'ada',
    authenticators: [],
    verifyHash: async (hash, text) => hash === 'the hash' && text === code.slice(4),
    ...more,
  });

  it('is found by its selector, and by nothing of its secret', () => {
    expect(key).toEqual({ userID: 'ada', id: 'recovery-code#ABCD' });
  });

  it('is deleted by its use, provided that it is still there', async () => {
    const live = await check(attempt({ recoveryCode: stored }));
    expect(live?.uses).toEqual([
      { table: 'factors', key, kind: 'delete', when: [{ attribute: 'id', is: 'present' }] },
    ]);
  });

  it('is refused where there is none with its selector, or its secret is another', async () => {
    expect(await check(attempt({}))).toBeUndefined();
    expect(await check(attempt({ recoveryCode: { ...stored, hash: 'another' } }))).toBeUndefined();
  });
});
