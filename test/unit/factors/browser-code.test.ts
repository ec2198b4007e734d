import * as crypto from 'node:crypto';
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import {
  browserCodeKey,
  browserCodeSeconds,
  check,
  macOf,
  newBrowserCode,
  parse,
  type StoredBrowserCode,
} from '../../../core/factors/browser-code.ts';
import { memoryStore } from '../../support/memory-store.ts';
import { noon, repeatableRandom } from '../../support/users.ts';

const user = { userID: 'user', credentialVersion: 1, sessionGeneration: 0 };
const key = { version: 1, bytes: new Uint8Array(32) };
const codeOf = (random: (length: number) => Uint8Array) => newBrowserCode(user, key, random, 0).text;

test('every letter is equally likely', () => {
  const count = new Map<string, number>();
  // Each byte in turn: those that would favor some letters are drawn again.
  let next = 0;
  const everyByte = (length: number) => Uint8Array.from({ length }, () => next++ % 256);
  for (let made = 0; made < 2 * 30; made += 1)
    for (const letter of codeOf(everyByte).replace('-', '')) count.set(letter, (count.get(letter) ?? 0) + 1);
  expect([...count.keys()].sort().join('')).toBe('BCDFGHJKLMNPQRSTVWXZ');
  expect(new Set(count.values())).toEqual(new Set([24]));
});

test('what is shown is read, in any case and with any separators', () => {
  fc.assert(
    fc.property(fc.constantFrom(' ', '-', '', ' – ', '.'), fc.boolean(), (separator, isLower) => {
      const code = codeOf((length) => crypto.randomBytes(length));
      const typed = code.replace('-', separator);
      expect(parse(isLower ? typed.toLowerCase() : typed)).toBe(code.replace('-', ''));
    }),
  );
});

test.each([
  '',
  'BCDF',
  'BCDF-GHJK-L',
  'ABCD-FGHJ',
  'BCDF-GHJ1',
  '123456',
  'BCDF-GHJ\u212a',
  'BCDF-GHJK\u0301',
  8,
])('%j is no code', (typed) => {
  expect(parse(typed)).toBeUndefined();
});

test('only its HMAC is stored', () => {
  const { text, change } = newBrowserCode(user, key, (length) => crypto.randomBytes(length), 0);
  expect(JSON.stringify(change)).not.toContain(text.replace('-', ''));
});

describe('a code that is entered', () => {
  const random = repeatableRandom(1);
  const expiresAt = noon + browserCodeSeconds * 1000;

  /** A store with a new code of the account, and what was shown. */
  function made(store = memoryStore()) {
    const { text, change } = newBrowserCode(user, key, random, noon);
    store.commitNow([change]);
    const stored = store.rowAt({ table: 'challenges', key: browserCodeKey(user.userID) });
    const mac = macOf(user.userID, parse(text) ?? '', key.bytes);
    return { store, text, mac, stored: stored as unknown as StoredBrowserCode };
  }

  const proofOf = (given: { mac?: string; stored?: StoredBrowserCode }, now = noon, owner = user) =>
    check({ input: '', evidence: { ...given, user: owner }, now });

  test('is shown in two groups of four, with when it ends: two minutes later', () => {
    const shown = newBrowserCode(user, key, random, noon);
    expect(shown.text).toMatch(/^[A-Z]{4}-[A-Z]{4}$/);
    expect(shown.expiresAt).toBe(noon + 120_000);
    const { stored } = made();
    expect(stored).toMatchObject({ keyVersion: 1, expiresAt });
    expect(stored.ttl * 1000).toBeGreaterThan(expiresAt);
  });

  test('proves its account, once', async () => {
    const { store, mac, stored } = made();
    const proof = await proofOf({ mac, stored });
    expect(proof).toMatchObject({ method: 'browser-code', record: {} });
    expect(store.commitNow(proof?.uses ?? [])).toEqual({ committed: true });
    expect(store.commitNow(proof?.uses ?? [])).toMatchObject({ committed: false });
    const used = store.rowAt({ table: 'challenges', key: browserCodeKey(user.userID) });
    expect(await proofOf({ mac, stored: used as unknown as StoredBrowserCode })).toBeUndefined();
  });

  test('is lost to a newer one that was made meanwhile', async () => {
    const { store, mac, stored } = made();
    const proof = await proofOf({ mac, stored });
    made(store);
    expect(store.commitNow(proof?.uses ?? [])).toMatchObject({ committed: false });
  });

  test('proves nothing if it is wrong, or if the account has none', async () => {
    const { mac, stored } = made();
    expect(await proofOf({ mac: made().mac, stored })).toBeUndefined();
    expect(await proofOf({ mac })).toBeUndefined();
    expect(await proofOf({ stored })).toBeUndefined();
  });

  test('ends at its time, with a change of the credentials, and with all sessions', async () => {
    const { mac, stored } = made();
    expect(await proofOf({ mac, stored }, expiresAt - 1)).toBeDefined();
    expect(await proofOf({ mac, stored }, expiresAt)).toBeUndefined();
    expect(await proofOf({ mac, stored }, noon, { ...user, credentialVersion: 2 })).toBeUndefined();
    expect(await proofOf({ mac, stored }, noon, { ...user, sessionGeneration: 1 })).toBeUndefined();
  });

  test('of another account or under another data key has another HMAC', () => {
    const macs = [
      macOf('user', 'BCDFGHJK', key.bytes),
      macOf('use', 'rBCDFGHJK', key.bytes),
      macOf('other', 'BCDFGHJK', key.bytes),
      macOf('user', 'BCDFGHJK', new Uint8Array(32).fill(1)),
    ];
    expect(new Set(macs).size).toBe(4);
    for (const mac of macs) expect(mac).toMatch(/^[0-9a-f]{64}$/);
  });
});
