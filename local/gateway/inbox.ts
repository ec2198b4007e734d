import { readFile } from 'node:fs/promises';
import type { SesEmulator } from '../emulators/ses.ts';
import { type Answer, type Header, headerValues, jsonAnswer, type ViewerRequest } from './exchange.ts';

/** Where the gateway serves the inbox of the mail emulator. */
export const inboxPath = '/inbox';

export function isInboxPath(path: string): boolean {
  return path === inboxPath || path.startsWith(`${inboxPath}/`);
}

const commonHeaders: readonly Header[] = [
  ['cache-control', 'no-store'],
  ['x-content-type-options', 'nosniff'],
  ['x-frame-options', 'DENY'],
];

/** Everything in the page is its own, and the mails in its frames run no script. */
const pageHeaders: readonly Header[] = [
  ['content-type', 'text/html; charset=utf-8'],
  [
    'content-security-policy',
    "default-src 'none'; script-src 'unsafe-inline'; style-src 'unsafe-inline'; img-src data:; connect-src 'self'; base-uri 'none'; frame-ancestors 'none'",
  ],
];

/** The inbox page, and what it requests from the mail emulator. */
export async function answerFromInbox(
  ses: Pick<SesEmulator, 'storeEndpoint' | 'inbox'>,
  request: ViewerRequest,
): Promise<Answer> {
  const [origin] = headerValues(request.headers, 'origin');
  const [host] = headerValues(request.headers, 'host');
  // A page elsewhere could otherwise empty the inbox.
  if (request.method === 'POST' && origin !== undefined && origin !== `http://${host}`)
    return jsonAnswer(403, { message: 'This request did not come from the inbox.' });
  if (['GET', 'HEAD'].includes(request.method) && [inboxPath, `${inboxPath}/`].includes(request.path)) {
    const body = await readFile(new URL('inbox.html', import.meta.url));
    return { status: 200, headers: [...pageHeaders, ...commonHeaders], body };
  }
  const address = await emulatorAddress(ses, request);
  if (address === undefined) return jsonAnswer(404, { message: 'Not Found' });
  const answer = await fetch(ses.storeEndpoint + address, {
    method: request.method === 'POST' ? 'POST' : 'GET',
  });
  const type = answer.headers.get('content-type') ?? 'text/plain';
  const body = Buffer.from(await answer.arrayBuffer());
  return {
    status: answer.status,
    headers: [['content-type', type], ...commonHeaders],
    body,
  };
}

/** Only requests that the emulator can handle: one for an unknown message, for example, would end its process. */
async function emulatorAddress(
  ses: Pick<SesEmulator, 'inbox'>,
  { method, path, queryString }: ViewerRequest,
): Promise<string | undefined> {
  const what = `${method === 'HEAD' ? 'GET' : method} ${path.slice(inboxPath.length)}`;
  const query = new URLSearchParams(queryString);
  if (what === 'POST /clear-store') return '/clear-store';
  if (what === 'GET /store') {
    const since = Number(query.get('since') ?? 0);
    return Number.isSafeInteger(since) && since > 0 ? `/store?since=${since}` : '/store';
  }
  const messageID = query.get('messageId');
  const isKnown =
    what === 'GET /get-emlContent' && (await ses.inbox()).some((it) => it.messageId === messageID);
  return isKnown ? `/get-emlContent?messageId=${encodeURIComponent(messageID ?? '')}` : undefined;
}
