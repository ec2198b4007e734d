import { readFileSync, statSync } from 'node:fs';
import { afterEach, expect, test } from 'vitest';
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
import { type Home, newHome, removeHome, sessionFile, storedToken, Terminal } from '../support/terminal.ts';
import { drawScreen, readQrCode } from '../support/terminal-image.ts';

/** Signing in, as a person at a terminal sees it. */

const open: Terminal[] = [];
const homes: Home[] = [];
afterEach(() => {
  for (const terminal of open.splice(0)) terminal.close();
  for (const home of homes.splice(0)) removeHome(home);
});

function home(): Home {
  const made = newHome(baseUrl());
  homes.push(made);
  return made;
}

function mfa(at: Home, ...words: string[]): Terminal {
  const terminal = Terminal.mfa(at, words);
  open.push(terminal);
  return terminal;
}

async function mailedAfter(person: LivePerson, count: number): Promise<string> {
  while ((await mailsTo(person.email)).length <= count) await new Promise((r) => setTimeout(r, 25));
  return mailedCode(person.email);
}

const mails = async (person: LivePerson) => (await mailsTo(person.email)).length;

async function withAuthenticator(person: LivePerson, token: string | undefined): Promise<string> {
  const credentials = { identifier: person.email, password: person.password };
  const begun = await call('POST', '/mfa/activations', {
    body: { type: 'authenticator', ...credentials },
    token,
  });
  const body = { otp: await nextAuthenticatorCode(begun.body.secret), preferred: true };
  await call('POST', `/mfa/activations/${begun.body.activationID}`, { body, token });
  return begun.body.secret;
}

test("the guide's transcript, line by line", async () => {
  const person = await register('cli-guide');
  await activateEmail(person);
  const before = await mails(person);
  const shell = Terminal.shell(home());
  open.push(shell);
  await shell.answer('$', 'mfa environments');
  await shell.answer('Username or Email:', person.email);
  await shell.answer('Password:', person.password);
  await shell.until('Token (sent to your email):');
  const transcript = [
    '$ mfa environments',
    `Username or Email: ${person.email}`,
    'Password:',
    'This account has two-factor authentication enabled.',
    'Token (sent to your email):',
  ];
  expect(await shell.lines()).toEqual(transcript);
  expect(shell.raw).not.toContain(person.password);

  const code = await mailedAfter(person, before);
  shell.enter(code);
  await shell.until(/No environments\.\n\$$/);
  expect(await shell.lines()).toEqual([
    ...transcript.slice(0, -1),
    `Token (sent to your email): ${code}`,
    'No environments.',
    '$',
  ]);
});

test('without a factor the password is enough; the session is kept for its owner alone, and asked for no more', async () => {
  const person = await register('cli-plain');
  const at = home();
  const first = mfa(at, 'environments');
  await first.answer('Username or Email:', person.email);
  await first.answer('Password:', person.password);
  expect(await first.exitCode).toBe(0);
  expect(statSync(sessionFile(at)).mode & 0o777).toBe(0o600);
  expect(JSON.parse(readFileSync(sessionFile(at), 'utf8'))).toMatchObject({
    server: baseUrl(),
    email: person.email,
  });
  expect(first.raw).not.toContain(storedToken(at));

  const second = mfa(at, 'whoami');
  expect(await second.exitCode).toBe(0);
  expect((await second.lines())[0]).toBe(`${person.email} (cli-plain)`);
});

test('a session that has ended is asked for again, and then the command is done', async () => {
  const person = await register('cli-ended');
  const at = home();
  const first = mfa(at, 'signin');
  await first.answer('Username or Email:', person.email);
  await first.answer('Password:', person.password);
  await first.until(`Signed in as ${person.email}.`);
  await call('DELETE', '/auth/signout', { token: storedToken(at) });
  await activateEmail(person);

  const before = await mails(person);
  const again = mfa(at, 'whoami');
  await again.answer('Username or Email:', person.email);
  await again.answer('Password:', person.password);
  await again.until('Token (sent to your email):');
  again.enter(await mailedAfter(person, before));
  expect(await again.exitCode).toBe(0);
  expect(await again.screen()).toMatch(/with password and email\n/);
});

