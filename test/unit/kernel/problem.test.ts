import { describe, expect, it } from 'vitest';
import { problems, Refusal, refuse } from '../../../core/kernel/problem.ts';
import { problemOf, respondProblem } from '../../../functions/http/respond.ts';

const origin = 'https://mfa.example.com';

/** The contract of design.md: a slug is as good as a promise. */
const contract = {
  validation: 400,
  'invalid-credentials': 401,
  'signed-out': 401,
  'mfa-required-by-organization': 403,
  'step-up-required': 403,
  forbidden: 403,
  'not-found': 404,
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
    const table = Object.fromEntries(Object.entries(problems).map(([slug, { status }]) => [slug, status]));
    expect(table).toEqual(contract);
  });

  it('has a title of its own for each', () => {
    expect(new Set(Object.values(problems).map(({ title }) => title)).size).toBe(slugs.length);
  });
});

describe.each(slugs)('the problem document of %s', (slug) => {
  const answer = respondProblem({ slug, detail: 'What to do next.', retryAfterSeconds: 7 }, origin);
  const document = JSON.parse(answer.body ?? '');

  it('says type, title, status and detail, and the same to the CLI of the guide', () => {
    expect(answer.headers?.['content-type']).toBe('application/problem+json; charset=utf-8');
    expect(document).toEqual({
      type: `${origin}/problems/${slug}`,
      title: problems[slug].title,
      status: contract[slug],
      detail: 'What to do next.',
      description: 'What to do next.',
      code: contract[slug],
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
    const refusal = () => refuse('conflict', 'Look again.');
    expect(refusal).toThrow(Refusal);
    try {
      refusal();
    } catch (error) {
      expect(problemOf(error, () => {})).toEqual({ slug: 'conflict', detail: 'Look again.' });
    }
  });

  it.each([[new Error('secret 123456')], [new TypeError('secret 123456')], ['secret 123456'], [undefined]])(
    'that is none (%s) is told to nobody: neither its message nor what was sent stands in answer or log',
    (error) => {
      const lines: string[] = [];
      const document = JSON.stringify(
        respondProblem(
          problemOf(error, (line) => lines.push(line)),
          origin,
        ),
      );
      expect(JSON.parse(document).statusCode).toBe(503);
      expect(document).not.toMatch(/secret|123456|\bat \//);
      expect(lines).toHaveLength(1);
      expect(lines.join()).not.toMatch(/secret|123456/);
      expect(JSON.parse(lines[0] ?? '')).toMatchObject({ level: 'error' });
    },
  );
});
