import type middy from '@middy/core';
import type { APIGatewayProxyStructuredResultV2 } from 'aws-lambda';
import type { Event } from '../event.ts';
import type { RequestContext } from '../request-context.ts';

type Request = middy.Request<Event, APIGatewayProxyStructuredResultV2, Error, RequestContext>;

/** One concern of handling a request. Middlewares share nothing but the fields of the request's context. */
export interface Middleware {
  /** Runs before the operation. If it throws, the operation does not run. */
  readonly before?: (request: Request) => void | Promise<void>;
  /** Runs after an operation that answered. */
  readonly after?: (request: Request) => void | Promise<void>;
  /** Runs after an error or a refusal, whether a middleware or the operation threw it. */
  readonly onError?: (request: Request) => void | Promise<void>;
}
