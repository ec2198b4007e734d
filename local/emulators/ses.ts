import { randomUUID } from 'node:crypto';
import { once } from 'node:events';
import type { IncomingMessage, Server, ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import sesPackage, { type Config } from 'aws-ses-v2-local';
import { type Authorize, allowAll, localArn } from './authorize.ts';
import { accessKeyOf, keepConnections, type Listener, listen, PayloadTooLarge, readBody } from './http.ts';

/** A mail as the emulator's store lists it. */
export interface Mail {
  readonly messageId: string;
  readonly from: string;
  readonly destination: { readonly to: string[]; readonly cc: string[]; readonly bcc: string[] };
  readonly subject: string;
  readonly body: { readonly text?: string; readonly html?: string };
  /** Epoch seconds. */
  readonly at: number;
}

export interface SesOptions {
  readonly authorize?: Authorize;
  /** Called for each mail that was accepted. */
  readonly onSent?: (mail: SentMail) => void;
  readonly onUnexpected?: (error: unknown) => void;
}

export interface SentMail {
  readonly recipients: readonly string[];
  readonly configurationSet: string | undefined;
}

export interface SesEmulator extends Listener {
  /** The server of the emulator: `/` is the inbox page, `/store` the mails as JSON. */
  readonly storeEndpoint: string;
  /** Oldest first. */
  inbox(): Promise<Mail[]>;
  clearInbox(): Promise<void>;
  /** Refuses to send until `resumeSending`, like AWS for an account whose sending is paused. */
  pauseSending(): void;
  resumeSending(): void;
}

// A CommonJS module, whose default export is a property of the ESM import.
const startPackage = ((sesPackage as unknown as { default?: unknown }).default ?? sesPackage) as (
  config: Partial<Config>,
) => Promise<Server>;

const maxRequestBytes = 25 * 1024 * 1024;
const offeredActions = ['SendEmail', 'SendRawEmail'];

class SesError extends Error {
  readonly code: string;
  readonly status: number;

  constructor(code: string, message: string, status = 400) {
    super(message);
    this.code = code;
    this.status = status;
  }
}

/** The emulators that are open in this process, by where their stores are. */
const openEmulators = new Set<string>();

/**
 * SES (version 1 of its API, which the functions use) for a local run, with an inbox instead of delivery. The package has one
 * store of mails per process, so two emulators that are open in one process share an inbox.
 */
export async function startSes(options: SesOptions = {}): Promise<SesEmulator> {
  const inner = await startPackage({ host: '127.0.0.1', port: 0 });
  keepConnections(inner);
  const storeEndpoint = `http://127.0.0.1:${(inner.address() as AddressInfo).port}`;
  const clearInbox = async () => {
    await fetch(`${storeEndpoint}/clear-store`, { method: 'POST' });
  };
  // The store still has the mails of emulators that are closed.
  if (openEmulators.size === 0) await clearInbox();
  openEmulators.add(storeEndpoint);
  let paused = false;
  const send = async (request: IncomingMessage) => {
    const body = await readBody(request, maxRequestBytes);
    const parameters = new URLSearchParams(body.toString());
    checkSend(request, parameters, options.authorize ?? allowAll);
    if (paused)
      throw new SesError('AccountSendingPausedException', 'Email sending is disabled for the account.');
    const answer = await forward(storeEndpoint, request, body);
    options.onSent?.(sentMail(parameters));
    return answer;
  };
  const listener = await listen((request, response) => {
    send(request).then(
      ({ status, text }) => answerXml(response, status, text),
      (error: unknown) => answerError(response, error, options.onUnexpected),
    );
  });
  return {
    ...listener,
    storeEndpoint,
    pauseSending: () => {
      paused = true;
    },
    resumeSending: () => {
      paused = false;
    },
    inbox: async () => ((await (await fetch(`${storeEndpoint}/store`)).json()) as { emails: Mail[] }).emails,
    clearInbox,
    async close() {
      openEmulators.delete(storeEndpoint);
      await listener.close();
      const closed = once(inner, 'close');
      inner.close();
      inner.closeAllConnections();
      await closed;
    },
  };
}

/** @throws SesError */
function checkSend(request: IncomingMessage, parameters: URLSearchParams, authorize: Authorize): void {
  const action = parameters.get('Action') ?? '';
  // The package never responds to a call that it does not support, and the client would wait forever.
  if (!offeredActions.includes(action))
    throw new SesError('InvalidAction', `Could not find operation ${action} for version 2010-12-01`);
  const accessKeyID = accessKeyOf(request);
  if (accessKeyID === undefined)
    throw new SesError('MissingAuthenticationToken', 'Request is missing Authentication Token', 403);
  const source = parameters.get('Source') ?? '';
  const address = /<([^<>]+)>\s*$/.exec(source)?.[1] ?? source.trim();
  const domain = address.slice(address.lastIndexOf('@') + 1);
  const asks = { accessKeyID, action: `ses:${action}`, context: { 'ses:FromAddress': address } };
  const identities = [localArn('ses', `identity/${address}`), localArn('ses', `identity/${domain}`)];
  const configurationSet = parameters.get('ConfigurationSetName');
  const wanted = [
    identities,
    // In the sandbox, SES also asks whether the sender may use the identity of each recipient.
    ...recipientsOf(parameters).map((recipient) => [localArn('ses', `identity/${recipient}`)]),
    ...(configurationSet ? [[localArn('ses', `configuration-set/${configurationSet}`)]] : []),
  ];
  for (const resources of wanted) {
    const refusal = authorize({ ...asks, resources });
    if (refusal !== undefined) throw new SesError('AccessDenied', refusal, 403);
  }
}

function recipientsOf(parameters: URLSearchParams): string[] {
  return [...parameters]
    .filter(([name]) => /^Destination\.\w+Addresses\.member\.\d+$/.test(name))
    .map(([, address]) => address);
}

function sentMail(parameters: URLSearchParams): SentMail {
  return {
    recipients: recipientsOf(parameters),
    configurationSet: parameters.get('ConfigurationSetName') ?? undefined,
  };
}

async function forward(endpoint: string, request: IncomingMessage, body: Buffer) {
  const answer = await fetch(endpoint, {
    method: 'POST',
    headers: {
      authorization: String(request.headers.authorization),
      'content-type': String(request.headers['content-type']),
    },
    body: new Uint8Array(body),
  });
  const text = await answer.text();
  // The errors of the package are in JSON, which clients of this protocol cannot read.
  if (!answer.ok) throw new SesError('InvalidParameterValue', text);
  return { status: answer.status, text };
}

function answerXml(response: ServerResponse, status: number, text: string): void {
  response.writeHead(status, { 'content-type': 'text/xml', 'content-length': Buffer.byteLength(text) });
  response.end(text);
}

function answerError(
  response: ServerResponse,
  error: unknown,
  onUnexpected?: (error: unknown) => void,
): void {
  if (error instanceof PayloadTooLarge) {
    response.writeHead(413, { connection: 'close' }).end();
  } else if (error instanceof SesError) {
    answerXml(response, error.status, errorXml('Sender', error.code, error.message));
  } else {
    onUnexpected?.(error);
    answerXml(response, 500, errorXml('Receiver', 'InternalFailure', 'The request processing has failed.'));
  }
}

function errorXml(type: string, code: string, message: string): string {
  const escaped = message.replace(/[&<>]/g, (character) => `&#${character.charCodeAt(0)};`);
  return (
    '<ErrorResponse xmlns="http://ses.amazonaws.com/doc/2010-12-01/">' +
    `<Error><Type>${type}</Type><Code>${code}</Code><Message>${escaped}</Message></Error>` +
    `<RequestId>${randomUUID()}</RequestId></ErrorResponse>`
  );
}
