import { spawnSync } from 'node:child_process';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { type Home, newHome, removeHome, run } from '../support/terminal.ts';

/** Completion scripts, in the shells that are installed. */

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
