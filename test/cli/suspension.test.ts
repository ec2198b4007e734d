import { spawnSync } from 'node:child_process';
import { afterEach, beforeAll, describe, expect, test } from 'vitest';
import {
  activateEmail,
  baseUrl,
  type LivePerson,
  mailedCode,
  mailsTo,
  register,
} from '../support/live-client.ts';
import { type Home, newHome, removeHome, Terminal } from '../support/terminal.ts';

/** Questions that are left with Ctrl-Z, as for a look at one's mail, and come back with `fg`. */

const shells = (['bash', 'zsh'] as const).filter(
  (shell) => spawnSync(shell, ['--version']).error === undefined,
);

const left: { home: Home; shell: Terminal }[] = [];
afterEach(async () => {
  for (const { home, shell } of left.splice(0)) {
    shell.close();
    await shell.exitCode;
    removeHome(home);
  }
});

function open(name: (typeof shells)[number]): Terminal {
  const home = newHome(baseUrl());
  const shell = Terminal.interactive(home, name);
  left.push({ home, shell });
  return shell;
}

let person: LivePerson;
beforeAll(async () => {
  person = await register('cli-suspended');
  await activateEmail(person);
});

const prompt = /(^|\n)(\S*)[$>]\s*$/;

/** Leaves with Ctrl-Z, does something else, and comes back. */
async function leaveAndComeBack(shell: Terminal, question: string, more = ''): Promise<void> {
  shell.type('\u001a');
  await shell.until(prompt);
  await shell.enterAndWait('echo "el""sewhere"', 'elsewhere');
  await shell.until(prompt);
  shell.enter('fg');
  await shell.until(new RegExp(`${question.replace(/[()]/g, '\\$&')}\\s?${more}$`));
}

describe.each(shells)('in %s', (name) => {
  test('a password that is typed after `fg` goes to the question, and to nobody else', async () => {
    const shell = open(name);
    await shell.until(prompt);
    shell.enter('mfa signin');
    await shell.until('Username or Email:');
    shell.type(person.email.slice(0, 5));
    await leaveAndComeBack(shell, 'Username or Email:', person.email.slice(0, 5));
    shell.enter(person.email.slice(5));
    await shell.until('Password:');
    shell.type(person.password.slice(0, 3));
    await leaveAndComeBack(shell, 'Password:');
    const before = (await mailsTo(person.email)).length;
    shell.enter(person.password.slice(3));
    await shell.until('Token (sent to your email):');
    await leaveAndComeBack(shell, 'Token (sent to your email):');
    await leaveAndComeBack(shell, 'Token (sent to your email):');
    while ((await mailsTo(person.email)).length <= before) await new Promise((r) => setTimeout(r, 25));
    shell.enter(await mailedCode(person.email));
    await shell.until(new RegExp(`Signed in as ${person.email}\\.\\n(\\S*)[$>]\\s*$`));
    expect(shell.raw).not.toContain(person.password);
    expect(shell.raw).not.toContain(person.password.slice(3));
    expect(shell.raw).not.toContain('Interrupted');
  });

  test('Ctrl-C after `fg` ends it, and the terminal shows what is typed', async () => {
    const shell = open(name);
    await shell.until(prompt);
    shell.enter(`mfa signin --email ${person.email}`);
    await shell.until('Password:');
    await leaveAndComeBack(shell, 'Password:');
    shell.type('\u0003');
    await shell.until(/Interrupted\.\n(\S*)[$>]\s*$/);
    await shell.enterAndWait('stty -a', 'icanon');
    expect(await shell.screen()).toMatch(/\secho\s/);
  });

  test('a stop from outside does the same', async () => {
    const shell = open(name);
    await shell.until(prompt);
    shell.enter(`mfa signin --email ${person.email}`);
    await shell.until('Password:');
    const job = spawnSync('pgrep', ['-f', `mfa signin --email ${person.email}`], { encoding: 'utf8' });
    for (const id of job.stdout.trim().split('\n')) process.kill(Number(id), 'SIGSTOP');
    await shell.until(prompt);
    shell.enter('fg');
    await shell.until('Password:');
    shell.enter(person.password);
    await shell.until('Token (sent to your email):');
    expect(shell.raw).not.toContain(person.password);
    shell.type('\u0003');
  });
});
