import type { Context } from 'aws-lambda';
import type { Host } from '../host.ts';
import { trackInvocations } from '../invocation.ts';
import type { Answer, SignedIn } from './step.ts';

/** Lambda's context, and what the middlewares have found out about the request. */
export interface RequestContext extends Context {
  /** The host of the function, for this invocation. */
  readonly host: Host;
  /** When the request arrived, in epoch milliseconds. */
  readonly now: number;
  caller?: SignedIn | undefined;
  /** The body as the operation's schema reads it. */
  body?: unknown;
  /** What the operation answered. */
  answer?: Answer;
}

/** Makes the contexts of the requests to one function. Each is a new object, so no request sees the caller of another. */
export function contextMaker(host: Host): (context: Context) => RequestContext {
  const identify = trackInvocations();
  return (context) => ({ ...context, host: { ...host, invocation: identify(context) }, now: host.now() });
}
