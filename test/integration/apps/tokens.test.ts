import { createLocalJWKSet, decodeJwt, decodeProtectedHeader, jwtVerify } from 'jose';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { createVerifier } from '../../../packages/verify/src/index.ts';
import { accountWith, linkToken, stepUp } from '../../support/accounts.ts';
import { registerApp, shop, tokenFor } from '../../support/apps.ts';
import { createOrganization, foundOrganization, join, requireMfa } from '../../support/organizations.ts';
import { accountWithPasskey, signInByPasskey } from '../../support/passkeys.ts';
import { register, session } from '../../support/people.ts';
import { origin, type Service, startService } from '../../support/service.ts';
import { SoftwarePasskey } from '../../support/software-authenticator.ts';

const day = 86_400_000;
let service: Service;
let appID: string;
beforeAll(async () => {
  service = await startService();
  appID = (await registerApp(service)).id;
});
afterAll(() => service.close());

const published = async () => (await service.call('oidc/keys')).body;
const ask = (token: string, audience = shop.audience) =>
  service.call('auth/token', { token, body: { audience } });

/** Verifies a token as an app does, with the keys as they are published now. */
async function verified(token: string) {
  const { payload } = await jwtVerify(token, createLocalJWKSet(await published()), {
    issuer: origin,
    audience: shop.audience,
    algorithms: ['RS256'],
    currentDate: new Date(service.clock.now),
  });
  return payload;
}

describe('a token for an app', () => {
  test('says who signed in, how, when and where, and lives for five minutes', async () => {
    const account = await accountWith(service, 'authenticator');
    const orgID = await createOrganization(service, account.token);
    const { sid, authenticatedAt } = (await service.call('auth/verify', { token: account.token })).body;
    const answer = await ask(account.token);
    const now = Math.floor(service.clock.now / 1000);
    expect(answer.body.expiresAt).toBe(new Date((now + 300) * 1000).toISOString());
    expect(await verified(answer.body.token)).toEqual({
      iss: origin,
      sub: account.id,
      aud: shop.audience,
      client_id: appID,
      sid,
      jti: expect.any(String),
      iat: now,
      exp: now + 300,
      auth_time: Math.floor(Date.parse(authenticatedAt) / 1000),
      acr: 'aal2',
      amr: ['pwd', 'otp', 'mfa'],
      methods: ['password', 'authenticator'],
      orgs: [{ id: orgID, role: 'owner' }],
    });
    const { keys } = await published();
    expect(decodeProtectedHeader(answer.body.token)).toEqual({
      alg: 'RS256',
      typ: 'at+jwt',
      kid: keys[0].kid,
    });
  });

  test.each([
    [true, ['pop', 'user', 'swk', 'mfa']],
    [false, ['pop', 'user', 'mfa']],
  ])('says of a passkey that can be synced (%s) what auth/verify says of it', async (backupEligible, amr) => {
    const { passkey } = await accountWithPasskey(service, new SoftwarePasskey({ backupEligible }));
    const token = (await signInByPasskey(service, passkey)).body.sessionToken;
    const verify = (await service.call('auth/verify', { token })).body;
    const claims = await verified((await ask(token)).body.token);
    expect(verify.amr).toEqual(amr);
    expect(claims).toMatchObject({ amr: verify.amr, acr: verify.acr, methods: verify.methods });
  });

  test('has an id of its own each time', async () => {
    const token = await session(service, await register(service));
    const [one, other] = [await tokenFor(service, token), await tokenFor(service, token)];
    expect(decodeJwt(one).jti).not.toBe(decodeJwt(other).jti);
  });

  test('satisfies @serverless-mfa/verify until the sign-in is too old, and again after a step-up', async () => {
    const account = await accountWith(service, 'authenticator');
    const verifier = createVerifier({
      issuer: origin,
      audience: shop.audience,
      keys: createLocalJWKSet(await published()),
      now: () => new Date(service.clock.now),
    });
    const required = { acr: 'aal2', maxAge: 300 } as const;
    const tried = async (token: string) =>
      verifier.verify(`Bearer ${await tokenFor(service, token)}`, required).then(
        () => 'accepted',
        (error: unknown) => (error as { code: string }).code,
      );
    expect(await tried(account.token)).toBe('accepted');
    service.clock.now += 400_000;
    expect(await tried(account.token)).toBe('insufficient_user_authentication');
    expect(await tried(await stepUp(service, account, account.app))).toBe('accepted');
  });

  test('never outlives its session', async () => {
    const token = await session(service, await register(service));
    const { expiresAt } = (await service.call('auth/verify', { token })).body;
    while (service.clock.now < Date.parse(expiresAt) - 1_800_000) {
      service.clock.now += 1_800_000;
      await service.call('auth/verify', { token });
    }
    service.clock.now = Date.parse(expiresAt) - 60_000;
    const { exp } = decodeJwt(await tokenFor(service, token));
    expect((exp ?? 0) * 1000).toBeLessThanOrEqual(Date.parse(expiresAt));
  });

  test('is refused for an audience that no app has', async () => {
    const token = await session(service, await register(service));
    for (const audience of ['https://other.example', origin, 'app', `${shop.audience}/`])
      expect(await ask(token, audience)).toMatchObject({ status: 404, body: { reason: 'app-unknown' } });
  });
});

