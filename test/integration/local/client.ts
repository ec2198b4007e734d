import { once } from 'node:events';
import { request as httpRequest, type IncomingMessage, type OutgoingHttpHeaders } from 'node:http';

export interface LocalRequest {
  readonly method?: string;
  /** Sent as it is: nothing is normalized or encoded. */
  readonly path: string;
  readonly headers?: OutgoingHttpHeaders;
  readonly body?: string | Uint8Array;
  /** The client's own address, one of 127.0.0.0/8. */
  readonly from?: string;
  readonly to?: string;
}

export interface LocalAnswer {
  readonly status: number;
  readonly headers: IncomingMessage['headers'];
  readonly text: string;
  readonly bytes: Buffer;
}

/** An HTTP client that sends exactly what it is told, from an address of its own. */
export async function send(
  port: number,
  { method, path, headers, body, from, to }: LocalRequest,
): Promise<LocalAnswer> {
  const request = httpRequest({
    port,
    host: to ?? '127.0.0.1',
    path,
    method: method ?? 'GET',
    headers: headers ?? {},
    ...(from !== undefined && { localAddress: from }),
    agent: false,
  });
  request.end(body);
  const [response] = (await once(request, 'response')) as [IncomingMessage];
  const chunks: Buffer[] = [];
  for await (const chunk of response as AsyncIterable<Buffer>) chunks.push(chunk);
  const bytes = Buffer.concat(chunks);
  return { status: response.statusCode ?? 0, headers: response.headers, text: bytes.toString(), bytes };
}
