import { createRemoteJWKSet, jwtVerify } from 'jose';

const issuer = process.env['ISSUER'] ?? 'https://mfa.example.com';
const keys = createRemoteJWKSet(new URL(`${issuer}/.well-known/jwks.json`));
const checks = { issuer, audience: 'https://api.shop.example', algorithms: ['RS256'], typ: 'at+jwt' };

/** The claims of a token for this app. @throws JOSEError if it is not one */
export async function verify(token: string) {
  return (await jwtVerify(token, keys, checks)).payload;
}
