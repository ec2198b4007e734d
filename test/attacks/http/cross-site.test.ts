import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { stepModules } from '../../../functions/openapi/step-modules.ts';
import { type Step, type StepName, steps } from '../../../functions/steps.ts';
import {
  type Account,
  accountWith,
  everythingStored,
  sessionCookie,
  signInWithFactor,
} from '../../support/accounts.ts';
import { newAddress, register } from '../../support/people.ts';
import { origin, type Service, startService } from '../../support/service.ts';

/** R40: what another site can make a signed-in browser do (GHSA-4px8-7p53-282r Grav), and the cookie's own rules. */

let service: Service;
let account: Account;
let cookies: readonly string[];
beforeAll(async () => {
  service = await startService();
  account = await accountWith(service, 'email');
  const cookie = await signInWithFactor(service, account, undefined, { 'x-session': 'cookie', origin });
  cookies = [`__Host-session=${cookie}`];
});
afterAll(() => service.close());

const rows = (steps as readonly Step[]).map((row) => ({ ...row, name: row.name as StepName }));
const withSession = rows.filter(
  ({ name, caller }) => caller !== 'anyone' || stepModules[name].readsSession === true,
);
const changing = withSession.filter(({ method }) => method !== 'GET').map(({ name }) => name);
const reading = withSession.filter(({ method }) => method === 'GET').map(({ name }) => name);

const foreign: Record<string, Record<string, string>> = {
  'no origin': {},
  'another origin': { origin: 'https://evil.example' },
  'the origin null of a sandboxed frame': { origin: 'null' },
  'another scheme': { origin: origin.replace('https', 'http') },
  'another port': { origin: `${origin}:8443` },
  'a subdomain': { origin: origin.replace('https://', 'https://evil.') },
  'an origin that begins alike': { origin: `${origin}.evil.example` },
  'an origin that ends alike': { origin: `https://evil.example/?${origin}` },
  'two origins': { origin: `${origin}, https://evil.example` },
  'the right Referer alone': { referer: `${origin}/account` },
};

describe('a change by cookie', () => {
  test.each(changing)('%s is refused from elsewhere, and nothing changes', async (name) => {
    const before = await everythingStored(service);
    for (const [what, headers] of Object.entries(foreign)) {
      const parameters = { mfaID: 'x', factorID: 'x', sessionID: 'x', activationID: 'x', name: 'x' };
      const answer = await service.call(name, { cookies, headers, parameters, body: {} });
      expect(answer, what).toMatchObject({ status: 403, slug: 'forbidden' });
      expect(answer.cookies).toEqual([]);
    }
    expect(await everythingStored(service)).toEqual(before);
  });

  test('works from the dashboard itself', async () => {
    const renamed = { body: { name: 'Renamed' }, cookies, headers: { origin } };
    expect((await service.call('account/rename', renamed)).status).toBe(200);
  });

  test("by a form's or plain text's content type is refused even from there", async () => {
    for (const type of [
      'text/plain',
      'application/x-www-form-urlencoded',
      'multipart/form-data; boundary=x',
      '',
    ]) {
      const headers = { origin, 'content-type': type };
      const text = '{"name":"Renamed by form"}';
      const answer = await service.call('account/rename', { cookies, headers, text });
      expect(answer.slug, type).toBe('unsupported-media-type');
    }
    const { body } = await service.call('account/read', { cookies });
    expect(body.name).toBe('Renamed');
  });

  test('by bearer token needs no origin: no other site can send that', async () => {
    const token = (cookies[0] ?? '').split('=')[1] ?? '';
    const request = { body: { name: 'Renamed again' }, token };
    expect((await service.call('account/rename', request)).status).toBe(200);
  });
});

/** These count the members that the account has listed in this minute. */
const counting = ['orgs/list-users', 'orgs/list-groups', 'orgs/coverage', 'orgs/preview-mfa'];

describe('what only reads', () => {
  test.each(reading)(
    '%s answers a cookie without an origin, and writes nothing but the idle mark and its own count',
    async (name) => {
      const row = rows.find((one) => one.name === name);
      const writing = Object.entries(row?.tables ?? {}).flatMap(([table, actions]) =>
        (actions ?? [])
          .filter((action) => /Put|Update|Delete/.test(action))
          .map((action) => `${table} ${action}`),
      );
      const counted = counting.includes(name) ? ['challenges UpdateItem'] : [];
      expect(writing).toEqual(['sessions UpdateItem', ...counted]);
      expect(row).toMatchObject({ mail: false });
    },
  );

  test('is never what changes something: no such step is a GET', () => {
    for (const { method, name } of rows.filter((row) => row.mail)) expect(method, name).not.toBe('GET');
  });
});

describe('signing in for a cookie', () => {
  test('is refused from another origin: nobody is signed in to an account that is not theirs', async () => {
    const person = await register(service);
    const body = { identifier: person.email, password: person.password };
    for (const from of ['https://evil.example', 'null', `${origin}.evil.example`]) {
      const headers = { 'x-session': 'cookie', origin: from };
      const answer = await service.call('auth/sign-in', { body, headers });
      expect(answer, from).toMatchObject({ slug: 'forbidden', cookies: [] });
    }
  });

  test('sets exactly this cookie, and signing out takes exactly it away', async () => {
    const person = await register(service);
    const body = { identifier: person.email, password: person.password };
    const headers = { 'x-session': 'cookie', origin };
    const answer = await service.call('auth/sign-in', { body, headers });
    expect(answer.cookies.map((cookie) => cookie.split('=')[0])).toEqual(['__Host-session', '__Host-device']);
    const [cookie = ''] = answer.cookies;
    expect(cookie).toMatch(
      /^__Host-session=[a-z2-7]{26}\.[\w-]{43}; Max-Age=43200; Path=\/; Secure; HttpOnly; SameSite=Strict$/,
    );
    expect(cookie.length).toBeLessThan(4096);
    const own = [`__Host-session=${sessionCookie(answer)}`];
    const out = await service.call('auth/sign-out', { cookies: own, headers: { origin } });
    expect(out.cookies).toEqual(['__Host-session=; Max-Age=0; Path=/; Secure; HttpOnly; SameSite=Strict']);
  });

  test('without asking for a cookie sets none', async () => {
    const person = await register(service);
    const body = { identifier: person.email, password: person.password };
    const answer = await service.call('auth/sign-in', { body, headers: { origin } });
    expect(answer.cookies).toEqual([]);
    expect(answer.body.sessionToken).toBeTypeOf('string');
  });
});

/** Public keys and where they are, and who may use passkeys: the same for everybody, and without a session. */
const publicSteps: readonly StepName[] = ['oidc/discovery', 'oidc/keys', 'passkeys/origins'];

test('no answer lets another origin read it, whatever origin asks, but what is public', async () => {
  const email = newAddress();
  for (const headers of Object.values(foreign)) {
    for (const { name } of rows) {
      if (name === 'account/register' || name === 'auth/sign-in') continue;
      const answer = await service.call(name, { headers, body: { email }, parameters: { mfaID: 'x' } });
      const names = Object.keys(answer.headers).map((header) => header.toLowerCase());
      const isPublic = publicSteps.includes(name);
      expect(names.filter((header) => header.startsWith('access-control-'))).toEqual(
        isPublic ? ['access-control-allow-origin'] : [],
      );
      expect(answer.headers['x-content-type-options']).toBe('nosniff');
      expect(answer.headers['cache-control']).toBe(isPublic ? 'public, max-age=300' : 'no-store');
    }
  }
});
