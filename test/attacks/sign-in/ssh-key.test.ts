import * as crypto from 'node:crypto';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { guessLimits } from '../../../core/sign-in/guess-limits.ts';
import { parsePublicKey, possessionText } from '../../../core/sign-in/ssh-key.ts';
import {
  activateEmail,
  lastCode,
  type Person,
  register,
  session,
  signIn,
  submit,
} from '../../support/people.ts';
import { origin, type Service, startService } from '../../support/service.ts';
import {
  keySignIn,
  newNonce,
  newSshKey,
  prefixed,
  publicKeyLine,
  type SshKey,
} from '../../support/ssh-keys.ts';

let service: Service;
let person: Person;
let token: string;
let key: SshKey;
beforeAll(async () => {
  service = await startService();
  ({ person, token, key } = await personWithKey());
});
afterAll(() => service.close());

async function personWithKey() {
  const someone = await register(service);
  const own = await session(service, someone);
  const laptop = newSshKey();
  const added = await service.call('keys/add', {
    token: own,
    body: { name: 'laptop', key: laptop.publicKey },
  });
  expect(added.status).toBe(201);
  return { person: someone, token: own, key: laptop };
}

let sources = 0;
const otherSource = () => {
  sources += 1;
  return `198.51.100.${sources}`;
};
const attempt = (request: ReturnType<typeof keySignIn>, address = otherSource()) =>
  service.call('auth/sign-in-with-key', { ...request, address });

test('a recorded sign-in is not good a second time, nor ten times at once', async () => {
  const recorded = keySignIn(key, { at: service.clock.now });
  expect((await attempt(recorded)).status).toBe(200);
  expect((await attempt(recorded)).slug).toBe('invalid-credentials');
  const second = keySignIn(key, { at: service.clock.now });
  const burst = await Promise.all(Array.from({ length: 10 }, () => attempt(second)));
  expect(burst.filter(({ status }) => status === 200)).toHaveLength(1);
});

test('a replay opens no challenge and mails no code on an account with a factor', async () => {
  const { person, token, key } = await personWithKey();
  await activateEmail(service, person, token);
  const recorded = keySignIn(key, { at: service.clock.now });
  expect((await attempt(recorded)).body.mfaID).toBeTypeOf('string');
  const mails = (await service.mailsTo(person.email)).length;
  expect((await attempt(recorded)).slug).toBe('invalid-credentials');
  expect(await service.mailsTo(person.email)).toHaveLength(mails);
});

test.each([
  ['6 minutes old', -360_000],
  ['6 minutes ahead', 360_000],
])('a signature that is %s is refused', async (_, drift) => {
  const refused = await attempt(keySignIn(key, { at: service.clock.now + drift }));
  expect(refused.slug).toBe('invalid-credentials');
});

test('a signature of 4 minutes is good to either side', async () => {
  for (const drift of [-240_000, 240_000])
    expect((await attempt(keySignIn(key, { at: service.clock.now + drift }))).status).toBe(200);
});

test('no key, no signature, and the signature of another key get one and the same answer', async () => {
  const at = service.clock.now;
  const stranger = newSshKey();
  const known = keySignIn(key, { at });
  const foreign = { ...known, body: { ...keySignIn(stranger, { at }).body, publicKey: key.publicKey } };
  const answers = [
    await attempt(keySignIn(stranger, { at })),
    await attempt(foreign),
    await attempt({ ...known, body: { ...known.body, signature: 'AAAA' } }),
    await attempt({ ...known, headers: { ...known.headers, 'x-request-nonce': newNonce() } }),
    await attempt({
      ...known,
      headers: { ...known.headers, 'x-request-timestamp': String(Math.floor(at / 1000) + 1) },
    }),
  ];
  for (const answer of answers) expect(answer).toMatchObject({ status: 401, body: answers[0]?.body });
  expect(answers[0]?.slug).toBe('invalid-credentials');
});

test('guesses of one source are slowed, and also those with the right key', async () => {
  const address = otherSource();
  for (let guess = 0; guess < guessLimits.source.burst; guess += 1)
    await attempt(keySignIn(newSshKeyOnce(), { at: service.clock.now }), address);
  const slowed = await attempt(keySignIn(key, { at: service.clock.now }), address);
  expect(slowed.slug).toBe('too-many-attempts');
  expect((await attempt(keySignIn(key, { at: service.clock.now }))).status).toBe(200);
});

