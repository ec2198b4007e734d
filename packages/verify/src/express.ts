import type { IncomingMessage, ServerResponse } from 'node:http';
import type { Assurance } from './assurance.ts';
import type { AccessClaims } from './claims.ts';
import { guard } from './guard.ts';
import type { Verifier } from './verifier.ts';

const identities = new WeakMap<object, AccessClaims>();

/** The claims of the token of a request that passed `requireAssurance`. @throws TypeError if it did not */
export function identityOf(request: object): AccessClaims {
  const identity = identities.get(request);
  if (!identity) throw new TypeError('requireAssurance has to run before identityOf');
  return identity;
}

/** Middleware for Express 4 and 5, and for Connect. It answers a request that is not authenticated. */
export function requireAssurance(verifier: Verifier, required: Assurance = {}) {
  const check = guard(verifier, required);
  return async (
    request: IncomingMessage,
    response: ServerResponse,
    next: (error?: unknown) => void,
  ): Promise<void> => {
    try {
      const guarded = await check(request.headers.authorization);
      if ('refused' in guarded) {
        const { status, answer } = guarded.refused;
        response.writeHead(status, answer.headers).end(answer.body);
        return;
      }
      identities.set(request, guarded.identity);
    } catch (error) {
      return next(error);
    }
    next();
  };
}
