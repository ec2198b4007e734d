import middy from '@middy/core';
import type { APIGatewayProxyStructuredResultV2 } from 'aws-lambda';
import { Busy } from '../../core/kernel/busy.ts';
import { nameClientProgram } from '../../core/kernel/client-program.ts';
import { sourceOf } from '../../core/sign-in/network-source.ts';
import { isDenial, metrics } from '../adapters/metrics.ts';
import type { Store } from '../adapters/store.ts';
import { type Factories, makeDependencies } from '../dependencies.ts';
import { type Host, lambdaHost, setting } from '../host.ts';
import type { MetricName } from '../metric-names.ts';
import { Refusal } from '../refusal.ts';
import { type Step, type StepName, steps } from '../steps.ts';
import { readBody } from './body.ts';
import { findCaller, presentedToken, requireCaller, requireOwnOrigin } from './caller.ts';
import { callerAddress, type Event } from './event.ts';
import { problemOf, respond, respondProblem } from './respond.ts';
import type { Answer, AnyStep, SignedIn } from './step.ts';

export type Handler = (event: Event, context?: unknown) => Promise<APIGatewayProxyStructuredResultV2>;

/** A step as a Lambda function: who calls is found out, the body is read, refusals become problem documents. */
export function toLambda(step: AnyStep, host: Host = lambdaHost): Handler {
  const row: Step | undefined = steps.find((candidate) => candidate.name === step.name);
  if (!row) throw new Error(`no row for the step ${step.name}`);
  const readsSession = row.caller !== 'anyone' || step.readsSession === true;
  let made: { uses: Record<string, unknown>; sessions: Store | undefined } | undefined;
  const handler = middy<Event, APIGatewayProxyStructuredResultV2>(async (event: Event) => {
    made ??= makeOnce(step, host, readsSession);
    const now = host.now();
    const presented = presentedToken(event);
    const wantsCookie = event.headers?.['x-session'] === 'cookie';
    requireOwnOrigin(event, host, presented.isCookie && readsSession, wantsCookie);
    const caller = made.sessions && (await findCaller(presented.token, made.sessions, now));
    requireCaller(caller, row, now);
    const request = toRequest(event, step, host, { caller, now, wantsCookie });
    const answer = await step.run(request, { ...made.uses, host });
    metrics(host).count(countsOf(row, answer), { row: row.name });
    return respond(answer);
  });
  handler.onError((failed) => {
    const refused = problemOf(failed.error, console.error);
    const { slug: outcome } = refused;
    metrics(host).count(['Refusals', ...countsOfError(failed.error)], { row: row.name, outcome });
    failed.response = respondProblem(refused, setting(host, 'PUBLIC_ORIGIN'));
  });
  return handler as unknown as Handler;
}

/** What a success is counted as. */
const countedSteps: { readonly [name in StepName]?: MetricName } = {
  'account/verify-email': 'Registrations',
  'mfa/disable-factor': 'FactorsDisabled',
  'mfa/undo': 'FactorsDisabled',
};

function countsOf({ name, path }: Step, { body, cookie }: Answer): readonly MetricName[] {
  const counted = countedSteps[name as StepName];
  if (counted) return [counted];
  // A sign-in that waits for a code has neither.
  const hasSession = typeof cookie === 'string' || Object.hasOwn(Object(body), 'sessionToken');
  return hasSession && path.startsWith('/auth/signin') ? ['SignIns'] : [];
}

function countsOfError(error: unknown): readonly MetricName[] {
  if (error instanceof Refusal || error instanceof Busy) return [];
  return isDenial(error) ? ['Errors', 'Denials'] : ['Errors'];
}

function makeOnce(step: AnyStep, host: Host, readsSession: boolean) {
  const uses = makeDependencies(step.uses as Factories, host);
  const sessions = readsSession ? (uses['store'] as Store | undefined) : undefined;
  if (readsSession && !sessions) throw new Error(`${step.name} reads sessions and does not use the store`);
  return { uses, sessions };
}

function toRequest(
  event: Event,
  step: AnyStep,
  host: Host,
  known: { caller: SignedIn | undefined; now: number; wantsCookie: boolean },
): Parameters<AnyStep['run']>[0] {
  const address = callerAddress(event, host);
  return {
    method: event.requestContext.http.method,
    body: readBody(event, step),
    parameters: (event.pathParameters ?? {}) as Record<string, string>,
    query: event.queryStringParameters ?? {},
    headers: event.headers ?? {},
    caller: known.caller as SignedIn,
    circumstances: { at: known.now, address, browser: nameClientProgram(event.headers?.['user-agent']) },
    source: sourceOf(address),
    wantsCookie: known.wantsCookie,
  };
}
