import type * as z from 'zod/mini';
import { factorTypes } from '../../../core/factors/factor.ts';
import { type FieldError, fieldError, fieldProblems } from '../../../core/kernel/problem.ts';
import { isReason } from '../../../core/kernel/reasons.ts';
import { Refusal, refuse, refuseField } from '../../refusal.ts';
import type { Event } from '../event.ts';
import type { AnyStep } from '../step.ts';
import type { Middleware } from './middleware.ts';

const jsonType = /^application\/([a-z0-9.+-]+\+)?json\s*(;|$)/i;

/** Reads the request body by the schema of the operation, after it is known that the caller may call it. */
export function parseBody(step: AnyStep): Middleware {
  return {
    before: ({ event, context }) => {
      context.body = readBody(event, step);
    },
  };
}

/** No request needs more; a body of megabytes would keep a function busy for seconds before anyone is known. */
const maximumBodyBytes = 65_536;

/** The request body as the step's schema reads it. @throws Refusal with an error for each wrong field */
export function readBody(event: Event, step: AnyStep): unknown {
  if (!step.body) return undefined;
  if (Buffer.byteLength(event.body ?? '') > maximumBodyBytes)
    refuseField('', 'body-too-large', { maximum: maximumBodyBytes });
  const text = event.isBase64Encoded
    ? Buffer.from(event.body ?? '', 'base64').toString('utf8')
    : (event.body ?? '');
  if (text === '' && step.bodyIsOptional) return undefined;
  if (text !== '' && !jsonType.test(event.headers?.['content-type'] ?? '')) refuse('body-media-type');
  const parsed = step.body.safeParse(parseJson(text), { reportInput: true });
  if (parsed.success) return parsed.data;
  throw new Refusal(fieldProblems(firstOfEachField(parsed.error.issues.map(issueError))));
}

/** A field can break several rules. The answer has only the first error of each field. */
function firstOfEachField(errors: readonly FieldError[]): readonly FieldError[] {
  return errors.filter(({ pointer }, index) => errors.findIndex((one) => one.pointer === pointer) === index);
}

/** Makes a field error of an issue that zod found. The message of every rule is its reason (see fields.ts). */
function issueError(issue: z.core.$ZodIssue): FieldError {
  const pointer = issue.path.map((part) => `/${String(part)}`).join('');
  if (issue.input === undefined) return fieldError(pointer, 'field-missing');
  const reason = isReason(issue.message) ? issue.message : 'field-invalid';
  if (issue.code === 'custom') return fieldError(pointer, reason, issue.params);
  return fieldError(pointer, reason, reason === 'method-unknown' ? { methods: factorTypes } : undefined);
}

function parseJson(text: string): unknown {
  if (text === '') return refuseField('', 'body-missing');
  let value: unknown;
  try {
    value = JSON.parse(text);
  } catch {
    return refuseField('', 'body-not-json');
  }
  if (value === null || typeof value !== 'object' || Array.isArray(value))
    return refuseField('', 'body-not-object');
  if (countKeys(value) !== countKeysIn(text)) return refuseField('', 'body-field-twice');
  return value;
}

/** If a field occurs twice, JSON.parse keeps the last one and other parsers the first one. Either may be wrong. */
function countKeysIn(text: string): number {
  return [...text.matchAll(/"(?:[^"\\]|\\.)*"(\s*:)?/g)].filter((match) => match[1] !== undefined).length;
}

/** Without recursion, because a body may be nested deeper than the stack allows. */
function countKeys(value: unknown): number {
  let count = 0;
  const pending = [value];
  for (let next = pending.pop(); next !== undefined; next = pending.pop()) {
    if (next === null || typeof next !== 'object') continue;
    const children: unknown[] = Object.values(next);
    if (!Array.isArray(next)) count += children.length;
    for (const child of children) pending.push(child);
  }
  return count;
}
