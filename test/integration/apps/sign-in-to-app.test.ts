import { createLocalJWKSet, jwtVerify } from 'jose';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import type { App } from '../../../core/apps/app.ts';
import { accountWith } from '../../support/accounts.ts';
import { callback, codeFor, redeem, userinfo } from '../../support/app-sign-ins.ts';
import { registerApp, shop } from '../../support/apps.ts';
import { createOrganization } from '../../support/organizations.ts';
import { origin, type Service, startService } from '../../support/service.ts';

let service: Service;
let app: App;
beforeAll(async () => {
  service = await startService();
  app = await registerApp(service, { ...shop, redirectURIs: [callback] });
});
afterAll(() => service.close());

/** Verifies an id token as an app does, with the published keys. */
async function verified(idToken: string, audience = app.id) {
  const keys = createLocalJWKSet((await service.call('oidc/keys')).body);
  const { payload } = await jwtVerify(idToken, keys, { issuer: origin, audience, algorithms: ['RS256'] });
  return payload;
}

describe('a sign-in to an app', () => {
  test('gives it an id token and userinfo that say who signed in, and how', async () => {
    const account = await accountWith(service, 'authenticator');
    const orgID = await createOrganization(service, account.token);
    const { sid, authenticatedAt } = (await service.call('auth/verify', { token: account.token })).body;
    const started = await codeFor(service, app, account.token);
    expect(started.returned.searchParams.get('state')).toBe(started.request.state);
    expect(started.returned.searchParams.get('iss')).toBe(origin);
    const tokens = await redeem(service, app, started);
    expect(tokens).toMatchObject({ status: 200, body: { token_type: 'Bearer', expires_in: 300 } });
    expect(tokens.headers['cache-control']).toBe('no-store');
    const who = {
      sub: account.id,
      sid,
      name: expect.any(String),
      email: account.email,
      email_verified: true,
      groups: [orgID],
      orgs: [{ id: orgID, role: 'owner' }],
    };
    expect(await verified(tokens.body.id_token)).toMatchObject({
      ...who,
      nonce: started.request.nonce,
      acr: 'aal2',
      amr: ['pwd', 'otp', 'mfa'],
      auth_time: Math.floor(Date.parse(authenticatedAt) / 1000),
    });
    const info = await userinfo(service, tokens.body.access_token);
    expect(info).toMatchObject({ status: 200, body: who });
  });
});
