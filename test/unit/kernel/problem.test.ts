import { describe, expect, it } from 'vitest';
import {
  fieldError,
  fieldProblem,
  fieldProblems,
  problem,
  waitProblem,
} from '../../../core/kernel/problem.ts';
import { isReason, reasons } from '../../../core/kernel/reasons.ts';
import { errorLine } from '../../../functions/error-line.ts';
import { problemTypes } from '../../../functions/http/problem-types.ts';
import { problemOf, respondProblem } from '../../../functions/http/respond.ts';
import { Refusal, refuse } from '../../../functions/refusal.ts';

const origin = 'https://mfa.example.com';

/** The contract of design.md: a slug is as good as a promise. */
const contract = {
  validation: 400,
  'invalid-credentials': 401,
  'signed-out': 401,
  'insufficient-user-authentication': 401,
  'mfa-required-by-organization': 403,
  'step-up-required': 403,
  forbidden: 403,
  'not-found': 404,
  'method-not-allowed': 405,
  conflict: 409,
  'challenge-expired': 410,
  'unsupported-media-type': 415,
  'invalid-code': 422,
  'code-already-used': 422,
  'too-many-attempts': 429,
  unavailable: 503,
} as const;
const slugs = Object.keys(contract) as (keyof typeof contract)[];

describe('the table of problems', () => {
  it('is closed: these slugs with these statuses', () => {
    const table = Object.fromEntries(
      Object.entries(problemTypes).map(([slug, { status }]) => [slug, status]),
    );
    expect(table).toEqual(contract);
  });

  it('has a title of its own for each', () => {
    expect(new Set(Object.values(problemTypes).map(({ title }) => title)).size).toBe(slugs.length);
  });
});

describe.each(slugs)('the problem document of %s', (slug) => {
  const answer = respondProblem(
    { slug, reason: 'busy', detail: 'What to do next.', retryAfterSeconds: 7 },
    origin,
  );
  const document = JSON.parse(answer.body ?? '');

  it('says type, title, status and detail, and the same to the CLI of the guide', () => {
    expect(answer.headers?.['content-type']).toBe('application/problem+json; charset=utf-8');
    expect(document).toEqual({
      type: `${origin}/problems/${slug}`,
      title: problemTypes[slug].title,
      status: contract[slug],
      detail: 'What to do next.',
      description: 'What to do next.',
      code: contract[slug],
      reason: 'busy',
      retryAfterSeconds: 7,
    });
    expect(answer.statusCode).toBe(contract[slug]);
  });

  it('is not kept by caches, and says when to try again where that helps', () => {
    expect(answer.headers?.['cache-control']).toBe('no-store');
    const waits = contract[slug] === 429 || contract[slug] === 503;
    expect(answer.headers?.['retry-after']).toBe(waits ? '7' : undefined);
  });
});

describe('an error', () => {
  it('that is a refusal says itself', () => {
    const refusal = () => refuse('last-owner');
    expect(refusal).toThrow(Refusal);
    try {
      refusal();
    } catch (error) {
      expect(problemOf(error)).toEqual({
        slug: 'conflict',
        reason: 'last-owner',
        detail: reasons['last-owner'].detail,
      });
    }
  });

  it.each([[new Error('secret 123456')], [new TypeError('secret 123456')], ['secret 123456'], [undefined]])(
    'that is not one (%s) is shown to nobody: its message is in neither the answer nor the log',
    (error) => {
      const line = errorLine({}, error);
      const document = JSON.stringify(respondProblem(problemOf(error), origin));
      expect(JSON.parse(document).statusCode).toBe(503);
      expect(document).not.toMatch(/secret|123456|\bat \//);
      expect(line).not.toMatch(/secret|123456/);
      expect(JSON.parse(line)).toMatchObject({ level: 'error' });
    },
  );
});

describe('the catalogue of reasons', () => {
  it('gives every reason a sentence of its own that a person can act on', () => {
    const details = Object.values(reasons).map(({ detail }) => String(detail));
    expect(new Set(details).size).toBe(details.length);
    for (const [reason, { detail }] of Object.entries(reasons)) {
      expect(reason).toMatch(/^[a-z]+(-[a-z]+)*$/);
      if (typeof detail === 'string') expect(detail, reason).toMatch(/^[A-Za-z].*\.$/);
    }
  });

  it('is asked by word, and knows no inherited one', () => {
    expect(isReason('last-owner')).toBe(true);
    for (const word of ['toString', '__proto__', '', 7, undefined]) expect(isReason(word)).toBe(false);
  });

  it('carries the parameters of its sentence beside it', () => {
    expect(problem('key-limit', { maximum: 10 })).toMatchObject({
      slug: 'conflict',
      reason: 'key-limit',
      maximum: 10,
      detail: expect.stringContaining('at most 10'),
    });
  });
});

describe('a refusal because of fields', () => {
  const length = fieldError('/name', 'field-too-long', { maximum: 64 });
  const password = fieldError('/password', 'password-too-short', { minimum: 15 });

  it('of one field has its reason, and names the field once', () => {
    expect(fieldProblem('/password', 'password-too-short', { minimum: 15 })).toEqual({
      slug: 'validation',
      reason: 'password-too-short',
      detail: password.detail,
      errors: [password],
    });
    expect(password).toMatchObject({ pointer: '/password', minimum: 15 });
  });

  it('says which field a sentence is about that does not say it itself', () => {
    expect(fieldProblems([length]).detail).toBe(`name: ${length.detail}`);
    expect(fieldProblems([fieldError('', 'field-too-long', { maximum: 64 })]).detail).toBe(length.detail);
    expect(fieldProblems([password]).detail).toBe(password.detail);
  });

  it('of several fields has a reason for all, and the sentence of each', () => {
    const both = fieldProblems([length, password]);
    expect(both.reason).toBe('invalid-request');
    expect(both.detail).toBe(`name: ${length.detail} ${password.detail}`);
    expect(both.errors).toEqual([length, password]);
  });

  it('of no field is an invalid request', () => {
    expect(fieldProblems([])).toMatchObject({ reason: 'invalid-request', errors: [] });
  });
});

describe('a refusal that ends', () => {
  const wait = (milliseconds: number) => waitProblem('too-many-failed-sign-ins', milliseconds);

  it('is rounded up to whole seconds, and never 0', () => {
    expect([-1, 0, 1, 1000, 1001].map((ms) => wait(ms).retryAfterSeconds)).toEqual([1, 1, 1, 1, 2]);
    expect(wait(1000)).toMatchObject({ slug: 'too-many-attempts', reason: 'too-many-failed-sign-ins' });
  });

  it.each([
    [1, '1 second'],
    [2, '2 seconds'],
    [119, '119 seconds'],
    [120, '2 minutes'],
    [121, '3 minutes'],
    [7200, '120 minutes'],
    [7201, '3 hours'],
    [10_800, '3 hours'],
  ])('in %i s says: wait %s', (seconds, words) => {
    expect(wait(seconds * 1000).detail).toContain(`Wait ${words} `);
  });
});
