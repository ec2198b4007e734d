import { decodeJwt } from 'jose';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import type { App } from '../../../core/apps/app.ts';
import {
  answerRequest,
  arrive,
  callback,
  callProvider,
  codeFor,
  comeBack,
  cookiesOf,
  newAppBrowser,
  redeem,
  requestOf,
  userinfo,
} from '../../support/app-sign-ins.ts';
import { registerApp } from '../../support/apps.ts';
import { foundOrganization, join, requireMfa } from '../../support/organizations.ts';
import { register, session } from '../../support/people.ts';
import { origin, type Service, startService } from '../../support/service.ts';

/*
 * Attacks on the sign-in to apps, by RFC 9700 (OAuth 2.0 Security Best Current Practice). The section of each is in its name.
 */

let service: Service;
let app: App;
let server: App;
let token: string;
const secret = 'a-secret-of-the-app-that-is-long-enough';
beforeAll(async () => {
  service = await startService();
  app = await registerApp(service, { name: 'Page', audience: 'page', redirectURIs: [callback] });
  const confidential = {
    name: 'Server',
    audience: 'server',
    kind: 'confidential',
    redirectURIs: [callback],
  } as const;
  server = await registerApp(service, confidential, undefined, secret);
  token = await session(service, await register(service));
});
afterAll(() => service.close());

/** What an app is told when its user's browser arrives with a request that is refused. */
async function refusalOf(changed: Readonly<Record<string, string | undefined>>, of = app) {
  const browser = newAppBrowser();
  expect(await arrive(service, browser, requestOf(of, changed).search)).toBeUndefined();
  return new URL(browser.location, origin);
}

describe('redirect URIs (2.1, 4.1)', () => {
  test.each([
    `${callback}/`,
    `${callback}?next=1`,
    `${callback}#x`,
    'https://shop.example/callback/../evil',
    'https://shop.example.evil.example/callback',
    'https://shop.example@evil.example/callback',
    'http://shop.example/callback',
    'https://SHOP.example/callback',
    'https://shop.example:8443/callback',
    'https://shop.example/Callback',
    '//shop.example/callback',
    'javascript:alert(1)',
  ])('other than the registered one, such as %s, are never followed', async (redirect_uri) => {
    const { origin: at, pathname, searchParams } = await refusalOf({ redirect_uri });
    expect([at, pathname]).toEqual([origin, '/authorize/failed']);
    expect(searchParams.get('error')).toMatch(/^invalid_re/);
  });

  test('are required, and that of the token request is the same', async () => {
    expect((await refusalOf({ redirect_uri: undefined })).pathname).toBe('/authorize/failed');
    const started = await codeFor(service, app, token);
    for (const redirect_uri of ['https://evil.example/callback', `${callback}/`])
      expect(await redeem(service, app, started, { redirect_uri })).toMatchObject({
        status: 400,
        body: { error: 'invalid_grant' },
      });
  });

  test('are not followed for an app that does not exist, or that nobody signs in to', async () => {
    const other = await registerApp(service, { name: 'Api', audience: 'api' });
    for (const client_id of ['operator.none', 'audience#page.app', '../x', '', other.id]) {
      const { pathname, searchParams } = await refusalOf({ client_id });
      expect([pathname, searchParams.get('error')]).toEqual([
        '/authorize/failed',
        client_id === '' ? 'invalid_request' : 'invalid_client',
      ]);
    }
  });
});

describe('PKCE (2.1.1, 4.8)', () => {
  test.each([
    ['no challenge', { code_challenge: undefined, code_challenge_method: undefined }],
    ['the method "plain"', { code_challenge_method: 'plain' }],
    ['no method', { code_challenge_method: undefined }],
  ])('is required of every app: %s is refused', async (_, changed) => {
    for (const one of [app, server]) {
      const returned = await refusalOf(changed, one);
      expect(returned.origin + returned.pathname).toBe(callback);
      expect(returned.searchParams.get('error')).toBe('invalid_request');
      expect(returned.searchParams.get('code')).toBeNull();
    }
  });

  test('makes a stolen code worth nothing', async () => {
    const stolen = await codeFor(service, app, token);
    const others = await codeFor(service, app, token);
    for (const code_verifier of [others.request.verifier, ''])
      expect((await redeem(service, app, stolen, { code_verifier })).status).toBe(400);
    const injected = { code: stolen.code, request: others.request };
    expect((await redeem(service, app, injected)).body.error).toBe('invalid_grant');
  });
});

