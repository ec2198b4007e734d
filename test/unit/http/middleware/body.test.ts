import { describe, expect, it } from 'vitest';
import * as z from 'zod/mini';
import { parseBody, readBody } from '../../../../functions/http/middleware/body.ts';
import type { AnyStep } from '../../../../functions/http/step.ts';
import { Refusal } from '../../../../functions/refusal.ts';
import { cpuSecondsOf } from '../../../support/cpu-time.ts';
import { passThrough, reasonOf } from '../../../support/middleware.ts';
import { toEvent } from '../../../support/service.ts';

const body = z.object({
  email: z.string('field-not-text'),
  more: z.optional(z.looseObject({})),
});
const step = {
  name: 'auth/sign-in',
  body,
  answers: {},
  uses: {},
  run: async () => ({ status: 204 }),
} as AnyStep;

const { body: _, ...bodiless } = step;

const json = { 'content-type': 'application/json' };

function read(text: string, headers: Record<string, string> = json, of: AnyStep = step): unknown {
  return readBody({ ...toEvent('auth/sign-in', { text }), headers }, of);
}

function refusal(text: string, headers?: Record<string, string>, of?: AnyStep) {
  try {
    read(text, headers, of);
  } catch (error) {
    if (error instanceof Refusal) return error.problem;
    throw error;
  }
  throw new Error('was read');
}

describe('a request body', () => {
  it.each([
    ['application/json'],
    ['application/json; charset=utf-8'],
    ['Application/JSON'],
    ['application/merge-patch+json'],
  ])('of type %s is read', (type) => {
    expect(read('{"email":"a"}', { 'content-type': type })).toEqual({ email: 'a' });
  });

  it.each([
    [''],
    ['text/plain'],
    ['application/x-www-form-urlencoded'],
    ['multipart/form-data; boundary=x'],
    ['application/jsonp'],
    ['text/json'],
    ['text/plain; application/json'],
  ])('of type %j is not looked at', (type) => {
    expect(refusal('{"email":"a"}', type ? { 'content-type': type } : {}).slug).toBe(
      'unsupported-media-type',
    );
  });

  it('in base64 is read as what it is', () => {
    const event = toEvent('auth/sign-in', { text: Buffer.from('{"email":"é"}').toString('base64') });
    expect(readBody({ ...event, headers: json, isBase64Encoded: true }, step)).toEqual({ email: 'é' });
  });

  it('has only the fields that are asked for', () => {
    expect(read('{"email":"a","admin":true,"__proto__":{"admin":true}}')).toEqual({ email: 'a' });
  });

  it.each([
    ['', 'body-missing'],
    ['null', 'body-not-object'],
    ['[]', 'body-not-object'],
    ['[{"email":"a"}]', 'body-not-object'],
    ['"email"', 'body-not-object'],
    ['1', 'body-not-object'],
    ['{', 'body-not-json'],
    ['{"email":"a"', 'body-not-json'],
    ["{'email':'a'}", 'body-not-json'],
    ['{"email":"a",}', 'body-not-json'],
    ['email=a', 'body-not-json'],
    ['\u0000', 'body-not-json'],
    ['\ufeff{"email":"a"}', 'body-not-json'],
    ['{"email":"a","email":"b"}', 'body-field-twice'],
    ['{"email":"a","\\u0065mail":"b"}', 'body-field-twice'],
    ['{"email":"a","more":{"x":1,"x":2}}', 'body-field-twice'],
    ['{"email":"a","more":[{"x":1},{"x":1,"x":2}]}', 'body-field-twice'],
  ])('%j is refused: %s', (text, reason) => {
    expect(refusal(text)).toMatchObject({ slug: 'validation', reason, errors: [{ pointer: '', reason }] });
  });

  it.each([
    ['{"email":"a: \\"b\\": c"}'],
    ['{"email":"\\\\"}'],
    ['{"email":"{\\"email\\":1}"}'],
    ['{"email" : "a" , "more" : { "email" : "b" } }'],
  ])('%s has no field twice', (text) => {
    expect(read(text)).toMatchObject({ email: expect.any(String) });
  });

  it.each([[1], ['{}'], ['[]'], ['null'], ['true']])(
    'with a field of another type (%s) says which',
    (value) => {
      expect(refusal(`{"email":${value}}`)).toMatchObject({
        slug: 'validation',
        reason: 'field-not-text',
        detail: 'email: Must be text.',
        errors: [{ pointer: '/email', reason: 'field-not-text', detail: 'Must be text.' }],
      });
    },
  );

  it.each([
    ['arrays', '[', ']'],
    ['objects', '{"a":', '}'],
  ])('with %s nested as deep as fits into a request is read in a moment', (_, open, close) => {
    const depth = Math.floor(65_000 / (open.length + close.length));
    const inner = open === '[' ? '' : '1';
    const deep = `{"email":"a","other":${open.repeat(depth)}${inner}${close.repeat(depth)}}`;
    expect(cpuSecondsOf(() => expect(read(deep)).toEqual({ email: 'a' }))).toBeLessThan(5);
  });

  it('of more than 64 KiB is refused before it is read, however its characters are counted', () => {
    const withText = (text: string) => `{"email":"${text}"}`;
    expect(read(withText('x'.repeat(65_536 - 12)))).toMatchObject({ email: expect.any(String) });
    for (const text of ['x'.repeat(65_536 - 11), '€'.repeat(22_000), '"'.repeat(4_000_000)])
      expect(refusal(withText(text))).toMatchObject({
        reason: 'body-too-large',
        errors: [{ maximum: 65_536 }],
      });
    const megabytes = `{${'"a":1,'.repeat(600_000)}"b":1}`;
    expect(cpuSecondsOf(() => refusal(megabytes))).toBeLessThan(0.5);
  });

  it('that may be left out is, and one that no step asks for is not looked at', () => {
    expect(read('', {}, { ...step, bodyIsOptional: true })).toBeUndefined();
    expect(read('not JSON', {}, bodiless)).toBeUndefined();
    expect(refusal('not JSON', json, { ...step, bodyIsOptional: true }).slug).toBe('validation');
  });
});

describe('the middleware', () => {
  it('passes the parsed body on to the operation', async () => {
    const { context, ran } = await passThrough(parseBody(step), { body: { email: 'a' } });
    expect(ran).toBe(true);
    expect(context.body).toEqual({ email: 'a' });
  });

  it('keeps the operation from running with a body that is not what its schema says', async () => {
    expect(reasonOf(await passThrough(parseBody(step), { body: { email: 1 } }))).toBe('field-not-text');
  });
});
