import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { mailedCode } from '../../../core/factors/email.ts';
import { newRecoveryCodes } from '../../../core/factors/recovery-code.ts';
import { randomID, randomSecret } from '../../../core/kernel/random.ts';
import { lambdaHost } from '../../../functions/host.ts';
import { accountWith, linkToken, resetToken, times } from '../../support/accounts.ts';
import { appWith } from '../../support/people.ts';
import { type Service, startService } from '../../support/service.ts';

/** R23: secrets that can be predicted (CVE-2021-23451), and secrets that are too short. */

const { random } = lambdaHost;

/** Chi-square of how often each value came, against all coming alike. */
function chiSquare(values: readonly string[], kinds: number): number {
  const counts = new Map<string, number>();
  for (const value of values) counts.set(value, (counts.get(value) ?? 0) + 1);
  const expected = values.length / kinds;
  const missing = kinds - counts.size;
  return [...counts.values(), ...Array<number>(missing).fill(0)].reduce(
    (sum, count) => sum + (count - expected) ** 2 / expected,
    0,
  );
}

describe('codes by email', () => {
  const key = random(32);
  const codes = times(100_000, (index) =>
    mailedCode(key, { purpose: 'sign-in', userID: 'u', address: 'a@example.com', challengeID: `u.${index}` }),
  );

  test('are six digits, leading zeros kept, every digit in every place alike often', () => {
    expect(codes.every((code) => /^\d{6}$/.test(code))).toBe(true);
    expect(codes.filter((code) => code.startsWith('0')).length).toBeGreaterThan(9_000);
    // 9 degrees of freedom: above 40 once in 100,000 runs.
    for (const place of times(6, (index) => index))
      expect(
        chiSquare(
          codes.map((code) => code[place] ?? ''),
          10,
        ),
      ).toBeLessThan(40);
  });

  test('hang on the key and on each thing they are bound to', () => {
    const bound = { purpose: 'sign-in', userID: 'u', address: 'a@example.com', challengeID: 'u.1' };
    const code = (more: Partial<typeof bound>, of = key) => mailedCode(of, { ...bound, ...more });
    const first = code({});
    expect(code({})).toBe(first);
    const others = [
      ...times(20, () => code({}, random(32))),
      ...times(20, (index) => code({ purpose: `p${index}` })),
      ...times(20, (index) => code({ userID: `u${index}` })),
      ...times(20, (index) => code({ address: `a${index}@example.com` })),
      ...times(20, (index) => code({ challengeID: `u.${index + 2}` })),
    ];
    expect(others.filter((other) => other === first).length).toBeLessThan(2);
    expect(new Set(others).size).toBeGreaterThan(95);
  });

  test('are not confused by values that run into each other', () => {
    const a = { purpose: 'x', userID: 'ab', address: 'c', challengeID: 'd' };
    const b = { purpose: 'x', userID: 'a', address: 'bc', challengeID: 'd' };
    const c = { purpose: 'x', userID: 'a","b', address: 'c', challengeID: 'd' };
    expect(new Set([a, b, c].map((bound) => mailedCode(key, bound))).size).toBe(3);
  });
});

describe('tokens and ids', () => {
  test('a secret is all of 256 random bits, an id all of 130, each letter alike often', () => {
    const secrets = times(4000, () => randomSecret(random));
    expect(secrets.every((secret) => /^[\w-]{43}$/.test(secret))).toBe(true);
    expect(new Set(secrets).size).toBe(4000);
    const ids = times(4000, () => randomID(random));
    expect(ids.every((id) => /^[a-z2-7]{26}$/.test(id))).toBe(true);
    expect(new Set(ids).size).toBe(4000);
    // 31 degrees of freedom: above 80 less than once in 100,000 runs.
    expect(
      chiSquare(
        ids.flatMap((id) => [...id]),
        32,
      ),
    ).toBeLessThan(80);
  });

  test('a secret in a mail never looks as if it held a code', () => {
    expect(times(20_000, () => randomSecret(random)).filter((secret) => /\d{6}/.test(secret))).toEqual([]);
  });

  test('are made of the randomness passed in, and of nothing else', () => {
    const fixed = (byteLength: number) => new Uint8Array(byteLength).fill(7);
    expect(randomSecret(fixed)).toBe(randomSecret(fixed));
    const bits = (make: (random: (length: number) => Uint8Array) => unknown) => {
      let drawn = 0;
      make((length) => {
        drawn += length * 8;
        return random(length);
      });
      return drawn;
    };
    expect(bits(randomSecret)).toBeGreaterThanOrEqual(256);
    expect(bits(randomID)).toBeGreaterThanOrEqual(130);
  });
});

describe('recovery codes', () => {
  test('are ten of 100 bits, none twice', () => {
    const key = { version: 1, bytes: random(32) };
    const sets = times(500, () => newRecoveryCodes(random, 'ada', key).texts);
    for (const texts of sets) {
      expect(texts).toHaveLength(10);
      for (const text of texts) expect(text).toMatch(/^([A-Z2-7]{4}-){4}[A-Z2-7]{4}$/);
    }
    expect(new Set(sets.flat()).size).toBe(5000);
    const letters = sets.flat().flatMap((text) => [...text.replaceAll('-', '')]);
    expect(chiSquare(letters, 32)).toBeLessThan(80);
  });
});

describe('as the service hands them out', () => {
  let service: Service;
  beforeAll(async () => {
    service = await startService();
  });
  afterAll(() => service.close());

  test("an authenticator's secret has 160 bits, tokens 256, and no two are alike", async () => {
    const accounts = [
      await accountWith(service, 'authenticator'),
      await accountWith(service, 'authenticator'),
    ];
    for (const { activations, token } of accounts) {
      expect(activations['authenticator'].secret).toMatch(/^[A-Z2-7]{32}$/);
      expect(appWith(activations['authenticator'].secret).secret).toHaveLength(20);
      expect(token).toMatch(/^[a-z2-7]{26}\.[\w-]{43}$/);
    }
    const [one, other] = accounts.map((account) => [
      account.activations['authenticator'].secret,
      account.token,
      ...account.recoveryCodes,
    ]);
    expect(one?.filter((secret) => other?.includes(secret))).toEqual([]);
    const email = accounts[0]?.email ?? '';
    const links = [await resetToken(service, email), await resetToken(service, email)];
    links.push(await linkToken(service, email, 'undo'));
    expect(new Set(links).size).toBe(3);
    for (const link of links) expect(link).toMatch(/^[\w-]{43}$/);
  });
});
