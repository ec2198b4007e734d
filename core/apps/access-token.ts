import * as crypto from 'node:crypto';
import type { User } from '../accounts/user.ts';
import { acrOf } from '../factors/registry.ts';
import type { Organization } from '../organizations/organization.ts';
import { roleOf } from '../organizations/organization.ts';
import { lastProof, lastReferences } from '../sign-in/assurance.ts';
import type { Session } from '../sign-in/session.ts';
import { accessTokenSeconds } from './signing-key.ts';

/** What a token for an app is issued for. */
export interface TokenGrant {
  readonly issuer: string;
  readonly appID: string;
  readonly audience: string;
  readonly session: Session;
  readonly user: User;
  /** The organizations that the account is a member of. */
  readonly organizations: readonly Organization[];
  readonly tokenID: string;
  readonly now: number;
}

const seconds = (at: number) => Math.floor(at / 1000);

/**
 * The claims of a token by which an app knows the user (RFC 9068). It says what was proved last and when, and lives for five
 * minutes, or until its session ends if that is sooner. It opens nothing of this service.
 */
export function accessClaims({ session, user, organizations, now, ...grant }: TokenGrant) {
  return {
    iss: grant.issuer,
    sub: user.userID,
    aud: grant.audience,
    client_id: grant.appID,
    sid: session.id,
    jti: grant.tokenID,
    iat: seconds(now),
    exp: Math.min(seconds(now) + accessTokenSeconds, seconds(session.expiresAt)),
    auth_time: seconds(session.authenticatedAt),
    acr: acrOf(lastProof(session)),
    amr: lastReferences(session),
    methods: session.methods,
    orgs: organizations.map((organization) => ({
      id: organization.organizationID,
      role: roleOf(organization, user.userID),
    })),
  };
}

/** Signs claims as a JWT with RS256, of the type of access tokens, which no id token has. */
export function signAccessToken(
  claims: object,
  key: { readonly id: string; readonly privateKey: crypto.KeyObject },
) {
  const encode = (part: object) => Buffer.from(JSON.stringify(part)).toString('base64url');
  const input = `${encode({ alg: 'RS256', typ: 'at+jwt', kid: key.id })}.${encode(claims)}`;
  return `${input}.${crypto.sign('sha256', Buffer.from(input), key.privateKey).toString('base64url')}`;
}