describe('a code', () => {
  test('is good once, however many redeem it at the same moment', async () => {
    const started = await codeFor(service, app, token);
    const all = await Promise.all(Array.from({ length: 20 }, () => redeem(service, app, started)));
    const given = all.filter(({ status }) => status === 200);
    expect(given.length).toBeLessThanOrEqual(1);
    for (const { status, body } of all.filter((one) => one.status !== 200))
      expect([status, body.error]).toEqual([400, 'invalid_grant']);
    // Somebody else has the code too: what was given for it is no longer good (RFC 6749, 4.1.2).
    for (const { body } of given) expect((await userinfo(service, body.access_token)).status).toBe(401);
  });

  test('that is redeemed again ends what was given for it', async () => {
    const started = await codeFor(service, app, token);
    const { body } = await redeem(service, app, started);
    expect((await userinfo(service, body.access_token)).status).toBe(200);
    expect((await redeem(service, app, started)).body.error).toBe('invalid_grant');
    expect((await userinfo(service, body.access_token)).status).toBe(401);
  });

  test('is good for a minute', async () => {
    const started = await codeFor(service, app, token);
    service.clock.now += 61_000;
    expect((await redeem(service, app, started)).body.error).toBe('invalid_grant');
  });

  test('is of one app alone, and that app has to prove that it is the app', async () => {
    const started = await codeFor(service, server, token);
    expect((await redeem(service, app, started)).body.error).toBe('invalid_grant');
    for (const wrong of [
      {},
      { client_secret: 'guessed' },
      { client_secret: server.signIn?.secretDigest ?? '' },
    ])
      expect(await redeem(service, server, started, wrong)).toMatchObject({
        status: 401,
        body: { error: 'invalid_client' },
      });
    const basic = Buffer.from(`${server.id}:${secret}`).toString('base64');
    const right = await redeem(service, server, started, {}, { authorization: `Basic ${basic}` });
    expect(right.status).toBe(200);
    expect(decodeJwt(right.body.id_token).aud).toBe(server.id);
  });

  test('and its tokens are worth nothing when the session of the user has ended', async () => {
    const person = await register(service);
    const own = await session(service, person);
    const [early, late] = [await codeFor(service, app, own), await codeFor(service, app, own)];
    const { body } = await redeem(service, app, early);
    expect((await userinfo(service, body.access_token)).status).toBe(200);
    await service.call('auth/sign-out', { token: own });
    expect((await redeem(service, app, late)).body.error).toBe('invalid_grant');
    expect((await userinfo(service, body.access_token)).status).toBe(401);
  });

  test('and its tokens are worth nothing when an organization requires more than the session has', async () => {
    const { orgID, owner } = await foundOrganization(service, 'authenticator');
    const person = await register(service);
    const member = { ...person, token: await session(service, person) };
    await join(service, { orgID, owner }, member);
    const [early, late] = [
      await codeFor(service, app, member.token),
      await codeFor(service, app, member.token),
    ];
    const { body } = await redeem(service, app, early);
    expect((await requireMfa(service, orgID, owner.token)).status).toBe(200);
    expect((await redeem(service, app, late)).body.error).toBe('invalid_grant');
    expect((await userinfo(service, body.access_token)).status).toBe(401);
    const browser = newAppBrowser();
    const requestID = (await arrive(service, browser, requestOf(app).search)) ?? '';
    expect((await answerRequest(service, browser, requestID, member.token)).slug).toBe(
      'mfa-required-by-organization',
    );
  });
});

