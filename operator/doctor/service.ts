import { apiHeaders, type SecurityHeaders, siteHeaders } from '../../lib/security-headers.ts';
import { type Judgement, ok, problem, warning } from './finding.ts';

const timeoutMilliseconds = 20_000;

const ask = (url: string | URL, init: RequestInit = {}) =>
  fetch(url, { redirect: 'manual', signal: AbortSignal.timeout(timeoutMilliseconds), ...init });

const redeploy = 'Deploy again; if it stays so, something before CloudFront changes the answers.';

/** Compares with the one definition that the distribution was made from. */
function missingHeaders(answer: Response, wanted: SecurityHeaders): readonly string[] {
  return Object.entries(wanted).flatMap(([name, value]) =>
    answer.headers.get(name) === value ? [] : [name],
  );
}

const isUncached = (answer: Response) =>
  /\bno-(cache|store)\b/.test(answer.headers.get('cache-control') ?? '');

const isPage = (answer: Response) =>
  answer.status === 200 && (answer.headers.get('content-type') ?? '').startsWith('text/html');

/** The page, its headers, and the script that it asks for. */
export async function judgePage(origin: string): Promise<Judgement> {
  const answer = await ask(`${origin}/`);
  if (!isPage(answer))
    return problem(
      `The page answers ${answer.status} (${answer.headers.get('content-type')}).`,
      'Look at the bucket of the site and at the distribution; deploy again.',
    );
  const missing = missingHeaders(answer, siteHeaders);
  if (missing.length > 0) return problem(`The page lacks ${missing.join(', ')}.`, redeploy);
  if (!isUncached(answer))
    return problem(
      'index.html may be cached, so that after a deployment browsers ask for files that are gone.',
      redeploy,
    );
  const html = await answer.text();
  const files = [...html.matchAll(/(?:src|href)="(\/[^"]+\.(?:js|css))"/g)].map(([, path = '']) => path);
  if (files.length === 0) return problem('The page asks for no script.', redeploy);
  for (const path of files) {
    const { status } = await ask(new URL(path, origin));
    if (status !== 200) return problem(`The page asks for ${path}, which answers ${status}.`, redeploy);
  }
  const deep = await ask(`${origin}/account/mfa/undo`);
  if (!isPage(deep)) return problem(`The links in mails lead to ${deep.status}.`, redeploy);
  return ok(`${origin} with ${files.length} files, its security headers, and uncached`);
}

export async function judgeApi(origin: string): Promise<Judgement> {
  const began = performance.now();
  const answer = await ask(`${origin}/api/pods`);
  const tookMilliseconds = Math.round(performance.now() - began);
  if (answer.status !== 200)
    return problem(
      `GET /api/pods answers ${answer.status}.`,
      answer.status === 403
        ? 'The firewall or the closed endpoint refuses it: look at its log, and whether the domain leads to this distribution.'
        : 'Read the lines of level error in the logs of the functions (docs/operating.md, "errors").',
    );
  const missing = missingHeaders(answer, apiHeaders);
  if (missing.length > 0) return problem(`The API's answers lack ${missing.join(', ')}.`, redeploy);
  if (!isUncached(answer)) return problem("The API's answers may be cached.", redeploy);
  const absent = await ask(`${origin}/api/no-such-thing`);
  if (absent.status !== 404 || !isProblem(absent))
    return problem(`What is not there answers ${absent.status}, and not as a problem document.`, redeploy);
  return ok(`answers in ${tookMilliseconds} ms with its security headers`);
}

const isProblem = (answer: Response) =>
  (answer.headers.get('content-type') ?? '').startsWith('application/problem+json');

/** Signs in with what opens no account: the whole path from the edge to tables and password hash, and nobody's account. */
export async function judgeSignIn(origin: string): Promise<Judgement> {
  const answer = await ask(`${origin}/api/auth/signin`, {
    method: 'POST',
    headers: { 'content-type': 'application/json' },
    body: JSON.stringify({ identifier: 'doctor@example.invalid', password: 'no account has this password' }),
  });
  const { type = '' } = (isProblem(answer) ? await answer.json() : {}) as { type?: string };
  const slug = type.split('/').at(-1);
  if (answer.status === 401 && slug === 'invalid-credentials')
    return ok('wrong credentials are refused with 401, as a problem document');
  if (answer.status === 429)
    return warning('There were too many sign-ins from here.', 'Wait half a minute and run the doctor again.');
  return problem(
    `Wrong credentials are answered with ${answer.status} ${slug ?? ''}.`,
    answer.status === 200
      ? 'Take the service off line: it lets in whoever asks.'
      : 'Read the lines of level error in the log of auth-sign-in (docs/operating.md, "errors" and "denials").',
  );
}
