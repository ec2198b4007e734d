import { afterAll, beforeAll, describe, expect, it, vi } from 'vitest';
import { toLambda } from '../../../../functions/http/lambda.ts';
import type { AnyStep } from '../../../../functions/http/step.ts';
import { stepModules } from '../../../../functions/openapi/step-modules.ts';
import { type FaultyDynamoDB, faultyDynamoDB } from '../../../support/faulty-dynamodb.ts';
import { lambdaContext } from '../../../support/lambda-context.ts';
import { register, session } from '../../../support/people.ts';
import { type CallRequest, type Service, startService, toEvent } from '../../../support/service.ts';

let service: Service;
let dynamodb: FaultyDynamoDB;
let token: string;
let denies = false;
beforeAll(async () => {
  service = await startService({
    authorize: () => (denies ? 'denied by the test' : undefined),
    meter: async (endpoint) => {
      dynamodb = await faultyDynamoDB(endpoint);
      return dynamodb.endpoint;
    },
  });
  token = await session(service, await register(service));
});
afterAll(async () => {
  await service.close();
  await dynamodb.close();
});

/** The lines of the log while something runs. */
async function logOf(run: () => Promise<unknown>) {
  const lines: string[] = [];
  const spy = vi.spyOn(console, 'error').mockImplementation((line: string) => void lines.push(line));
  try {
    await run();
  } finally {
    spy.mockRestore();
  }
  return lines.map((line) => JSON.parse(line));
}

describe('a request with several faults is refused for the first of', () => {
  const cookies = [`__Host-session=odd`];
  const foreign = { origin: 'https://evil.example.com' };
  it.each<[string, CallRequest]>([
    ['two-session-cookies', { cookies: [...cookies, ...cookies], headers: foreign, text: '{' }],
    ['foreign-origin', { cookies, headers: foreign, text: '{' }],
    ['signed-out', { token: 'odd', headers: foreign, text: '{' }],
    ['body-not-json', { text: '{' }],
  ])('%s', async (reason, request) => {
    const asCaller = reason === 'body-not-json' ? { token } : {};
    const { body } = await service.call('account/rename', { ...request, ...asCaller });
    expect(body.errors?.[0]?.reason ?? body.reason).toBe(reason);
  });

  it('access before the body: an old session cannot probe what a body may be', async () => {
    const start = service.clock.now;
    service.clock.now += 11 * 60_000;
    const { body } = await service.call('account/change-password', { token, text: '{' });
    service.clock.now = start;
    expect(body.reason).toBe('confirmation-needed');
  });

  it('a wait comes after all of these', async () => {
    const guess = (text: string) => service.call('auth/sign-in', { text, address: '198.51.100.9' });
    const wrong = JSON.stringify({
      identifier: 'nobody@example.com',
      password: 'wrong password of some length',
    });
    let answer = await guess(wrong);
    for (let tries = 0; answer.status === 401 && tries < 40; tries += 1) answer = await guess(wrong);
    expect(answer.status).toBe(429);
    expect((await guess('{')).body.errors[0].reason).toBe('body-not-json');
  });
});

describe('the adapters of a function', () => {
  const inLambda = { AWS_LAMBDA_FUNCTION_NAME: 'the-function' };
  const stepThatMakes = (make: () => unknown) =>
    ({ ...stepModules['http/not-found'], uses: { made: make } }) as AnyStep;
  const request = () => toEvent('http/not-found', {});

  it('are made while Lambda starts it, and once', async () => {
    let made = 0;
    const host = { ...service.host, environment: { ...service.host.environment, ...inLambda } };
    const call = toLambda(
      stepThatMakes(() => (made += 1)),
      host,
    );
    expect(made).toBe(1);
    await call(request(), lambdaContext());
    expect(made).toBe(1);
  });

  it('that cannot be made yet are made for the first request', async () => {
    let tries = 0;
    const make = () => {
      tries += 1;
      if (tries === 1) throw new Error('not yet');
    };
    const host = { ...service.host, environment: { ...service.host.environment, ...inLambda } };
    const call = toLambda(stepThatMakes(make), host);
    expect((await call(request(), lambdaContext())).statusCode).toBe(404);
    expect(tries).toBe(2);
  });
});

describe('the line of an error', () => {
  const handler = () => toLambda(stepModules['account/read'] as AnyStep, service.host);

  it('has the id of the request, and whether the function had just started', async () => {
    const call = handler();
    const event = toEvent('account/read', { token });
    denies = true;
    const lines = await logOf(async () => {
      for (const awsRequestId of ['first', 'second'])
        expect((await call(event, lambdaContext({ awsRequestId }))).statusCode).toBe(503);
    });
    denies = false;
    expect(lines).toMatchObject([
      { level: 'error', requestId: 'first', coldStart: true },
      { level: 'error', requestId: 'second', coldStart: false },
    ]);
  });

  it('is written for a read that never ends, and the caller gets a problem document in time', async () => {
    dynamodb.ignoreNext('BatchGetItem');
    const context = lambdaContext({ awsRequestId: 'slow', getRemainingTimeInMillis: () => 105 });
    const lines = await logOf(async () => {
      const { statusCode, body } = await handler()(toEvent('account/read', { token }), context);
      expect(statusCode).toBe(503);
      expect(JSON.parse(body ?? '')).toMatchObject({ reason: 'internal-error' });
    });
    expect(lines).toMatchObject([{ requestId: 'slow', error: 'TimeoutError' }]);
  });

  it('is not written for a refusal', async () => {
    expect(await logOf(() => service.call('account/read'))).toEqual([]);
  });
});
