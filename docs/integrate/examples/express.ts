import { createVerifier } from '@serverless-mfa/verify';
import { identityOf, requireAssurance } from '@serverless-mfa/verify/express';
import express from 'express';

const issuer = process.env['ISSUER'] ?? 'https://mfa.example.com';
const verifier = createVerifier({ issuer, audience: 'https://api.shop.example' });

export const app = express();
app.get('/orders', requireAssurance(verifier), (request, response) => {
  response.json({ of: identityOf(request).sub });
});
app.post('/payments', requireAssurance(verifier, { acr: 'aal2', maxAge: 300 }), (request, response) => {
  response.json({ paidBy: identityOf(request).sub });
});
