import { toJSONSchema } from 'zod/v4/core';
import { problemSlugs, reasons } from '../../core/kernel/reasons.ts';
import type { AnyStep, Parameter } from '../http/step.ts';
import { type Step, steps } from '../steps.ts';
import { stepModules } from './step-modules.ts';

type Json = Record<string, unknown>;

const schemaOf = (schema: unknown, io: 'input' | 'output'): Json => {
  const { $schema: _, ...rest } = toJSONSchema(schema as Parameters<typeof toJSONSchema>[0], {
    io,
    unrepresentable: 'any',
  }) as Json;
  return rest;
};

/** The parameters of reasons that are numbers and words; see core/kernel/reasons.ts. */
const parameterSchemas: Json = {
  minimum: { type: 'integer' },
  maximum: { type: 'integer' },
  minimumBits: { type: 'integer' },
  maximumBits: { type: 'integer' },
  maximumDays: { type: 'integer' },
  methods: { type: 'array', items: { type: 'string' } },
  allow: { type: 'array', items: { type: 'string' } },
  title: { type: 'string' },
  organization: { type: 'string' },
  start: { type: 'string' },
  placeholder: { type: 'string' },
};

const problemSchema: Json = {
  type: 'object',
  description:
    'RFC 9457 problem document; description and code repeat detail and status for the command line.',
  required: ['type', 'title', 'status', 'detail', 'description', 'code', 'reason'],
  additionalProperties: false,
  properties: {
    type: {
      type: 'string',
      format: 'uri',
      description: `Ends in one of: ${problemSlugs.join(', ')}`,
    },
    title: { type: 'string' },
    status: { type: 'integer' },
    detail: { type: 'string' },
    description: { type: 'string' },
    code: { type: 'integer' },
    reason: {
      type: 'string',
      enum: Object.keys(reasons),
      description:
        'The finer, stable reason. Its parameters are members beside it. New reasons may be added.',
    },
    errors: {
      type: 'array',
      items: {
        type: 'object',
        required: ['pointer', 'reason', 'detail'],
        properties: {
          pointer: { type: 'string' },
          reason: { type: 'string', enum: Object.keys(reasons) },
          detail: { type: 'string' },
          ...parameterSchemas,
        },
      },
    },
    attemptsLeft: { type: 'integer', minimum: 0 },
    retryAfterSeconds: { type: 'integer', minimum: 1 },
    organizations: {
      type: 'array',
      description: 'Whose demands are not met, with the methods that each accepts',
      items: {
        type: 'object',
        required: ['id', 'name', 'accept'],
        properties: {
          id: { type: 'string' },
          name: { type: 'string' },
          accept: { type: 'array', items: { type: 'string' } },
        },
      },
    },
    activateUrl: { type: 'string' },
    ...parameterSchemas,
  },
};

/** The description of the API in OpenAPI 3.1, made from the table of steps and the schemas of the steps. */
export function openapiDocument(): Json {
  const paths: Record<string, Record<string, Json>> = {};
  for (const row of steps as readonly Step[]) {
    if (row.method === 'ANY') continue;
    const operations = paths[row.path] ?? {};
    operations[row.method.toLowerCase()] = operation(row, stepModules[row.name as keyof typeof stepModules]);
    paths[row.path] = operations;
  }
  return {
    openapi: '3.1.0',
    info: {
      title: 'serverless-mfa',
      version: '1',
      license: { name: 'Apache-2.0', identifier: 'Apache-2.0' },
      description: 'Accounts with multi-factor authentication. Times are ISO 8601 in UTC, ids are opaque.',
    },
    servers: [{ url: '/api' }],
    paths,
    components: {
      schemas: { Problem: problemSchema },
      responses: {
        Problem: {
          description: 'Refused: a problem document says why and what to do next',
          content: { 'application/problem+json': { schema: { $ref: '#/components/schemas/Problem' } } },
        },
      },
      securitySchemes: {
        bearer: { type: 'http', scheme: 'bearer' },
        cookie: { type: 'apiKey', in: 'cookie', name: '__Host-session' },
      },
    },
  };
}

function operation(row: Step, step: AnyStep): Json {
  const parameters = [
    ...[...row.path.matchAll(/\{(\w+)\}/g)].map(([, name]) => ({
      name,
      in: 'path',
      required: true,
      schema: { type: 'string' },
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
  const isOpen = row.caller === 'anyone';
  return {
    operationId: row.name,
    summary: row.summary,
    ...(isOpen && !step.readsSession
      ? { security: [] }
      : { security: [{ bearer: [] }, { cookie: [] }, ...(isOpen ? [{}] : [])] }),
    ...(parameters.length > 0 && { parameters }),
    ...(step.body && {
      requestBody: {
        required: !step.bodyIsOptional,
        content: { 'application/json': { schema: schemaOf(step.body, 'input') } },
      },
    }),
    responses: { ...successes(step), default: { $ref: '#/components/responses/Problem' } },
  };
}

function described({ description, schema, isRequired }: Parameter): Json {
  return { ...(isRequired && { required: true }), description, schema };
}

function successes(step: AnyStep): Json {
  const file = step.fileType && { [step.fileType]: { schema: { type: 'string' } } };
  const entries = Object.entries(step.answers).map(([status, schema]) => [
    status,
    {
      description: schema ? 'Done' : 'Done, without a body',
      ...(schema && { content: { 'application/json': { schema: schemaOf(schema, 'output') }, ...file } }),
    },
  ]);
  return Object.fromEntries(entries);
}
