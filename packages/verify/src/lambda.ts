import type { Assurance } from './assurance.ts';
import { guard } from './guard.ts';
import { authorizationOf, type LambdaHeaders } from './lambda-headers.ts';
import type { Verifier } from './verifier.ts';

/** A simple response of an authorizer of an HTTP API. The context is flat, because mapping templates can only read that. */
export interface AuthorizerAnswer {
  readonly isAuthorized: boolean;
  readonly context: Readonly<Record<string, string | number>>;
}

/**
 * A Lambda authorizer of an HTTP API with payload format 2.0 and simple responses. API Gateway answers a refusal with 403
 * and cannot pass the challenge on; the middleware for middy can. Turn the authorizer's cache off if there is a `maxAge`.
 */
export function requireAssurance(verifier: Verifier, required: Assurance = {}) {
  const check = guard(verifier, required);
  return async ({ headers }: { readonly headers?: LambdaHeaders }): Promise<AuthorizerAnswer> => {
    const guarded = await check(authorizationOf(headers));
    if ('refused' in guarded)
      return { isAuthorized: false, context: { challenge: guarded.refused.challenge } };
    const { sub, client_id, sid, acr, auth_time, amr } = guarded.identity;
    const context = {
      sub,
      client_id,
      ...(sid !== undefined && { sid }),
      ...(acr !== undefined && { acr }),
      ...(auth_time !== undefined && { auth_time }),
      ...(amr && { amr: amr.join(' ') }),
    };
    return { isAuthorized: true, context };
  };
}
