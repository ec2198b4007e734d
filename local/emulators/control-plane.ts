import type { IncomingMessage, ServerResponse } from 'node:http';
import { localAccount } from './authorize.ts';
import { accessKeyOf, answerJson, type Listener, listen, readBody } from './http.ts';

export interface ControlPlaneOptions {
  /** What each function runs with, by its name. */
  readonly environments: ReadonlyMap<string, Readonly<Record<string, string>>>;
}

export interface ControlPlaneEmulator extends Listener {
  /** The addresses that SES sends no mail to. */
  readonly suppressed: Set<string>;
}

const maxRequestBytes = 64 * 1024;
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
 * What an operator's tools ask of AWS besides the services that functions use: who they are (STS), what a function runs
 * with (Lambda), and SES's list of addresses that get no mail. All else it does not offer, and says so.
 */
export async function startControlPlane(options: ControlPlaneOptions): Promise<ControlPlaneEmulator> {
  const suppressed = new Set<string>();
  const listener = await listen((request, response) => {
    answer(request, response, options, suppressed).catch((error: unknown) => answerError(response, error));
  });
  return { ...listener, suppressed };
}

async function answer(
  request: IncomingMessage,
  response: ServerResponse,
  { environments }: ControlPlaneOptions,
  suppressed: Set<string>,
): Promise<void> {
  const body = await readBody(request, maxRequestBytes);
  const accessKeyID = accessKeyOf(request);
  if (accessKeyID === undefined)
    throw new ControlPlaneError('MissingAuthenticationTokenException', 403, 'Missing Authentication Token');
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
  const action = new URLSearchParams(body.toString()).get('Action');
  if (request.method === 'POST' && action === 'GetCallerIdentity')
    return answerIdentity(response, accessKeyID);
  throw new ControlPlaneError('NotImplemented', 501, `${action ?? called} is not offered here`);
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

function answerError(response: ServerResponse, error: unknown): void {
  const { name, message } = error as Error;
  const isOurs = error instanceof ControlPlaneError;
  response.setHeader('x-amzn-errortype', isOurs ? name : 'ServiceException');
  answerJson(response, isOurs ? error.status : 500, 'application/json', { message: isOurs ? message : '' });
}
