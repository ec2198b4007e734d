import * as http from 'node:http';
import type { AddressInfo } from 'node:net';

export type AwsService = 'dynamodb' | 'kms' | 'ses';

/**
 * What happens to a call, at every attempt: `throttled`, `denied` and `failed` are errors of AWS, and nothing is carried out.
 * `lost before` and `lost after` break the connection before or after the call is carried out; so does `lost and retried`,
 * but the second attempt gets through. `unread` leaves the keys of a batch unread. `held` waits until something else is over.
 * `outage` is an error for this call and all after it, whatever they ask for.
 */
export const faultKinds = [
  'throttled',
  'denied',
  'failed',
  'lost before',
  'lost after',
  'lost and retried',
  'unread',
  'held',
  'outage',
] as const;
export type FaultKind = (typeof faultKinds)[number];

export interface Fault {
  readonly kind: FaultKind;
  /** Which call since `begin`, from 1. */
  readonly nth: number;
  /** What happens while the call is held. */
  readonly meanwhile?: () => Promise<unknown>;
}

/** A call of the functions to AWS, whatever number of attempts its client made. */
export interface AwsCall {
  readonly service: AwsService;
  readonly operation: string;
  /** The tables, for DynamoDB. */
  readonly target: string;
}

/** Endpoints in front of those of DynamoDB, KMS and SES, over real HTTP, that disturb one call in the way they are told to. */
export interface FaultyAws {
  /** Opens an endpoint in front of another one. */
  openInFrontOf(service: AwsService, behind: string): Promise<string>;
  /** Counts the calls from now on, and disturbs one of them. */
  begin(fault?: Fault): void;
  /** Lets everything through again. @returns the calls since `begin` */
  end(): readonly AwsCall[];
  close(): Promise<void>;
}

interface Counted extends AwsCall {
  readonly body: string;
  attempts: number;
  /** Its answer was passed on, so that the same request again is another call. */
  isOver: boolean;
}

