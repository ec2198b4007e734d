import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { type Step, steps } from '../../../functions/steps.ts';
import { expectProblem } from '../../support/api-schemas.ts';
import { type Service, startService } from '../../support/service.ts';

let service: Service;
beforeAll(async () => {
  service = await startService();
});
afterAll(() => service.close());

const rows = (steps as readonly Step[]).filter(({ method }) => method !== 'ANY');
const paths = [...new Set(rows.map(({ path }) => path))];
const methodsOf = (path: string) => rows.filter((row) => row.path === path).map(({ method }) => method);

/** As API Gateway hands on what no other route takes. */
const ask = (method: string, path: string) =>
  service.call('http/not-found', {
    method,
    parameters: { proxy: path.slice(1).replace(/\{\w+\}/g, 'a.b') },
  });

describe.each(paths)('%s', (path) => {
  test('refuses other methods with 405, and says which it has', async () => {
    const own: readonly string[] = methodsOf(path);
    const others = ['GET', 'HEAD', 'POST', 'PUT', 'PATCH', 'DELETE', 'TRACE', 'QUERY'];
    for (const method of others.filter((one) => !own.includes(one))) {
      const answer = await ask(method, path);
      expectProblem(answer, `${method} ${path}`);
      expect(answer.status).toBe(405);
      const allow = answer.headers['allow']?.split(', ') ?? [];
      // A parameter may stand where another path has a word, so that a path can have the methods of both.
      expect(allow).toEqual(expect.arrayContaining([...own, 'OPTIONS']));
      expect(answer.body).toMatchObject({ reason: 'method-not-allowed', allow });
    }
  });

  test('answers OPTIONS with its methods', async () => {
    const answer = await ask('OPTIONS', path);
    expect(answer.status).toBe(204);
    expect(answer.headers['allow']?.split(', ')).toEqual(expect.arrayContaining(methodsOf(path)));
    expect(answer.body).toBeUndefined();
  });
});

test.each([
  '',
  '/',
  '/account/',
  '//account',
  '/orgs//users',
  '/accounts',
  '/{proxy+}',
  '/auth/signin/mfa/a/b',
  '/Account',
])('%j has no method', async (path) => {
  for (const method of ['GET', 'HEAD', 'OPTIONS', 'POST']) {
    const answer = await ask(method, path);
    expectProblem(answer, `${method} ${path}`);
    expect(answer.body).toMatchObject({ status: 404, reason: 'unknown-operation' });
    expect(answer.headers).not.toHaveProperty('allow');
  }
});