describe('there is no new token, from that moment on,', () => {
  test('after signing out', async () => {
    const token = await session(service, await register(service));
    await service.call('auth/sign-out', { token });
    expect(await ask(token)).toMatchObject({ status: 401, slug: 'signed-out' });
  });

  test('after a change of the password elsewhere', async () => {
    const person = await register(service);
    const [token, other] = [await session(service, person), await session(service, person)];
    const body = { currentPassword: person.password, newPassword: 'another kettle under snow' };
    expect((await service.call('account/change-password', { token: other, body })).status).toBe(204);
    expect(await ask(token)).toMatchObject({ status: 401, slug: 'signed-out' });
  });

  test('after the owner of an organization required a factor, or removed the member', async () => {
    const { orgID, owner } = await foundOrganization(service, 'authenticator');
    const person = await register(service);
    const member = { ...person, token: await session(service, person) };
    await join(service, { orgID, owner }, member);
    expect(decodeJwt(await tokenFor(service, member.token))['orgs']).toEqual([{ id: orgID, role: 'member' }]);
    expect((await requireMfa(service, orgID, owner.token)).status).toBe(200);
    expect(await ask(member.token)).toMatchObject({ status: 403, slug: 'mfa-required-by-organization' });
    const parameters = { orgID, userID: member.id };
    expect((await service.call('orgs/remove-user', { parameters, token: owner.token })).status).toBe(204);
    expect(decodeJwt(await tokenFor(service, member.token))['orgs']).toEqual([]);
  });

  test('after the undo of a factor', async () => {
    const account = await accountWith(service, 'email');
    const token = await linkToken(service, account.email, 'undo');
    expect((await ask(account.token)).status).toBe(200);
    expect((await service.call('mfa/undo', { body: { token } })).status).toBe(204);
    expect(await ask(account.token)).toMatchObject({ status: 401, slug: 'signed-out' });
  });
});

describe('the signing keys', () => {
  test('change every month, a day after the next one is published', async () => {
    const fresh = await startService();
    try {
      await registerApp(fresh);
      const person = await register(fresh);
      const kidOfToken = async () =>
        decodeProtectedHeader(await tokenFor(fresh, await session(fresh, person))).kid;
      const kids = async () =>
        (await fresh.call('oidc/keys')).body.keys.map((key: { kid: string }) => key.kid);
      const first = await kidOfToken();
      fresh.clock.now += 29 * day;
      await fresh.run('keys/rotate');
      const both = await kids();
      expect(both).toEqual([first, expect.any(String)]);
      expect(await kidOfToken()).toBe(first);
      fresh.clock.now += day;
      await fresh.run('keys/rotate');
      expect(await kidOfToken()).toBe(both[1]);
      expect(await kids()).toEqual(both);
      fresh.clock.now += 2 * day;
      await fresh.run('keys/rotate');
      expect(await kids()).toEqual([both[1]]);
    } finally {
      await fresh.close();
    }
  });

  test('are one, whether two rotations or twenty first tokens meet', async () => {
    const fresh = await startService({ conflicts: 'queue' });
    try {
      await registerApp(fresh);
      const tokens = await Promise.all(
        Array.from({ length: 5 }, async () => session(fresh, await register(fresh))),
      );
      const issued = await Promise.all([
        ...tokens.map((token) => tokenFor(fresh, token)),
        fresh.run('keys/rotate').then(() => undefined),
        fresh.run('keys/rotate').then(() => undefined),
      ]);
      const kids = new Set(
        issued.filter((one) => one !== undefined).map((one) => decodeProtectedHeader(one).kid),
      );
      expect(kids.size).toBe(1);
      expect((await fresh.call('oidc/keys')).body.keys).toHaveLength(1);
      fresh.clock.now += 29 * day;
      await Promise.all([fresh.run('keys/rotate'), fresh.run('keys/rotate'), fresh.run('keys/rotate')]);
      expect((await fresh.call('oidc/keys')).body.keys).toHaveLength(2);
    } finally {
      await fresh.close();
    }
  });

  test('are sealed where they are stored', async () => {
    const row = (await service.rows('keys')).find(({ id }) => id === 'signing-keys');
    expect(row).toMatchObject({ keys: [{ sealed: expect.stringMatching(/^1(\.[\w-]+){3}$/) }] });
    const stored = JSON.stringify(row);
    // The beginning of every private RSA key in PKCS #8, in base64.
    expect(stored).not.toContain(Buffer.from('308204', 'hex').toString('base64url').slice(0, 4));
  });

  test('are small enough for load balancers, and may be kept for five minutes by anyone', async () => {
    const answer = await service.call('oidc/keys');
    expect(answer.body.keys.length).toBeLessThanOrEqual(10);
    expect(JSON.stringify(answer.body).length).toBeLessThan(150_000);
    expect(answer.headers).toMatchObject({
      'cache-control': 'public, max-age=300',
      'access-control-allow-origin': '*',
    });
  });
});

test('discovery names the issuer and where the keys are', async () => {
  const { body, headers } = await service.call('oidc/discovery');
  expect(body).toMatchObject({ issuer: origin, jwks_uri: `${origin}/.well-known/jwks.json` });
  expect(headers['cache-control']).toBe('public, max-age=300');
});
