import * as crypto from 'node:crypto';
import fc from 'fast-check';
import { expect, test } from 'vitest';
import { newBrowserCode, parse } from '../../../core/factors/browser-code.ts';

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
