import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import {
  baseUrl,
  type LivePerson,
  mailedCode,
  nextAuthenticatorCode,
  register,
} from '../support/live-client.ts';
import { type Home, newHome, removeHome, run } from '../support/terminal.ts';

/** The commands that enable, prefer and disable factors, in scripts. */

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
    expect(wrong).toMatchObject({ code: 6, out: '' });
    expect(JSON.parse(wrong.err.trim().split('\n').at(-1) ?? '').error).toMatchObject({
      message: 'The code is wrong. Check it and try again: 4 tries left.',
      attemptsLeft: 4,
    });
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
    expect((await run(own, ['factors', 'rename', 'Mail', 'Work'])).out).toBe('It is now called Work.\n');
    expect((await run(own, ['factors', 'rename', 'email', 'Mail'])).code).toBe(0);
    expect(JSON.parse((await run(own, ['factors', 'prefer', 'Authenticator', '--json'])).out)).toMatchObject({
      factor: { type: 'authenticator', preferred: true },
    });
    const made = JSON.parse((await run(own, ['factors', 'recovery-codes', '--yes', '--json'])).out);
    expect(made.recoveryCodes).toHaveLength(10);
    const printed = (await run(own, ['factors', 'recovery-codes', '--yes'])).out.trim().split('\n');
    expect(printed).toHaveLength(10);
    expect(await run(own, ['factors', 'disable', 'nothing'])).toMatchObject({ code: 7 });
    expect((await run(own, ['factors', 'disable', 'Mail'])).out).toBe('Disabled: Mail.\n');
    // A recovery code does in place of a token.
    const byRecoveryCode = await script(['signin', '--otp-stdin'], someone.password, String(printed[0]));
    expect(byRecoveryCode.code).toBe(0);
    const { disabled } = JSON.parse(
      (await run(own, ['factors', 'disable', 'authenticator', '--yes', '--json'])).out,
    );
    expect(disabled).toMatchObject({ type: 'authenticator' });
    expect((await run(own, ['factors', 'list', '--json'])).out).toContain('"enabled":false');
  });
});
