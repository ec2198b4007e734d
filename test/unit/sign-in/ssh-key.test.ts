import * as crypto from 'node:crypto';
import { describe, expect, it } from 'vitest';
import { put } from '../../../core/kernel/change.ts';
import {
  checkKey,
  keyClaimKey,
  keyLimits,
  parsePublicKey,
  possessionText,
  provesPossession,
  removeClaims,
  signedAt,
  useUpNonce,
} from '../../../core/sign-in/ssh-key.ts';
import { memoryStore } from '../../support/memory-store.ts';
import { newSshKey, prefixed } from '../../support/ssh-keys.ts';
import { noon, userWith } from '../../support/users.ts';

const sshKey = newSshKey();
const given = parsePublicKey(sshKey.publicKey);
if (!given) throw new Error('the generated key is not readable');
const [, encoded = ''] = sshKey.publicKey.split(' ');
const blob = Buffer.from(encoded, 'base64');
const line = (...fields: readonly Uint8Array[]) =>
  `ssh-rsa ${Buffer.concat(fields.map((field) => prefixed(Buffer.from(field)))).toString('base64')}`;
const name = Buffer.from('ssh-rsa');
const exponent = Buffer.from([1, 0, 1]);
/** An odd number of so many bits: no RSA modulus that anyone can use, but one in form. */
function modulus(bits: number): Buffer {
  const number = Buffer.alloc(Math.ceil(bits / 8), 0xff);
  number[0] = 0xff >> (number.length * 8 - bits);
  return (number[0] ?? 0) >= 128 ? Buffer.concat([Buffer.of(0), number]) : number;
}

describe('a public key', () => {
  it('is read with its fingerprint, and without its comment', () => {
    expect(given.line).toBe(`ssh-rsa ${encoded}`);
    expect(given.fingerprint).toBe(
      `SHA256:${crypto.createHash('sha256').update(blob).digest('base64').replace('=', '')}`,
    );
    expect(given.fingerprint).not.toContain('=');
    expect(given.key.export({ format: 'jwk' })).toMatchObject({ kty: 'RSA', e: 'AQAB' });
  });

  it.each([
    ['without a comment', `ssh-rsa ${encoded}`],
    ['with a comment of several words', `ssh-rsa ${encoded} ada on her laptop`],
    ['with tabs and blanks', `  ssh-rsa\t \t${encoded}  x  \n`],
  ])('is the same %s', (_, text) => {
    expect(parsePublicKey(text)).toMatchObject({ fingerprint: given.fingerprint, line: given.line });
  });

  it.each([
    [2047, false],
    [2048, true],
    [2049, true],
    [8192, true],
    [8193, false],
  ])('of %i bits is accepted: %s', (bits, isAccepted) => {
    expect(parsePublicKey(line(name, exponent, modulus(bits))) !== undefined).toBe(isAccepted);
  });

  it.each([
    ['three', [3], true],
    ['65537', [1, 0, 1], true],
    ['a number of five bytes', [1, 0, 0, 0, 1], true],
    ['a number of six bytes', [1, 0, 0, 0, 0, 1], false],
    ['one', [1], false],
    ['an even number', [4], false],
    ['nothing', [], false],
    ['a number with a zero that it does not need', [0, 3], false],
    ['a number with the zero that it needs', [0, 129], true],
    ['a negative number', [129], false],
    ['zero', [0], false],
  ])('whose exponent is %s is accepted: %s', (_, bytes, isAccepted) => {
    const text = line(name, Buffer.from(bytes), modulus(2048));
    expect(parsePublicKey(text) !== undefined).toBe(isAccepted);
  });

  it.each([
    ['of another type', `ssh-ed25519 ${encoded}`],
    ['that says another type inside', line(Buffer.from('ssh-dss'), exponent, modulus(2048))],
    ['without a key', 'ssh-rsa'],
    ['with a line break in its comment', `ssh-rsa ${encoded} a\nssh-rsa ${encoded}`],
    ['with a carriage return in its comment', `ssh-rsa ${encoded} a\rb`],
    ['longer than four thousand characters', `ssh-rsa ${encoded} ${'x'.repeat(4000)}`],
    ['in another spelling of base64', `ssh-rsa ${encoded}=`],
    ['with one field too few', line(name, exponent)],
    ['with one field too many', line(name, exponent, modulus(2048), Buffer.of(1))],
    ['whose modulus is negative', line(name, exponent, modulus(2048).subarray(1))],
    ['whose modulus has a zero too many', line(name, exponent, Buffer.concat([Buffer.of(0), modulus(2056)]))],
    ['that ends in the middle', `ssh-rsa ${blob.subarray(0, -1).toString('base64')}`],
    ['with a byte after its end', `ssh-rsa ${Buffer.concat([blob, Buffer.of(0)]).toString('base64')}`],
    ['that is too short to have a length', `ssh-rsa ${Buffer.of(0, 0).toString('base64')}`],
  ])('%s is none', (_, text) => {
    expect(parsePublicKey(text)).toBeUndefined();
  });
});

