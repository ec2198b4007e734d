import type { CallAnswer, Service } from './service.ts';

/** What a client keeps: a browser its cookies, a command line the tokens of its device. */
export interface Client {
  readonly kind: 'browser' | 'cli';
  /** The device tokens; undefined before the first sign-in. */
  tokens: string | undefined;
}

export const newBrowser = (): Client => ({ kind: 'browser', tokens: undefined });
export const newCommandLine = (): Client => ({ kind: 'cli', tokens: undefined });

/** The parts of a request by which the service tells clients apart. */
export function presentedBy({ kind, tokens }: Client) {
  if (kind === 'cli') return { headers: { 'x-device': tokens ?? 'new' } };
  return {
    headers: { 'x-session': 'cookie' },
    ...(tokens !== undefined && { cookies: [`__Host-device=${tokens}`] }),
  };
}

/** The cookie with the device tokens that an answer sets. */
export const deviceCookie = ({ cookies }: CallAnswer): string | undefined =>
  cookies.find((cookie) => cookie.startsWith('__Host-device='));

/** Keeps what the answer gives to the client. */
export function keepTokens(client: Client, answer: CallAnswer): CallAnswer {
  const cookie = /^__Host-device=([^;]*)/.exec(deviceCookie(answer) ?? '')?.[1];
  client.tokens = cookie ?? answer.body?.deviceTokens ?? client.tokens;
  return answer;
}

/** The session of an answer, from its body or its cookie. */
export const tokenOf = (answer: CallAnswer): string =>
  answer.body.sessionToken ?? /^__Host-session=([^;]*)/.exec(answer.cookies[0] ?? '')?.[1] ?? '';

interface Credentials {
  readonly email: string;
  readonly password: string;
}

/** Signs in from a client; answers with a challenge if the account has a factor. */
export async function signInFrom(
  service: Service,
  client: Client,
  { email, password }: Credentials,
  address?: string,
): Promise<CallAnswer> {
  const body = { identifier: email, password };
  const answer = await service.call('auth/sign-in', {
    body,
    ...presentedBy(client),
    ...(address !== undefined && { address }),
  });
  return keepTokens(client, answer);
}

/** Answers the challenge of a sign-in from a client. */
export async function submitFrom(
  service: Service,
  client: Client,
  mfaID: string,
  body: { readonly otp: string; readonly trustDevice?: boolean },
  address?: string,
): Promise<CallAnswer> {
  const answer = await service.call('auth/submit-code', {
    parameters: { mfaID },
    body,
    ...presentedBy(client),
    ...(address !== undefined && { address }),
  });
  return keepTokens(client, answer);
}

export const listDevices = async (service: Service, token: string) =>
  (await service.call('account/list-devices', { token })).body.devices;
