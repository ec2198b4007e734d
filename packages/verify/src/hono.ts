import type { MiddlewareHandler } from 'hono';
import type { Assurance } from './assurance.ts';
import type { AccessClaims } from './claims.ts';
import { guard } from './guard.ts';
import type { Verifier } from './verifier.ts';

/** Middleware for Hono. The claims of the token are in `c.var.identity`. */
export function requireAssurance(
  verifier: Verifier,
  required: Assurance = {},
): MiddlewareHandler<{ Variables: { identity: AccessClaims } }> {
  const check = guard(verifier, required);
  return async (c, next) => {
    const guarded = await check(c.req.header('authorization'));
    if ('refused' in guarded) {
      const { status, answer } = guarded.refused;
      return c.body(answer.body, status, answer.headers);
    }
    c.set('identity', guarded.identity);
    await next();
  };
}
