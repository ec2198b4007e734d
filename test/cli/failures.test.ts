import { chmodSync, readFileSync, statSync, writeFileSync } from 'node:fs';
import * as http from 'node:http';
import type { AddressInfo } from 'node:net';
import { afterAll, afterEach, beforeAll, describe, expect, test } from 'vitest';
import { baseUrl, type LivePerson, register } from '../support/live-client.ts';
import { freePort } from '../support/live-server.ts';
import {
  type Home,
  newHome,
  removeHome,
  run,
  sessionFile,
  storedToken,
  Terminal,
} from '../support/terminal.ts';

/** What goes wrong, and what it is said with: 1 refused, 2 usage, 3 cannot reach, 130 interrupted. */

let home: Home;
let person: LivePerson;
beforeAll(async () => {
  home = newHome(baseUrl());
  person = await register('cli-failures');
});
afterAll(() => removeHome(home));

const signIn = (at: Home) =>
  run(at, ['signin', '--email', person.email, '--password-stdin'], { input: person.password });

describe('exit codes', () => {
  test('0: done', async () => {
    expect(await run(home, ['--version'])).toEqual({ code: 0, out: '0.1.0\n', err: '' });
    expect(await run(home, ['--help'])).toMatchObject({ code: 0, err: '' });
  });

  test('1: refused, with the reason of the service', async () => {
    const refused = await run(home, ['signin', '--email', person.email, '--password-stdin'], {
      input: 'not the password at all\n',
    });
    expect(refused).toEqual({
      code: 1,
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
      code: 2,
      out: '',
      err: 'mfa: The email address is needed, and there is no terminal to ask on. Give it with --email.\n',
    });
    const password = await run(own, ['environments', '--email', person.email]);
    expect(password).toMatchObject({
      code: 2,
      err: expect.stringMatching(/^mfa: The password .*--password-stdin/),
    });
    const ended = await run(own, ['environments', '--email', person.email, '--password-stdin']);
    expect(ended).toMatchObject({ code: 2, err: 'mfa: stdin ended before the line with the password.\n' });
    removeHome(own);
  });
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

describe('the session file', () => {
  test('that others can read is not used; a new sign-in makes it private again', async () => {
    const own = newHome(baseUrl());
    await signIn(own);
    chmodSync(sessionFile(own), 0o644);
    const refused = await run(own, ['whoami']);
    expect(refused.code).toBe(2);
    expect(refused.err).toMatch(/can be read by others \(mode 644\)\. It is not used: sign in again\.\n/);
    expect((await run(own, ['doctor'])).code).toBe(1);
    expect((await signIn(own)).code).toBe(0);
    expect(statSync(sessionFile(own)).mode & 0o777).toBe(0o600);
    expect((await run(own, ['whoami'])).code).toBe(0);
    removeHome(own);
  });

  test.each([
    ['no JSON', () => 'certainly not'],
    ['empty', () => ''],
    ['half a file', (text: string) => text.slice(0, text.length / 2)],
    ['a token of two lines', (text: string) => text.replace('"token":"', '"token":"a\\r\\nX-Evil: ')],
    ['the session of another server', (text: string) => text.replace('"server":"http', '"server":"https')],
  ])('that is broken is not used: %s', async (_, breaking) => {
    const own = newHome(baseUrl());
    await signIn(own);
    const path = sessionFile(own);
    writeFileSync(path, breaking(readFileSync(path, 'utf8')));
    const { code, err } = await run(own, ['whoami']);
    expect(code).toBe(2);
    expect(err).toMatch(/is damaged\. It is not used: sign in again\.\n/);
    expect((await signIn(own)).code).toBe(0);
    removeHome(own);
  });

  test('of one server is never sent to another', async () => {
    const seen: (string | undefined)[] = [];
    const other = await serve((request, response) => {
      seen.push(request.headers.authorization);
      response.end();
    });
    await signIn(home);
    await run(home, ['whoami', '--server', other.url]);
    await run(home, ['doctor', '--server', other.url]);
    expect(seen.filter((value) => value !== undefined)).toEqual([]);
  });

  test('a damaged configuration is reported, and replaced by setting the server again', async () => {
    const own = newHome(baseUrl());
    writeFileSync(`${own.folder}/config/mfa/config.json`, '{');
    expect(await run(own, ['whoami'])).toMatchObject({ code: 2, err: expect.stringMatching(/is damaged/) });
    expect((await run(own, ['config', 'server', baseUrl()])).code).toBe(0);
    expect((await run(own, ['doctor'])).code).toBe(0);
    removeHome(own);
  });

  test('that cannot be written is said', async () => {
    const own = newHome(baseUrl());
    writeFileSync(`${own.folder}/config/mfa/sessions`, 'in the way');
    const { code, err } = await signIn(own);
    expect(code).toBe(1);
    expect(err).toMatch(/^mfa: The (stored )?session cannot be (kept|read)/);
    removeHome(own);
  });
});

const servers: http.Server[] = [];
afterEach(() => {
  for (const server of servers.splice(0)) {
    server.closeAllConnections();
    server.close();
  }
});

/** A server that is not the service. */
async function serve(listener: http.RequestListener): Promise<{ url: string }> {
  const server = http.createServer(listener);
  servers.push(server);
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  return { url: `http://127.0.0.1:${(server.address() as AddressInfo).port}` };
}

describe('a server', () => {
  const ask = (url: string, ...words: string[]) =>
    run(home, ['signin', '--email', 'a@example.com', '--password-stdin', '--server', url, ...words], {
      input: 'a password\n',
    });

  test.each<[string, http.RequestListener]>([
    ['a page', (_, response) => response.setHeader('content-type', 'text/html').end('<h1>Welcome</h1>')],
    ['nothing', (_, response) => response.end()],
    ['other JSON', (_, response) => response.end('{"hello":"world"}')],
    ['an array', (_, response) => response.end('[]')],
    [
      'a token that is none',
      (_, response) => response.end('{"id":"a","name":"b","email":"c","sessionToken":7}'),
    ],
    ['a page for 404', (_, response) => response.writeHead(404).end('<h1>Not found</h1>')],
    ['a redirect', (_, response) => response.writeHead(307, { location: 'http://127.0.0.1:9/' }).end()],
    ['500', (_, response) => response.writeHead(500).end('oh no')],
    ['502 of a gateway', (_, response) => response.writeHead(502).end('<html>')],
    ['503 of API Gateway', (_, response) => response.writeHead(503).end('{"message":"Service Unavailable"}')],
    [
      'half an answer',
      (_, response) =>
        response.writeHead(200, { 'content-length': 100 }).write('{', () => response.destroy()),
    ],
    ['no HTTP', (request) => request.socket.end('SSH-2.0-OpenSSH_9.6\r\n')],
  ])('that answers rubbish cannot be reached: %s', async (_, listener) => {
    const { url } = await serve(listener);
    const { code, out, err } = await ask(url);
    expect(code).toBe(3);
    expect(out).toBe('');
    expect(err).toMatch(new RegExp(`^mfa: [^\\n]*${url}[^\\n]*\\n$`));
    expect(err).not.toContain('a password');
  });

  test('that is asked too often says so', async () => {
    const { url } = await serve((_, response) =>
      response.writeHead(429).end('{"message":"Too Many Requests"}'),
    );
    expect(await ask(url)).toMatchObject({ code: 1, err: expect.stringMatching(/too many requests/) });
  });

  test.each<[string, http.RequestListener]>([
    ['does not answer', () => undefined],
    [
      'answers byte by byte without an end',
      (_, response) => {
        response.writeHead(200);
        const drip = setInterval(() => response.write(' '), 50);
        response.on('close', () => clearInterval(drip));
      },
    ],
  ])('that %s is given up after the time-out', async (_, listener) => {
    const { url } = await serve(listener);
    const { code, err } = await ask(url, '--timeout', '0.5');
    expect(code).toBe(3);
    expect(err).toBe(`mfa: Cannot reach ${url}: no answer within 0.5 s.\n`);
  });

  test('whose words would move the cursor or hide text is shown without that power', async () => {
    const { url } = await serve((_, response) => {
      const problem = { type: 'x/forbidden', detail: 'no\u001b[2J\u001b]0;owned\u0007 \u202eway' };
      response.writeHead(403).end(JSON.stringify(problem));
    });
    const { code, err } = await ask(url);
    expect(code).toBe(1);
    expect(err).toMatch(/^mfa: no/);
    for (const power of ['\u001b', '\u0007', '\u202e']) expect(err).not.toContain(power);
  });

  test.each([
    [[['authenticator'], ['email', 'authenticator']], ['  mfa factors enable authenticator']],
    [
      [['email'], ['authenticator']],
      ['  mfa factors enable email', '  mfa factors enable authenticator'],
    ],
    [[['email', 'authenticator']], ['  mfa factors enable email  # or authenticator']],
    [[], []],
  ])('whose organizations accept %j is met by %j', async (accepts, commands) => {
    const organizations = accepts.map((accept, index) => ({
      id: `o${index}`,
      name: `Or\u001b[2Jg${index}`,
      accept,
    }));
    const type = 'x/mfa-required-by-organization';
    const refusal = { type, detail: 'No.', activateUrl: '/account/mfa/activate', organizations };
    const { url } = await serve((_, response) => response.writeHead(403).end(JSON.stringify(refusal)));
    const { code, err } = await ask(url);
    expect(code).toBe(4);
    expect(err.split('\n')).toEqual([
      'mfa: No.',
      ...accepts.map((accept, index) => `Or\ufffd[2Jg${index} accepts ${accept.join(' or ')}.`),
      ...commands,
      '  mfa signin',
      `or in the browser: ${url}/account/mfa/activate`,
      '',
    ]);
  });

  test('that takes long is waited for with a word, which goes when the answer is there', async () => {
    const waiting: http.ServerResponse[] = [];
    const { url } = await serve((_, response) => void waiting.push(response));
    const terminal = Terminal.mfa(home, ['orgs'], { MFA_TOKEN: 'a.b', MFA_SERVER: url });
    await terminal.until('Counting members …');
    waiting[0]?.end('[]');
    expect(await terminal.exitCode).toBe(0);
    expect(await terminal.lines()).toEqual(['No organizations. Create one: mfa orgs create NAME']);
    const slow = await serve((_, response) => setTimeout(() => response.end('[]'), 1500));
    const environment = { MFA_TOKEN: 'a.b', MFA_SERVER: slow.url };
    const piped = await run(home, ['orgs', '--json'], { environment });
    expect(piped).toEqual({ code: 0, out: '[]\n', err: '' });
  });

  test('whose clock differs is found by the doctor', async () => {
    const { url } = await serve((_, response) => {
      response.setHeader('date', new Date(Date.now() + 120_000).toUTCString());
      response.end('{"pods":[{"name":"default"}]}');
    });
    const begunAt = Date.now();
    const { code, out } = await run(home, ['doctor', '--server', url]);
    expect(code).toBe(1);
    const seconds = Number(/^FAIL clock {4}(\d+) s behind the server: set it right/m.exec(out)?.[1]);
    // An answer that is read late on a busy machine is older by then.
    expect(seconds).toBeGreaterThanOrEqual(119 - Math.ceil((Date.now() - begunAt) / 1000));
    expect(seconds).toBeLessThanOrEqual(121);
  });
});

test('the token is in no argument, no output and no error', async () => {
  const own = newHome(baseUrl());
  await signIn(own);
  const token = storedToken(own);
  for (const words of [
    ['whoami'],
    ['sessions', '--json'],
    ['doctor'],
    ['config'],
    ['events'],
    ['sessions', 'end', 'x'],
  ]) {
    const { out, err } = await run(own, words);
    expect(out + err, words.join(' ')).not.toContain(token);
  }
  removeHome(own);
});
