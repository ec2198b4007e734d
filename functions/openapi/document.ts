import { toJSONSchema } from 'zod/v4/core';
import type { AnyStep, Parameter } from '../http/step.ts';
import { type Step, steps } from '../steps.ts';
import { nameComponents } from './components.ts';
import { type DescribedStep, type Link, operations, tags } from './operations.ts';
import { problemSchemas, refusalResponses } from './problems.ts';
import { refusalsOf } from './refusals.ts';
import { stepModules } from './step-modules.ts';

type Json = Record<string, unknown>;

const id = { type: 'string', minLength: 1, maxLength: 100 };
const pathParameters: Readonly<Record<string, { readonly description: string; readonly schema: Json }>> = {
  mfaID: { description: 'The id of a challenge', schema: id },
  activationID: { description: 'The id of an activation', schema: id },
  factorID: { description: 'The id of a factor of the account', schema: id },
  sessionID: { description: 'The id of a session of the account', schema: id },
  name: { description: 'The name of an SSH key of the account', schema: { type: 'string', minLength: 1 } },
  orgID: { description: 'The id of an organization of the account', schema: id },
  userID: { description: 'The id of a member of the organization', schema: id },
  inviteID: { description: 'The id of an invitation of the organization', schema: id },
  inviteCode: {
    description: 'The code in the mailed link of an invitation',
    schema: { type: 'string', minLength: 1 },
  },
  deviceID: { description: 'The id of a device of the account', schema: id },
  requestID: { description: 'The id of a request of an app, from the address of the page', schema: id },
  environmentID: { description: 'The id of an environment', schema: id },
};

const description = `Accounts with multi-factor authentication.

Times are ISO 8601 in UTC, and ids are opaque. Send the session as a bearer token, or as a cookie if the sign-in requested one with \`X-Session: cookie\`. Requests with a cookie that change something must have the \`Origin\` of the dashboard.

Every refusal is a problem document (RFC 9457). Its \`type\` ends in a slug, and its \`reason\` is more specific. A path that exists with other methods answers 405 with \`Allow\`. The gateway in front of the API answers 413, 414, 429, 431 and 503 with a different body: \`{"message": "…"}\`.`;

/** The description of the API in OpenAPI 3.1, generated from the rows and schemas of the operations. */
export function openapiDocument(): Json {
  nameComponents();
  const shared = { schemas: { ...problemSchemas }, responses: {} };
  const paths: Record<string, Json> = {};
  for (const row of steps as readonly Step[]) {
    if (row.method === 'ANY') continue;
    const step = stepModules[row.name as DescribedStep];
    paths[row.path] = {
      ...paths[row.path],
      [row.method.toLowerCase()]: operation(row, step, shared),
    };
  }
  return {
    openapi: '3.1.0',
    info: {
      title: 'serverless-mfa',
      version: '1',
      license: { name: 'Apache-2.0', identifier: 'Apache-2.0' },
      description,
    },
    servers: [{ url: '/api' }],
    tags: Object.entries(tags).map(([name, description]) => ({ name, description })),
    paths,
    components: {
      schemas: sorted(shared.schemas),
      responses: sorted(shared.responses),
      securitySchemes: {
        bearer: { type: 'http', scheme: 'bearer' },
        cookie: { type: 'apiKey', in: 'cookie', name: '__Host-session' },
      },
    },
  };
}

/** The components that operations refer to by name. */
interface Shared {
  readonly schemas: Json;
  readonly responses: Json;
}

const sorted = (named: Json): Json =>
  Object.fromEntries(Object.entries(named).sort(([a], [b]) => a.localeCompare(b)));

function operation(row: Step, step: AnyStep, { schemas, responses }: Shared): Json {
  const { id: operationId, tag, refusals, links = [] } = operations[row.name as DescribedStep];
  const parameters = parametersOf(row, step);
  const isOpen = row.caller === 'anyone';
  return {
    operationId,
    tags: [tag],
    summary: row.summary,
    ...(isOpen && !step.readsSession
      ? { security: [] }
      : { security: [{ bearer: [] }, { cookie: [] }, ...(isOpen ? [{}] : [])] }),
    ...(parameters.length > 0 && { parameters }),
    ...(step.body && {
      requestBody: {
        required: !step.bodyIsOptional,
        content: { 'application/json': { schema: schemaOf(step.body, 'input', schemas) } },
      },
    }),
    responses: {
      ...successes(step, links, schemas),
      ...refusalResponses(refusalsOf(row, step, refusals), responses),
    },
  };
}

function parametersOf({ path }: Step, step: AnyStep): readonly Json[] {
  return [
    ...[...path.matchAll(/\{(\w+)\}/g)].map(([, name = '']) => ({
      name,
      in: 'path',
      required: true,
      ...pathParameters[name],
    })),
    ...Object.entries(step.query ?? {}).map(([name, parameter]) => ({
      name,
      in: 'query',
      ...described(parameter),
      // Lists are separated by commas.
      ...(parameter.schema['type'] === 'array' && { style: 'form', explode: false }),
    })),
    ...Object.entries(step.headers ?? {}).map(([name, parameter]) => ({
      name,
      in: 'header',
      ...described(parameter),
    })),
  ];
}

function described({ description, schema, isRequired }: Parameter): Json {
  return { ...(isRequired && { required: true }), description, schema };
}

function successes(step: AnyStep, links: readonly Link[], schemas: Json): Json {
  const file = step.fileType && { [step.fileType]: { schema: { type: 'string' } } };
  const entries = Object.entries(step.answers).map(([status, schema]) => {
    const own = links.filter((link) => link.status === Number(status));
    return [
      status,
      {
        description: schema ? 'Done' : 'Done, without a body',
        ...(schema && {
          content: { 'application/json': { schema: schemaOf(schema, 'output', schemas) }, ...file },
        }),
        ...(own.length > 0 && { links: linksOf(own) }),
      },
    ];
  });
  return Object.fromEntries(entries);
}

function linksOf(links: readonly Link[]): Json {
  return Object.fromEntries(
    links.map(({ to, parameters, body }) => {
      const operationId = operations[to].id;
      return [
        operationId,
        { operationId, ...(parameters && { parameters }), ...(body && { requestBody: body }) },
      ];
    }),
  );
}

/** The JSON Schema of a request or an answer. Schemas with a name are added to `schemas` and referred to. */
function schemaOf(schema: unknown, io: 'input' | 'output', schemas: Json): Json {
  const made = toJSONSchema(schema as Parameters<typeof toJSONSchema>[0], { io, unrepresentable: 'any' });
  const moved = JSON.parse(JSON.stringify(made).replaceAll('"#/$defs/', '"#/components/schemas/')) as Json;
  const { $schema: _, $defs = {}, ...rest } = moved;
  for (const [name, component] of Object.entries($defs as Json)) {
    const { id: _, ...named } = component as Json;
    schemas[name] = named;
  }
  // A schema that itself has a name comes with its id.
  const { id: own, ...inline } = rest;
  if (typeof own !== 'string') return inline;
  schemas[own] = inline;
  return { $ref: `#/components/schemas/${own}` };
}
