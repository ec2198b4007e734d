import { generateKeyPairSync } from 'node:crypto';
import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { CommandLinePerson } from '../support/command-line-person.ts';
import { baseUrl, mailedCode, mailedToken, mailsTo } from '../support/live-client.ts';
import { type Home, newHome, removeHome, run, Terminal } from '../support/terminal.ts';

/** What the account has of its own: itself, its name, its password and its SSH keys; and any request with its session. */

let person: CommandLinePerson;
let password: string;
beforeAll(async () => {
  person = await CommandLinePerson.register('cli-own');
  password = person.password;
  expect(await person.signIn()).toMatchObject({ code: 0 });
});
afterAll(() => person.close());

const waitForMail = async (email: string, mails: number) => {
  while ((await mailsTo(email)).length <= mails) await new Promise((resolve) => setTimeout(resolve, 25));
};

test('register on a terminal: the password twice, then the mailed code', async () => {
  const home: Home = newHome(baseUrl());
  const email = `cli-registering-${process.pid}@example.com`;
  const terminal = Terminal.mfa(home, ['register', '--name', 'Sam']);
  await terminal.answer('Email:', email);
  await terminal.answer('New password:', 'violet kettle under rain');
  await terminal.answer('The same again:', 'violet kettle under rein');
  await terminal.answer(/They differ\. Type it twice again\.\nNew password:$/, 'violet kettle under rain');
  await terminal.answer('The same again:', 'violet kettle under rain');
  await waitForMail(email, 0);
  await terminal.answer('Token (sent to your email):', await mailedCode(email));
  expect(await terminal.exitCode).toBe(0);
  expect(terminal.raw).toContain(`Created: ${email}. Sign in: mfa signin --email ${email}`);
  expect(terminal.raw).not.toContain('violet');
  const signedIn = await run(home, ['signin', '--email', email, '--password-stdin', '--json'], {
    input: 'violet kettle under rain\n',
  });
  expect(JSON.parse(signedIn.out)).toMatchObject({ email, name: 'Sam' });
  removeHome(home);
});

test('account: shown, and renamed', async () => {
  expect(await person.json('account')).toMatchObject({ email: person.email, name: 'cli-own' });
  expect((await person.run('account')).out).toMatch(/^name +cli-own$/m);
  expect((await person.run('account', 'rename', 'Zoë 👩‍🚀')).out).toBe('Your name is now Zoë 👩‍🚀.\n');
  expect(await person.json('account')).toMatchObject({ name: 'Zoë 👩‍🚀' });
});

