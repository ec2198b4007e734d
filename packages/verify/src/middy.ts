import type { Assurance } from './assurance.ts';
import type { AccessClaims } from './claims.ts';
import { guard } from './guard.ts';
import { authorizationOf, type LambdaHeaders } from './lambda-headers.ts';
import type { Verifier } from './verifier.ts';

/** What the context of the handler has after `requireAssurance`. */
export interface WithIdentity {
  identity: AccessClaims;
}

interface Request {
  readonly event: { readonly headers?: LambdaHeaders };
  readonly context: object;
}

/** Middleware for middy, for functions behind an HTTP API. The claims of the token are in `context.identity`. */
export function requireAssurance(verifier: Verifier, required: Assurance = {}) {
  const check = guard(verifier, required);
  return {
    before: async ({ event, context }: Request) => {
      const guarded = await check(authorizationOf(event.headers));
      if ('identity' in guarded) {
        Object.assign(context, guarded);
        return undefined;
      }
      const { status, answer } = guarded.refused;
      return { statusCode: status, headers: { ...answer.headers }, body: answer.body };
    },
  };
}
