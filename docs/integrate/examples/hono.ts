import { createVerifier } from '@serverless-mfa/verify';
import { requireAssurance } from '@serverless-mfa/verify/hono';
import { Hono } from 'hono';

const issuer = process.env['ISSUER'] ?? 'https://mfa.example.com';
const verifier = createVerifier({ issuer, audience: 'https://api.shop.example' });

export const app = new Hono();
app.get('/orders', requireAssurance(verifier), (c) => c.json({ of: c.var.identity.sub }));
app.post('/payments', requireAssurance(verifier, { acr: 'aal2', maxAge: 300 }), (c) =>
  c.json({ paidBy: c.var.identity.sub }),
);
