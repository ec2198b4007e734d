import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { type Step, steps } from '../../../functions/steps.ts';
import { accountWith } from '../../support/accounts.ts';
import { registerApp, shop, tokenFor } from '../../support/apps.ts';
import { type CallRequest, type Service, startService } from '../../support/service.ts';

/** An app, or whoever takes its token, tries to use it as a session of this service. */

let service: Service;
let token: string;
let accountID: string;
beforeAll(async () => {
  service = await startService();
  await registerApp(service);
  const account = await accountWith(service, 'authenticator');
  accountID = account.id;
  token = await tokenFor(service, account.token);
});
afterAll(() => service.close());

const ways: readonly [string, (token: string) => CallRequest][] = [
  ['as a bearer token', (jwt) => ({ token: jwt })],
  ['as the cookie of the dashboard', (jwt) => ({ cookies: [`__Host-session=${jwt}`] })],
  ['cut to two parts', (jwt) => ({ token: jwt.split('.').slice(0, 2).join('.') })],
  ['as the secret of its user', (jwt) => ({ token: `${accountID}.${jwt.split('.').at(-1)}` })],
];

describe.each(ways)('a token of an app, presented %s,', (_way, request) => {
  const rows = (steps as readonly Step[]).filter(({ caller }) => caller !== 'anyone');

  test.each(rows.map((row) => [row.name, row] as const))('is refused by %s', async (name, row) => {
    const headers = { origin: 'https://mfa.example.com' };
    const body = row.method === 'GET' || row.method === 'DELETE' ? {} : { body: {} };
    const answer = await service.call(name as Parameters<Service['call']>[0], {
      ...request(token),
      ...body,
      headers,
    });
    expect(answer).toMatchObject({ status: 401, slug: 'signed-out' });
  });
});

test('a token of an app gets no other token', async () => {
  const answer = await service.call('auth/token', { token, body: { audience: shop.audience } });
  expect(answer).toMatchObject({ status: 401, slug: 'signed-out' });
});

test('an activation that presents it is one without a session', async () => {
  const person = { identifier: 'nobody@example.com', password: 'violet kettle under rain' };
  const body = { type: 'email', ...person };
  const [withToken, without] = [
    await service.call('mfa/activate', { token, body }),
    await service.call('mfa/activate', { body }),
  ];
  expect(withToken.body).toEqual(without.body);
});
