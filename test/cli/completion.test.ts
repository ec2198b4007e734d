import { spawnSync } from 'node:child_process';
import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { type Home, newHome, removeHome, run, Terminal } from '../support/terminal.ts';

/** Completion scripts, in the shells that are installed. */

const isInstalled = (shell: string) => spawnSync(shell, ['--version']).error === undefined;

let home: Home;
beforeAll(() => {
  home = newHome();
});
afterAll(() => removeHome(home));

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
    expect(complete('mfa', '--json', 'sessions', 'end', '--o')).toEqual([
      '--others',
      '--otp-stdin',
      '--otp-command',
    ]);
    expect(complete('mfa', 'orgs', 're')).toEqual([
      'rename',
      'remove',
      'reset-factors',
      'resend',
      'revoke',
      'require',
    ]);
    expect(complete('mfa', 'orgs', 'require', 'Acme', '--a')).toEqual(['--accept', '--account']);
    expect(complete('mfa', 'orgs', 'role', 'Acme', 'a@example.com', 'o')).toEqual(['owner']);
  });

  test('bash completes the values of options, and takes none of them for a command', async () => {
    const { out } = await run(home, ['completion', 'bash']);
    const complete = (...words: string[]) => {
      const quoted = words.map((word) => `'${word}'`).join(' ');
      const script = `${out}\nCOMP_WORDS=(${quoted}); COMP_CWORD=${words.length - 1}; _mfa; printf '%s\\n' "\${COMPREPLY[@]}"`;
      return spawnSync('bash', ['--norc', '-c', script], { encoding: 'utf8' }).stdout.trim().split('\n');
    };
    expect(complete('mfa', '--method', '')).toEqual(expect.arrayContaining(['email', 'authenticator']));
    expect(complete('mfa', 'orgs', 'invite', 'Acme', 'a@example.com', '--role', '')).toEqual([
      'owner',
      'member',
    ]);
    expect(complete('mfa', 'orgs', 'require', 'Acme', '--accept', 'em')).toEqual(
      expect.arrayContaining(['email']),
    );
    expect(complete('mfa', '--email', 'whoami', 'sess')).toEqual(['sessions']);
    expect(complete('mfa', '--email', '')).toEqual(['']);
    expect(complete('mfa', 'help', 'exit')).toEqual(['exit-codes']);
  });

  test.runIf(isInstalled('fish'))('fish completes commands, choices and the values of options', async () => {
    const script = join(home.folder, 'mfa.fish');
    writeFileSync(script, (await run(home, ['completion', 'fish'])).out);
    const complete = (line: string) => {
      const command = `source ${script}; complete -C '${line}'`;
      const { stdout, stderr } = spawnSync('fish', ['--no-config', '-c', command], {
        encoding: 'utf8',
        env: home.environment,
      });
      expect(stderr).toBe('');
      return stdout
        .trim()
        .split('\n')
        .map((one) => one.split('\t')[0]);
    };
    expect(complete('mfa fact')).toEqual(['factors']);
    expect(complete('mfa --method ')).toEqual(expect.arrayContaining(['email', 'authenticator']));
    expect(complete('mfa orgs invite Acme a@example.com --role ')).toEqual(
      expect.arrayContaining(['owner', 'member']),
    );
    expect(complete('mfa --email whoami sess')).toEqual(['sessions']);
    expect(complete('mfa orgs require Acme --acce')).toContain('--accept');
  });

  test.runIf(isInstalled('zsh'))('zsh, which has not loaded its completion, completes the same', async () => {
    const script = join(home.folder, 'mfa.zsh');
    writeFileSync(script, (await run(home, ['completion', 'zsh'])).out);
    const shell = Terminal.interactive(home, 'zsh');
    await shell.answer('$', `source ${script}; echo rea''dy`);
    await shell.until(/ready\n\$$/);
    for (const [typed, completed] of [
      ['mfa fact', 'mfa factors'],
      ['mfa signin --method au', 'mfa signin --method authenticator'],
      ['mfa --email whoami sess', 'mfa --email whoami sessions'],
      ['mfa orgs invite Acme a@example.com --role ow', 'mfa orgs invite Acme a@example.com --role owner'],
    ] as const) {
      shell.type(`${typed}\t`);
      await shell.until(new RegExp(`${completed}\\s?$`));
      shell.type('\u0015');
      await shell.until('$');
    }
    expect(await shell.screen()).not.toContain('compdef');
    shell.close();
    await shell.exitCode;
  });
});
