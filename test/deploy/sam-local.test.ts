import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect, it } from 'vitest';
import { steps } from '../../functions/steps.ts';
import { synthesize } from '../../lib/app.ts';
import { withEndpoint, withRowsOf } from './sam/local-template.ts';

const folder = mkdtempSync(join(tmpdir(), 'sam-local-'));
const { stacks } = await synthesize({}, folder);
const templateOf = (wanted: string) => stacks.find(({ id }) => id === wanted)?.template;
const template = templateOf('Service');
const rows = templateOf('Service-2');
rmSync(folder, { recursive: true, force: true });
const endpoint = 'http://127.0.0.1:4566';
const functionsOf = (given: typeof template) =>
  Object.values<typeof template>(given.Resources).filter(({ Type }) => Type === 'AWS::Lambda::Function');

it('with `sam local`, every function calls the emulator and never the AWS account of the caller', () => {
  const variables = functionsOf(withEndpoint(template, endpoint)).map(
    ({ Properties }) => Properties.Environment.Variables,
  );
  expect(variables.length).toBeGreaterThan(steps.length / 2);
  // SAM sets only what a template declares, so a variable of --env-vars alone would be left out.
  for (const { AWS_ENDPOINT_URL } of variables) expect(AWS_ENDPOINT_URL).toBe(endpoint);
});

it('nothing else of the template changes', () => {
  const changed = withEndpoint(template, endpoint);
  for (const { Properties } of functionsOf(changed)) delete Properties.Environment.Variables.AWS_ENDPOINT_URL;
  const expected = functionsOf(template).map(({ Properties }) => Properties.Environment?.Variables ?? {});
  expect(functionsOf(changed).map(({ Properties }) => Properties.Environment.Variables)).toEqual(expected);
  const { Resources: _resources, ...rest } = template;
  expect(changed).toMatchObject(rest);
});

it('functions and routes of the second stack are added, with what they import from the first', () => {
  const together = withRowsOf(template, rows);
  expect(functionsOf(together)).toHaveLength(functionsOf(template).length + functionsOf(rows).length);
  const resources = Object.values<typeof template>(together.Resources);
  const routes = resources.filter(({ Type }) => Type === 'AWS::ApiGatewayV2::Route');
  expect(routes).toHaveLength(steps.length);
  const [apiID] = Object.keys(together.Resources).filter((id) =>
    together.Resources[id]?.Type.endsWith('::Api'),
  );
  for (const { Properties } of routes) expect(Properties.ApiId).toEqual({ Ref: apiID });
});
