import type { IncomingMessage, ServerResponse } from 'node:http';
import { localAccount } from './authorize.ts';
import { accessKeyOf, answerJson, type Listener, listen, readBody } from './http.ts';

export interface ControlPlaneOptions {
  /** The environment variables of each function, by its name. */
  readonly environments: ReadonlyMap<string, Readonly<Record<string, string>>>;
  /** The endpoints to which calls of these services are forwarded, so that one endpoint serves all of them. */
  readonly others?: { readonly dynamodb: string; readonly kms: string; readonly ses: string };
}

export interface ControlPlaneEmulator extends Listener {
  /** The email addresses to which SES sends no mail. */
  readonly suppressed: Set<string>;
}

const maxRequestBytes = 16 * 1024 * 1024;
const functionPath = /^\/2015-03-31\/functions\/([^/]+)\/configuration$/;
const suppressionPath = /^\/v2\/email\/suppression\/addresses\/([^/]+)$/;

class ControlPlaneError extends Error {
  readonly status: number;
  constructor(name: string, status: number, message: string) {
    super(message);
    this.name = name;
    this.status = status;
  }
}

/**
 * The calls that the operator's commands make besides those of the functions: the caller's identity (STS), the configuration of a
 * function (Lambda), and the suppression list of SES. It answers every other call with NotImplemented.
 */
export async function startControlPlane(options: ControlPlaneOptions): Promise<ControlPlaneEmulator> {
  const suppressed = new Set<string>();
  const listener = await listen((request, response) => {
    answer(request, response, options, suppressed).catch((error: unknown) =>
      answerError(request, response, error),
    );
  });
  return { ...listener, suppressed };
}

async function answer(
  request: IncomingMessage,
  response: ServerResponse,
  { environments, others }: ControlPlaneOptions,
  suppressed: Set<string>,
): Promise<void> {
  const body = await readBody(request, maxRequestBytes);
  const accessKeyID = accessKeyOf(request);
  if (accessKeyID === undefined)
    throw new ControlPlaneError('MissingAuthenticationTokenException', 403, 'Missing Authentication Token');
  const action = new URLSearchParams(request.method === 'POST' ? body.toString() : '').get('Action');
  const other = others && otherOf(request, action);
  if (other) return handOn(request, response, body, others[other]);
  const { pathname } = new URL(request.url ?? '/', 'http://control-plane');
  const called = `${request.method} ${pathname}`;
  const [, functionName] = functionPath.exec(pathname) ?? [];
  if (request.method === 'GET' && functionName !== undefined) {
    const Variables = environments.get(decodeURIComponent(functionName));
    if (!Variables)
      throw new ControlPlaneError('ResourceNotFoundException', 404, `Function not found: ${functionName}`);
    return answerJson(response, 200, 'application/json', {
      FunctionName: functionName,
      Environment: { Variables },
    });
  }
  const [, address] = suppressionPath.exec(pathname) ?? [];
  if (request.method === 'DELETE' && address !== undefined) {
    if (!suppressed.delete(decodeURIComponent(address)))
      throw new ControlPlaneError('NotFoundException', 404, 'The address is not on the suppression list');
    return answerJson(response, 200, 'application/json', {});
  }
  if (action === 'GetCallerIdentity') return answerIdentity(response, accessKeyID);
  const target = request.headers['x-amz-target'];
  throw new ControlPlaneError('NotImplemented', 501, `${target ?? action ?? called} is not offered here`);
}

/** The service that a call is for, by the names in its protocol. */
function otherOf(request: IncomingMessage, action: string | null): 'dynamodb' | 'kms' | 'ses' | undefined {
  const target = String(request.headers['x-amz-target']);
  if (target.startsWith('DynamoDB_')) return 'dynamodb';
  if (target.startsWith('TrentService.')) return 'kms';
  return action === 'SendEmail' || action === 'SendRawEmail' ? 'ses' : undefined;
}

async function handOn(
  request: IncomingMessage,
  response: ServerResponse,
  body: Buffer,
  endpoint: string,
): Promise<void> {
  const names = ['authorization', 'content-type', 'x-amz-target'];
  const headers = Object.fromEntries(names.map((name) => [name, String(request.headers[name] ?? '')]));
  const answered = await fetch(endpoint, { method: 'POST', headers, body: new Uint8Array(body) });
  const kept = ['content-type', 'x-amzn-requestid', 'x-amz-crc32'].flatMap((name) => {
    const value = answered.headers.get(name);
    return value === null ? [] : [[name, value] as const];
  });
  response.writeHead(answered.status, Object.fromEntries(kept));
  response.end(Buffer.from(await answered.arrayBuffer()));
}

function answerIdentity(response: ServerResponse, accessKeyID: string): void {
  const { accountID, partition } = localAccount;
  const name = accessKeyID.replace(/[^A-Za-z0-9._-]/g, '');
  response.writeHead(200, { 'content-type': 'text/xml' });
  response.end(
    '<GetCallerIdentityResponse xmlns="https://sts.amazonaws.com/doc/2011-06-15/"><GetCallerIdentityResult>' +
      `<Arn>arn:${partition}:iam::${accountID}:user/${name}</Arn><UserId>${name}</UserId>` +
      `<Account>${accountID}</Account></GetCallerIdentityResult></GetCallerIdentityResponse>`,
  );
}

function answerError(request: IncomingMessage, response: ServerResponse, error: unknown): void {
  const { name, status, message } =
    error instanceof ControlPlaneError
      ? error
      : { name: 'ServiceException', status: 500, message: (error as Error).message };
  // Errors of the query protocol (STS, CloudFormation) are in XML.
  if (request.headers['content-type']?.startsWith('application/x-www-form-urlencoded')) {
    response.writeHead(status, { 'content-type': 'text/xml' });
    response.end(
      `<ErrorResponse><Error><Type>Sender</Type><Code>${name}</Code><Message>${message}</Message></Error></ErrorResponse>`,
    );
    return;
  }
  response.setHeader('x-amzn-errortype', name);
  answerJson(response, status, 'application/json', { message });
}
