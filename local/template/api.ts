import { type Located, type Resolver, TemplateError } from './resolver.ts';

export interface Route {
  /** For example `POST /api/auth/signin/mfa/{mfaID}`. */
  readonly routeKey: string;
  readonly functionArn: string;
}

export interface HttpApi {
  readonly id: string;
  /** The host name of the API on AWS, at which CloudFront calls it. */
  readonly host: string;
  readonly routes: readonly Route[];
}

/** The one HTTP API of the assembly. @throws TemplateError */
export function readApi(resolver: Resolver): HttpApi {
  const [api, ...others] = resolver.resources('AWS::ApiGatewayV2::Api');
  if (!api || others.length > 0) throw new TemplateError('The stacks must have exactly one HTTP API.');
  const integrations = new Map(
    resolver
      .resources('AWS::ApiGatewayV2::Integration')
      .map((located) => [`integrations/${resolver.ref(located)}`, located]),
  );
  const id = resolver.ref(api);
  return {
    id,
    host: new URL(resolver.attribute(api, 'ApiEndpoint')).hostname,
    routes: resolver
      .resources('AWS::ApiGatewayV2::Route')
      .map((route) =>
        readRoute(resolver, id, route, integrations.get(String(resolver.property(route, 'Target')))),
      ),
  };
}

function readRoute(
  resolver: Resolver,
  apiID: string,
  route: Located,
  integration: Located | undefined,
): Route {
  const routeKey = String(resolver.property(route, 'RouteKey'));
  if (!integration) throw new TemplateError(`The route ${routeKey} has no integration.`);
  // The stacks of routes and of the API can be different ones.
  for (const located of [route, integration])
    if (resolver.property(located, 'ApiId') !== apiID)
      throw new TemplateError(`The route ${routeKey} or its integration belongs to another API.`);
  if ((resolver.property(route, 'AuthorizationType') ?? 'NONE') !== 'NONE')
    throw new TemplateError(`The route ${routeKey} has an authorizer, which the local run does not support.`);
  if (
    resolver.property(integration, 'IntegrationType') !== 'AWS_PROXY' ||
    resolver.property(integration, 'PayloadFormatVersion') !== '2.0'
  )
    throw new TemplateError(
      `The integration of the route ${routeKey} is not a Lambda proxy with payload format 2.0.`,
    );
  const uri = String(resolver.property(integration, 'IntegrationUri'));
  return { routeKey, functionArn: /\/functions\/(.+)\/invocations$/.exec(uri)?.[1] ?? uri };
}
