import type { APIGatewayProxyStructuredResultV2 } from 'aws-lambda';
import { nameClientProgram } from '../../core/kernel/client-program.ts';
import { sourceOf } from '../../core/sign-in/network-source.ts';
import { presentedDevice } from './device-token.ts';
import { callerAddress, type Event } from './event.ts';
import type { RequestContext } from './request-context.ts';
import { respond } from './respond.ts';
import { wantsCookie } from './session-token.ts';
import type { AnyStep, SignedIn } from './step.ts';

/** Runs an operation with what the middlewares have found out about the request. @throws Refusal */
export async function runOperation(
  step: AnyStep,
  uses: Readonly<Record<string, unknown>>,
  event: Event,
  context: RequestContext,
): Promise<APIGatewayProxyStructuredResultV2> {
  const address = callerAddress(event, context.host);
  const request: Parameters<AnyStep['run']>[0] = {
    method: event.requestContext.http.method,
    event,
    body: context.body,
    parameters: (event.pathParameters ?? {}) as Record<string, string>,
    query: event.queryStringParameters ?? {},
    headers: event.headers ?? {},
    caller: context.caller as SignedIn,
    circumstances: {
      at: context.now,
      address,
      browser: nameClientProgram(event.headers?.['user-agent']),
      ...(context.caller && { account: context.caller.user.userID }),
    },
    source: sourceOf(address),
    wantsCookie: wantsCookie(event),
    device: presentedDevice(event),
  };
  context.answer = await step.run(request, { ...uses, host: context.host });
  return respond(context.answer);
}
