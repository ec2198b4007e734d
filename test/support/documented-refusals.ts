import { readFileSync } from 'node:fs';
import { type Step, type StepName, steps } from '../../functions/steps.ts';

interface Response {
  readonly $ref?: string;
  readonly content?: Readonly<Record<string, { readonly schema: Json }>>;
}
type Json = Readonly<Record<string, unknown>>;

const document = JSON.parse(
  readFileSync(new URL('../../contract/openapi.json', import.meta.url), 'utf8'),
) as {
  readonly paths: Readonly<
    Record<string, Record<string, { readonly responses: Readonly<Record<string, Response>> }>>
  >;
  readonly components: { readonly responses: Readonly<Record<string, Response>> };
};

function responsesOf(name: StepName): Readonly<Record<string, Response>> {
  const row = (steps as readonly Step[]).find((step) => step.name === name);
  return document.paths[row?.path ?? '']?.[row?.method.toLowerCase() ?? '']?.responses ?? {};
}

/** The reasons that the OpenAPI document gives an operation. */
export function documentedRefusals(name: StepName): readonly string[] {
  return Object.keys(responsesOf(name)).flatMap((status) => documentedReasons(name, Number(status)));
}

/** The reasons that the OpenAPI document gives an operation for a status. */
export function documentedReasons(name: StepName, status: number): readonly string[] {
  const given = responsesOf(name)[status];
  const response = given?.$ref ? document.components.responses[given.$ref.split('/').at(-1) ?? ''] : given;
  const schema = response?.content?.['application/problem+json']?.schema as
    | { readonly allOf: readonly [unknown, { readonly properties: { readonly reason: { enum: string[] } } }] }
    | undefined;
  return schema?.allOf[1].properties.reason.enum ?? [];
}

/** Holds a refusal to the OpenAPI document: the operation is described with this status and reason. */
export function requireDocumented(name: StepName, status: number, reason: unknown): void {
  // The row that answers for unknown paths and methods is no operation, and OpenID Connect describes its own errors.
  if (status < 400 || name === 'http/not-found' || name === 'oidc/provider') return;
  if (documentedReasons(name, status).some((documented) => documented === reason)) return;
  throw new Error(`${name} is not described with ${status} ${reason}: see functions/openapi/operations.ts`);
}
