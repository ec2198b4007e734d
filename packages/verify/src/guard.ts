import { type Assurance, checkAssurance } from './assurance.ts';
import { AuthenticationError } from './authentication-error.ts';
import type { AccessClaims } from './claims.ts';
import type { Verifier } from './verifier.ts';

/** The claims of the token of a request, or the answer to a request that is not authenticated. */
export type Guarded = { readonly identity: AccessClaims } | { readonly refused: AuthenticationError };

/** Guards requests by their `Authorization` header. @throws TypeError at once if the requirement is misspelled */
export function guard(verifier: Verifier, required: Assurance) {
  checkAssurance(required);
  return async (authorization: string | null | undefined): Promise<Guarded> => {
    try {
      return { identity: await verifier.verify(authorization, required) };
    } catch (error) {
      if (error instanceof AuthenticationError) return { refused: error };
      throw error;
    }
  };
}
