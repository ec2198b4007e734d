import { afterAll, beforeAll, expect, test } from 'vitest';
import { activateEmail, baseUrl, call, type LivePerson, register } from '../support/live-client.ts';
import { type Home, newHome, removeHome, run, storedToken, Terminal } from '../support/terminal.ts';

/** Every command, for a person at a terminal, for a program that reads lines, and as JSON. */

let home: Home;
let person: LivePerson;
let token: string;
beforeAll(async () => {
  home = newHome(baseUrl());
  person = await register('cli-commands');
  const signedIn = await run(home, ['signin', '--email', person.email, '--password-stdin'], {
    input: `${person.password}\n`,
  });
  expect(signedIn).toMatchObject({ code: 0, out: `Signed in as ${person.email}.\n` });
  token = storedToken(home);
});
afterAll(() => removeHome(home));

const json = async (...words: string[]) => {
  const { code, out, err } = await run(home, [...words, '--json']);
  expect(err).toBe('');
  expect(code).toBe(0);
  expect(out).not.toContain(token);
  return JSON.parse(out);
};

async function onTerminal(words: string[], more: Record<string, string> = {}) {
  const terminal = Terminal.mfa(home, words, more);
  const code = await terminal.exitCode;
  const lines = await terminal.lines();
  expect(terminal.raw).not.toContain(token);
  return { code, lines, raw: terminal.raw };
}

test('whoami', async () => {
  expect(await json('whoami')).toMatchObject({ email: person.email, amr: ['pwd'], methods: ['password'] });
  const { code, lines } = await onTerminal(['whoami']);
  expect(code).toBe(0);
  expect(lines).toEqual([
    `${person.email} (cli-commands)`,
    expect.stringMatching(/^signed in {2}\d{4}-\d\d-\d\d \d\d:\d\d with password$/),
    expect.stringMatching(/^until {6}\d{4}-\d\d-\d\d \d\d:\d\d$/),
  ]);
});

test('environments, of which there are none, and one that is not there', async () => {
  expect(await json('environments')).toEqual([]);
  expect(await run(home, ['environments'])).toEqual({ code: 0, out: '', err: 'No environments.\n' });
  const absent = await run(home, ['environments', 'none']);
  expect(absent).toMatchObject({
    code: 7,
    out: '',
    err: 'mfa: It does not exist, or it is not yours. Check the id.\n',
  });
});

test('sessions: a table for people, tabs for programs, JSON', async () => {
  const [current] = await json('sessions');
  expect(current).toMatchObject({ current: true, kind: 'cli', browser: expect.stringMatching(/^mfa/) });
  const { lines, raw } = await onTerminal(['sessions']);
  expect(lines[0]).toMatch(/^ID +PROGRAM +ADDRESS +SIGNED IN WITH +LAST SEEN$/);
  expect(lines[1]).toMatch(/^\S{10} +this one +mfa/);
  expect(raw).toContain('\u001b[1m');
  const { out } = await run(home, ['sessions', 'list']);
  expect(out.split('\n')[0]?.split('\t').slice(0, 2)).toEqual([current.id, 'this one']);
});

test('NO_COLOR leaves the colours out, and so does a pipe', async () => {
  const { raw, lines } = await onTerminal(['sessions'], { NO_COLOR: '1' });
  expect(raw).not.toContain('\u001b[');
  expect(lines).toHaveLength(2);
  expect((await run(home, ['sessions'])).out).not.toContain('\u001b');
});

test('sessions end: one by the beginning of its id, and all others', async () => {
  const other = async () =>
    (await call('POST', '/auth/signin', { body: { identifier: person.email, password: person.password } }))
      .body.sessionToken as string;
  const first = await other();
  const others = async () => (await json('sessions')).filter(({ current }: { current: boolean }) => !current);
  const [listed] = await others();
  expect(await run(home, ['sessions', 'end', listed.id.slice(0, 10)])).toMatchObject({
    code: 0,
    out: 'The session has ended.\n',
  });
  expect((await call('GET', '/auth/verify', { token: first })).status).toBe(401);
  await other();
  await other();
  expect(await json('sessions', 'end', '--others', '--yes')).toEqual({ ended: 'others' });
  expect(await others()).toEqual([]);
  const last = await other();
  expect((await run(home, ['sessions', 'end', '--others', '--yes'])).out).toBe(
    'All other sessions have ended.\n',
  );
  expect((await call('GET', '/auth/verify', { token: last })).status).toBe(401);
  const third = await other();
  const [{ id }] = await others();
  expect(await json('sessions', 'end', id)).toEqual({ ended: id });
  expect((await call('GET', '/auth/verify', { token: third })).status).toBe(401);
  expect(await run(home, ['sessions', 'end', 'nothing-like-it'])).toMatchObject({ code: 7 });
  expect(await run(home, ['sessions', 'end'])).toMatchObject({ code: 2 });
});

