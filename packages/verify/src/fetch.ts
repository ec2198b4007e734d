import type { Assurance } from './assurance.ts';
import type { AccessClaims } from './claims.ts';
import { guard } from './guard.ts';
import type { Verifier } from './verifier.ts';

/** Wraps a handler of fetch requests (workers, Deno, Bun, Next.js routes), which then gets the claims of the token. */
export function requireAssurance<Rest extends readonly unknown[]>(
  verifier: Verifier,
  required: Assurance,
  handler: (request: Request, identity: AccessClaims, ...rest: Rest) => Response | Promise<Response>,
): (request: Request, ...rest: Rest) => Promise<Response> {
  const check = guard(verifier, required);
  return async (request, ...rest) => {
    const guarded = await check(request.headers.get('authorization'));
    if ('identity' in guarded) return handler(request, guarded.identity, ...rest);
    const { status, answer } = guarded.refused;
    return new Response(answer.body, { status, headers: answer.headers });
  };
}
