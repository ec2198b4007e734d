import type { SesEmulator } from '../emulators/ses.ts';
import { type Answer, headerValues, jsonAnswer, type ViewerRequest } from './exchange.ts';

/** Where the gateway serves the inbox of the mail emulator. */
export const inboxPath = '/inbox';

export function isInboxPath(path: string): boolean {
  return path === inboxPath || path.startsWith(`${inboxPath}/`);
}

/** The inbox page of the mail emulator, and what that page requests. */
export async function answerFromInbox(
  ses: Pick<SesEmulator, 'storeEndpoint' | 'inbox'>,
  request: ViewerRequest,
): Promise<Answer> {
  const [origin] = headerValues(request.headers, 'origin');
  const [host] = headerValues(request.headers, 'host');
  // A page elsewhere could otherwise empty the inbox.
  if (request.method === 'POST' && origin !== undefined && origin !== `http://${host}`)
    return jsonAnswer(403, { message: 'This request did not come from the inbox.' });
  const address = await emulatorAddress(ses, request);
  if (address === undefined) return jsonAnswer(404, { message: 'Not Found' });
  const answer = await fetch(ses.storeEndpoint + address, {
    method: request.method === 'POST' ? 'POST' : 'GET',
  });
  const type = answer.headers.get('content-type') ?? 'text/plain';
  const body = Buffer.from(await answer.arrayBuffer());
  return {
    status: answer.status,
    headers: [
      ['content-type', type],
      ['cache-control', 'no-store'],
      ['x-content-type-options', 'nosniff'],
      ['x-frame-options', 'DENY'],
    ],
    body: type.startsWith('text/html') ? belowInbox(body) : body,
  };
}

/** Only requests that the emulator can handle: one for an unknown message, for example, would end its process. */
async function emulatorAddress(
  ses: Pick<SesEmulator, 'inbox'>,
  { method, path, queryString }: ViewerRequest,
): Promise<string | undefined> {
  const what = `${method === 'HEAD' ? 'GET' : method} ${path.slice(inboxPath.length)}`;
  const query = new URLSearchParams(queryString);
  if (what === 'GET ' || what === 'GET /') return '/';
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

/** The paths that the page requests, as they appear in it. */
const requestedPaths = /(["'`\s])\/(store|clear-store|get-emlContent)\b/g;

/** Links in a mail open in a new window, because the pages that they lead to cannot be framed. */
const showsMail = 'iframeDoc.body.innerHTML =';
const opensLinks = `iframeDoc.head.innerHTML = '<base target="_blank">'; ${showsMail}`;

function belowInbox(page: Buffer): Buffer {
  const text = page.toString().replace(requestedPaths, `$1${inboxPath}/$2`).replace(showsMail, opensLinks);
  return Buffer.from(text);
}