test('a password reset removes the keys: their holder is out, and the key can be added again', async () => {
  const { person, key } = await personWithKey();
  await service.call('account/forgot-password', { body: { email: person.email } });
  const mail = (await service.mailsTo(person.email)).at(-1);
  const resetToken = /#token=(\S+)/.exec(mail?.body.text ?? '')?.[1];
  const reset = await service.call('account/reset-password', {
    body: { token: resetToken, password: 'another kettle under rain' },
  });
  expect(reset.status).toBe(204);
  expect((await service.mailsTo(person.email)).at(-1)?.body.text).toMatch(/SSH keys were removed/);
  expect((await attempt(keySignIn(key, { at: service.clock.now }))).slug).toBe('invalid-credentials');
  const again = await session(service, { ...person, password: 'another kettle under rain' });
  expect((await service.call('keys/list', { token: again })).body).toEqual([]);
  const added = await service.call('keys/add', {
    token: again,
    body: { name: 'laptop', key: key.publicKey },
  });
  expect(added.status).toBe(201);
});

test('the undo of a first factor removes the keys as well', async () => {
  const { person, token, key } = await personWithKey();
  await activateEmail(service, person, token);
  const mail = (await service.mailsTo(person.email)).findLast(({ body }) =>
    body.text?.includes('/mfa/undo#'),
  );
  const undoToken = /#token=(\S+)/.exec(mail?.body.text ?? '')?.[1];
  expect((await service.call('mfa/undo', { body: { token: undoToken } })).status).toBe(204);
  expect((await attempt(keySignIn(key, { at: service.clock.now }))).slug).toBe('invalid-credentials');
});

test("another account's key cannot be claimed, seen or removed", async () => {
  const thief = await register(service);
  const thiefToken = await session(service, thief);
  const claim = await service.call('keys/add', {
    token: thiefToken,
    body: { name: 'mine', key: key.publicKey },
  });
  expect(claim.slug).toBe('conflict');
  expect((await service.call('keys/list', { token: thiefToken })).body).toEqual([]);
  const removal = await service.call('keys/remove', { token: thiefToken, parameters: { name: 'laptop' } });
  expect(removal.slug).toBe('not-found');
  const signedIn = await attempt(keySignIn(key, { at: service.clock.now }));
  expect(signedIn.body.id).toBe(person.id);
});

test('a session by key alone is not fresh enough for an account that has a factor', async () => {
  const { person, key } = await personWithKey();
  const byKey = (await attempt(keySignIn(key, { at: service.clock.now }))).body.sessionToken;
  // Activation keeps the session that began it.
  await activateEmail(service, person, byKey);
  const kept = await service.call('keys/add', {
    token: byKey,
    body: { name: 'second', key: newSshKey().publicKey },
  });
  expect(kept.slug).toBe('step-up-required');
});

test('a challenge that a key opened is void once the key is removed', async () => {
  const { person, token, key } = await personWithKey();
  await activateEmail(service, person, token);
  const { mfaID } = (await signIn(service, person)).body;
  const own = (await submit(service, mfaID, await lastCode(service, person.email))).body.sessionToken;
  const byThief = (await attempt(keySignIn(key, { at: service.clock.now }))).body.mfaID;
  const code = await lastCode(service, person.email);
  const removed = await service.call('keys/remove', { token: own, parameters: { name: 'laptop' } });
  expect(removed.status).toBe(204);
  expect((await submit(service, byThief, code)).slug).toBe('challenge-expired');
});

test('what is no RSA key of 2048 bits or more is not taken for one', async () => {
  const ed25519 = crypto.generateKeyPairSync('ed25519').publicKey.export({ format: 'jwk' });
  const ed25519Line = `ssh-ed25519 ${Buffer.concat(
    [Buffer.from('ssh-ed25519'), Buffer.from(String(ed25519.x), 'base64url')].map(prefixed),
  ).toString('base64')}`;
  const small = publicKeyLine(crypto.generateKeyPairSync('rsa', { modulusLength: 1024 }).publicKey);
  const [, blob = ''] = key.publicKey.split(' ');
  const bytes = Buffer.from(blob, 'base64');
  const exponentOne = Buffer.concat(
    [Buffer.from('ssh-rsa'), Buffer.of(1), bytes.subarray(-257)].map(prefixed),
  );
  const wrong = [
    '',
    'ssh-rsa',
    `ssh-rsa ${blob.slice(0, -8)}`,
    `ssh-rsa ${Buffer.concat([bytes, Buffer.of(0)]).toString('base64')}`,
    `ssh-rsa ${exponentOne.toString('base64')}`,
    `ssh-rsa ${blob.replace(/.$/, '')}!`,
    `ssh-dss ${blob}`,
    `no-pty,command="x" ssh-rsa ${blob}`,
    `ssh-rsa ${blob} one\nssh-rsa ${blob} two`,
    ed25519Line,
    small,
    '-----BEGIN RSA PRIVATE KEY-----',
  ];
  for (const line of wrong) expect(parsePublicKey(line), line).toBeUndefined();
  const added = await service.call('keys/add', { token, body: { name: 'small', key: small } });
  expect(added).toMatchObject({ slug: 'validation', body: { errors: [{ pointer: '/key' }] } });
  // The same key is found whatever stands in its comment.
  expect(parsePublicKey(`  ssh-rsa ${blob}   someone else \n`)?.line).toBe(`ssh-rsa ${blob}`);
});

