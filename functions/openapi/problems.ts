import { acrs, factorTypes } from '../../core/factors/factor.ts';
import {
  type ParametersOf,
  type ProblemSlug,
  problemSlugs,
  type Reason,
  reasons,
} from '../../core/kernel/reasons.ts';
import { problemTypes } from '../http/problem-types.ts';

type Json = Record<string, unknown>;

const text = { type: 'string' };
const texts = { type: 'array', items: text };
const count = { type: 'integer' };

type Parameter = { [R in Reason]: ParametersOf<R> extends infer P extends object ? keyof P : never }[Reason];

/** The parameters of reasons, as members of a problem document. */
const parameterSchemas: Readonly<Record<Parameter, Json>> = {
  attemptsLeft: { type: 'integer', minimum: 0 },
  clockAheadSeconds: {
    type: 'integer',
    description: 'How fast the clock of the device with the authenticator is; negative if it is slow',
  },
  retryAfterSeconds: { type: 'integer', minimum: 1 },
  minimum: count,
  maximum: count,
  minimumBits: count,
  maximumBits: count,
  maximumDays: count,
  digits: count,
  expected: count,
  methods: texts,
  names: { type: 'array', items: { type: 'string' } },
  origin: text,
  allow: texts,
  acr: text,
  acrs: texts,
  maxAgeSeconds: { type: 'integer', minimum: 0 },
  domains: { type: 'array', items: { type: 'string' } },
  method: text,
  organization: text,
  start: text,
  placeholder: text,
  organizations: {
    type: 'array',
    description: 'The organizations whose requirement is not met, with the methods that each accepts',
    items: { $ref: '#/components/schemas/Requirement' },
  },
  activateUrl: text,
};

type WithParameters = { [R in Reason]: ParametersOf<R> extends undefined ? never : R }[Reason];

const wait = { retryAfterSeconds: 30 };
const methods = factorTypes;

/** Sample parameters for each reason that has parameters, to show its sentence. */
const examples: { readonly [R in WithParameters]: ParametersOf<R> } = {
  'field-too-long': { maximum: 100 },
  'code-length': { digits: 5 },
  'recovery-code-length': { expected: 20 },
  'browser-code-not-needed': { methods: ['authenticator'] },
  'body-too-large': { maximum: 65_536 },
  'foreign-origin': { origin: 'https://mfa.example.com' },
  'not-through-edge': { origin: 'https://mfa.example.com' },
  'keys-unknown': { names: ['laptop'] },
  'method-unknown': { methods },
  'limit-invalid': { maximum: 100 },
  'methods-unknown': { methods },
  'acr-unknown': { acrs },
  'max-age-invalid': { maximum: 86_400 },
  'stronger-sign-in-needed': { acr: 'aal2', maxAgeSeconds: 300 },
  'stronger-factor-needed': { acr: 'aal2' },
  'method-not-allowed': { allow: ['GET', 'PATCH', 'OPTIONS'] },
  busy: { retryAfterSeconds: 1 },
  'internal-error': { retryAfterSeconds: 1 },
  'mail-not-sent': { retryAfterSeconds: 1 },
  'invitation-not-mailed': { retryAfterSeconds: 1 },
  'too-many-failed-sign-ins': wait,
  'mfa-required': {
    organizations: [{ id: 'o7dkb3mq', name: 'Acme', accept: ['authenticator'] }],
    activateUrl: '/account/mfa/activate',
  },
  'wrong-code': { attemptsLeft: 3 },
  'phone-clock-wrong': { attemptsLeft: 3, clockAheadSeconds: -120 },
  'passkey-refused': { attemptsLeft: 3 },
  'code-used': wait,
  'too-many-wrong-codes': wait,
  'method-locked': { retryAfterSeconds: 3600 },
  'method-not-enabled': { methods },
  'method-not-accepted': { methods },
  'confirmation-awaited': {
    organizations: [{ id: 'o7dkb3mq', name: 'Acme', accept: ['authenticator'], awaitsConfirmation: true }],
    activateUrl: '/account/mfa/activate',
  },
  'confirmation-needed': { methods },
  'existing-factor-needed': { methods },
  'code-just-sent': wait,
  'code-not-sent': wait,
  'resends-spent': wait,
  'codes-of-the-hour-spent': { retryAfterSeconds: 1800 },
  'mails-of-the-hour-spent': { retryAfterSeconds: 3600 },
  'registration-by-domain': { domains: ['example.com'] },
  'mails-from-network-spent': { retryAfterSeconds: 600 },
  'mails-of-account-spent': { retryAfterSeconds: 3600 },
  'mails-of-the-day-spent': { retryAfterSeconds: 36_000 },
  'member-lists-spent': { retryAfterSeconds: 40 },
  'password-too-short': { minimum: 15 },
  'password-too-long': { maximum: 1000 },
  'factor-limit': { method: 'authenticator', maximum: 3 },
  'factor-required': { organization: 'Acme' },
  'key-invalid': { minimumBits: 2048, maximumBits: 8192 },
  'key-limit': { maximum: 20 },
  'owner-still-needed': { organization: 'Acme' },
  'owner-needed': { organization: 'Acme' },
  'owner-limit': { maximum: 20 },
  'organization-limit': { maximum: 50 },
  'environment-limit': { maximum: 100 },
  'deadline-too-far': { maximumDays: 365 },
  'invitation-limit': { maximum: 100 },
  'invitation-just-sent': wait,
  'link-template-foreign': { start: 'https://mfa.example.com/' },
  'link-template-without-code': { placeholder: '{inviteCode}' },
};

