import { describe, expect, it } from 'vitest';
import { randomBase32, randomID, randomSecret } from '../../../core/kernel/random.ts';
import { lambdaHost } from '../../../functions/host.ts';
import { repeatableRandom } from '../../support/users.ts';

describe('random text', () => {
  it('in base32 has one character for each byte, each as likely as the others', () => {
    const every = randomBase32(() => Uint8Array.from({ length: 256 }, (_, index) => index), 256);
    const seen = new Map<string, number>();
    for (const letter of every) seen.set(letter, (seen.get(letter) ?? 0) + 1);
    expect([...seen.keys()].sort().join('')).toBe('234567ABCDEFGHIJKLMNOPQRSTUVWXYZ');
    expect(new Set(seen.values())).toEqual(new Set([8]));
  });

  it('as an id has 130 bits in 26 characters, and never shows what looks like a code', () => {
    expect(randomID(lambdaHost.random)).toMatch(/^[a-z2-7]{26}$/);
    const next = repeatableRandom(1);
    // 26 is the first digit of the alphabet.
    const answers = [new Uint8Array(26).fill(26)];
    expect(randomID((byteLength) => answers.pop() ?? next(byteLength))).not.toMatch(/\d{6}/);
    expect(answers).toEqual([]);
  });

  it('as a secret has 256 bits, and is never the same', () => {
    const secrets = Array.from({ length: 1000 }, () => randomSecret(lambdaHost.random));
    expect(new Set(secrets).size).toBe(1000);
    for (const secret of secrets) {
      expect(secret).toMatch(/^[\w-]{43}$/);
      expect(Buffer.from(secret, 'base64url')).toHaveLength(32);
    }
  });

  it('as a secret never shows what looks like a code', () => {
    // Bytes of base64url digits: "0123" is d3 5d b7.
    const digits = Uint8Array.from({ length: 32 }, (_, index) => [0xd3, 0x5d, 0xb7][index % 3] ?? 0);
    const next = repeatableRandom(1);
    const answers = [digits, digits];
    expect(Buffer.from(digits).toString('base64url')).toMatch(/\d{6}/);
    expect(randomSecret((byteLength) => answers.pop() ?? next(byteLength))).not.toMatch(/\d{6}/);
    expect(answers).toEqual([]);
  });

  it('as a secret never begins as an option of a command line does', () => {
    const dash = Uint8Array.from({ length: 32 }, () => 0xfb);
    const next = repeatableRandom(1);
    const answers = [dash];
    expect(Buffer.from(dash).toString('base64url')).toMatch(/^-/);
    expect(randomSecret((byteLength) => answers.pop() ?? next(byteLength))).not.toMatch(/^-/);
    expect(answers).toEqual([]);
  });

  it('may contain digits and dashes, of which each is a part of its randomness', () => {
    const next = repeatableRandom(1);
    const secrets = Array.from({ length: 200 }, () => randomSecret(next)).join(' ');
    expect(secrets).toMatch(/\d\d/);
    expect(secrets).toMatch(/\w-/);
    expect(Array.from({ length: 200 }, () => randomID(next)).join(' ')).toMatch(/\d\d/);
  });

  it('comes from as many bytes as the runtime is asked for', () => {
    expect(lambdaHost.random(32)).toHaveLength(32);
    expect(Buffer.from(lambdaHost.random(32)).equals(Buffer.from(lambdaHost.random(32)))).toBe(false);
  });
});
