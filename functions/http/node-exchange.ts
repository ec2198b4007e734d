import { IncomingMessage, type RequestListener, ServerResponse } from 'node:http';
import { Socket } from 'node:net';

/** A request as a server of Node would get it. */
export interface NodeRequest {
  readonly method: string;
  /** Path and query. */
  readonly url: string;
  /** By name in lower case. */
  readonly headers: Readonly<Record<string, string>>;
  readonly body: Uint8Array;
}

export interface NodeAnswer {
  readonly status: number;
  readonly headers: Readonly<Record<string, string | readonly string[]>>;
  readonly text: string;
}

export function toIncoming({ method, url, headers, body }: NodeRequest): IncomingMessage {
  const incoming = Object.assign(new IncomingMessage(new Socket()), { method, url });
  const length = body.length > 0 && { 'content-length': String(body.length) };
  Object.assign(incoming.headers, headers, length);
  if (body.length > 0) incoming.push(body);
  incoming.push(null);
  return incoming;
}

/** Has a listener of Node's HTTP server answer a request, without a server. */
export async function exchange(listener: RequestListener, incoming: IncomingMessage): Promise<NodeAnswer> {
  const response = new ServerResponse(incoming);
  const chunks: Buffer[] = [];
  const keep = (chunk: unknown) => {
    if (typeof chunk === 'string' || chunk instanceof Uint8Array) chunks.push(Buffer.from(chunk));
  };
  const answered = new Promise<void>((resolve) => {
    response.write = (chunk: unknown) => {
      keep(chunk);
      return true;
    };
    response.end = (chunk?: unknown) => {
      keep(chunk);
      resolve();
      return response;
    };
  });
  listener(incoming, response);
  await answered;
  incoming.socket.destroy();
  return {
    status: response.statusCode,
    headers: headersOf(response),
    text: Buffer.concat(chunks).toString('utf8'),
  };
}

function headersOf(response: ServerResponse): NodeAnswer['headers'] {
  const named = Object.entries(response.getHeaders()).flatMap(([name, value]) =>
    value === undefined ? [] : [[name, Array.isArray(value) ? value : String(value)] as const],
  );
  return Object.fromEntries(named);
}
