import { expect, test } from 'vitest';
import { GuideCli } from '../support/guide-cli.ts';
import {
  activateEmail,
  authenticatorCode,
  baseUrl,
  call,
  type LivePerson,
  mailedCode,
  register,
} from '../support/live-client.ts';
import { newNonce, newSshKey } from '../support/ssh-keys.ts';

/** The guide's own CLI, unmodified, against the running service: its requests byte for byte. */

const noCode = () => {
  throw new Error('it asked for a code');
};

test('the bytes of a request are those of the page, header for header', () => {
  const cli = new GuideCli('https://mfa.example.com');
  const signed = { nonce: 'bm9uY2U=', timestamp: '1795000000' };
  const request = cli.request('POST', '/auth/signin', '{"identifier":"a","password":"b"}', signed);
  expect(request.split('\r\n')).toEqual([
    'POST /api/auth/signin HTTP/1.1',
    'Host: mfa.example.com',
    'User-Agent: datica-cli-4.4.1 linux amd64',
    'Content-Length: 33',
    'Accept: application/json',
    'Authorization: Bearer ',
    'Content-Type: application/json',
    'X-CLI-Version: 4.4.1',
    'X-Pod-ID: ',
    'X-Request-Nonce: bm9uY2U=',
    'X-Request-Timestamp: 1795000000',
    'Accept-Encoding: gzip',
    '',
    '{"identifier":"a","password":"b"}',
  ]);
  expect(cli.request('GET', '/pods', '')).not.toContain('Content-Length');
});

test('`environments list`: pods before a sign-in, credentials, environments per pod, sign-out', async () => {
  const person = await register('wire');
  const cli = new GuideCli(baseUrl());
  const pods = await cli.get('/pods');
  expect(pods.body).toEqual({ pods: [{ name: expect.any(String) }] });
  expect(await cli.isSignedOut()).toBe(true);

  const signedIn = await cli.signIn(person.email, person.password, noCode);
  expect(signedIn.status).toBe(200);
  expect(signedIn.body).toMatchObject({
    id: expect.any(String),
    name: 'wire',
    email: person.email,
    sessionToken: expect.any(String),
  });
  expect(signedIn.body.mfaID ?? '').toBe('');
  expect((await cli.get('/auth/verify')).body).toMatchObject({ id: signedIn.body.id, email: person.email });
  for (const { name } of pods.body.pods) {
    cli.podID = name;
    expect(await cli.get('/environments')).toMatchObject({ status: 200, body: [] });
  }
  expect(await cli.get('/environments/none')).toMatchObject({ status: 404 });

  const signedOut = await cli.delete('/auth/signout');
  expect(signedOut).toMatchObject({ status: 204, text: '' });
  expect(await cli.isSignedOut()).toBe(true);
});

test('with MFA by email it enters the MFA branch, and the mailed code signs in', async () => {
  const person = await register('wire-email');
  await activateEmail(person);
  const cli = new GuideCli(baseUrl());
  const signedIn = await cli.signIn(person.email, person.password, (preferred) => {
    expect(preferred).toBe('email');
    return mailedCode(person.email);
  });
  expect(signedIn.body).toMatchObject({ id: expect.any(String), email: person.email });
  expect(await cli.isSignedOut()).toBe(false);
});

test('a challenge has no session token, and a code is read up to white space', async () => {
  const person = await register('wire-space');
  await activateEmail(person);
  const cli = new GuideCli(baseUrl());
  const challenge = await cli.post('/auth/signin', { identifier: person.email, password: person.password });
  expect(challenge.body.sessionToken ?? '').toBe('');
  const code = await mailedCode(person.email);
  const refused = await cli.signIn(
    person.email,
    person.password,
    () => `${code.slice(0, 3)} ${code.slice(3)}`,
  );
  expect(refused).toMatchObject({ status: 400 });
  expect(refused.printed).toMatch(/^\(400\) The request is not valid: A one-time password has six digits\.$/);
});

async function withAuthenticator(person: LivePerson): Promise<string> {
  const { identifier, password } = { identifier: person.email, password: person.password };
  const begun = await call('POST', '/mfa/activations', {
    body: { type: 'authenticator', identifier, password },
  });
  await call('POST', `/mfa/activations/${begun.body.activationID}`, {
    body: { otp: authenticatorCode(begun.body.secret, -1), preferred: true },
  });
  return begun.body.secret;
}