test('events: newest first, a page at a time', async () => {
  const page = await json('events', '--limit', '1');
  expect(page.events).toHaveLength(1);
  const next = await json('events', '--limit', '1', '--cursor', page.next);
  expect(next.events[0].id).not.toBe(page.events[0].id);
  const { lines } = await onTerminal(['events', '--limit', '1']);
  expect(lines[0]).toMatch(/^WHEN +WHAT +PROGRAM +ADDRESS$/);
  expect(lines[2]).toBe(`There are more: --cursor ${page.next}`);
  expect((await run(home, ['events'])).out).toMatch(/\taccount-created\t/);
});

test('config shows who says which server, and keeps the choice', async () => {
  const own = newHome();
  expect((await run(own, ['config', '--json'])).out).toContain('"server":null');
  expect((await run(own, ['config'])).out).toMatch(/^server +not set$/m);
  expect((await run(own, ['config', 'server', 'https://mfa.example.com/', '--json'])).out).toBe(
    '{"server":"https://mfa.example.com"}\n',
  );
  expect((await run(own, ['config', 'server', 'http://localhost:3999'])).out).toBe(
    'The server is now http://localhost:3999.\n',
  );
  expect(JSON.parse((await run(own, ['config', '--json'])).out)).toMatchObject({
    server: 'http://localhost:3999',
    from: 'configuration',
  });
  const byVariable = await run(own, ['config', '--json'], {
    environment: { MFA_SERVER: 'https://a.example.com' },
  });
  expect(JSON.parse(byVariable.out)).toMatchObject({ server: 'https://a.example.com', from: 'MFA_SERVER' });
  const byOption = await run(own, ['config', '--json', '--server', 'https://b.example.com']);
  expect(JSON.parse(byOption.out)).toMatchObject({ server: 'https://b.example.com', from: '--server' });
  for (const wrong of [
    'mfa.example.com',
    'http://mfa.example.com',
    'https://u:p@example.com',
    'ftp://localhost',
  ])
    expect(await run(own, ['config', 'server', wrong]), wrong).toMatchObject({ code: 2, out: '' });
  removeHome(own);
});

test('doctor: server, clock and session', async () => {
  const { ok, checks } = await json('doctor');
  expect(ok).toBe(true);
  expect(checks.map(({ name }: { name: string }) => name)).toEqual(['server', 'clock', 'session']);
  const { code, lines } = await onTerminal(['doctor']);
  expect(code).toBe(0);
  expect(lines[0]).toMatch(/^ok {3}server {3}http.* answered in \d+ ms$/);
  expect(lines[1]).toMatch(/^ok {3}clock/);
  expect(lines[2]).toContain(person.email);
});

test('MFA_TOKEN is used in place of the stored session', async () => {
  const own = newHome(baseUrl());
  const who = await run(own, ['whoami', '--json'], { environment: { MFA_TOKEN: token } });
  expect(JSON.parse(who.out)).toMatchObject({ email: person.email });
  const dead = await run(own, ['whoami'], { environment: { MFA_TOKEN: 'nobody.nothing' } });
  expect(dead).toEqual({
    code: 5,
    out: '',
    err: 'mfa: The session of MFA_TOKEN has ended, or never existed. Set a new one.\n',
  });
  removeHome(own);
});

test('signout ends the session at the server and here, and can be said twice', async () => {
  const own = newHome(baseUrl());
  const someone = await register('cli-signout');
  await activateEmail(someone);
  const notYet = await run(own, ['signout', '--json']);
  expect(notYet).toMatchObject({ code: 0, out: '{"signedOut":false}\n' });
  const plain = await register('cli-signout');
  const signIn = () =>
    run(own, ['signin', '--json', '--email', plain.email, '--password-stdin'], { input: plain.password });
  expect((await signIn()).code).toBe(0);
  const ended = storedToken(own);
  expect(await run(own, ['signout'])).toMatchObject({ code: 0, out: 'Signed out.\n' });
  expect((await call('GET', '/auth/verify', { token: ended })).status).toBe(401);
  expect(await run(own, ['signout'])).toMatchObject({ code: 0, out: 'You were not signed in.\n' });
  expect((await signIn()).code).toBe(0);
  expect((await run(own, ['signout', '--json'])).out).toBe('{"signedOut":true}\n');
  removeHome(own);
});