let unknown: SshKey | undefined;
/** A key that no account has; making one takes long. */
function newSshKeyOnce(): SshKey {
  unknown ??= newSshKey();
  return unknown;
}

/** Signs in with the key, from a network of its own. */
const signInBy = (by: SshKey) => attempt(keySignIn(by, { at: service.clock.now }));

test("a thief's key does not outlive a change of the password, unless the user keeps it by name", async () => {
  const victim = await personWithKey();
  const thiefs = newSshKey();
  await service.call('keys/add', { token: victim.token, body: { name: 'thief', key: thiefs.publicKey } });
  expect((await signInBy(thiefs)).status).toBe(200);
  const changed = await service.call('account/change-password', {
    token: victim.token,
    body: {
      currentPassword: victim.person.password,
      newPassword: 'orange teapot over snow',
      keepKeys: ['laptop'],
    },
  });
  expect(changed.status).toBe(204);
  expect((await signInBy(thiefs)).body).toMatchObject({ reason: 'wrong-key' });
  expect((await signInBy(victim.key)).status).toBe(200);
  const mails = await service.mailsTo(victim.person.email);
  const mail = mails.findLast(({ subject }) => subject.includes('password was changed'))?.body.text;
  expect(mail).toMatch(/removed: thief[\s\S]*still sign in: laptop/);
  // The thief cannot add it back: that takes a session.
  expect((await service.call('keys/list', { token: victim.token })).body).toHaveLength(1);
});

describe('a public key that someone else has copied', () => {
  async function someone() {
    const account = await register(service);
    return { ...account, token: await session(service, account) };
  }
  const add = (token: string, victims: SshKey, proof?: object) =>
    service.call('keys/add', { token, body: { name: 'mine', key: victims.publicKey, ...proof } });
  const proofOf = (by: SshKey, userID: string, at = service.clock.now, host = origin) => {
    const timestamp = String(Math.floor(at / 1000));
    return { timestamp, signature: by.signText(possessionText(host, userID, timestamp)) };
  };

  test('is taken back by whoever has the private key, and signs in to their account only', async () => {
    const [mallory, victor] = [await someone(), await someone()];
    const victors = newSshKey();
    expect((await add(mallory.token, victors)).status).toBe(201);
    expect((await add(victor.token, victors)).body).toMatchObject({ reason: 'key-in-use' });
    expect((await add(victor.token, victors, proofOf(victors, victor.id))).status).toBe(201);
    expect((await signInBy(victors)).body.email).toBe(victor.email);
    expect((await service.call('auth/verify', { token: mallory.token })).slug).toBe('signed-out');
    const again = await session(service, mallory);
    expect((await service.call('keys/list', { token: again })).body).toEqual([]);
    expect((await add(again, victors)).body).toMatchObject({ reason: 'key-in-use' });
    // The proof of another, made for the own account, is no proof.
    const stolen = proofOf(victors, victor.id);
    expect((await add(again, victors, stolen)).body.errors).toMatchObject([{ reason: 'key-proof-wrong' }]);
  });

  test('stays with an account that has proved it, also against a second proof', async () => {
    const [first, second] = [await someone(), await someone()];
    const shared = newSshKey();
    expect((await add(first.token, shared, proofOf(shared, first.id))).status).toBe(201);
    expect((await add(second.token, shared, proofOf(shared, second.id))).body).toMatchObject({
      reason: 'key-in-use',
    });
  });

  test.each<[string, (mine: SshKey, id: string) => object]>([
    ['by another key', (_, id) => proofOf(newSshKey(), id)],
    ['for another account', (mine) => proofOf(mine, 'someone-else')],
    ['for another service', (mine, id) => proofOf(mine, id, service.clock.now, 'https://evil.example')],
    ['six minutes old', (mine, id) => proofOf(mine, id, service.clock.now - 360_000)],
    [
      'of a sign-in',
      (mine, _) => {
        const timestamp = String(Math.floor(service.clock.now / 1000));
        return { timestamp, signature: mine.sign('nonce', timestamp) };
      },
    ],
    [
      'that is not base64',
      (_, __) => ({ timestamp: String(Math.floor(service.clock.now / 1000)), signature: '%' }),
    ],
  ])('is not added with a proof %s', async (_, proof) => {
    const account = await someone();
    const mine = newSshKey();
    expect((await add(account.token, mine, proof(mine, account.id))).body.errors).toMatchObject([
      { pointer: '/signature', reason: 'key-proof-wrong' },
    ]);
  });
});
