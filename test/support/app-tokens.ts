import * as crypto from 'node:crypto';
import { exportJWK, type JWTHeaderParameters, SignJWT } from 'jose';

const pair = () => crypto.generateKeyPairSync('rsa', { modulusLength: 2048 });

/** An issuer of tokens for apps, for tests of what verifies them. */
export async function testIssuer(issuer: string, audience: string) {
  const { privateKey, publicKey } = pair();
  const kid = 'test';
  const jwk = { ...(await exportJWK(publicKey)), kid, alg: 'RS256', use: 'sig' };
  const sign = (
    claims: object,
    header: Partial<JWTHeaderParameters> = {},
    key: crypto.KeyObject = privateKey,
  ) =>
    new SignJWT({ iss: issuer, aud: audience, ...claims })
      .setProtectedHeader({ alg: 'RS256', typ: 'at+jwt', kid, ...header })
      .sign(key);
  return { jwks: { keys: [jwk] }, publicKey, otherKey: pair().privateKey, sign };
}

/** The claims of a token of a user who proved an authenticator at `now`, in epoch seconds. */
export const userClaims = (now: number) => ({
  sub: 'account-1',
  client_id: 'app-1',
  sid: 'session-1',
  jti: 'token-1',
  iat: now,
  exp: now + 300,
  auth_time: now,
  acr: 'aal2',
  amr: ['pwd', 'otp', 'mfa'],
  methods: ['password', 'authenticator'],
  orgs: [],
});
