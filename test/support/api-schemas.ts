import { readFileSync } from 'node:fs';
import { Ajv2020, type ValidateFunction } from 'ajv/dist/2020.js';
import addFormats from 'ajv-formats';
import { expect } from 'vitest';
import { problemTypes } from '../../functions/http/problem-types.ts';
import { type Step, type StepName, steps } from '../../functions/steps.ts';
import type { CallAnswer } from './service.ts';

type Json = Record<string, unknown>;

/** The API's description as it is kept in contract/. */
export const keptDocument = JSON.parse(
  readFileSync(new URL('../../contract/openapi.json', import.meta.url), 'utf8'),
) as {
  readonly openapi: string;
  readonly tags: readonly { readonly name: string; readonly description: string }[];
  readonly paths: Record<string, Record<string, Json & { readonly responses: Record<string, Json> }>>;
  readonly components: { readonly schemas: Record<string, Json> };
};

const ajv = new Ajv2020({ strict: false, allErrors: true });
addFormats.default(ajv);
ajv.addSchema({ ...keptDocument, $id: 'api' });
const isProblem = ajv.getSchema('api#/components/schemas/Problem') as ValidateFunction;

/** Holds an answer to being a refusal: a problem document by the API's schema, that says the same thing throughout. */
export function expectProblem(answer: CallAnswer, what = ''): void {
  const { status, body, headers, slug } = answer;
  expect(headers['content-type'], what).toBe('application/problem+json; charset=utf-8');
  expect(headers['cache-control'], what).toBe('no-store');
  if (!isProblem(body)) expect(isProblem.errors, `${what}: ${JSON.stringify(body)}`).toEqual([]);
  expect(Object.keys(problemTypes), what).toContain(slug);
  const known = problemTypes[slug as keyof typeof problemTypes];
  expect(body, what).toMatchObject({ status, code: status, title: known.title, description: body.detail });
  expect(status, what).toBe(known.status);
  if (slug === 'validation') expect(body.errors?.length, what).toBeGreaterThan(0);
  if (status === 429 || status === 503) expect(Number(headers['retry-after']), what).toBeGreaterThan(0);
}

/** Validates what a step answered against the description of that answer. */
export function validateAnswer(name: StepName, { status, body }: CallAnswer): readonly string[] {
  const row = (steps as readonly Step[]).find((step) => step.name === name);
  const operation = keptDocument.paths[row?.path ?? '']?.[row?.method.toLowerCase() ?? ''];
  const response = operation?.responses[status];
  if (!response) return [`${name} does not describe ${status}`];
  const content = response['content'] as Record<string, unknown> | undefined;
  if (!content) return body === undefined ? [] : [`${name} describes ${status} without a body`];
  const pointer = [
    'paths',
    row?.path,
    row?.method.toLowerCase(),
    'responses',
    status,
    'content',
    'application/json',
    'schema',
  ]
    .map((part) => encodeURIComponent(String(part).replaceAll('~', '~0').replaceAll('/', '~1')))
    .join('/');
  const validate = ajv.getSchema(`api#/${pointer}`) as ValidateFunction;
  return validate(body)
    ? []
    : (validate.errors ?? []).map((error) => `${error.instancePath} ${error.message}`);
}
