import { expect, it } from 'vitest';
import { problem } from '../../../../core/kernel/problem.ts';
import { problemDocument } from '../../../../functions/http/middleware/problem-document.ts';
import { Refusal } from '../../../../functions/refusal.ts';
import { passThrough } from '../../../support/middleware.ts';

it('answers a refusal with its problem document', async () => {
  const { response } = await passThrough(
    problemDocument,
    {},
    { operation: () => new Refusal(problem('last-owner')) },
  );
  expect(response).toMatchObject({
    statusCode: 409,
    headers: { 'content-type': 'application/problem+json; charset=utf-8' },
  });
  expect(JSON.parse(response?.body ?? '')).toMatchObject({
    type: 'https://mfa.example.com/problems/conflict',
    reason: 'last-owner',
  });
});

it('answers any other error with 503 and nothing of what it says', async () => {
  const { response, thrown } = await passThrough(
    problemDocument,
    {},
    { operation: () => new Error('secret 123456') },
  );
  expect(thrown).toBeUndefined();
  expect(response).toMatchObject({ statusCode: 503, headers: { 'retry-after': '1' } });
  expect(JSON.stringify(response)).not.toMatch(/secret|123456/);
});

it('leaves the answer of an operation as it is', async () => {
  const { response } = await passThrough(problemDocument, {});
  expect(response).toEqual({ statusCode: 204 });
});
