import { readdirSync, readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { expect, it } from 'vitest';
import { jobs } from '../../functions/jobs.ts';
import { steps } from '../../functions/steps.ts';
import { type Json, render, synthesized, variants } from './templates.ts';

const { service, rows: withRoutes } = await synthesized(variants.default);
const routes = withRoutes.resources('AWS::ApiGatewayV2::Route').map(({ Properties }) => Properties);
const stage = service.only('AWS::ApiGatewayV2::Stage');

it('the routes are the rows of the table, and no other way leads in', () => {
  const rows = steps.map(({ method, path }) => `${method} /api${path}`);
  expect(routes.map(({ RouteKey }) => RouteKey).sort()).toEqual([...rows].sort());
  expect(new Set(rows).size).toBe(rows.length);
});

it('what is not there is answered by the last row: there is a catch-all, and no $default', () => {
  const keys = routes.map(({ RouteKey }) => RouteKey);
  expect(keys).toContain('ANY /api/{proxy+}');
  expect(keys).not.toContain('$default');
});

it('every file that exports a handler is the file of a row', () => {
  const folder = fileURLToPath(new URL('../../functions', import.meta.url));
  const sources = (readdirSync(folder, { recursive: true }) as string[]).filter((file) =>
    file.endsWith('.ts'),
  );
  const handlers = sources.filter((file) =>
    /^export const handler\b|^export \{[^}]*\bhandler\b/m.test(readFileSync(`${folder}/${file}`, 'utf8')),
  );
  const rows = [...steps.map(({ name }) => `steps/${name}.ts`), ...jobs.map(({ name }) => `jobs/${name}.ts`)];
  expect(handlers.sort()).toEqual([...rows].sort());
});

it('each route leads to the function of its own row, with events of format 2.0', () => {
  for (const { method, path, name } of steps) {
    const route = routes.find(({ RouteKey }) => RouteKey === `${method} /api${path}`);
    const integrationID = /<(\w+)>/.exec(render(route.Target))?.[1];
    const integration = withRoutes
      .resources()
      .find(({ logicalID }) => logicalID === integrationID)?.Properties;
    expect(integration.IntegrationType).toBe('AWS_PROXY');
    expect(integration.PayloadFormatVersion).toBe('2.0');
    const functionID = integration.IntegrationUri['Fn::GetAtt'][0];
    const lambda = withRoutes.resources().find(({ logicalID }) => logicalID === functionID)?.Properties;
    expect(lambda.FunctionName).toBe(`serverless-mfa-dev-${name.replaceAll('/', '-')}`);
  }
});

it('sessions are checked in the functions: no authorizer, whose cache would keep ended ones alive', () => {
  expect(withRoutes.resources('AWS::ApiGatewayV2::Authorizer')).toEqual([]);
  for (const route of routes) expect(route.AuthorizationType).toBe('NONE');
});

it('no other origin may read answers', () => {
  expect(service.only('AWS::ApiGatewayV2::Api').Properties.CorsConfiguration).toBeUndefined();
});

it('every route is throttled, and what guesses, sends or hashes more tightly: tight is the default, for other stacks too', () => {
  const { DefaultRouteSettings, RouteSettings } = stage.Properties;
  expect(DefaultRouteSettings).toEqual({ ThrottlingRateLimit: 100, ThrottlingBurstLimit: 200 });
  const standard = steps
    .filter(({ throttle }) => throttle === 'standard')
    .map(({ method, path }) => `${method} /api${path}`);
  expect(Object.keys(RouteSettings).sort()).toEqual(standard.sort());
  for (const settings of Object.values<Json>(RouteSettings))
    expect(settings).toEqual({ ThrottlingRateLimit: 1000, ThrottlingBurstLimit: 2000 });
});

it('the routes exist before the stage that throttles them', () => {
  const ids = service.resources('AWS::ApiGatewayV2::Route').map(({ logicalID }) => logicalID);
  expect(stage.DependsOn).toEqual(expect.arrayContaining(ids));
});

it('the access log tells the route by its key, and nothing that a caller wrote', () => {
  const { Format, DestinationArn } = stage.Properties.AccessLogSettings;
  const variables = [...Format.matchAll(/\$context\.([\w.]+)/g)].map(([, name]) => name);
  expect(variables).toEqual([
    'requestTime',
    'requestId',
    'routeKey',
    'status',
    'responseLatency',
    'integrationLatency',
    'integrationStatus',
    'error.responseType',
  ]);
  const group = service.resources().find(({ logicalID }) => logicalID === DestinationArn['Fn::GetAtt'][0]);
  expect(group?.Properties.RetentionInDays).toBe(90);
});
