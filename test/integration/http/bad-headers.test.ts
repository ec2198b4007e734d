import { beforeAll, describe, expect, test } from 'vitest';
import { type Step, type StepName, steps } from '../../../functions/steps.ts';
import { expectRefusal, type Sender, useOddRequests } from './odd-requests.ts';

/** Whatever headers arrive, at whatever path: a problem document with the right status, never 5xx, and nothing changed. */

const { sender, ask, expectNothingHappened } = useOddRequests();
let account: Sender['account'];
let other: Sender['other'];
let token: string;
beforeAll(() => {
  ({ account, other, token } = sender());
});

const rows = (steps as readonly Step[]).map((row) => ({ ...row, name: row.name as StepName }));

describe('headers', () => {
  const needSession = rows.filter(({ caller }) => caller !== 'anyone').map(({ name }) => name);

  test('without a session every step that needs one answers signed-out, whatever the body', async () => {
    for (const name of needSession)
      for (const text of ['', '{', '{}', 'x'.repeat(300_000)]) {
        const answer = await ask(name, { token: undefined, text });
        expectRefusal(answer, [401], `${name} ${text.slice(0, 10)}`);
        expect(answer.slug).toBe('signed-out');
      }
    await expectNothingHappened();
  });

  test('of 8 KB, with control characters or of another scheme are no session', async () => {
    const [, secret = ''] = token.split('.');
    const values = [
      `Bearer ${'x'.repeat(8192)}`,
      `Bearer ${account.id}.${'x'.repeat(8192)}`,
      `Bearer ${'x'.repeat(8192)}.${secret}`,
      `Bearer ${other.id}.${secret}`,
      `Bearer ${token} ${token}`,
      `Bearer ${token},${token}`,
      `Bearer ${token}\u0000`,
      `Bearer ${token.toUpperCase()}`,
      `Basic ${Buffer.from(`${account.email}:${account.password}`).toString('base64')}`,
      token,
      'Bearer',
      'Bearer ',
      'Bearer null',
      'Bearer .',
      'Bearer \ud800.\udc00',
    ];
    for (const authorization of values) {
      const answer = await ask('auth/verify', { token: undefined, headers: { authorization } });
      expectRefusal(answer, [401], authorization.slice(0, 40));
    }
    for (const cookie of [
      '__Host-session=',
      `__Host-session=${'x'.repeat(8192)}`,
      '__Host-session',
      'x'.repeat(8192),
      '=',
      ';',
    ])
      expectRefusal(
        await ask('auth/verify', { token: undefined, cookies: [cookie] }),
        [401],
        cookie.slice(0, 40),
      );
    await expectNothingHappened();
  });

  test('the guide’s command line sends a JSON content type without a body, and an empty bearer: that is fine', async () => {
    const headers = { 'content-type': 'application/json' };
    expect((await ask('auth/verify', { headers })).status).toBe(200);
    expect(
      (await ask('openapi/read', { token: undefined, headers: { ...headers, authorization: 'Bearer ' } }))
        .status,
    ).toBe(200);
  });

  test('a browser that calls itself anything at all is no obstacle', async () => {
    for (const agent of [
      '',
      '\u0000',
      '('.repeat(8192),
      'x'.repeat(8192),
      '日本語',
      'Mozilla/5.0 (',
      '123456 123456',
    ])
      expectRefusal(
        await ask('account/verify-email', {
          body: { registrationID: 'x', code: '000000' },
          headers: { 'user-agent': agent },
        }),
        [404],
        agent.slice(0, 20),
      );
    await expectNothingHappened();
  });
});

test('a path that is not there is a problem document, for every method', async () => {
  for (const proxy of ['', 'x', '../..', 'auth/signin/', '\u0000', 'x'.repeat(8192)])
    expectRefusal(await ask('http/not-found', { parameters: { proxy } }), [404], proxy.slice(0, 20));
  await expectNothingHappened();
});
