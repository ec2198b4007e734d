import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { baseUrl, type LivePerson, register } from '../support/live-client.ts';
import { freePort } from '../support/live-server.ts';
import { type Home, newHome, removeHome, run } from '../support/terminal.ts';

/** Failures: their exit codes, and what is said. */

let home: Home;
let person: LivePerson;
beforeAll(async () => {
  home = newHome(baseUrl());
  person = await register('cli-failures');
});
afterAll(() => removeHome(home));

describe('exit codes', () => {
  test('0: done', async () => {
    expect(await run(home, ['--version'])).toEqual({ code: 0, out: '0.1.0\n', err: '' });
    expect(await run(home, ['--help'])).toMatchObject({ code: 0, err: '' });
  });

  test('6: a wrong password, with the reason of the service', async () => {
    const refused = await run(home, ['signin', '--email', person.email, '--password-stdin'], {
      input: 'not the password at all\n',
    });
    expect(refused).toEqual({
      code: 6,
      out: '',
      err: 'mfa: The email address or the password is wrong. Check both and try again, or reset the password in the dashboard.\n',
    });
  });

  test.each([
    [[]],
    [['nonsense']],
    [['whoami', '--nonsense']],
    [['whoami', 'too', 'many']],
    [['factors', 'enable']],
    [['factors', 'enable', 'pigeon']],
    [['signin', '--method', 'pigeon']],
    [['events', '--limit', '0']],
    [['whoami', '--timeout', 'long']],
    [['completion', 'powershell']],
    [['whoami', '--server', 'http://mfa.example.com']],
  ])('2: usage, as in mfa %j', async (words) => {
    const { code, out, err } = await run(home, words);
    expect(code).toBe(2);
    expect(out).toBe('');
    expect(err).not.toBe('');
  });

  test('2: no server is configured', async () => {
    const own = newHome();
    const { code, err } = await run(own, ['whoami']);
    expect(code).toBe(2);
    expect(err).toMatch(/^mfa: No server is set\. .*MFA_SERVER/);
    removeHome(own);
  });

  test('3: nothing listens there', async () => {
    const server = `http://localhost:${await freePort()}`;
    for (const command of ['signin', 'whoami', 'doctor']) {
      const { code, err } = await run(home, [command, '--email', 'a@example.com', '--password-stdin'], {
        input: 'a password\n',
        environment: { MFA_SERVER: server },
      });
      expect(code, command).toBe(3);
      expect(err).toMatch(/^mfa: (Cannot reach http.*: the connection was refused\.|The server does not)/);
    }
  });
});

describe('no terminal', () => {
  test('what would be asked is said, with the option that gives it', async () => {
    const own = newHome(baseUrl());
    expect(await run(own, ['environments'])).toEqual({
      code: 5,
      out: '',
      err: 'mfa: The email address is needed, and there is no terminal to ask on. Give it with --email.\n',
    });
    const password = await run(own, ['environments', '--email', person.email]);
    expect(password).toMatchObject({
      code: 5,
      err: expect.stringMatching(/^mfa: The password .*--password-stdin/),
    });
    const ended = await run(own, ['environments', '--email', person.email, '--password-stdin']);
    expect(ended).toMatchObject({ code: 2, err: 'mfa: stdin ended before the line with the password.\n' });
    removeHome(own);
  });
});
