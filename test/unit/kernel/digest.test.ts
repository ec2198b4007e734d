import * as crypto from 'node:crypto';
import { expect, it } from 'vitest';
import { digest, equalInConstantTime } from '../../../core/kernel/digest.ts';

it('a digest is SHA-256 in hexadecimal, of the text as UTF-8: as a session id no command line takes it for an option', () => {
  // FIPS 180-4's example "abc".
  const known = 'ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad';
  expect(digest('abc')).toBe(known);
  expect(digest('é')).toBe(
    crypto
      .createHash('sha256')
      .update(Buffer.from([0xc3, 0xa9]))
      .digest('hex'),
  );
  expect(digest('')).toHaveLength(64);
});

it('a digest tells long texts apart that differ in their last character', () => {
  const long = 'x'.repeat(79);
  expect(digest(`${long}a`)).not.toBe(digest(`${long}b`));
});

it.each([
  ['', '', true],
  ['123456', '123456', true],
  ['123456', '123457', false],
  ['023456', '123456', false],
  ['123456', '12345', false],
  ['123456', '1234567', false],
  ['123456', '', false],
  ['é', 'e\u0301', false],
])('%j and %j are the same text: %s', (left, right, same) => {
  expect(equalInConstantTime(left, right)).toBe(same);
});
