import middy from '@middy/core';
import { createVerifier } from '@serverless-mfa/verify';
import { requireAssurance, type WithIdentity } from '@serverless-mfa/verify/middy';
import type { APIGatewayProxyEventV2, APIGatewayProxyStructuredResultV2, Context } from 'aws-lambda';

const issuer = process.env['ISSUER'] ?? 'https://mfa.example.com';
const verifier = createVerifier({ issuer, audience: 'https://api.shop.example' });

type Result = APIGatewayProxyStructuredResultV2;
export const handler = middy<APIGatewayProxyEventV2, Result, Error, Context & WithIdentity>()
  .use(requireAssurance(verifier, { acr: 'aal2', maxAge: 300 }))
  .handler(async (_event, { identity }) => ({ statusCode: 200, body: `paid by ${identity.sub}` }));
