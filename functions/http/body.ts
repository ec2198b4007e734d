import * as z from 'zod/mini';
import { invalidFields, Refusal, refuse, refuseField } from '../../core/kernel/problem.ts';
import type { Event } from './event.ts';
import type { AnyStep } from './step.ts';

const jsonType = /^application\/([a-z0-9.+-]+\+)?json\s*(;|$)/i;

/** The request body as the step's schema reads it. What is wrong is said field by field. */
export function readBody(event: Event, step: AnyStep): unknown {
  if (!step.body) return undefined;
  const text = event.isBase64Encoded
    ? Buffer.from(event.body ?? '', 'base64').toString('utf8')
    : (event.body ?? '');
  if (text === '' && step.bodyIsOptional) return undefined;
  if (text !== '' && !jsonType.test(event.headers?.['content-type'] ?? ''))
    refuse('unsupported-media-type', 'Send the body as JSON, with Content-Type: application/json.');
  const parsed = z.safeParse(step.body, parseJson(text));
  if (parsed.success) return parsed.data;
  const errors = parsed.error.issues.map((issue) => ({
    pointer: issue.path.map((part) => `/${String(part)}`).join(''),
    detail: issue.message,
  }));
  throw new Refusal(invalidFields(errors));
}

function parseJson(text: string): unknown {
  const wrong = (detail: string) => refuseField('', detail);
  if (text === '') return wrong('A JSON object is needed in the body.');
  let value: unknown;
  try {
    value = JSON.parse(text);
  } catch {
    return wrong('The body is not valid JSON.');
  }
  if (value === null || typeof value !== 'object' || Array.isArray(value))
    return wrong('A JSON object is needed in the body.');
  if (countKeys(value) !== countKeysIn(text)) return wrong('A field stands in the body twice.');
  return value;
}

/** JSON.parse keeps the last of two fields of one name, another reader the first: neither may be what was meant. */
function countKeysIn(text: string): number {
  return [...text.matchAll(/"(?:[^"\\]|\\.)*"(\s*:)?/g)].filter((match) => match[1] !== undefined).length;
}

/** Without recursion: a body may be nested deeper than the stack is. */
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
