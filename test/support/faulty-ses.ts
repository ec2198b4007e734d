import * as http from 'node:http';
import type { AddressInfo } from 'node:net';

/** What SES answers if it does not take a mail, as the API reference of version 2010-12-01 words it. */
export const sesErrors = {
  MessageRejected: { status: 400, message: 'Email address is not verified.' },
  Throttling: { status: 400, message: 'Maximum sending rate exceeded.' },
  AccessDenied: { status: 403, message: 'User is not authorized to perform ses:SendEmail.' },
} as const;
export type SesErrorName = keyof typeof sesErrors;
export const sesErrorNames = Object.keys(sesErrors) as readonly SesErrorName[];

/** An SES endpoint in front of another one that can be told to refuse mails. */
export interface FaultySES {
  readonly endpoint: string;
  /** The address of every mail that SES was asked to send, refused ones and the SDK's own retries too. */
  readonly asked: readonly string[];
  /** Refuses every mail from now on, or every one to this address, until `accept` is called. */
  refuse(error: SesErrorName, to?: string): void;
  accept(): void;
  close(): Promise<void>;
}

export async function faultySES(behind: string): Promise<FaultySES> {
  const asked: string[] = [];
  let fault: { readonly error: SesErrorName; readonly to: string | undefined } | undefined;
  const server = http.createServer(async (request, response) => {
    const chunks: Buffer[] = [];
    for await (const chunk of request) chunks.push(chunk as Buffer);
    const text = Buffer.concat(chunks).toString('utf8');
    const to = new URLSearchParams(text).get('Destination.ToAddresses.member.1') ?? '';
    asked.push(to);
    if (fault && (fault.to === undefined || fault.to === to)) {
      response.writeHead(sesErrors[fault.error].status, { 'content-type': 'text/xml' });
      response.end(errorDocument(fault.error));
      return;
    }
    const { host: _, ...headers } = request.headers;
    const answer = await fetch(behind, {
      method: 'POST',
      headers: headers as Record<string, string>,
      body: text,
    });
    response.writeHead(answer.status, { 'content-type': answer.headers.get('content-type') ?? '' });
    response.end(Buffer.from(await answer.arrayBuffer()));
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  return {
    endpoint: `http://127.0.0.1:${(server.address() as AddressInfo).port}`,
    asked,
    refuse: (error, to) => {
      fault = { error, to };
    },
    accept: () => {
      fault = undefined;
    },
    close: () =>
      new Promise((resolve) => {
        server.close(() => resolve());
        server.closeAllConnections();
      }),
  };
}

const errorDocument = (error: SesErrorName) =>
  `<ErrorResponse xmlns="http://ses.amazonaws.com/doc/2010-12-01/"><Error><Type>Sender</Type><Code>${error}</Code>` +
  `<Message>${sesErrors[error].message}</Message></Error><RequestId>test</RequestId></ErrorResponse>`;
