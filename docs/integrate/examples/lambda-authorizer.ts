import { createVerifier } from '@serverless-mfa/verify';
import { requireAssurance } from '@serverless-mfa/verify/lambda';

const issuer = process.env['ISSUER'] ?? 'https://mfa.example.com';
const verifier = createVerifier({ issuer, audience: 'https://api.shop.example' });

export const handler = requireAssurance(verifier, { acr: 'aal2' });
