import * as crypto from 'node:crypto';
import type { App } from '../../core/apps/app.ts';
import type { CallAnswer, CallRequest, Service } from './service.ts';
import { toEvent } from './service.ts';

/** A request of an app to sign its user in, as the app remembers it. */
export interface SignInRequest {
  readonly redirectURI: string;
  readonly verifier: string;
  readonly state: string;
  readonly nonce: string;
}

export const callback = 'https://shop.example/callback';

/** Calls an endpoint of OpenID Connect, with the body and query as text. */
export function callProvider(
  service: Service,
  path: string,
  request: CallRequest & { readonly search?: URLSearchParams; readonly form?: Record<string, string> } = {},
): Promise<CallAnswer> {
  const { search, form, ...rest } = request;
  const event = toEvent('oidc/provider', {
    ...rest,
    parameters: { proxy: path },
    ...(form && { text: new URLSearchParams(form).toString() }),
    headers: { ...(form && { 'content-type': 'application/x-www-form-urlencoded' }), ...rest.headers },
  });
  return service.send('oidc/provider', { ...event, rawQueryString: search?.toString() ?? '' });
}

const challengeOf = (verifier: string) => crypto.createHash('sha256').update(verifier).digest('base64url');

/** What an app sends its user's browser here with. */
export function requestOf(
  app: App,
  changed: Readonly<Record<string, string | undefined>> = {},
): { readonly request: SignInRequest; readonly search: URLSearchParams } {
  const random = () => crypto.randomBytes(32).toString('base64url');
  const request = { redirectURI: callback, verifier: random(), state: random(), nonce: random() };
  const parameters = {
    client_id: app.id,
    response_type: 'code',
    redirect_uri: request.redirectURI,
    scope: 'openid profile email groups',
    state: request.state,
    nonce: request.nonce,
    code_challenge: challengeOf(request.verifier),
    code_challenge_method: 'S256',
    ...changed,
  };
  const given = Object.entries(parameters).filter(
    (entry): entry is [string, string] => entry[1] !== undefined,
  );
  return { request, search: new URLSearchParams(given) };
}

/** The browser of a user: it keeps cookies and goes where it is sent. */
export interface AppBrowser {
  readonly cookies: Map<string, string>;
  /** The page that it is on, or the address of the app that it was sent to. */
  location: string;
}

export const newAppBrowser = (): AppBrowser => ({ cookies: new Map(), location: '' });

function keep(browser: AppBrowser, { cookies, headers }: CallAnswer): void {
  for (const cookie of cookies) {
    const [, name = '', value = ''] = /^([^=]+)=([^;]*)/.exec(cookie) ?? [];
    if (/Max-Age=0/.test(cookie)) browser.cookies.delete(name);
    else browser.cookies.set(name, value);
  }
  if (headers['location']) browser.location = headers['location'];
}

export const cookiesOf = ({ cookies }: AppBrowser) => [...cookies].map(([name, value]) => `${name}=${value}`);

/** The app sends the browser here. @returns the id of the request that the page is about; undefined if it was refused */
export async function arrive(
  service: Service,
  browser: AppBrowser,
  search: URLSearchParams,
): Promise<string | undefined> {
  keep(browser, await callProvider(service, 'auth', { search, cookies: cookiesOf(browser) }));
  return /^\/authorize\/([\w-]+)$/.exec(browser.location)?.[1];
}

/** The user's page answers the request in a session of the service. */
export function answerRequest(
  service: Service,
  browser: AppBrowser,
  requestID: string,
  token: string,
  approve = true,
): Promise<CallAnswer> {
  return service.call('oidc/answer-request', {
    parameters: { requestID },
    body: { approve },
    token,
    cookies: cookiesOf(browser),
  });
}

/** The browser comes back from the page, and is sent on to the app. */
export async function comeBack(
  service: Service,
  browser: AppBrowser,
  requestID: string,
): Promise<CallAnswer> {
  const answer = await callProvider(service, `auth/${requestID}`, { cookies: cookiesOf(browser) });
  keep(browser, answer);
  return answer;
}

/** Everything from the app's request to its code. */
export async function codeFor(
  service: Service,
  app: App,
  token: string,
  changed: Readonly<Record<string, string | undefined>> = {},
): Promise<{ readonly code: string; readonly request: SignInRequest; readonly returned: URL }> {
  const browser = newAppBrowser();
  const { request, search } = requestOf(app, changed);
  const requestID = await arrive(service, browser, search);
  if (requestID === undefined) throw new Error(`refused: ${browser.location}`);
  const answer = await answerRequest(service, browser, requestID, token);
  if (answer.status !== 200) throw new Error(`not approved: ${JSON.stringify(answer.body)}`);
  await comeBack(service, browser, requestID);
  const returned = new URL(browser.location);
  return { code: returned.searchParams.get('code') ?? '', request, returned };
}

/** The app exchanges its code for tokens. */
export function redeem(
  service: Service,
  app: App,
  { code, request }: { readonly code: string; readonly request: SignInRequest },
  changed: Readonly<Record<string, string>> = {},
  headers: Readonly<Record<string, string>> = {},
): Promise<CallAnswer> {
  const form = {
    grant_type: 'authorization_code',
    code,
    redirect_uri: request.redirectURI,
    code_verifier: request.verifier,
    client_id: app.id,
    ...changed,
  };
  return callProvider(service, 'token', { method: 'POST', form, headers });
}

export const userinfo = (service: Service, accessToken: string): Promise<CallAnswer> =>
  callProvider(service, 'userinfo', { token: accessToken });
