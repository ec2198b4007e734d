import type { Assurance } from './assurance.ts';

/**
 * The error codes of RFC 6750 and RFC 9470. `token_missing` is for a request without a token, which RFC 6750 answers
 * without a code.
 */
export type AuthenticationErrorCode = 'token_missing' | 'invalid_token' | 'insufficient_user_authentication';

const descriptions: Readonly<Record<AuthenticationErrorCode, string>> = {
  token_missing: 'Send an access token',
  invalid_token: 'The access token is invalid or has expired',
  insufficient_user_authentication: 'A stronger or more recent sign-in is required',
};

/** Why a request is not authenticated, with the answer to give. */
export class AuthenticationError extends Error {
  override readonly name = 'AuthenticationError';
  readonly status = 401;
  readonly code: AuthenticationErrorCode;
  /** The parameters of the challenge, which are also the fields of the body. */
  readonly parameters: Readonly<Record<string, string>>;

  constructor(code: AuthenticationErrorCode, { acr, maxAge }: Assurance = {}, cause?: unknown) {
    super(descriptions[code], { cause });
    this.code = code;
    this.parameters = {
      ...(code !== 'token_missing' && { error: code, error_description: descriptions[code] }),
      ...(code === 'insufficient_user_authentication' && {
        ...(acr !== undefined && { acr_values: acr }),
        ...(maxAge !== undefined && { max_age: String(maxAge) }),
      }),
    };
  }

  /** The value of the header `WWW-Authenticate`. */
  get challenge(): string {
    const parameters = Object.entries(this.parameters).map(([name, value]) => `${name}="${value}"`);
    return ['Bearer', parameters.join(', ')].filter((part) => part !== '').join(' ');
  }

  /** The headers and the body of the answer, for whatever answers it. */
  get answer(): { readonly headers: Readonly<Record<string, string>>; readonly body: string } {
    return {
      headers: {
        'www-authenticate': this.challenge,
        'content-type': 'application/json; charset=utf-8',
        'cache-control': 'no-store',
      },
      body: JSON.stringify(this.parameters),
    };
  }
}
