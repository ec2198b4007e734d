import { readFileSync } from 'node:fs';
import { beforeAll, describe, expect, test } from 'vitest';
import { baseUrl, type LivePerson, register } from '../support/live-client.ts';
import { newHome, removeHome, Terminal } from '../support/terminal.ts';

/** Questions that are interrupted. */

let person: LivePerson;
beforeAll(async () => {
  person = await register('cli-interrupted');
});

describe('an interrupted question', () => {
  test.each([
    ['Ctrl-C', '\u0003'],
    ['Ctrl-D', '\u0004'],
  ])('%s at the hidden password restores the terminal and ends with 130', async (_, key) => {
    const own = newHome(baseUrl());
    const shell = Terminal.shell(own);
    await shell.answer('$', `mfa whoami --email ${person.email}`);
    await shell.until('Password:');
    shell.type(key);
    await shell.until(/mfa: Interrupted\.\n\$$/);
    shell.enter('echo "ended with $?"; stty -a');
    await shell.until(/ended with \d+\n[\s\S]*\n\$$/);
    const screen = await shell.screen();
    expect(screen).toContain('ended with 130');
    // The terminal shows what is typed, gathers lines, and has its cursor.
    expect(screen).toMatch(/(^|\s)echo\s/);
    expect(screen).toMatch(/(^|\s)icanon\s/);
    expect(shell.raw.lastIndexOf('\u001b[?25l')).toBeLessThanOrEqual(shell.raw.lastIndexOf('\u001b[?25h'));
    shell.close();
    removeHome(own);
  });

  test('what was typed of a password is nowhere on the screen', async () => {
    const own = newHome(baseUrl());
    const terminal = Terminal.mfa(own, ['whoami', '--email', person.email]);
    await terminal.until('Password:');
    terminal.type('half-a-secret');
    terminal.type('\u0003');
    expect(await terminal.exitCode).toBe(130);
    expect(terminal.raw).not.toMatch(/half|secret/);
    removeHome(own);
  });

  test('SIGTERM at a question leaves the terminal as it was', async () => {
    const own = newHome(baseUrl());
    const shell = Terminal.shell(own);
    // The shell that becomes the command says which process that is.
    const command = `echo $$ > id; exec mfa whoami --email ${person.email}`;
    await shell.answer('$', `sh -c '${command}'`);
    await shell.until('Password:');
    process.kill(Number(readFileSync(`${own.folder}/id`, 'utf8')), 'SIGTERM');
    await shell.until(/Password:\s*\n?\$$/);
    shell.enter('echo "ended with $?"; stty -a');
    await shell.until(/icanon[\s\S]*\$$/);
    expect(await shell.screen()).toMatch(/ended with 143[\s\S]*\secho\s/);
    shell.close();
    removeHome(own);
  });
});
