import type { APIGatewayProxyStructuredResultV2 } from 'aws-lambda';
import { deviceLimits } from '../../core/accounts/device.ts';
import { Busy } from '../../core/kernel/busy.ts';
import { type Problem, problem } from '../../core/kernel/problem.ts';
import { sessionLimits } from '../../core/sign-in/session.ts';
import { Refusal } from '../refusal.ts';
import { deviceCookieName } from './device-token.ts';
import { problemTypes } from './problem-types.ts';
import { cookieName } from './session-token.ts';
import type { Answer } from './step.ts';

const common = { 'cache-control': 'no-store', 'x-content-type-options': 'nosniff' };

/** The answer as API Gateway takes it. */
export function respond(answer: Answer): APIGatewayProxyStructuredResultV2 {
  const set = [
    ...(answer.cookie === undefined ? [] : [sessionCookie(answer.cookie)]),
    ...(answer.deviceCookie === undefined ? [] : [deviceCookie(answer.deviceCookie)]),
    ...(answer.cookies ?? []),
  ];
  const cookies = set.length > 0 ? { cookies: set } : {};
  if (answer.file) {
    const headers = {
      ...common,
      'content-type': answer.file.type,
      'content-disposition': `attachment; filename="${answer.file.name}"`,
    };
    return { statusCode: answer.status, headers, body: answer.file.text, ...cookies };
  }
  if (answer.body === undefined)
    return { statusCode: answer.status, headers: { ...common, ...answer.headers }, ...cookies };
  const headers = { ...common, ...answer.headers, 'content-type': 'application/json; charset=utf-8' };
  return { statusCode: answer.status, headers, body: JSON.stringify(answer.body), ...cookies };
}

/**
 * The problem document of RFC 9457, with `description` and `code` beside it for the guide's CLI. Its type is a URI
 * below `origin` that ends in the slug.
 */
export function respondProblem(refused: Problem, origin: string): APIGatewayProxyStructuredResultV2 {
  const { slug, detail, ...extensions } = refused;
  const { status, title } = problemTypes[slug];
  const headers: Record<string, string> = {
    ...common,
    'content-type': 'application/problem+json; charset=utf-8',
  };
  if (extensions.allow) headers['allow'] = extensions.allow.join(', ');
  if (slug === 'insufficient-user-authentication') headers['www-authenticate'] = challengeOf(refused);
  if (status === 429 || status === 503) headers['retry-after'] = String(extensions.retryAfterSeconds ?? 1);
  const document = {
    type: `${origin}/problems/${slug}`,
    title,
    status,
    detail,
    description: detail,
    code: status,
    ...extensions,
  };
  return { statusCode: status, headers, body: JSON.stringify(document) };
}

/** The challenge of RFC 9470, with the codes and parameters that it names. */
function challengeOf({ detail, acr, maxAgeSeconds }: Problem): string {
  const parameters = {
    error: 'insufficient_user_authentication',
    error_description: detail,
    ...(acr !== undefined && { acr_values: acr }),
    ...(maxAgeSeconds !== undefined && { max_age: maxAgeSeconds }),
  };
  const written = Object.entries(parameters).map(([name, value]) => `${name}="${value}"`);
  return `Bearer ${written.join(', ')}`;
}

/** The problem that is answered for an error. Nothing of an error that is not a refusal is shown to the caller. */
export function problemOf(error: unknown): Problem {
  if (error instanceof Refusal) return error.problem;
  if (error instanceof Busy) return problem('busy', { retryAfterSeconds: 1 });
  return problem('internal-error', { retryAfterSeconds: 1 });
}

const attributes = 'Path=/; Secure; HttpOnly; SameSite=Strict';

function deviceCookie(tokens: string): string {
  return `${deviceCookieName}=${tokens}; Max-Age=${deviceLimits.knownSeconds}; ${attributes}`;
}

function sessionCookie(token: string | null): string {
  if (token === null) return `${cookieName}=; Max-Age=0; ${attributes}`;
  return `${cookieName}=${token}; Max-Age=${sessionLimits.dashboard.lifetimeSeconds}; ${attributes}`;
}
