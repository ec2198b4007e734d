import { acrs } from '../factors/factor.ts';

/** Where the endpoints of OpenID Connect are. Apps send browsers to the first. */
export const providerPaths = {
  authorization: '/api/oidc/auth',
  token: '/api/oidc/token',
  userinfo: '/api/oidc/userinfo',
} as const;

/** The page on which the user signs in and decides. */
export const authorizationPage = (requestID: string): string => `/authorize/${requestID}`;

/** The scopes that apps can ask for, with the claims that each brings. */
export const claimsOfScopes = {
  openid: ['sub', 'sid', 'acr', 'amr', 'auth_time'],
  profile: ['name'],
  email: ['email', 'email_verified'],
  groups: ['groups', 'orgs'],
};

/** How an app proves at the token endpoint that it is the app; `none` for public ones. */
export const clientAuthMethods = ['client_secret_basic', 'client_secret_post', 'none'] as const;

/** What OpenID Connect Discovery says of this service: programs find all the rest from the issuer alone. */
export function providerMetadata(issuer: string) {
  return {
    issuer,
    authorization_endpoint: issuer + providerPaths.authorization,
    token_endpoint: issuer + providerPaths.token,
    userinfo_endpoint: issuer + providerPaths.userinfo,
    jwks_uri: `${issuer}/.well-known/jwks.json`,
    acr_values_supported: [...acrs],
    authorization_response_iss_parameter_supported: true,
    claims_supported: ['iss', 'aud', 'exp', 'iat', ...Object.values(claimsOfScopes).flat()],
    code_challenge_methods_supported: ['S256'],
    grant_types_supported: ['authorization_code'],
    id_token_signing_alg_values_supported: ['RS256'],
    prompt_values_supported: ['none', 'login', 'consent'],
    response_modes_supported: ['query'],
    response_types_supported: ['code'],
    scopes_supported: Object.keys(claimsOfScopes),
    subject_types_supported: ['public'],
    token_endpoint_auth_methods_supported: [...clientAuthMethods],
  };
}
