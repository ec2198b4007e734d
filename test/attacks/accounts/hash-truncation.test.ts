import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import type { PasswordHasher } from '../../../core/accounts/password.ts';
import { normalizePassword } from '../../../core/accounts/password-policy.ts';
import { changeUser } from '../../../core/accounts/user.ts';
import { passwords } from '../../../functions/adapters/passwords.ts';
import { store } from '../../../functions/adapters/store.ts';
import { times, userRow } from '../../support/accounts.ts';
import { newAddress, register, signIn } from '../../support/people.ts';
import { cheapestHash, type Service, startService } from '../../support/service.ts';

/** R36: what a hash leaves out (bcrypt's 72 bytes, Okta 2024), and how passwords are kept. */

let service: Service;
let hasher: PasswordHasher;
beforeAll(async () => {
  service = await startService({ hashesFully: true });
  hasher = passwords(service.host);
});
afterAll(() => service.close());

describe('passwords that differ in one place are different', () => {
  const long = 'violet kettle under rain '.repeat(40).trim();
  test.each([
    ['byte 79 of 80', long.slice(0, 80)],
    ['the last of 128 characters', long.slice(0, 128)],
    ['the last of 999 characters', long.slice(0, 999)],
    ['what follows a NUL', `violet kettle\u0000under rain`],
    ['a space at the end', 'violet kettle under rain '],
  ])('%s', async (_, password) => {
    const hash = await hasher.hash(normalizePassword(password));
    const other = `${password.slice(0, -1)}${password.endsWith('x') ? 'y' : 'x'}`;
    expect(await hasher.verify(hash, normalizePassword(password))).toBe(true);
    expect(await hasher.verify(hash, normalizePassword(other))).toBe(false);
    expect(await hasher.verify(hash, normalizePassword(password.slice(0, -1)))).toBe(false);
  });

  test('but the same letters from another keyboard are the same password', async () => {
    const email = newAddress();
    const password = 'caf\u00e9 kettle under rain';
    await register(service, email, password);
    const body = { identifier: email, password: password.normalize('NFD') };
    expect((await service.call('auth/sign-in', { body })).status).toBe(200);
    const plain = { identifier: email, password: password.replace('\u00e9', 'e') };
    expect((await service.call('auth/sign-in', { body: plain })).slug).toBe('invalid-credentials');
  });
});

describe('a stored password', () => {
  test('is an argon2id string with its cost and a salt of its own', async () => {
    const [one, other] = [await register(service), await register(service)];
    const rows = (await service.rows('users')).filter((row) => row['passwordHash']);
    const hashes = [one, other].map(({ id }) => rows.find((row) => row['userID'] === id)?.['passwordHash']);
    for (const hash of hashes)
      expect(hash).toMatch(/^\$argon2id\$v=19\$m=19456,t=2,p=1\$[\w+/]{22}\$[\w+/]{43}$/);
    expect(hashes[0]).not.toBe(hashes[1]);
  });

  test('that is weaker than those made now is hashed anew by its next sign-in, and by a right password alone', async () => {
    const person = await register(service);
    const weak = await passwords({ ...service.host, hashCost: cheapestHash }).hash(person.password);
    const account = { userID: person.id, credentialVersion: 1 };
    await store(service.host).commit([changeUser(account, { passwordHash: weak })]);
    const stored = async () => (await userRow(service, person.id))['passwordHash'];
    expect((await signIn(service, { ...person, password: 'not the password at all' })).status).toBe(401);
    expect(await stored()).toBe(weak);
    expect((await signIn(service, person)).status).toBe(200);
    expect(await stored()).toMatch(/\$m=19456,t=2,p=1\$/);
    expect((await signIn(service, person)).status).toBe(200);
  });
});

describe('the length of a password', () => {
  const ask = async (password: string) =>
    (await service.call('account/register', { body: { email: newAddress(), password } })).status;

  test('counts characters as people do, from 15, with no rule about which', async () => {
    expect(await ask('qjzxvwkmbtrnpl')).toBe(400);
    expect(await ask('qjzxvwkmbtrnpld')).toBe(202);
    // Fourteen and fifteen code points, each of them two UTF-16 units.
    const faces = [...'😀😁😂😃😄😅😆😇😈😉😊😋😌😍😎'];
    expect(await ask(faces.slice(0, 14).join(''))).toBe(400);
    expect(await ask(faces.join(''))).toBe(202);
    // One character after NFC, two before.
    expect(await ask(times(14, (index) => `${'aeiouyAEIOUYcn'[index]}\u0301`).join(''))).toBe(400);
  });

  test('goes to 1,000', async () => {
    const word = 'violet kettle under rain ';
    expect(await ask(word.repeat(41).slice(0, 1000))).toBe(202);
    expect(await ask(word.repeat(41).slice(0, 1001))).toBe(400);
  });
});
