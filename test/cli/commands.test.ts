import { spawnSync } from 'node:child_process';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import {
  activateEmail,
  baseUrl,
  call,
  type LivePerson,
  mailedCode,
  nextAuthenticatorCode,
  register,
} from '../support/live-client.ts';
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
    code: 1,
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
  expect(await json('sessions', 'end', '--others')).toEqual({ ended: 'others' });
  expect(await others()).toEqual([]);
  const last = await other();
  expect((await run(home, ['sessions', 'end', '--others'])).out).toBe('All other sessions have ended.\n');
  expect((await call('GET', '/auth/verify', { token: last })).status).toBe(401);
  const third = await other();
  const [{ id }] = await others();
  expect(await json('sessions', 'end', id)).toEqual({ ended: id });
  expect((await call('GET', '/auth/verify', { token: third })).status).toBe(401);
  expect(await run(home, ['sessions', 'end', 'nothing'])).toMatchObject({ code: 1 });
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
    code: 1,
    out: '',
    err: 'mfa: The session of MFA_TOKEN has ended, or never existed. Set a new one.\n',
  });
  removeHome(own);
});

describe('factors', () => {
  let own: Home;
  let someone: LivePerson;
  let secret: string;
  const script = (words: string[], ...lines: string[]) =>
    run(own, [...words, '--json', '--email', someone.email, '--password-stdin'], { input: lines.join('\n') });

  beforeAll(async () => {
    own = newHome(baseUrl());
    someone = await register('cli-factors');
  });
  afterAll(() => removeHome(own));

  test('none, at first', async () => {
    const { code, out } = await script(['factors'], someone.password);
    expect(code).toBe(0);
    expect(JSON.parse(out)).toMatchObject({ enabled: false, factors: [], recoveryCodesLeft: 0 });
    expect((await run(own, ['factors'])).err).toBe(
      'No factor is enabled. Enable one: mfa factors enable email\n',
    );
  });

  test('enable authenticator by a script: one line with the secret, then it waits for the code', async () => {
    const { spawn } = await import('node:child_process');
    const child = spawn(
      'mfa',
      ['factors', 'enable', 'authenticator', '--json', '--password-stdin', '--otp-stdin'],
      {
        env: own.environment,
      },
    );
    const lines: string[] = [];
    child.stdin.write(`${someone.password}\n`);
    let text = '';
    child.stdout.on('data', (chunk: Buffer) => {
      text += chunk.toString();
      const parts = text.split('\n');
      text = parts.pop() ?? '';
      for (const line of parts) {
        lines.push(line);
        if (lines.length > 1) continue;
        ({ secret } = JSON.parse(line));
        void nextAuthenticatorCode(secret).then((otp) => child.stdin.write(`${otp}\n`));
      }
    });
    const code = await new Promise((resolve) => child.on('exit', resolve));
    expect(code).toBe(0);
    expect(JSON.parse(lines[0] ?? '')).toMatchObject({ type: 'authenticator', uri: expect.any(String) });
    const { factor, recoveryCodes } = JSON.parse(lines[1] ?? '');
    expect(factor).toMatchObject({ type: 'authenticator', preferred: true });
    expect(recoveryCodes).toHaveLength(10);
  });

  test('sign in by a script, with both lines on stdin', async () => {
    const signedIn = await script(
      ['signin', '--otp-stdin'],
      someone.password,
      await nextAuthenticatorCode(secret),
    );
    expect(signedIn.code).toBe(0);
    expect(JSON.parse(signedIn.out)).toEqual({
      id: expect.any(String),
      name: 'cli-factors',
      email: someone.email,
      expiresAt: expect.any(String),
    });
    const wrong = await script(['signin', '--otp-stdin'], someone.password, '000000');
    expect(wrong).toMatchObject({ code: 1, out: '' });
    expect(wrong.err).toMatch(/mfa: The code is wrong\. Check it and try again: 4 tries left\.\n$/);
  });

  test('enable email, prefer, recovery codes, disable: with a session that is fresh', async () => {
    const { spawn } = await import('node:child_process');
    const child = spawn(
      'mfa',
      ['factors', 'enable', 'email', '--no-preferred', '--name', 'Mail', '--password-stdin', '--otp-stdin'],
      { env: own.environment },
    );
    let out = '';
    child.stdout.on('data', (chunk: Buffer) => {
      out += chunk.toString();
    });
    const before = await mailedCode(someone.email);
    child.stdin.write(`${someone.password}\n`);
    let code = before;
    while (code === before) {
      await new Promise((resolve) => setTimeout(resolve, 50));
      code = await mailedCode(someone.email);
    }
    child.stdin.write(`${code}\n`);
    expect(await new Promise((resolve) => child.on('exit', resolve))).toBe(0);
    expect(out).toBe('Enabled: Mail.\n');

    const listed = await run(own, ['factors']);
    expect(listed.out).toMatch(/^authenticator\tAuthenticator\tpreferred\t/);
    expect(listed.out).toMatch(/^email\tMail\t\t/m);
    expect(listed.err).toBe('Recovery codes left: 10\n');
    expect((await run(own, ['factors', 'prefer', 'email'])).out).toBe('Now preferred: Mail.\n');
    expect(JSON.parse((await run(own, ['factors', 'prefer', 'Authenticator', '--json'])).out)).toMatchObject({
      factor: { type: 'authenticator', preferred: true },
    });
    const made = JSON.parse((await run(own, ['factors', 'recovery-codes', '--json'])).out);
    expect(made.recoveryCodes).toHaveLength(10);
    const printed = (await run(own, ['factors', 'recovery-codes'])).out.trim().split('\n');
    expect(printed).toHaveLength(10);
    expect(await run(own, ['factors', 'disable', 'nothing'])).toMatchObject({ code: 1 });
    expect((await run(own, ['factors', 'disable', 'Mail'])).out).toBe('Disabled: Mail.\n');
    // A recovery code does in place of a token.
    const byRecoveryCode = await script(['signin', '--otp-stdin'], someone.password, String(printed[0]));
    expect(byRecoveryCode.code).toBe(0);
    const { disabled } = JSON.parse((await run(own, ['factors', 'disable', 'authenticator', '--json'])).out);
    expect(disabled).toMatchObject({ type: 'authenticator' });
    expect((await run(own, ['factors', 'list', '--json'])).out).toContain('"enabled":false');
  });
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

describe('completion', () => {
  test('bash completes commands, their arguments and options', async () => {
    const { out, code } = await run(home, ['completion', 'bash']);
    expect(code).toBe(0);
    const complete = (...words: string[]) => {
      const quoted = words.map((word) => `'${word}'`).join(' ');
      const script = `${out}\nCOMP_WORDS=(${quoted}); COMP_CWORD=${words.length - 1}; _mfa; printf '%s\\n' "\${COMPREPLY[@]}"`;
      return spawnSync('bash', ['--norc', '-c', script], { encoding: 'utf8' }).stdout.trim().split('\n');
    };
    expect(complete('mfa', 'fa')).toEqual(['factors']);
    expect(complete('mfa', 'factors', 'e')).toEqual(['enable']);
    expect(complete('mfa', 'factors', 'enable', '')).toEqual(
      expect.arrayContaining(['email', 'authenticator']),
    );
    expect(complete('mfa', '--json', 'sessions', 'end', '--o')).toEqual(['--others', '--otp-stdin']);
    expect(complete('mfa', 'orgs', 're')).toEqual([
      'rename',
      'remove',
      'reset-factors',
      'resend',
      'revoke',
      'require',
    ]);
    expect(complete('mfa', 'orgs', 'require', 'Acme', '--a')).toEqual(['--accept']);
    expect(complete('mfa', 'orgs', 'role', 'Acme', 'a@example.com', 'o')).toEqual(['owner']);
  });

  test.each(['zsh', 'fish'])('%s takes its script, where it is installed', async (shell) => {
    const { out, code } = await run(home, ['completion', shell]);
    expect(code).toBe(0);
    expect(out).toContain('recovery-codes');
    const checked = spawnSync(shell, ['-n'], { input: out, encoding: 'utf8' });
    if (checked.error === undefined) expect(checked).toMatchObject({ status: 0, stderr: '' });
  });
});

const organizationCommands = [
  'list',
  'create',
  'show',
  'rename',
  'members',
  'remove',
  'role',
  'leave',
  'reset-factors',
  'confirm-reset',
  'confirm-member',
  'withdraw-reset',
  'invite',
  'invites',
  'resend',
  'revoke',
  'accept',
  'require',
  'stop-requiring',
  'preview',
  'coverage',
  'events',
];

test('--help on everything', async () => {
  const commands = [
    [],
    ['signin'],
    ['signout'],
    ['whoami'],
    ['environments'],
    ['environments', 'list'],
    ['environments', 'create'],
    ['orgs'],
    ...organizationCommands.map((word) => ['orgs', word]),
    ['factors'],
    ['factors', 'list'],
    ['factors', 'enable'],
    ['factors', 'disable'],
    ['factors', 'prefer'],
    ['factors', 'recovery-codes'],
    ['sessions'],
    ['sessions', 'list'],
    ['sessions', 'end'],
    ['events'],
    ['config'],
    ['config', 'server'],
    ['doctor'],
    ['completion'],
  ];
  for (const command of commands) {
    const { code, out } = await run(home, [...command, '--help']);
    expect(code).toBe(0);
    expect(out).toContain(`Usage: ${['mfa', ...command].join(' ')}`);
    expect(out).toContain('--json');
  }
});