const detailOf = (reason: Reason): string => {
  const detail = reasons[reason].detail as string | ((given: object | undefined) => string);
  return typeof detail === 'string' ? detail : detail(examples[reason as WithParameters]);
};

const reasonSchema: Json = {
  description:
    'The exact reason for a refusal, for programs to branch on. `x-parameters` names its parameters, which are members of the problem document. New reasons may be added.',
  oneOf: (Object.keys(reasons) as Reason[]).map((reason) => {
    const parameters = Object.keys(examples[reason as WithParameters] ?? {});
    return {
      const: reason,
      description: `${reasons[reason].slug}: ${detailOf(reason)}`,
      ...(parameters.length > 0 && { 'x-parameters': parameters }),
    };
  }),
};

const problemSchema: Json = {
  type: 'object',
  description:
    "Problem document (RFC 9457). `description` and `code` repeat `detail` and `status` for the guide's command line.",
  required: ['type', 'title', 'status', 'detail', 'description', 'code', 'reason'],
  additionalProperties: false,
  properties: {
    type: { ...text, format: 'uri', description: `Ends in one of: ${problemSlugs.join(', ')}` },
    title: text,
    status: count,
    detail: { ...text, description: 'What happened and what to do next, in English' },
    description: text,
    code: count,
    reason: { $ref: '#/components/schemas/Reason' },
    errors: { type: 'array', items: { $ref: '#/components/schemas/FieldError' } },
    ...parameterSchemas,
  },
};

const fieldErrorSchema: Json = {
  type: 'object',
  description: 'What is wrong with one field',
  required: ['pointer', 'reason', 'detail'],
  additionalProperties: false,
  properties: {
    pointer: { ...text, description: 'A JSON pointer into the body, or the name of a parameter or header' },
    reason: { $ref: '#/components/schemas/Reason' },
    detail: text,
    ...parameterSchemas,
  },
};

/** A reason with parameters that it can have. */
export const exampleOf = (reason: Reason) => ({ reason, ...examples[reason as WithParameters] });

export const problemSchemas: Json = {
  ProblemSlug: {
    type: 'string',
    description: 'The last segment of the type of a problem',
    enum: problemSlugs,
  },
  Reason: reasonSchema,
  FieldError: fieldErrorSchema,
  Problem: problemSchema,
};

const refusal = (status: number, given: readonly Reason[]): Json => {
  const slugs = [...new Set(given.map((reason) => reasons[reason].slug))];
  const headers = status === 429 || status === 503 ? { headers: { 'Retry-After': retryAfter } } : {};
  return {
    description: slugs.map((slug) => `${problemTypes[slug].title} (\`${slug}\`)`).join('. '),
    ...headers,
    content: {
      'application/problem+json': {
        schema: {
          allOf: [{ $ref: '#/components/schemas/Problem' }, { properties: { reason: { enum: given } } }],
        },
      },
    },
  };
};

const retryAfter = {
  description: 'Seconds to wait before the next attempt',
  schema: { type: 'integer', minimum: 1 },
};

/** A response with at most this many reasons has a name and is described only once. */
const namedUpTo = 3;

const nameOf = (given: readonly Reason[]): string =>
  given.map((reason) => reason.replace(/(^|-)([a-z])/g, (_, __, letter) => letter.toUpperCase())).join('Or');

/** The refusals of an operation by status. Those that many operations share are added to `responses` and referred to. */
export function refusalResponses(given: readonly Reason[], responses: Json): Json {
  const statusOf = (reason: Reason): number => problemTypes[reasons[reason].slug as ProblemSlug].status;
  const statuses = [...new Set(given.map(statusOf))].sort((a, b) => a - b);
  const entries = statuses.map((status) => {
    const own = given.filter((reason) => statusOf(reason) === status);
    if (own.length > namedUpTo) return [status, refusal(status, own)];
    responses[nameOf(own)] = refusal(status, own);
    return [status, { $ref: `#/components/responses/${nameOf(own)}` }];
  });
  return Object.fromEntries(entries);
}