test('with MFA by authenticator, and a session that ends elsewhere: it finds out and asks again', async () => {
  const person = await register('wire-app');
  const secret = await withAuthenticator(person);
  const cli = new GuideCli(baseUrl());
  const signIn = (drift: number) =>
    cli.signIn(person.email, person.password, (preferred) => {
      expect(preferred).toBe('authenticator');
      return authenticatorCode(secret, drift);
    });
  expect((await signIn(0)).status).toBe(200);
  expect(await cli.isSignedOut()).toBe(false);
  await call('DELETE', '/auth/signout', { token: cli.token });
  expect(await cli.isSignedOut()).toBe(true);
  expect((await signIn(1)).status).toBe(200);
  expect(await cli.isSignedOut()).toBe(false);
});

test('what is wrong is printed as `(code) title: description`, and is never 412', async () => {
  const person = await register('wire-wrong');
  await activateEmail(person);
  const cli = new GuideCli(baseUrl());
  const wrongPassword = await cli.signIn(person.email, 'not the password at all', noCode);
  expect(wrongPassword.printed).toMatch(/^\(401\) [^:]+: The email address or the password is wrong\./);
  const code = await cli.signIn(person.email, person.password, async () =>
    (await mailedCode(person.email)) === '000000' ? '111111' : '000000',
  );
  expect(code.printed).toMatch(/^\(422\) The code is wrong: The code is wrong\. Tries left: 4\.$/);
  const answers = [
    await cli.get('/environments'),
    await cli.get('/keys'),
    await cli.delete('/auth/signout'),
    await cli.delete('/keys/none'),
    await cli.post('/auth/signin'),
    await cli.post('/keys'),
    await cli.get('/no/such/path'),
  ];
  for (const answer of answers) {
    expect(answer.status).not.toBe(412);
    expect(answer.printed).toMatch(/^\(\d{3}\) [^:]+: .+/);
  }
});

test('keys: added, listed, signed in with, replayed in vain, and removed', async () => {
  const person = await register('wire-key');
  const cli = new GuideCli(baseUrl());
  await cli.signIn(person.email, person.password, noCode);
  const key = newSshKey();
  expect((await cli.post('/keys', { name: 'laptop', key: key.publicKey })).status).toBeLessThan(300);
  const line = key.publicKey.split(' ').slice(0, 2).join(' ');
  expect((await cli.get('/keys')).body).toMatchObject([{ name: 'laptop', key: line }]);

  const byKey = new GuideCli(baseUrl());
  const signed = { nonce: newNonce(), timestamp: String(Math.floor(Date.now() / 1000)) };
  const signedIn = await byKey.signInWithKey(key, noCode, signed);
  expect(signedIn.body).toMatchObject({ email: person.email, sessionToken: expect.any(String) });
  expect(await byKey.isSignedOut()).toBe(false);
  const replay = await new GuideCli(baseUrl()).signInWithKey(key, noCode, signed);
  expect(replay.printed).toMatch(/^\(401\) [^:]+: The key is not known here/);

  expect((await cli.delete('/keys/laptop')).status).toBe(204);
  expect((await cli.get('/keys')).body).toEqual([]);
  expect((await byKey.signInWithKey(key, noCode)).status).toBe(401);
});

test('a sign-in with a key meets the second factor', async () => {
  const person = await register('wire-key-mfa');
  const cli = new GuideCli(baseUrl());
  await cli.signIn(person.email, person.password, noCode);
  const key = newSshKey();
  await cli.post('/keys', { name: 'laptop', key: key.publicKey });
  await activateEmail(person);
  const byKey = new GuideCli(baseUrl());
  const signedIn = await byKey.signInWithKey(key, (preferred) => {
    expect(preferred).toBe('email');
    return mailedCode(person.email);
  });
  expect(signedIn.status).toBe(200);
  expect((await byKey.get('/auth/verify')).body).toMatchObject({
    amr: ['swk', 'otp'],
    methods: ['key', 'email'],
  });
});
