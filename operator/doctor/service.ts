import { apiHeaders, type SecurityHeaders, siteHeaders } from '../../lib/security-headers.ts';
import { type Judgement, ok, problem, unknown, warning } from './finding.ts';

const timeoutMilliseconds = 20_000;

const request = (url: string | URL, init: RequestInit = {}) =>
  fetch(url, { redirect: 'manual', signal: AbortSignal.timeout(timeoutMilliseconds), ...init });

const redeploy =
  'Deploy again. If that does not help, something in front of CloudFront changes the responses.';

/** Compares with the definition that the distribution is deployed from. */
function missingHeaders(response: Response, expected: SecurityHeaders): readonly string[] {
  return Object.entries(expected).flatMap(([name, value]) =>
    response.headers.get(name) === value ? [] : [name],
  );
}

const isUncached = (response: Response) =>
  /\bno-(cache|store)\b/.test(response.headers.get('cache-control') ?? '');

const isPage = (response: Response) =>
  response.status === 200 && (response.headers.get('content-type') ?? '').startsWith('text/html');

/** Checks the page, its headers, and the files that it loads. */
export async function judgePage(origin: string): Promise<Judgement> {
  const response = await request(`${origin}/`);
  if (!isPage(response))
    return problem(
      `The page responds with ${response.status} (${response.headers.get('content-type')}).`,
      'Check the bucket of the site and the distribution, then deploy again.',
    );
  const missing = missingHeaders(response, siteHeaders);
  if (missing.length > 0)
    return problem(`Missing or wrong headers of the page: ${missing.join(', ')}.`, redeploy);
  if (!isUncached(response))
    return problem(
      'Browsers may cache index.html, and would then request files of an earlier deployment.',
      redeploy,
    );
  const html = await response.text();
  const files = [...html.matchAll(/(?:src|href)="(\/[^"]+\.(?:js|css))"/g)].map(([, path = '']) => path);
  if (files.length === 0) return problem('The page loads no script.', redeploy);
  for (const path of files) {
    const { status } = await request(new URL(path, origin));
    if (status !== 200) return problem(`The page loads ${path}, which responds with ${status}.`, redeploy);
  }
  const linked = await request(`${origin}/account/mfa/undo`);
  if (!isPage(linked))
    return problem(`The pages that mails link to respond with ${linked.status}.`, redeploy);
  return ok(`${origin} loads ${files.length} files, has its security headers, and is not cached`);
}

export async function judgeApi(origin: string): Promise<Judgement> {
  const begunAt = performance.now();
  const response = await request(`${origin}/api/pods`);
  const tookMilliseconds = Math.round(performance.now() - begunAt);
  if (response.status !== 200)
    return problem(
      `GET /api/pods responds with ${response.status}.`,
      response.status === 403
        ? 'The firewall or the closed endpoint refuses it. Check the log of the firewall, and whether the domain leads to this distribution.'
        : 'Look for lines with the level "error" in the logs of the functions (docs/operating.md, "errors").',
    );
  const missing = missingHeaders(response, apiHeaders);
  if (missing.length > 0)
    return problem(`Missing or wrong headers of the API: ${missing.join(', ')}.`, redeploy);
  if (!isUncached(response)) return problem('Responses of the API may be cached.', redeploy);
  const absent = await request(`${origin}/api/no-such-thing`);
  if (absent.status !== 404 || !isProblemDocument(absent))
    return problem(
      `A path that does not exist responds with ${absent.status}, or not with a problem document.`,
      redeploy,
    );
  return ok(`responds in ${tookMilliseconds} ms, with its security headers`);
}

const isProblemDocument = (response: Response) =>
  (response.headers.get('content-type') ?? '').startsWith('application/problem+json');

/** Signs in with wrong credentials: that runs through the edge, the tables and the password hash, and touches no account. */
export async function judgeSignIn(origin: string): Promise<Judgement> {
  const response = await request(`${origin}/api/auth/signin`, {
    method: 'POST',
    headers: { 'content-type': 'application/json' },
    body: JSON.stringify({ identifier: 'doctor@example.invalid', password: 'no account has this password' }),
  });
  const { type = '' } = (isProblemDocument(response) ? await response.json() : {}) as { type?: string };
  const slug = type.split('/').at(-1);
  if (response.status === 401 && slug === 'invalid-credentials')
    return ok('wrong credentials are refused with 401 and a problem document');
  if (response.status === 429)
    return warning(
      'Too many sign-ins came from this network address.',
      'Wait half a minute and run the doctor again.',
    );
  return problem(
    `Wrong credentials get the response ${[response.status, slug].filter(Boolean).join(' ')}.`,
    response.status === 200
      ? 'Take the service offline: it signs in anyone.'
      : 'Look for lines with the level "error" in the log of auth-sign-in (docs/operating.md, "errors" and "denials").',
  );
}

/** Nobody has it, and the request leaves no trace. */
const absentPaths = ['/api/no-such-thing', '/assets/no-such-file.js'];

/** Whether CloudFront keeps an error, which others would then get: it does so for ten seconds unless the distribution forbids it. */
export async function judgeErrorCaching(origin: string): Promise<Judgement> {
  for (const path of absentPaths) {
    await request(`${origin}${path}`);
    const { headers } = await request(`${origin}${path}`);
    // Only an answer that was kept has an age.
    if (Number(headers.get('age') ?? 0) > 0 || /^hit /i.test(headers.get('x-cache') ?? ''))
      return problem(
        `CloudFront keeps the answer to ${path}: one error is answered to everybody for some seconds.`,
        'Deploy again: the distribution has an ErrorCachingMinTTL of 0 for each status.',
      );
  }
  return ok('errors are not kept for others');
}

/** An address of SES that takes any mail, in its sandbox too, and counts neither as a bounce nor as a complaint. */
const mailSimulator = 'success@simulator.amazonses.com';

/** Has the service mail somebody: that runs through the permissions of a function and what SES thinks of sender and recipient. */
export async function judgeMail(origin: string): Promise<Judgement> {
  const response = await request(`${origin}/api/account/password/forgot`, {
    method: 'POST',
    headers: { 'content-type': 'application/json' },
    body: JSON.stringify({ email: mailSimulator }),
  });
  if (response.status === 202) return ok('SES accepts a mail of a function');
  const { reason = '' } = (isProblemDocument(response) ? await response.json() : {}) as { reason?: string };
  if (reason !== 'mail-not-sent')
    return unknown(
      `The request for a mail got the response ${[response.status, reason].filter(Boolean).join(' ')}.`,
    );
  return problem(
    'SES did not accept a mail of a function.',
    'The log of account-forgot-password says why (docs/operating.md, "mail-failures"): a denied permission, a sender that is not verified, or a quota.',
  );
}
