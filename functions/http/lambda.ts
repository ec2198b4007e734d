import middy from '@middy/core';
import type { APIGatewayProxyStructuredResultV2, Context } from 'aws-lambda';
import type { Store } from '../adapters/store.ts';
import { type Factories, makeDependencies } from '../dependencies.ts';
import { type Host, lambdaHost } from '../host.ts';
import type { Event } from './event.ts';
import { access } from './middleware/access.ts';
import { parseBody } from './middleware/body.ts';
import { identifyCaller } from './middleware/caller.ts';
import { edgeOnly } from './middleware/edge-only.ts';
import { errorLog } from './middleware/error-log.ts';
import { countOutcomes } from './middleware/metrics.ts';
import type { Middleware } from './middleware/middleware.ts';
import { ownOrigin } from './middleware/own-origin.ts';
import { preloadKeys } from './middleware/preload-keys.ts';
import { problemDocument } from './middleware/problem-document.ts';
import { contextMaker, type RequestContext } from './request-context.ts';
import { rowOf } from './row-of.ts';
import { runOperation } from './run-operation.ts';
import type { AnyStep } from './step.ts';

export type Handler = (event: Event, context: Context) => Promise<APIGatewayProxyStructuredResultV2>;

/** An operation as a Lambda function: its middlewares, and its step behind them. */
export function toLambda(step: AnyStep, host: Host = lambdaHost): Handler {
  const row = rowOf(step);
  const readsSession = row.caller !== 'anyone' || step.readsSession === true;
  const dependencies = makeOnce(step, host, readsSession);
  if (host.environment['AWS_LAMBDA_FUNCTION_NAME'] !== undefined) makeEarly(dependencies);
  // A request passes them from top to bottom; an answer or an error passes them from bottom to top.
  const stack: Middleware[] = [
    problemDocument,
    countOutcomes(row),
    errorLog,
    edgeOnly,
    ownOrigin(readsSession),
    preloadKeys(row, () => dependencies().uses),
    identifyCaller(() => dependencies().sessions),
    access(row),
    parseBody(step),
  ];
  const handler = middy<Event, APIGatewayProxyStructuredResultV2, Error, RequestContext>()
    .use(stack)
    .handler((event, context) => runOperation(step, dependencies().uses, event, context));
  const toRequestContext = contextMaker(host);
  return (event, context) => handler(event, toRequestContext(context));
}

/**
 * Makes the adapters while Lambda starts the function, when it has more CPU than later. If that fails, the first request
 * makes them, because only then is there somebody to answer.
 */
function makeEarly(make: () => unknown): void {
  try {
    make();
  } catch {
    // The first request fails in the same way, and logs it.
  }
}

/** Makes the adapters of the step once, at the latest when the first request needs them. */
function makeOnce(step: AnyStep, host: Host, readsSession: boolean) {
  let made: { uses: Record<string, unknown>; sessions: Store | undefined } | undefined;
  const make = () => {
    const uses = makeDependencies(step.uses as Factories, host);
    const sessions = readsSession ? (uses['store'] as Store | undefined) : undefined;
    if (readsSession && !sessions) throw new Error(`${step.name} reads sessions and does not use the store`);
    return { uses, sessions };
  };
  return () => {
    made ??= make();
    return made;
  };
}