describe('the moment of a signature', () => {
  const at = (seconds: number) => `${Math.floor(noon / 1000) + seconds}`;
  const now = Math.floor(noon / 1000) * 1000;

  it('is at most five minutes away', () => {
    expect(signedAt({ timestamp: at(300) }, now)).toBe(now + 300_000);
    expect(signedAt({ timestamp: at(-300) }, now)).toBe(now - 300_000);
    expect(signedAt({ timestamp: at(301) }, now)).toBeUndefined();
    expect(signedAt({ timestamp: at(-300) }, now + 1)).toBeUndefined();
  });

  it('has ten digits', () => {
    for (const timestamp of ['', `${at(0)}0`, `0${at(0)}`, ` ${at(0)}`, `${at(0)}x`, '1e9'])
      expect(signedAt({ timestamp }, now), timestamp).toBeUndefined();
  });
});

describe('a signature', () => {
  const signed = { nonce: 'nonce', timestamp: '1700000000' };
  const signature = sshKey.sign(signed.nonce, signed.timestamp);
  const user = userWith({
    credentialVersion: 7,
    keys: [
      { name: 'other', fingerprint: 'SHA256:other' },
      { name: 'laptop', fingerprint: given.fingerprint },
    ],
  });

  it('by a key of the account proves it', () => {
    expect(checkKey(user, given, signature, signed)).toEqual({ userID: 'ada', credentialVersion: 7 });
  });

  it.each([
    ['of another nonce', { ...signed, nonce: 'other' }],
    ['of another time', { ...signed, timestamp: '1700000001' }],
  ])('%s proves nothing', (_, other) => {
    expect(checkKey(user, given, signature, other)).toBeUndefined();
  });

  it('by another key, or for an account that does not list the key, proves nothing', () => {
    const others = newSshKey().sign(signed.nonce, signed.timestamp);
    expect(checkKey(user, given, others, signed)).toBeUndefined();
    expect(checkKey(user, given, '', signed)).toBeUndefined();
    expect(checkKey(undefined, given, signature, signed)).toBeUndefined();
    expect(checkKey(userWith(), given, signature, signed)).toBeUndefined();
    expect(
      checkKey({ ...user, keys: user.keys?.slice(0, 1) ?? [] }, given, signature, signed),
    ).toBeUndefined();
  });

  it('is good once: its nonce is used up for as long as it could be valid', () => {
    const store = memoryStore();
    const another = parsePublicKey(newSshKey().publicKey) ?? given;
    const use = (key: typeof given, nonce: string) =>
      store.commitNow([useUpNonce(key, { ...signed, nonce }, noon)]).committed;
    expect([use(given, 'a'), use(given, 'a'), use(given, 'b'), use(another, 'a')]).toEqual([
      true,
      false,
      true,
      true,
    ]);
    expect(store.rows('challenges')[0]).toMatchObject({
      expiresAt: noon + keyLimits.signatureSeconds * 1000,
    });
    expect(Number(store.rows('challenges')[0]?.['ttl']) * 1000).toBeGreaterThan(noon + 300_000);
  });
});

describe('the proof that somebody has a key', () => {
  const origin = 'https://mfa.example.com';
  const timestamp = `${Math.floor(noon / 1000)}`;
  const proof = { timestamp, signature: sshKey.signText(possessionText(origin, 'ada', timestamp)) };
  const holds = (more: Partial<typeof proof> = {}, userID = 'ada', at = origin, now = noon) =>
    provesPossession(given, { ...proof, ...more }, { userID }, at, now);

  it('names the service, the account and the time', () => {
    expect(possessionText(origin, 'ada', '1700000000')).toBe(
      'serverless-mfa add-key\nhttps://mfa.example.com\nada\n1700000000',
    );
  });

  it('is good for this service, this account and five minutes', () => {
    expect(holds()).toBe(true);
    expect(holds({}, 'eve')).toBe(false);
    expect(holds({}, 'ada', 'https://mfa.example.net')).toBe(false);
    expect(holds({}, 'ada', origin, noon + 301_000)).toBe(false);
    expect(holds({ timestamp: `${Number(timestamp) + 1}` })).toBe(false);
    expect(holds({ signature: sshKey.sign('a', timestamp) })).toBe(false);
  });
});

it('the claims of keys that go are removed', () => {
  const store = memoryStore();
  const keys = ['a', 'b'].map((id) => ({ name: id, fingerprint: `SHA256:${id}` }));
  for (const { fingerprint } of keys)
    store.commitNow([put('users', keyClaimKey(fingerprint), keyClaimKey(fingerprint))]);
  store.commitNow(removeClaims(keys.slice(0, 1)));
  expect(store.rows('users')).toMatchObject([{ id: 'ssh-key#SHA256:b' }]);
});