describe('keys', () => {
  const file = () => join(person.home.folder, 'id_rsa.pub');

  test('are added by their public half, listed, and removed after a question', async () => {
    const { publicKey } = generateKeyPairSync('rsa', { modulusLength: 2048 });
    const { n = '', e = '' } = publicKey.export({ format: 'jwk' });
    const field = (bytes: Buffer) => {
      const padded = (bytes[0] ?? 0) > 127 ? Buffer.concat([Buffer.from([0]), bytes]) : bytes;
      const length = Buffer.alloc(4);
      length.writeUInt32BE(padded.length);
      return Buffer.concat([length, padded]);
    };
    const parts = [Buffer.from('ssh-rsa'), Buffer.from(e, 'base64url'), Buffer.from(n, 'base64url')];
    const blob = Buffer.concat(parts.map(field)).toString('base64');
    writeFileSync(file(), `ssh-rsa ${blob} sam@laptop\n`);
    expect((await person.run('keys', 'add', file())).out).toMatch(/^Added: sam@laptop \(SHA256:/);
    expect(await person.json('keys')).toMatchObject([{ name: 'sam@laptop' }]);
    expect(await person.run('keys', 'remove', 'sam@laptop')).toMatchObject({ code: 2 });
    expect(await person.run('keys', 'remove', 'another', '--yes')).toMatchObject({ code: 7 });
    expect((await person.run('keys', 'remove', 'sam@laptop', '--yes')).code).toBe(0);
    expect(await person.json('keys')).toEqual([]);
  });

  test('that are private, absent or nameless are not sent', async () => {
    writeFileSync(file(), '-----BEGIN OPENSSH PRIVATE KEY-----\n');
    expect(await person.run('keys', 'add', file())).toMatchObject({
      code: 2,
      err: expect.stringContaining('which stays on this machine'),
    });
    expect(await person.run('keys', 'add', `${file()}.absent`)).toMatchObject({ code: 10 });
    writeFileSync(file(), 'ssh-rsa AAAA\n');
    expect(await person.run('keys', 'add', file())).toMatchObject({ code: 2 });
  });
});

describe('password', () => {
  test('change: the present one, then the new one, a line each', async () => {
    const changed = 'copper lantern by the sea';
    const words = ['password', 'change', '--password-stdin'];
    const { code, out } = await run(person.home, words, { input: `${password}\n${changed}\n` });
    expect({ code, out }).toEqual({
      code: 0,
      out: 'The password is changed. All other sessions have ended.\n',
    });
    password = changed;
    expect((await person.run('whoami')).code).toBe(0);
  });

  test('forgot and reset, by the link of the mail in whole', async () => {
    const asked = await run(person.home, ['password', 'forgot', '--email', person.email]);
    expect(asked).toMatchObject({
      code: 0,
      out: expect.stringMatching(/^If this email address has an account/),
    });
    const link = `${baseUrl()}/account/reset#token=${await mailedToken(person.email, '/account/reset')}`;
    const reset = (given: string) =>
      run(person.home, ['password', 'reset', given, '--password-stdin'], {
        input: 'seven paper boats drift\n',
      });
    expect(await reset(`${baseUrl()}/account/reset`)).toMatchObject({ code: 2 });
    expect(await reset(link.replace('http://', 'https://'))).toMatchObject({ code: 2 });
    expect(await reset(link)).toMatchObject({ code: 0 });
    expect(await reset(link)).toMatchObject({ code: 6 });
    password = 'seven paper boats drift';
    const words = ['signin', '--email', person.email, '--password-stdin'];
    expect(await run(person.home, words, { input: password })).toMatchObject({ code: 0 });
  });
});

describe('api', () => {
  const api = (...words: string[]) => person.run('api', ...words);

  test('sends a request with the session, and prints the answer', async () => {
    expect(JSON.parse((await api('GET', '/account')).out)).toMatchObject({ email: person.email });
    expect(JSON.parse((await api('get', '/api/account/events', '-f', 'limit=1')).out).events).toHaveLength(1);
    const renamed = await api('PATCH', '/account', '--field', 'name=By API');
    expect(JSON.parse(renamed.out)).toMatchObject({ name: 'By API' });
    const made = JSON.parse((await api('POST', '/orgs', '-F', 'name="In JSON"')).out);
    expect(made.name).toBe('In JSON');
    const input = JSON.stringify({ name: 'From stdin' });
    const { out } = await run(person.home, ['api', 'PATCH', `/orgs/${made.id}`, '--input', '-'], { input });
    expect(JSON.parse(out)).toMatchObject({ name: 'From stdin' });
  });

  test('prints a refusal as well, and ends with its code', async () => {
    const { code, out, err } = await api('GET', '/environments/absent');
    expect(code).toBe(7);
    expect(JSON.parse(out)).toMatchObject({ status: 404 });
    expect(err).toMatch(/^mfa: /);
  });

  test.each([
    ['GET', 'https://other.example.com/api/account'],
    ['GET', '//other.example.com/account'],
    ['GET', 'account'],
    ['FETCH', '/account'],
  ])('sends nothing for %s %s', async (method, path) => {
    expect(await api(method, path)).toMatchObject({ code: 2, out: '' });
  });
});

test('open prints the address, and starts the browser that BROWSER names', async () => {
  const opened = await run(person.home, ['open', 'settings', '--json'], { environment: { BROWSER: 'true' } });
  expect(JSON.parse(opened.out)).toEqual({ url: `${baseUrl()}/account/view`, opened: true });
  const absent = await run(person.home, ['open'], { environment: { BROWSER: '/no/such/browser' } });
  expect(absent).toEqual({ code: 0, out: `${baseUrl()}/account\n`, err: '' });
});

test('--debug shows requests and answers, and nothing secret', async () => {
  const { code, err } = await run(
    person.home,
    ['signin', '--email', person.email, '--password-stdin', '--debug'],
    {
      input: password,
    },
  );
  expect(code).toBe(0);
  expect(err).toContain(`> POST ${baseUrl()}/api/auth/signin\n`);
  expect(err).toMatch(/^< 200 after \d+ ms, \d+ characters, request id /m);
  expect(err).not.toContain(password);
  expect(err).not.toMatch(/Bearer|sessionToken/);
});
