import { createRemoteJWKSet, errors, type JWTVerifyGetKey, jwtVerify } from 'jose';
import { type Assurance, isAssured } from './assurance.ts';
import { AuthenticationError } from './authentication-error.ts';
import type { AccessClaims } from './claims.ts';

export interface VerifierOptions {
  /** The URL of the serverless-mfa stage, such as `https://mfa.example.com`. */
  readonly issuer: string;
  /** The audience with which the app is registered there. A token for another app is refused. */
  readonly audience: string;
  /** The signing keys; default: those that the issuer publishes, fetched when they are needed and kept for ten minutes. */
  readonly keys?: JWTVerifyGetKey;
  /** How many seconds the clocks may differ; default 5. */
  readonly clockToleranceSeconds?: number;
  /** Tells the time, for tests. */
  readonly now?: () => Date;
}

/** Verifies the `Authorization` header of a request. */
export interface Verifier {
  /** @throws AuthenticationError, or what went wrong with fetching the signing keys */
  readonly verify: (authorization: string | null | undefined, required?: Assurance) => Promise<AccessClaims>;
}

/** Makes a verifier for the tokens of one app. Make it once: it keeps the signing keys. */
export function createVerifier(options: VerifierOptions): Verifier {
  const { audience, clockToleranceSeconds: clockTolerance = 5, now = () => new Date() } = options;
  // Without an audience, jose would accept tokens for any app.
  if (!audience) throw new TypeError('audience is required');
  const issuer = options.issuer.replace(/\/$/, '');
  const keys = options.keys ?? createRemoteJWKSet(new URL(`${issuer}/.well-known/jwks.json`));
  return {
    verify: async (authorization, required = {}) => {
      const token = /^Bearer +([^\s,]+) *$/i.exec(authorization ?? '')?.[1];
      if (token === undefined) throw new AuthenticationError('token_missing');
      const currentDate = now();
      const { payload } = await jwtVerify<AccessClaims>(token, keys, {
        issuer,
        audience,
        algorithms: ['RS256'],
        // Not an id token, which tells a client about its user and is no key to anything.
        typ: 'at+jwt',
        requiredClaims: ['sub', 'exp', 'iat', 'jti', 'client_id'],
        clockTolerance,
        currentDate,
      }).catch(refuse);
      const earliest = currentDate.getTime() / 1000 - clockTolerance;
      if (!isAssured(payload, required, earliest))
        throw new AuthenticationError('insufficient_user_authentication', required);
      return payload;
    },
  };
}

/** A token that is wrong is the caller's affair; signing keys that could not be fetched are not. */
function refuse(error: unknown): never {
  const isOfToken =
    error instanceof errors.JOSEError &&
    /^ERR_(JW[ST]_|JOSE_|JWKS_NO_MATCHING_KEY|JWKS_MULTIPLE_MATCHING_KEYS)/.test(error.code) &&
    error.code !== 'ERR_JOSE_GENERIC';
  throw isOfToken ? new AuthenticationError('invalid_token', {}, error) : error;
}
