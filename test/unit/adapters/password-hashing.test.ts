import * as asyncHooks from 'node:async_hooks';
import * as crypto from 'node:crypto';
import { argon2Verify } from 'hash-wasm';
import { describe, expect, it } from 'vitest';
import { checkPassword, type PasswordHasher } from '../../../core/accounts/password.ts';
import { normalizePassword } from '../../../core/accounts/password-policy.ts';
import { voidPassword } from '../../../core/accounts/user.ts';
import { passwords } from '../../../functions/adapters/passwords.ts';
import { lambdaHost } from '../../../functions/host.ts';
import { sourceFiles } from '../../architecture.ts';
import { userWith } from '../../support/users.ts';

const hasher = passwords(lambdaHost);
const text = 'correct horse battery staple';
const madeHere = await hasher.hash(text);
const accented = 'é à la plage 🏖';

/** Made with the parameters of the service, by the one implementation and by the other. */
const strings = {
  "Node's own (24.21)": [
    [
      text,
      '$argon2id$v=19$m=19456,t=2,p=1$hZ3T4leLSyCophXUiLBXWw$23ik9C/VbeF0KacloAgkXRdeEYfMX4ufQ/hdpOe85aw',
    ],
    [
      accented,
      '$argon2id$v=19$m=19456,t=2,p=1$TPEFzdEnxBFIDyJtIHcOCw$j66D1NgCLQVMfswxpttUSArBQdWUD1K2m/TNYUmPt9Q',
    ],
  ],
  'hash-wasm (4.13, on Node 20)': [
    [
      text,
      '$argon2id$v=19$m=19456,t=2,p=1$HCvSBdY2dt9WE/81qIawBQ$a0wHhgZLkbaGXX6hG3AFBaQzRMtdHDaX2RCk7Rlhjy8',
    ],
    [
      accented,
      '$argon2id$v=19$m=19456,t=2,p=1$SCJYmebUTVSbTIMHrL591w$j9P2+wY5RH+oShh0W3I8xP9EBsqLjg4PqlgOaU39X6s',
    ],
  ],
} as const;

describe('a password hash', () => {
  it('is a PHC string of argon2id with 19 MiB, two passes, one lane, 128 bits of salt and 256 of tag', () => {
    expect(madeHere).toMatch(/^\$argon2id\$v=19\$m=19456,t=2,p=1\$[A-Za-z0-9+/]{22}\$[A-Za-z0-9+/]{43}$/);
  });

  it.each(Object.entries(strings))('of %s is verified here', async (_, made) => {
    for (const [password, hash] of made) {
      expect(await hasher.verify(hash, password)).toBe(true);
      expect(await hasher.verify(hash, `${password} `)).toBe(false);
    }
  });

  it.each([
    ['$argon2id$v=19$m=256,t=2,p=1$c29tZXNhbHQ$nf65EOgLrQMR/uIPnA4rEsF5h7TKyQwu9U1bMCHGi/4'],
    ['$argon2id$v=19$m=256,t=2,p=2$c29tZXNhbHQ$bQk8UB/VmZZF4Oo79iDXuL5/0ttZwg2f/5U52iv1cDc'],
  ])('of the reference implementation is verified with its own parameters: %s', async (hash) => {
    expect(await hasher.verify(hash, 'password')).toBe(true);
    expect(await hasher.verify(hash, 'Password')).toBe(false);
  });

  it('made here is verified by hash-wasm', async () => {
    expect(await argon2Verify({ password: text, hash: madeHere })).toBe(true);
  });

  it.runIf('argon2' in crypto)("made here is the one that Node's own makes of the same salt", async () => {
    const [, salt = '', tag] = /\$([^$]+)\$([^$]+)$/.exec(madeHere) ?? [];
    const parameters = { memory: 19_456, passes: 2, parallelism: 1, tagLength: 32 };
    const made = crypto.argon2Sync('argon2id', {
      ...parameters,
      message: Buffer.from(text),
      nonce: Buffer.from(salt, 'base64'),
    });
    expect(made.toString('base64').replace(/=+$/, '')).toBe(tag);
  });

  it("is made by Node's own implementation where there is one, else by hash-wasm", async () => {
    const begun = new Set<string>();
    const hook = asyncHooks.createHook({ init: (_, type) => begun.add(type) }).enable();
    await passwords(lambdaHost).hash(text);
    hook.disable();
    expect(begun.has('ARGON2REQUEST')).toBe('argon2' in crypto);
  });

  it('is another one each time', async () => {
    expect(await hasher.hash(text)).not.toBe(madeHere);
  });

  it.each([[64], [128], [1000]])('of %i characters depends on the last of them', async (length) => {
    const long = 'x'.repeat(length - 1);
    const hash = await hasher.hash(`${long}a`);
    expect(await hasher.verify(hash, `${long}a`)).toBe(true);
    expect(await hasher.verify(hash, `${long}b`)).toBe(false);
    expect(await hasher.verify(hash, long)).toBe(false);
  });

  it.each([
    [''],
    [voidPassword],
    ['$argon2id$v=19$m=19456,t=2,p=1$HCvSBdY2dt9WE/81qIawBQ'],
    ['$argon2i$v=19$m=256,t=2,p=1$c29tZXNhbHQ$nf65EOgLrQMR/uIPnA4rEsF5h7TKyQwu9U1bMCHGi/4'],
    ['$argon2id$v=16$m=256,t=2,p=1$c29tZXNhbHQ$nf65EOgLrQMR/uIPnA4rEsF5h7TKyQwu9U1bMCHGi/4'],
    [`${madeHere}x!`],
  ])('that is none (%j) is matched by nothing', async (hash) => {
    expect(await hasher.verify(hash, hash)).toBe(false);
    expect(await hasher.verify(hash, text)).toBe(false);
  });

  it.each([
    ['$argon2id$v=19$m=19456,t=2,p=1$c29tZXNhbHQ$AAAA', false],
    ['$argon2id$v=19$m=65536,t=3,p=1$c29tZXNhbHQ$AAAA', false],
    ['$argon2id$v=19$m=19455,t=2,p=1$c29tZXNhbHQ$AAAA', true],
    ['$argon2id$v=19$m=19456,t=1,p=1$c29tZXNhbHQ$AAAA', true],
    ['$argon2id$v=19$m=65536,t=1,p=1$c29tZXNhbHQ$AAAA', true],
    ['$2b$10$abcdefghijklmnopqrstuu', true],
    [voidPassword, true],
  ])('%s is weaker than those made now: %s', (hash, isWeak) => {
    expect(hasher.isWeak(hash)).toBe(isWeak);
  });
});

