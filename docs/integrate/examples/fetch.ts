import { createVerifier } from '@serverless-mfa/verify';
import { requireAssurance } from '@serverless-mfa/verify/fetch';

const issuer = process.env['ISSUER'] ?? 'https://mfa.example.com';
const verifier = createVerifier({ issuer, audience: 'https://api.shop.example' });

export const POST = requireAssurance(verifier, { acr: 'aal2', maxAge: 300 }, (_request, identity) =>
  Response.json({ paidBy: identity.sub }),
);
