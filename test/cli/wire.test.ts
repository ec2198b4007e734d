import { describe, expect, test } from 'vitest';
import { GuideCli } from '../support/guide-cli.ts';
import {
  activateEmail,
  baseUrl,
  call,
  type LivePerson,
  mailedCode,
  mailsTo,
  nextAuthenticatorCode,
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
  expect(refused.printed).toMatch(
    /^\(400\) The request is invalid: A one-time password has six digits, and this has 3\.$/,
  );
});

async function withAuthenticator(person: LivePerson): Promise<string> {
  const { identifier, password } = { identifier: person.email, password: person.password };
  const begun = await call('POST', '/mfa/activations', {
    body: { type: 'authenticator', identifier, password },
  });
  await call('POST', `/mfa/activations/${begun.body.activationID}`, {
    body: { otp: await nextAuthenticatorCode(begun.body.secret), preferred: true },
  });
  return begun.body.secret;
}

test('with MFA by authenticator, and a session that ends elsewhere: it finds out and asks again', async () => {
  const person = await register('wire-app');
  const secret = await withAuthenticator(person);
  const cli = new GuideCli(baseUrl());
  const signIn = () =>
    cli.signIn(person.email, person.password, (preferred) => {
      expect(preferred).toBe('authenticator');
      return nextAuthenticatorCode(secret);
    });
  expect((await signIn()).status).toBe(200);
  expect(await cli.isSignedOut()).toBe(false);
  await call('DELETE', '/auth/signout', { token: cli.token });
  expect(await cli.isSignedOut()).toBe(true);
  expect((await signIn()).status).toBe(200);
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
  expect(replay.printed).toMatch(/^\(401\) [^:]+: The key is unknown/);

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

describe('organizations', () => {
  const guideTemplate = () => `${baseUrl()}/account/accept-invite?code={inviteCode}`;

  async function signedIn(name: string): Promise<GuideCli & { readonly person: LivePerson }> {
    const person = await register(name);
    const cli = new GuideCli(baseUrl());
    await cli.signIn(person.email, person.password, noCode);
    return Object.assign(cli, { person });
  }

  /** It cannot make one: that is done elsewhere. */
  async function newOrganization(token: string): Promise<string> {
    return (await call('POST', '/orgs', { token, body: { name: 'Wire' } })).body.id;
  }

  /** What its user copies out of the mail. */
  async function mailedInvitation(email: string): Promise<string> {
    const text = (await mailsTo(email)).at(-1)?.body.text ?? '';
    expect(text).toContain(`${baseUrl()}/account/accept-invite?code=`);
    return /accept-invite\?code=([\w-]+)/.exec(text)?.[1] ?? '';
  }

  test('its requests are bytes without a body, with the type all the same', () => {
    const cli = new GuideCli('https://mfa.example.com');
    const signed = { nonce: 'bm9uY2U=', timestamp: '1795000000' };
    const headers = [
      'Accept: application/json',
      'Authorization: Bearer ',
      'Content-Type: application/json',
      'X-CLI-Version: 4.4.1',
      'X-Pod-ID: ',
      'X-Request-Nonce: bm9uY2U=',
      'X-Request-Timestamp: 1795000000',
      'Accept-Encoding: gzip',
      '',
      '',
    ];
    const named = ['Host: mfa.example.com', 'User-Agent: datica-cli-4.4.1 linux amd64'];
    for (const [method, path] of [
      ['GET', '/orgs/o/users'],
      ['DELETE', '/orgs/o/users/u'],
      ['GET', '/orgs/o/invites'],
      ['DELETE', '/orgs/o/invites/i'],
      ['GET', '/acls/o/groups'],
    ] as const)
      expect(cli.request(method, path, '', signed).split('\r\n')).toEqual([
        `${method} /api${path} HTTP/1.1`,
        ...named,
        ...headers,
      ]);
    expect(cli.request('POST', '/orgs/accept-invite/c', '', signed).split('\r\n')).toEqual([
      'POST /api/orgs/accept-invite/c HTTP/1.1',
      ...named,
      'Content-Length: 0',
      ...headers,
    ]);
  });

  test('invite, list, accept without a body, users, groups, environments, remove', async () => {
    const owner = await signedIn('wire-owner');
    const member = await signedIn('wire-member');
    const { email } = member.person;
    const orgID = await newOrganization(owner.token);
    const invitation = { email, role: 5, linkTemplate: guideTemplate() };
    expect((await owner.post(`/orgs/${orgID}/invites`, invitation)).status).toBe(201);
    const { body: invites } = await owner.get(`/orgs/${orgID}/invites`);
    expect(invites).toMatchObject([
      { id: expect.any(String), orgID, senderID: expect.any(String), roleID: 5, email, consumed: false },
    ]);

    const accepted = await member.post(`/orgs/accept-invite/${await mailedInvitation(email)}`);
    expect(accepted).toMatchObject({ status: 200, body: { orgID } });
    for (const value of Object.values(accepted.body)) expect(value).toEqual(expect.any(String));
    expect((await owner.get(`/orgs/${orgID}/invites`)).body).toMatchObject([
      { consumed: true, revoked: false },
    ]);

    const { body: users } = await member.get(`/orgs/${orgID}/users`);
    expect(users).toMatchObject([
      { id: expect.any(String), name: 'wire-member', email, roleID: 5 },
      { id: expect.any(String), name: 'wire-owner', email: owner.person.email, roleID: 1 },
    ]);
    const { groups } = (await owner.get(`/acls/${orgID}/groups`)).body;
    for (const group of groups)
      expect(group).toMatchObject({
        name: expect.stringMatching(/^(owners|members)$/),
        acls: expect.any(Array),
        protected: true,
      });
    const inGroup = (name: string) => groups.find((group: { name: string }) => group.name === name)?.members;
    expect(inGroup('owners')).toEqual([{ id: users[1].id, email: owner.person.email }]);
    expect(inGroup('members')).toContainEqual({ id: users[0].id, email });

    const made = { token: owner.token, body: { name: 'production' } };
    const environment = (await call('POST', `/orgs/${orgID}/environments`, made)).body;
    member.podID = (await member.get('/pods')).body.pods[0].name;
    expect((await member.get('/environments')).body).toEqual([
      { id: environment.id, name: 'production', namespace: expect.any(String), organizationId: orgID },
    ]);
    expect((await member.get(`/environments/${environment.id}`)).body).toEqual(environment);

    expect(await owner.delete(`/orgs/${orgID}/users/${users[0].id}`)).toMatchObject({
      status: 204,
      text: '',
    });
    expect((await member.get('/environments')).body).toEqual([]);
    expect((await member.get(`/orgs/${orgID}/users`)).printed).toMatch(/^\(404\) [^:]+: .+/);
  });

  test('an invitation is revoked; its link, and one to anywhere else, are good for nothing', async () => {
    const owner = await signedIn('wire-revoker');
    const guest = await signedIn('wire-revoked');
    const { email } = guest.person;
    const orgID = await newOrganization(owner.token);
    const elsewhere = 'https://evil.example.com/accept-invite?code={inviteCode}';
    const lured = await owner.post(`/orgs/${orgID}/invites`, { email, role: 5, linkTemplate: elsewhere });
    expect(lured.printed).toMatch(/^\(400\) [^:]+: The link must begin with /);
    await owner.post(`/orgs/${orgID}/invites`, { email, role: 1, linkTemplate: guideTemplate() });
    const code = await mailedInvitation(email);
    const [{ id, roleID }] = (await owner.get(`/orgs/${orgID}/invites`)).body;
    expect(roleID).toBe(1);
    expect(await owner.delete(`/orgs/${orgID}/invites/${id}`)).toMatchObject({ status: 204, text: '' });
    expect((await owner.get(`/orgs/${orgID}/invites`)).body).toMatchObject([
      { consumed: false, revoked: true },
    ]);
    expect((await guest.post(`/orgs/accept-invite/${code}`)).printed).toMatch(/^\(410\) [^:]+: .+/);
  });

  test('an organization that requires a factor stops its sign-in, its token and its key alike', async () => {
    const owner = await signedIn('wire-demanding');
    const orgID = await newOrganization(owner.token);
    const member = await signedIn('wire-stopped');
    const { email, password } = member.person;
    await owner.post(`/orgs/${orgID}/invites`, { email, role: 5, linkTemplate: guideTemplate() });
    await member.post(`/orgs/accept-invite/${await mailedInvitation(email)}`);
    const key = newSshKey();
    await member.post('/keys', { name: 'laptop', key: key.publicKey });

    const secret = await withAuthenticator(owner.person);
    const proved = new GuideCli(baseUrl());
    await proved.signIn(owner.person.email, owner.person.password, () => nextAuthenticatorCode(secret));
    const required = { token: proved.token, body: { required: true } };
    expect((await call('PUT', `/orgs/${orgID}/mfa`, required)).status).toBe(200);

    const refusal = /^\(403\) [^:]+: Your organization requires multi-factor authentication\./;
    expect((await member.get('/environments')).printed).toMatch(refusal);
    expect(await member.isSignedOut()).toBe(true);
    expect((await new GuideCli(baseUrl()).signIn(email, password, noCode)).printed).toMatch(refusal);
    expect((await new GuideCli(baseUrl()).signInWithKey(key, noCode)).printed).toMatch(refusal);

    const appSecret = await withAuthenticator(member.person);
    const back = new GuideCli(baseUrl());
    expect((await back.signIn(email, password, () => nextAuthenticatorCode(appSecret))).status).toBe(200);
    expect((await back.get(`/orgs/${orgID}/users`)).status).toBe(200);
  });
});
