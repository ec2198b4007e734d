import { HttpApi, HttpMethod } from 'aws-cdk-lib/aws-apigatewayv2';
import { HttpJwtAuthorizer } from 'aws-cdk-lib/aws-apigatewayv2-authorizers';
import { HttpUrlIntegration } from 'aws-cdk-lib/aws-apigatewayv2-integrations';
import type { Construct } from 'constructs';

const issuer = process.env['ISSUER'] ?? 'https://mfa.example.com';

/** An HTTP API whose routes need a token for this app. API Gateway finds the keys from the issuer. */
export function makeApi(scope: Construct): HttpApi {
  const authorizer = new HttpJwtAuthorizer('Accounts', issuer, { jwtAudience: ['https://api.shop.example'] });
  const api = new HttpApi(scope, 'Api', { defaultAuthorizer: authorizer });
  const integration = new HttpUrlIntegration('Orders', 'https://orders.shop.example');
  api.addRoutes({ path: '/orders', methods: [HttpMethod.GET], integration });
  return api;
}
