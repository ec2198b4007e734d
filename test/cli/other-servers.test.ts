import * as http from 'node:http';
import type { AddressInfo } from 'node:net';
import { afterAll, afterEach, beforeAll, describe, expect, test } from 'vitest';
import { baseUrl, type LivePerson, register } from '../support/live-client.ts';
import { type Home, newHome, removeHome, run, Terminal } from '../support/terminal.ts';

/** Servers that are not the service, or do not answer. */

let home: Home;
let person: LivePerson;
beforeAll(async () => {
  home = newHome(baseUrl());
  person = await register('cli-other-servers');
});
afterAll(() => removeHome(home));

const signIn = (at: Home) =>
  run(at, ['signin', '--email', person.email, '--password-stdin'], { input: person.password });

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
    expect(await ask(url)).toMatchObject({ code: 9, err: expect.stringMatching(/too many requests/) });
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
    expect(err).toBe(
      `mfa: Cannot reach ${url}: no answer to POST /api/auth/signin within 0.5 s (--timeout waits longer).\n`,
    );
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

describe('the session file', () => {
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
});
