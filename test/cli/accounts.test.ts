import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { baseUrl, call, type LivePerson, register } from '../support/live-client.ts';
import { type Home, newHome, removeHome, run, Terminal } from '../support/terminal.ts';

/** Several accounts on one server: each command acts on the one that it names, or on the current one. */

let home: Home;
let alex: LivePerson;
let robin: LivePerson;
beforeAll(async () => {
  home = newHome(baseUrl());
  alex = await register('cli-alex');
  robin = await register('cli-robin');
});
afterAll(() => removeHome(home));

const signIn = (at: Home, person: LivePerson) =>
  run(at, ['signin', '--email', person.email, '--password-stdin'], { input: person.password });
const whoami = async (...words: string[]) => {
  const { code, out, err } = await run(home, ['whoami', '--json', ...words]);
  return code === 0 ? JSON.parse(out).email : err;
};
const tokens = (at: Home): Record<string, string> => {
  const folder = join(at.folder, 'config', 'mfa', 'sessions', encodeURIComponent(baseUrl()));
  const files = readdirSync(folder).filter((name) => /^[0-9a-f]{32}\.json$/.test(name));
  const stored = files.map((name) => JSON.parse(readFileSync(join(folder, name), 'utf8')));
  return Object.fromEntries(stored.map(({ email, token }) => [email, token]));
};
const isAlive = async (token: string | undefined) =>
  (await call('GET', '/auth/verify', { token })).status === 200;

test('a second account signs in beside the first, and is the current one', async () => {
  expect((await signIn(home, alex)).code).toBe(0);
  expect((await signIn(home, robin)).code).toBe(0);
  expect(await whoami()).toBe(robin.email);
  const kept = tokens(home);
  expect(await isAlive(kept[alex.email])).toBe(true);
  const listed = JSON.parse((await run(home, ['auth', 'list', '--json'])).out);
  expect(listed).toMatchObject([
    { server: baseUrl(), email: alex.email, current: false },
    { server: baseUrl(), email: robin.email, current: true },
  ]);
});

test.each([['--email'], ['--account']])(
  '%s uses the session of that account, and switches nothing',
  async (option) => {
    expect(await whoami(option, alex.email)).toBe(alex.email);
    expect(await whoami(option, alex.email.toUpperCase())).toBe(alex.email);
    expect(await whoami()).toBe(robin.email);
  },
);

test('MFA_ACCOUNT names the account of every command', async () => {
  const { out } = await run(home, ['whoami', '--json'], { environment: { MFA_ACCOUNT: alex.email } });
  expect(JSON.parse(out).email).toBe(alex.email);
});

test('switch: to the other one of two, and to one that is named', async () => {
  expect(await run(home, ['auth', 'switch'])).toMatchObject({
    code: 0,
    out: `Commands now use ${alex.email}.\n`,
  });
  expect(await whoami()).toBe(alex.email);
  expect((await run(home, ['auth', 'switch', robin.email])).code).toBe(0);
  expect(await whoami()).toBe(robin.email);
  const unknown = await run(home, ['auth', 'switch', 'nobody@example.com']);
  expect(unknown).toMatchObject({ code: 2, err: expect.stringContaining(alex.email) });
});

describe('a command for an account without a session', () => {
  test('never acts on another one', async () => {
    const stranger = await register('cli-stranger');
    expect(await run(home, ['whoami', '--email', stranger.email])).toMatchObject({ code: 5, out: '' });
    expect(await run(home, ['whoami', '--account', stranger.email])).toMatchObject({ code: 2, out: '' });
    expect(await run(home, ['factors', 'disable', 'email', '--email', stranger.email])).toMatchObject({
      code: 5,
    });
  });

  test('signs in with --email, and the current account stays', async () => {
    const third = await register('cli-third');
    const words = ['whoami', '--json', '--email', third.email, '--password-stdin'];
    const { code, out } = await run(home, words, { input: third.password });
    expect(code).toBe(0);
    expect(JSON.parse(out).email).toBe(third.email);
    expect(await whoami()).toBe(robin.email);
    const switching = await run(home, ['auth', 'switch']);
    expect(switching).toMatchObject({
      code: 2,
      err: expect.stringMatching(/^mfa: Give the email address of one/),
    });
    expect((await run(home, ['signout', '--email', third.email])).code).toBe(0);
    expect(await whoami()).toBe(robin.email);
  });
});

test('two different accounts for one command, or a token of another account, are refused', async () => {
  expect(await whoami('--email', alex.email, '--account', robin.email)).toMatch(/"kind":"usage"/);
  const environment = { MFA_TOKEN: tokens(home)[alex.email] ?? '' };
  const another = await run(home, ['whoami', '--email', robin.email], { environment });
  expect(another).toMatchObject({ code: 2, out: '' });
  expect(another.err).toContain(`MFA_TOKEN belongs to ${alex.email}, not to ${robin.email}.`);
  expect((await run(home, ['whoami', '--email', alex.email], { environment })).code).toBe(0);
});

test('another sign-in with an account ends its earlier session on the server, and no other', async () => {
  const before = tokens(home);
  expect((await signIn(home, alex)).code).toBe(0);
  expect(await isAlive(before[alex.email])).toBe(false);
  expect(await isAlive(before[robin.email])).toBe(true);
  expect(await isAlive(tokens(home)[alex.email])).toBe(true);
});

test('after a sign-out no account is current, so no command uses one that nobody chose', async () => {
  expect((await run(home, ['auth', 'switch', alex.email])).code).toBe(0);
  expect((await run(home, ['signout'])).code).toBe(0);
  expect(await run(home, ['whoami'])).toMatchObject({ code: 5, out: '' });
  expect(await whoami('--account', robin.email)).toBe(robin.email);
  expect(Object.keys(tokens(home))).toEqual([robin.email]);
  const own = newHome(baseUrl());
  expect(await run(own, ['auth', 'list'])).toMatchObject({
    code: 0,
    out: '',
    err: expect.stringMatching(/signin/),
  });
  removeHome(own);
});

test('the address is remembered: Enter takes it after the session has ended', async () => {
  const own = newHome(baseUrl());
  await signIn(own, alex);
  await call('DELETE', '/auth/signout', { token: tokens(own)[alex.email] });
  const terminal = Terminal.mfa(own, ['whoami']);
  await terminal.answer(`Press Enter to sign in as ${alex.email}.\nUsername or Email:`, '');
  await terminal.answer('Password:', alex.password);
  expect(await terminal.exitCode).toBe(0);
  expect(await terminal.screen()).toContain(`${alex.email} (cli-alex)`);
  await call('DELETE', '/auth/signout', { token: tokens(own)[alex.email] });
  const other = Terminal.mfa(own, ['whoami']);
  await other.answer('Username or Email:', robin.email);
  await other.answer('Password:', robin.password);
  expect(await other.exitCode).toBe(0);
  expect(await other.screen()).toContain(`${robin.email} (cli-robin)`);
  expect(JSON.parse((await run(own, ['whoami', '--json'])).out).email).toBe(robin.email);
  removeHome(own);
});
