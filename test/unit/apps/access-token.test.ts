import * as crypto from 'node:crypto';
import { describe, expect, it } from 'vitest';
import { accessClaims, signAccessToken } from '../../../core/apps/access-token.ts';
import type { Session } from '../../../core/sign-in/session.ts';
import { organizationWith } from '../../support/organization-rows.ts';
import { noon, userOf } from '../../support/users.ts';

const session: Session = {
  userID: 'ada',
  id: 'session-1',
  kind: 'cli',
  generation: 1,
  methods: ['password', 'authenticator'],
  createdAt: noon - 60_000,
  authenticatedAt: noon - 59_001,
  lastSeenAt: noon,
  expiresAt: noon + 86_400_000,
  ttl: 0,
  address: '192.0.2.1',
  browser: 'Firefox on Linux',
};

const claimsOf = (more: Partial<Session> = {}) =>
  accessClaims({
    issuer: 'https://mfa.example.com',
    appID: 'app-1',
    audience: 'https://api.shop.example',
    session: { ...session, ...more },
    user: userOf(['authenticator'], { organizations: ['acme', 'beta'] }),
    organizations: [organizationWith(), organizationWith({ organizationID: 'beta', owners: ['bob'] })],
    tokenID: 'token-1',
    now: noon + 999,
  });
const second = Math.floor((noon + 999) / 1000);

describe('a token for an app', () => {
  it('says whom it is about, for whom it is, and what was proved last and when', () => {
    expect(claimsOf()).toEqual({
      iss: 'https://mfa.example.com',
      sub: 'ada',
      aud: 'https://api.shop.example',
      client_id: 'app-1',
      sid: 'session-1',
      jti: 'token-1',
      iat: second,
      exp: second + 300,
      auth_time: Math.floor((noon - 59_001) / 1000),
      acr: 'aal2',
      amr: ['pwd', 'otp', 'mfa'],
      methods: ['password', 'authenticator'],
      orgs: [
        { id: 'acme', role: 'owner' },
        { id: 'beta', role: 'member' },
      ],
    });
  });

  it('ends with its session', () => {
    expect(claimsOf({ expiresAt: noon + 60_000 }).exp).toBe(Math.floor((noon + 60_000) / 1000));
  });

  it('is a JWT of its own type, which the public key verifies', () => {
    const { privateKey, publicKey } = crypto.generateKeyPairSync('rsa', { modulusLength: 2048 });
    const token = signAccessToken(claimsOf(), { id: 'key-1', privateKey });
    const [header = '', claims = '', signature = ''] = token.split('.');
    const read = (part: string) => JSON.parse(Buffer.from(part, 'base64url').toString());
    expect(read(header)).toEqual({ alg: 'RS256', typ: 'at+jwt', kid: 'key-1' });
    expect(read(claims)).toEqual(claimsOf());
    const bytes = Buffer.from(signature, 'base64url');
    expect(crypto.verify('sha256', Buffer.from(`${header}.${claims}`), publicKey, bytes)).toBe(true);
  });
});