describe('the request of an app is answered', () => {
  test('only in the browser that the app sent here: nobody signs in as somebody else (4.7)', async () => {
    const attacker = newAppBrowser();
    const requestID = (await arrive(service, attacker, requestOf(app).search)) ?? '';
    // The victim opens the link to the attacker's request, and is signed in.
    const victim = newAppBrowser();
    expect(await answerRequest(service, victim, requestID, token)).toMatchObject({
      status: 404,
      body: { reason: 'authorization-over' },
    });
    const parameters = { requestID };
    expect((await service.call('oidc/read-request', { parameters })).status).toBe(404);
    await comeBack(service, victim, requestID);
    expect(victim.location).toMatch(/^\/authorize\/failed/);
    // Nor does the attacker get a code from a request that nobody answered.
    await comeBack(service, attacker, requestID);
    expect(attacker.location).toMatch(/^\/authorize\//);
  });

  test('by somebody who is signed in, from our own page', async () => {
    const browser = newAppBrowser();
    const requestID = (await arrive(service, browser, requestOf(app).search)) ?? '';
    const parameters = { requestID };
    const cookies = cookiesOf(browser);
    const body = { approve: true };
    expect((await service.call('oidc/answer-request', { parameters, body, cookies })).status).toBe(401);
    const foreign = await service.call('oidc/answer-request', {
      parameters,
      body,
      cookies: [...cookies, `__Host-session=${token}`],
      headers: { origin: 'https://evil.example' },
    });
    expect(foreign).toMatchObject({ status: 403, body: { reason: 'foreign-origin' } });
  });

  test('for ten minutes, once', async () => {
    const browser = newAppBrowser();
    const requestID = (await arrive(service, browser, requestOf(app).search)) ?? '';
    expect((await answerRequest(service, browser, requestID, token)).status).toBe(200);
    await comeBack(service, browser, requestID);
    expect(new URL(browser.location).searchParams.get('code')).toMatch(/^[\w-]{43}$/);
    expect((await answerRequest(service, browser, requestID, token)).status).toBe(404);

    const slow = newAppBrowser();
    const late = (await arrive(service, slow, requestOf(app).search)) ?? '';
    service.clock.now += 600_000;
    expect((await answerRequest(service, slow, late, token)).status).toBe(404);
  });

  test('with access_denied if the user refuses', async () => {
    const browser = newAppBrowser();
    const { request, search } = requestOf(app);
    const requestID = (await arrive(service, browser, search)) ?? '';
    const own = await session(service, await register(service));
    await answerRequest(service, browser, requestID, own, false);
    await comeBack(service, browser, requestID);
    const { searchParams, origin: at } = new URL(browser.location);
    expect([at, searchParams.get('error'), searchParams.get('state'), searchParams.get('iss')]).toEqual([
      'https://shop.example',
      'access_denied',
      request.state,
      origin,
    ]);
  });
});

describe('an answer', () => {
  test.each(['code token', 'token', 'id_token', 'code id_token', 'none', undefined])(
    'of the type %s is not given: tokens never travel in an address (2.1.2)',
    async (response_type) => {
      const { searchParams, hash } = await refusalOf({ response_type });
      // For these types, the answer is in the fragment, also when it is refused.
      const answer = hash === '' ? searchParams : new URLSearchParams(hash.slice(1));
      expect(answer.get('error')).toMatch(
        /^(unsupported_response_type|unauthorized_client|invalid_request)$/,
      );
      for (const given of ['code', 'access_token', 'id_token']) expect(answer.get(given)).toBeNull();
    },
  );

  test('names its issuer, also when it refuses, so that nobody mixes it up with that of another service (4.4)', async () => {
    expect((await refusalOf({ scope: 'profile', prompt: 'none' })).searchParams.get('iss')).toBe(origin);
  });

  test('without a page is "login_required"', async () => {
    expect((await refusalOf({ prompt: 'none' })).searchParams.get('error')).toBe('login_required');
  });

  test('is in no page, and no other page can show ours in a frame', async () => {
    for (const response_mode of ['form_post', 'fragment', 'web_message']) {
      const browser = newAppBrowser();
      const answer = await callProvider(service, 'auth', {
        search: requestOf(app, { response_mode }).search,
      });
      expect(answer.headers['content-type'] ?? 'none').not.toContain('html');
      expect(answer.headers['location'] ?? '').not.toContain('code=');
      expect(await arrive(service, browser, requestOf(app, { response_mode }).search)).toBeUndefined();
    }
  });
});

describe('the tables', () => {
  test('have no code, token, secret or id of a request', async () => {
    const browser = newAppBrowser();
    const requestID = (await arrive(service, browser, requestOf(server).search)) ?? '';
    const started = await codeFor(service, app, token);
    const { body } = await redeem(service, app, await codeFor(service, app, token));
    const stored = JSON.stringify([...(await service.rows('grants')), ...(await service.rows('apps'))]);
    expect(stored.length).toBeGreaterThan(1000);
    for (const hidden of [requestID, started.code, body.access_token, body.id_token, secret])
      expect(stored).not.toContain(hidden);
  });

  test('forget what is over', async () => {
    for (const { ttl, expiresAt } of await service.rows('grants'))
      expect(ttl).toBe(Math.ceil(Number(expiresAt) / 1000) + 86_400);
  });
});

test('the address of the service is in its settings, not in what a client sends', async () => {
  const headers = {
    'x-forwarded-host': 'evil.example',
    forwarded: 'host=evil.example',
    host: 'evil.example',
  };
  const answer = await callProvider(service, 'auth', { search: requestOf(app).search, headers });
  expect(JSON.stringify(answer)).not.toContain('evil.example');
  expect(answer.headers['location']).toMatch(/^\/authorize\/[\w-]+$/);
});

test('only the page of a public app may read the answers of the token endpoint', async () => {
  const ask = async (of: App, from: string) =>
    (await redeem(service, of, await codeFor(service, of, token), {}, { origin: from })).headers[
      'access-control-allow-origin'
    ];
  expect(await ask(app, 'https://shop.example')).toBe('https://shop.example');
  expect(await ask(app, 'https://evil.example')).toBeUndefined();
  expect(await ask(server, 'https://shop.example')).toBeUndefined();
});
