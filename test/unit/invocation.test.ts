import { describe, expect, it } from 'vitest';
import { lambdaHost } from '../../functions/host.ts';
import { contextMaker } from '../../functions/http/request-context.ts';
import { trackInvocations } from '../../functions/invocation.ts';
import { lambdaContext } from '../support/lambda-context.ts';

describe('an invocation', () => {
  it('is a cold start if it is the first of its function, even if a second one overlaps it', () => {
    const [identify, identifyOther] = [trackInvocations(), trackInvocations()];
    expect(identify({ awsRequestId: 'one' })).toEqual({ requestID: 'one', isColdStart: true });
    expect(identify({ awsRequestId: 'two' })).toEqual({ requestID: 'two', isColdStart: false });
    expect(identifyOther({ awsRequestId: 'three' }).isColdStart).toBe(true);
  });
});

describe('the context of a request', () => {
  it("has Lambda's context, the host with the invocation, and the time", () => {
    const given = lambdaContext({ awsRequestId: 'one' });
    const context = contextMaker({ ...lambdaHost, now: () => 7 })(given);
    expect(context).toMatchObject({
      functionName: given.functionName,
      now: 7,
      host: { invocation: { requestID: 'one', isColdStart: true } },
    });
    expect(context.getRemainingTimeInMillis()).toBe(given.getRemainingTimeInMillis());
  });

  it('is never the one of another request', () => {
    const [given, toContext] = [lambdaContext(), contextMaker(lambdaHost)];
    const first = toContext(given);
    first.body = 'of the first';
    expect(toContext(given).body).toBeUndefined();
    expect(given).not.toHaveProperty('body');
  });
});
