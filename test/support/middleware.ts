import middy from '@middy/core';
import type { APIGatewayProxyStructuredResultV2 } from 'aws-lambda';
import { type Host, lambdaHost } from '../../functions/host.ts';
import type { Event } from '../../functions/http/event.ts';
import type { Middleware } from '../../functions/http/middleware/middleware.ts';
import { contextMaker, type RequestContext } from '../../functions/http/request-context.ts';
import { lambdaContext } from './lambda-context.ts';
import { type CallRequest, origin, toEvent } from './service.ts';

/** What the operation behind a middleware does; by default it answers 204. */
type Operation = (event: Event, context: RequestContext) => APIGatewayProxyStructuredResultV2 | Error;

export interface Passage {
  readonly context: RequestContext;
  /** The answer, or what was thrown and not answered. */
  readonly response?: APIGatewayProxyStructuredResultV2;
  readonly thrown?: unknown;
  readonly ran: boolean;
  readonly emitted: readonly string[];
}

export const middlewareHost: Host = {
  ...lambdaHost,
  environment: { STAGE: 'test', PUBLIC_ORIGIN: origin },
  now: () => Date.UTC(2026, 10, 24, 12),
};

/** Sends one request through a single middleware, and says what became of it. */
export async function passThrough(
  middleware: Middleware,
  request: CallRequest,
  {
    known = {},
    operation = () => ({ statusCode: 204 }),
    host = middlewareHost,
  }: { known?: Partial<RequestContext>; operation?: Operation; host?: Host } = {},
): Promise<Passage> {
  const emitted: string[] = [];
  const toContext = contextMaker({ ...host, emit: (line) => void emitted.push(line) });
  const context = Object.assign(toContext(lambdaContext()), known);
  let ran = false;
  const handler = middy<Event, APIGatewayProxyStructuredResultV2, Error, RequestContext>()
    .use(middleware)
    .handler(async (event, ofOperation) => {
      ran = true;
      const outcome = operation(event, ofOperation);
      if (outcome instanceof Error) throw outcome;
      return outcome;
    });
  const event = toEvent('http/not-found', { method: 'POST', ...request });
  try {
    const response = await handler(event, context);
    return { context, response, ran, emitted };
  } catch (thrown) {
    return { context, thrown, ran, emitted };
  }
}

/** The reason for which a request was refused; undefined if the operation ran. */
export function reasonOf({ thrown, ran }: Passage): string | undefined {
  if (ran) return undefined;
  return (thrown as { problem?: { reason: string } } | undefined)?.problem?.reason;
}
