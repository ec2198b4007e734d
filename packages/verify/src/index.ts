export type { Assurance } from './assurance.ts';
export { AuthenticationError, type AuthenticationErrorCode } from './authentication-error.ts';
export { type AccessClaims, type Acr, acrs } from './claims.ts';
export { createVerifier, type Verifier, type VerifierOptions } from './verifier.ts';