export async function faultyAws(): Promise<FaultyAws> {
  const servers: http.Server[] = [];
  let calls: Counted[] = [];
  let fault: Fault | undefined;
  let isCounting = false;

  /** The call that a request is an attempt at; undefined if calls are not counted. */
  function callOf(service: AwsService, headers: http.IncomingHttpHeaders, body: string): Counted | undefined {
    if (!isCounting) return undefined;
    const described = describe(service, headers, body);
    const known = calls.find(
      (call) => !call.isOver && call.operation === described.operation && call.body === body,
    );
    const call = known ?? { service, ...described, body, attempts: 0, isOver: false };
    if (!known) calls.push(call);
    call.attempts += 1;
    return call;
  }

  async function handle(
    service: AwsService,
    behind: string,
    request: http.IncomingMessage,
    response: http.ServerResponse,
  ): Promise<void> {
    const body = await bytesOf(request);
    const call = callOf(service, request.headers, body.toString('utf8'));
    const kind = call && kindFor(call, calls.indexOf(call) + 1, fault);
    if (kind === 'throttled' || kind === 'denied') return refuse(service, kind, response);
    if (kind === 'failed' || kind === 'outage') return refuse(service, 'failed', response);
    if (kind === 'unread') return leaveUnread(body, response);
    if (kind === 'lost before') return void request.socket.destroy();
    if (kind === 'held') await whileHeld();
    const answer = await forward(behind, request, body);
    if (kind === 'lost after' || (kind === 'lost and retried' && call?.attempts === 1))
      return void request.socket.destroy();
    if (call) call.isOver = true;
    response.writeHead(answer.status, { 'content-type': answer.type });
    response.end(answer.body);
  }

  /** What is asked for meanwhile meets no fault, and is not counted. */
  async function whileHeld(): Promise<void> {
    isCounting = false;
    await fault?.meanwhile?.();
    isCounting = true;
  }

  return {
    openInFrontOf: async (service, behind) => {
      const server = http.createServer((request, response) => {
        handle(service, behind, request, response).catch(() => request.socket.destroy());
      });
      servers.push(server);
      await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
      return `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
    },
    begin: (wanted) => {
      calls = [];
      fault = wanted;
      isCounting = true;
    },
    end: () => {
      isCounting = false;
      fault = undefined;
      return calls;
    },
    close: async () => {
      for (const server of servers) {
        server.closeAllConnections();
        await new Promise((resolve) => server.close(resolve));
      }
    },
  };
}

/** What a call meets, which is the one with this number. */
function kindFor({ operation }: AwsCall, number: number, fault: Fault | undefined): FaultKind | undefined {
  if (!fault) return undefined;
  if (fault.kind === 'outage') return number >= fault.nth ? 'outage' : undefined;
  if (number !== fault.nth) return undefined;
  return fault.kind === 'unread' && operation !== 'BatchGetItem' ? 'failed' : fault.kind;
}

function describe(service: AwsService, headers: http.IncomingHttpHeaders, text: string) {
  if (service === 'ses') return { operation: new URLSearchParams(text).get('Action') ?? '', target: '' };
  const operation = String(headers['x-amz-target']).split('.')[1] ?? '';
  if (service === 'kms') return { operation, target: '' };
  const tables = [...text.matchAll(/"TableName":"[^"]*-([a-z]+)"|"[^"]*?-([a-z]+)":\{"Keys"/g)];
  return { operation, target: [...new Set(tables.map((match) => match[1] ?? match[2]))].sort().join('+') };
}

type Refused = 'throttled' | 'denied' | 'failed';
const errors: Readonly<Record<AwsService, Readonly<Record<Refused, readonly [number, string]>>>> = {
  dynamodb: {
    throttled: [400, 'com.amazonaws.dynamodb.v20120810#ProvisionedThroughputExceededException'],
    denied: [400, 'com.amazon.coral.service#AccessDeniedException'],
    failed: [500, 'com.amazonaws.dynamodb.v20120810#InternalServerError'],
  },
  kms: {
    throttled: [400, 'ThrottlingException'],
    denied: [400, 'AccessDeniedException'],
    failed: [500, 'KMSInternalException'],
  },
  ses: { throttled: [400, 'Throttling'], denied: [403, 'AccessDenied'], failed: [500, 'InternalFailure'] },
};

function refuse(service: AwsService, how: Refused, response: http.ServerResponse): void {
  const [status, name] = errors[service][how];
  if (service === 'ses') {
    response.writeHead(status, { 'content-type': 'text/xml' });
    response.end(
      `<ErrorResponse xmlns="http://ses.amazonaws.com/doc/2010-12-01/"><Error><Type>Sender</Type><Code>${name}</Code>` +
        '<Message>Refused by the test</Message></Error><RequestId>test</RequestId></ErrorResponse>',
    );
    return;
  }
  response.writeHead(status, { 'content-type': `application/x-amz-json-1.${service === 'kms' ? 1 : 0}` });
  response.end(JSON.stringify({ __type: name, message: 'Refused by the test' }));
}

function leaveUnread(body: Buffer, response: http.ServerResponse): void {
  const { RequestItems } = JSON.parse(body.toString('utf8')) as { readonly RequestItems: object };
  response.writeHead(200, { 'content-type': 'application/x-amz-json-1.0' });
  response.end(JSON.stringify({ Responses: {}, UnprocessedKeys: RequestItems }));
}

async function forward(behind: string, { headers }: http.IncomingMessage, body: Buffer) {
  const { host: _host, connection: _connection, 'content-length': _length, ...others } = headers;
  const answer = await fetch(behind, {
    method: 'POST',
    headers: others as Record<string, string>,
    body: new Uint8Array(body),
  });
  return {
    status: answer.status,
    type: answer.headers.get('content-type') ?? '',
    body: Buffer.from(await answer.arrayBuffer()),
  };
}

async function bytesOf(stream: AsyncIterable<Buffer>): Promise<Buffer> {
  const chunks: Buffer[] = [];
  for await (const chunk of stream) chunks.push(chunk);
  return Buffer.concat(chunks);
}
