import * as http from 'node:http';
import type { AddressInfo } from 'node:net';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { activateEmail, baseUrl, type LivePerson, register } from '../support/live-client.ts';
import { freePort } from '../support/live-server.ts';
import { type Home, newHome, removeHome, run } from '../support/terminal.ts';

/** What a script reads of a failure: the exit code by its kind, and the last line of stderr as JSON. */

let home: Home;
let person: LivePerson;
beforeAll(async () => {
  home = newHome(baseUrl());
  person = await register('cli-json-failures');
  await activateEmail(person);
});
afterAll(() => removeHome(home));

async function failure(words: readonly string[], options: Parameters<typeof run>[2] = {}) {
  const { code, out, err } = await run(home, [...words, '--json'], options);
  expect(out).toBe('');
  const { error } = JSON.parse(err.trimEnd().split('\n').at(-1) ?? '');
  expect(error.exitCode).toBe(code);
  expect(error.message).toMatch(/\w{3}/);
  return error;
}
const signIn = (input: string, ...more: string[]) =>
  failure(['signin', '--email', person.email, '--password-stdin', ...more], { input });

test('usage', async () => {
  for (const words of [
    ['nonsense'],
    ['whoami', '--nonsense'],
    ['factors', 'enable', 'pigeon'],
    ['orgs', 'show', ''],
  ])
    expect(await failure(words), words.join(' ')).toMatchObject({ kind: 'usage', exitCode: 2 });
});

test('signed out: nobody to ask, and a token that has ended', async () => {
  expect(await failure(['whoami'])).toMatchObject({ kind: 'signed-out', exitCode: 5 });
  const environment = { MFA_TOKEN: 'nobody.nothing' };
  expect(await failure(['whoami'], { environment })).toMatchObject({ kind: 'signed-out', exitCode: 5 });
  const malformed = await failure(['whoami'], { environment: { MFA_TOKEN: 'one\ntwo' } });
  expect(malformed).toMatchObject({
    kind: 'usage',
    exitCode: 2,
    message: expect.stringMatching(/^MFA_TOKEN/),
  });
});

test('a wrong password, and a wrong code with the attempts left', async () => {
  expect(await signIn('not the password at all\n')).toMatchObject({
    kind: 'wrong-credentials',
    exitCode: 6,
    type: 'invalid-credentials',
    reason: 'wrong-credentials',
  });
  expect(await signIn(`${person.password}\n000000\n`, '--otp-stdin')).toMatchObject({
    kind: 'wrong-credentials',
    exitCode: 6,
    type: 'invalid-code',
    reason: 'wrong-code',
    attemptsLeft: 4,
  });
});

test('the server cannot be reached', async () => {
  const server = `http://localhost:${await freePort()}`;
  expect(await failure(['whoami', '--server', server], { environment: { MFA_TOKEN: 'a.b' } })).toMatchObject({
    kind: 'unreachable',
    exitCode: 3,
  });
});

describe('answers of a server', () => {
  const problems: Record<string, object> = {
    '/api/environments/absent': { status: 404, type: 'x/not-found', reason: 'not-found' },
    '/api/account': { status: 409, type: 'x/conflict', reason: 'last-owner' },
    '/api/environments': { status: 403, type: 'x/forbidden', reason: 'owner-needed', organization: 'Acme' },
    '/api/sessions': {
      status: 429,
      type: 'x/too-many-attempts',
      reason: 'too-many-guesses',
      retryAfterSeconds: 30,
    },
    '/api/orgs': { status: 403, type: 'x/mfa-required-by-organization', reason: 'mfa-required' },
  };
  let url: string;
  const server = http.createServer((request, response) => {
    const problem = problems[request.url ?? ''] as { status: number } | undefined;
    if (problem)
      response.writeHead(problem.status).end(JSON.stringify({ detail: 'No, not now.', ...problem }));
    else response.writeHead(429, { 'retry-after': '7' }).end('{"message":"Too Many Requests"}');
  });
  beforeAll(async () => {
    await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
    url = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
  });
  afterAll(() => server.close());

  test.each([
    [['environments', 'absent'], { kind: 'not-found', exitCode: 7, type: 'not-found' }],
    [['account'], { kind: 'conflict', exitCode: 8, type: 'conflict', reason: 'last-owner' }],
    [['environments'], { kind: 'refused', exitCode: 1, type: 'forbidden' }],
    [['sessions'], { kind: 'too-many', exitCode: 9, type: 'too-many-attempts', retryAfterSeconds: 30 }],
    [['orgs'], { kind: 'factor-required', exitCode: 4, type: 'mfa-required-by-organization' }],
    [['events'], { kind: 'too-many', exitCode: 9, retryAfterSeconds: 7 }],
  ])('mfa %j is %j', async (words, wanted) => {
    const environment = { MFA_TOKEN: 'a.b', MFA_SERVER: url };
    expect(await failure(words, { environment })).toMatchObject(wanted);
  });
});
