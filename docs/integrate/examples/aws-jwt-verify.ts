import { JwtVerifier } from 'aws-jwt-verify';

const issuer = process.env['ISSUER'] ?? 'https://mfa.example.com';

export const verifier = JwtVerifier.create({
  issuer,
  audience: 'https://api.shop.example',
  jwksUri: `${issuer}/.well-known/jwks.json`,
  customJwtCheck: ({ header }) => {
    if (header.typ !== 'at+jwt') throw new Error('not an access token');
  },
});

/** The claims of a token for this app. @throws if it is not one */
export const verify = (token: string) => verifier.verify(token);