test('a wrong code asks again and shows the tries left; the fifth one ends it', async () => {
  const person = await register('cli-wrong');
  await activateEmail(person);
  const before = await mails(person);
  const terminal = mfa(home(), 'whoami', '--email', person.email);
  await terminal.answer('Password:', person.password);
  await terminal.until('Token (sent to your email):');
  const code = await mailedAfter(person, before);
  const wrong = code === '000000' ? '111111' : '000000';
  for (const left of [4, 3, 2, 1]) {
    terminal.enter(wrong);
    await terminal.until(new RegExp(`: ${left} (try|tries) left\\..*\\nToken \\(sent to your email\\):$`));
  }
  terminal.enter('what?');
  await terminal.until(/A one-time password has six digits\..*\nToken \(sent to your email\):$/);
  terminal.enter(wrong);
  expect(await terminal.exitCode).toBe(6);
  expect(await terminal.screen()).toMatch(/no tries are left/);
});

test('--method takes another method for this sign-in; the preferred one stays', async () => {
  const person = await register('cli-method');
  await activateEmail(person);
  const signedIn = await call('POST', '/auth/signin', {
    body: { identifier: person.email, password: person.password },
  });
  const { body } = await call('POST', `/auth/signin/mfa/${signedIn.body.mfaID}`, {
    body: { otp: await mailedCode(person.email) },
  });
  const secret = await withAuthenticator(person, body.sessionToken);
  const before = await mails(person);
  const at = home();
  const byEmail = mfa(at, 'factors', '--email', person.email, '--method', 'email');
  await byEmail.answer('Password:', person.password);
  await byEmail.until('Token (sent to your email):');
  byEmail.enter(await mailedAfter(person, before));
  expect(await byEmail.exitCode).toBe(0);
  expect(await byEmail.screen()).toMatch(/^authenticator +Authenticator +preferred/m);

  const byApp = mfa(at, 'signin', '--email', person.email);
  await byApp.answer('Password:', person.password);
  // Said before the first mistake, and around in a circle.
  await byApp.answer(/Type m to use email instead.*\nToken \(from your authenticator app\):$/, 'm');
  await byApp.answer(/Type m to use authenticator instead.*\nToken \(sent to your email\):$/, 'm');
  await byApp.until('Token (from your authenticator app):');
  byApp.enter(await nextAuthenticatorCode(secret));
  expect(await byApp.exitCode).toBe(0);
});

test('an authenticator is enabled by the QR code on the screen; the secret to type in is the same', async () => {
  const person = await register('cli-qr');
  const at = home();
  const terminal = mfa(at, 'factors', 'enable', 'authenticator', '--name', 'Phone', '--email', person.email);
  await terminal.answer('Password:', person.password);
  await terminal.answer('Password:\nPassword:', person.password);
  await terminal.until('Token (from your authenticator app):');
  // Explicitly black on white.
  expect(terminal.raw).toContain('\u001b[30;107m');
  const [uri] = readQrCode(drawScreen(await terminal.cells(), 0));
  expect(uri).toMatch(/^otpauth:\/\/totp\//);
  const secret = new URL(String(uri)).searchParams.get('secret') ?? '';
  expect((await terminal.lines()).map((line) => line.replaceAll(' ', ''))).toContain(secret);
  terminal.enter(await nextAuthenticatorCode(secret));
  expect(await terminal.exitCode).toBe(0);
  const screen = await terminal.screen();
  expect(screen).toContain('Enabled: Phone. It is preferred.');
  expect(screen.match(/^[A-Z2-7]{4}(-[A-Z2-7]{4}){4}$/gm)).toHaveLength(10);

  // What needs a proof of the factor asks for it, and then goes on.
  const second = mfa(at, 'factors', 'recovery-codes', '--yes');
  await second.until('Token (from your authenticator app):');
  expect(await second.lines()).toEqual([
    'The 10 recovery codes that are left stop working.',
    'Please confirm that it is you.',
    'This account has two-factor authentication enabled.',
    'Token (from your authenticator app):',
  ]);
  second.enter(await nextAuthenticatorCode(secret));
  expect(await second.exitCode).toBe(0);
  expect((await second.screen()).match(/^[A-Z2-7]{4}(-[A-Z2-7]{4}){4}$/gm)).toHaveLength(10);
});
