import { expect, it } from 'vitest';
import { jobs } from '../../functions/jobs.ts';
import { type Step, stepStacks, steps } from '../../functions/steps.ts';
import { constructId } from '../../lib/names.ts';
import type { StepRow } from '../../lib/stacks/steps-stack.ts';
import { deployedJobs, deployedRows } from './deployed-rows.ts';
import { type Json, type Resource, render, type Stack, synthesized, variants } from './templates.ts';

/**
 * Rows in a second stack, tried with the table of steps as if some of its rows were new and had been put there.
 */

const moved: readonly string[] = ['orgs/invite', 'mfa/undo'];
const everyRow: readonly StepRow[] = steps;
const atFirst = everyRow.filter(({ stack }) => stack === 'service');
const rows = atFirst.map((row) => (moved.includes(row.name) ? { ...row, stack: 'service-2' as const } : row));
const keyOf = ({ method, path }: Step) => `${method} /api${path}`;

/** The stack that has routes, and not the API. */
const secondOf = (stacks: readonly Stack[]) =>
  stacks.find(
    (stack) =>
      stack.resources('AWS::ApiGatewayV2::Route').length > 0 &&
      stack.resources('AWS::ApiGatewayV2::Api').length === 0,
  );

const before = await synthesized(variants.default, atFirst);
const { all, service, rows: together } = await synthesized(variants.default, rows);
const second = secondOf(all);
const resources = (type: string): Resource[] => second?.resources(type) ?? [];

it('it has the functions of its rows with their roles, logs, routes and permissions, and besides only those of jobs', () => {
  const jobIDs = jobs.map(({ name }) => constructId(name));
  const ofSteps = second
    ?.resources()
    .filter(({ logicalID }) => !jobIDs.some((id) => logicalID.startsWith(id)));
  const types = ofSteps?.map(({ Type }) => Type.replace('AWS::', ''));
  const each = [
    'ApiGatewayV2::Integration',
    'ApiGatewayV2::Route',
    'IAM::Role',
    'Lambda::Function',
    'Lambda::Permission',
    'Logs::LogGroup',
  ];
  expect(types?.sort()).toEqual(each.flatMap((type) => [type, type]));
});

it('its routes are added to the one API, by its id', () => {
  const routes = resources('AWS::ApiGatewayV2::Route');
  expect(routes.map(({ Properties }) => Properties.RouteKey).sort()).toEqual(
    steps
      .filter(({ name }) => moved.includes(name))
      .map(keyOf)
      .sort(),
  );
  for (const { Properties } of [...routes, ...resources('AWS::ApiGatewayV2::Integration')])
    expect(render(Properties.ApiId)).toMatch(/^<import serverless-mfa-dev-service:ExportsOutputRefApi\w+>$/);
  const ofRoutes = resources('AWS::Lambda::Permission').filter(
    ({ Properties }) => Properties.Principal === 'apigateway.amazonaws.com',
  );
  expect(ofRoutes).toHaveLength(moved.length);
  for (const { Properties } of ofRoutes)
    expect(render(Properties.SourceArn)).toMatch(/:<import serverless-mfa-dev-service:\w+>\/\*\/\*\/api\//);
});

it('the service stack keeps all else as it was: an upgrade that adds a second stack moves no row', () => {
  const ids = (stack: typeof service) => stack.resources().map(({ logicalID }) => logicalID);
  const gone = ids(before.service).filter((id) => !ids(service).includes(id));
  expect(ids(service).filter((id) => !ids(before.service).includes(id))).toEqual([]);
  expect(gone.length).toBe(moved.length * 6);
  expect(gone.filter((id) => !/OrgsInvite|MfaUndo|orgs.*invites|mfa.*undo/i.test(id))).toEqual([]);
});

it('its functions have the names, the settings and the log of redactions that they would have in the service stack', () => {
  const functions = (stack: typeof service) =>
    stack
      .resources('AWS::Lambda::Function')
      .filter(({ Properties }) => /-(orgs-invite|mfa-undo)$/.test(Properties.FunctionName));
  const here = functions(together);
  expect(here).toHaveLength(moved.length);
  for (const there of functions(before.service)) {
    const own = here.find(({ Properties }) => Properties.FunctionName === there.Properties.FunctionName);
    const { EDGE_SECRET_SHA256, PUBLIC_ORIGIN, ...settings } = own?.Properties.Environment.Variables ?? {};
    expect(there.Properties.Environment.Variables).toMatchObject(settings);
    expect(render(PUBLIC_ORIGIN)).toMatch(/^https:\/\/<import serverless-mfa-dev-service:.*DomainName\w*>$/);
    expect(render(EDGE_SECRET_SHA256)).toMatch(/^<serverless-mfa-dev-service \w*EdgeSecretDigests1\w*>$/);
  }
  for (const { Properties } of resources('AWS::Logs::LogGroup'))
    expect(JSON.stringify(Properties.DataProtectionPolicy)).toContain(
      '/aws/vendedlogs/serverless-mfa-dev'.replace('-dev', '/dev/redactions'),
    );
});

it('a rotation of the edge secret changes its template, or the CDK would not deploy it again', async () => {
  const settings = { ...variants.default, edgeSecretNext: true };
  const rotated = await synthesized(settings, rows);
  const secretOf = (template: Json) => JSON.stringify(template).match(/\w*EdgeSecretDigests\w+/)?.[0];
  const again = secondOf(rotated.all);
  expect(secretOf(again?.template)).not.toBe(secretOf(second?.template));
});

it('a row that needs the standard throttle is refused: the stage of the API can only name routes of its own stack', async () => {
  const wrong = everyRow.map((row) =>
    row.name === 'auth/verify' ? { ...row, stack: 'service-2' as const } : row,
  );
  await expect(synthesized(variants.default, wrong)).rejects.toThrow('GET /api/auth/verify');
});

it('no row that was deployed moves to another stack', () => {
  const stackOf = (name: string) => steps.find((row) => row.name === name)?.stack;
  for (const stack of stepStacks)
    for (const name of deployedRows[stack]) expect(stackOf(name), name).toBe(stack);
});

it('no job that was deployed moves to another stack', () => {
  const stackOf = (name: string) => jobs.find((row) => row.name === name)?.stack;
  for (const stack of stepStacks)
    for (const name of deployedJobs[stack]) expect(stackOf(name), name).toBe(stack);
});