describe('the cost of a hash', () => {
  const cheap = passwords({ ...lambdaHost, hashCost: { memory: 8, passes: 1 } });

  it('is the full one in a function, whatever its environment says', async () => {
    expect(lambdaHost).not.toHaveProperty('hashCost');
    const environment = { HASH_COST: '8', hashCost: '8', ARGON2_MEMORY: '8' };
    expect(await passwords({ ...lambdaHost, environment }).hash(text)).toMatch(/\$m=19456,t=2,p=1\$/);
  });

  it('is set by nothing that is deployed or run, but by tests alone', () => {
    const setting = sourceFiles().filter(({ path: file, text: source }) => {
      const isReader = file === 'functions/host.ts' || file === 'functions/adapters/passwords.ts';
      return source.includes('hashCost') && !isReader && !file.startsWith('test/');
    });
    expect(setting.map(({ path: file }) => file)).toEqual([]);
  });

  it('is that of the host that makes it, and a cheaper one is weak for functions', async () => {
    const made = await cheap.hash(text);
    expect(made).toMatch(/^\$argon2id\$v=19\$m=8,t=1,p=1\$/);
    expect(cheap.decoy).toMatch(/\$m=8,t=1,p=1\$/);
    expect([cheap.isWeak(made), hasher.isWeak(made)]).toEqual([false, true]);
    expect(await hasher.verify(made, text)).toBe(true);
  });
});

describe('checking a password', () => {
  /** The real hasher, with a count of its calls. */
  function counting(): PasswordHasher & { readonly hashes: string[] } {
    const hashes: string[] = [];
    const verify = (hash: string, typed: string) => {
      hashes.push(hash);
      return hasher.verify(hash, typed);
    };
    return { ...hasher, verify, hashes };
  }
  const ada = userWith({ passwordHash: madeHere, credentialVersion: 3 });

  it('proves the account and the version of its credentials', async () => {
    expect(await checkPassword(ada, text, hasher)).toEqual({ userID: 'ada', credentialVersion: 3 });
  });

  it.each([
    ['a wrong password', ada, `${text}!`],
    ['an unknown account', undefined, text],
    ['a void password', userWith({ passwordHash: voidPassword }), voidPassword],
  ])('%s is refused after exactly one hash of the same cost', async (_, user, typed) => {
    const counted = counting();
    expect(await checkPassword(user, typed, counted)).toBeUndefined();
    expect(counted.hashes).toHaveLength(1);
    expect(counted.hashes[0]?.split('$').slice(0, 4)).toEqual(madeHere.split('$').slice(0, 4));
  });

  it('takes the same password in NFC and in NFD', async () => {
    const typed = 'cafe\u0301 au lait a\u0300 la plage';
    const user = userWith({ passwordHash: await hasher.hash(normalizePassword(typed)) });
    expect(await checkPassword(user, typed, hasher)).toBeDefined();
    expect(await checkPassword(user, typed.normalize('NFC'), hasher)).toBeDefined();
    expect(await checkPassword(user, typed.normalize('NFC').toUpperCase(), hasher)).toBeUndefined();
  });
});
