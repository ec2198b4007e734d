import { describe, expect, it } from 'vitest';
import {
  newPasskeyChallenge,
  passkeyChallengeSeconds,
  readPasskeyChallenge,
  useUpPasskeyChallenge,
} from '../../../core/sign-in/passkey-challenge.ts';
import { memoryStore } from '../../support/memory-store.ts';
import { noon, repeatableRandom } from '../../support/users.ts';

const key = new Uint8Array(32).fill(7);
const random = repeatableRandom(1);
const end = noon + passkeyChallengeSeconds * 1000;
const read = (challenge: unknown, now = noon, by = key) => readPasskeyChallenge(challenge, by, now);

describe('the challenge of a sign-in by a passkey alone', () => {
  const challenge = newPasskeyChallenge(key, random, noon);

  it('is read back with its end, a quarter of an hour later', () => {
    expect(end - noon).toBe(900_000);
    expect(read(challenge)).toBe(end);
    expect(read(challenge, end - 1)).toBe(end);
    expect(read(challenge, end)).toBeUndefined();
  });

  it('is another one each time, and has 128 random bits', () => {
    const another = newPasskeyChallenge(key, random, noon);
    const bytesOf = (text: string) => Buffer.from(text, 'base64url');
    expect(bytesOf(challenge).subarray(0, 16).equals(bytesOf(another).subarray(0, 16))).toBe(false);
    expect(bytesOf(challenge)).toHaveLength(16 + 6 + 32);
  });

  it('of another key is none of ours', () => {
    expect(read(challenge, noon, new Uint8Array(32).fill(8))).toBeUndefined();
  });

  it.each(Array.from({ length: 54 }, (_, byte) => [byte]))('with byte %i changed is none of ours', (byte) => {
    const bytes = Buffer.from(challenge, 'base64url');
    bytes[byte] = (bytes[byte] ?? 0) ^ 1;
    expect(read(bytes.toString('base64url'))).toBeUndefined();
  });

  it('has one spelling, so that it cannot be used twice', () => {
    for (const spelling of [
      `${challenge}=`,
      `${challenge} `,
      challenge.replace(/[-_]/, '+'),
      `${challenge}AA`,
    ])
      if (spelling !== challenge) expect(read(spelling), spelling).toBeUndefined();
  });

  it('is a text', () => {
    for (const other of ['', undefined, null, 7, {}]) expect(read(other)).toBeUndefined();
  });

  it('is used once, and is cleaned up after its end', () => {
    const store = memoryStore();
    const use = (text: string) => store.commitNow([useUpPasskeyChallenge(text, end)]).committed;
    const another = newPasskeyChallenge(key, random, noon);
    expect([use(challenge), use(challenge), use(another)]).toEqual([true, false, true]);
    const [row] = store.rows('challenges');
    expect(row).toMatchObject({ expiresAt: end });
    expect(Number(row?.['ttl']) * 1000).toBeGreaterThan(end);
    expect(JSON.stringify(row)).not.toContain(challenge);
  });
});
