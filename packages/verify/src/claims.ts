import type { JWTPayload } from 'jose';

/** Authentication context classes, from the weakest to the strongest: NIST's AAL1 and AAL2, and phishing-resistant. */
export const acrs = ['aal1', 'aal2', 'phr'] as const;
export type Acr = (typeof acrs)[number];

/** The claims of a token that serverless-mfa issued for an app. Instants are in epoch seconds. */
export interface AccessClaims extends JWTPayload {
  readonly iss: string;
  /** The id of the account. */
  readonly sub: string;
  readonly aud: string | string[];
  readonly exp: number;
  readonly iat: number;
  readonly jti: string;
  /** The id of the app that the token was issued for. */
  readonly client_id: string;
  /** The id of the session that the token was issued in. A token without it is not about a user. */
  readonly sid?: string;
  /** When the user last proved something, and how strong the proof was then. */
  readonly auth_time?: number;
  readonly acr?: Acr;
  /** Authentication method references (RFC 8176), such as `pwd`, `otp` and `mfa`. */
  readonly amr?: readonly string[];
  /** The methods by the names of serverless-mfa, such as `password` and `authenticator`. */
  readonly methods?: readonly string[];
  /** The organizations of the account. */
  readonly orgs?: readonly { readonly id: string; readonly role: 'owner' | 'member' }[];
}
