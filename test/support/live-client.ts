import { execFileSync } from 'node:child_process';
import { readFileSync } from 'node:fs';
import * as http from 'node:http';
import * as https from 'node:https';
import { Ajv2020 } from 'ajv/dist/2020.js';
import addFormats from 'ajv-formats';
import { inject } from 'vitest';
import { AuthenticatorSteps } from './authenticator-steps.ts';
import { appWith } from './people.ts';

/** The service from outside: everything goes through its public URL, and every answer is held to its description. */
export interface LiveAnswer {
  readonly status: number;
  readonly headers: http.IncomingHttpHeaders;
  readonly text: string;
  // biome-ignore lint/suspicious/noExplicitAny: answers are looked at field by field in tests
  readonly body: any;
  readonly slug: string | undefined;
}

export interface LiveRequest {
  readonly body?: unknown;
  readonly text?: string;
  readonly token?: string | undefined;
  readonly headers?: Record<string, string>;
  /** The address of 127.0.0.0/8 that the request comes from. */
  readonly from?: string;
}

export const baseUrl = () => inject('baseUrl');

export async function call(method: string, path: string, request: LiveRequest = {}): Promise<LiveAnswer> {
  const answer = await send(method, `${baseUrl()}/api${path}`, request);
  validate(method, path, answer);
  return answer;
}

export function send(method: string, url: string, request: LiveRequest = {}): Promise<LiveAnswer> {
  const payload = request.text ?? (request.body === undefined ? undefined : JSON.stringify(request.body));
  const headers = {
    ...(payload !== undefined && {
      'content-type': 'application/json',
      'content-length': String(Buffer.byteLength(payload)),
    }),
    ...(request.token !== undefined && { authorization: `Bearer ${request.token}` }),
    ...request.headers,
  };
  const isLocal = ['localhost', '127.0.0.1'].includes(new URL(url).hostname);
  const options = {
    method,
    headers,
    ...(isLocal && { localAddress: request.from ?? '127.0.0.1', family: 4 }),
  };
  const { request: open } = url.startsWith('https:') ? https : http;
  return new Promise((resolve, reject) => {
    const outgoing = open(url, options, (incoming) => {
      const chunks: Buffer[] = [];
      incoming.on('data', (chunk: Buffer) => chunks.push(chunk));
      incoming.on('end', () => resolve(toAnswer(incoming, Buffer.concat(chunks).toString('utf8'))));
      incoming.on('error', reject);
    });
    outgoing.on('error', reject);
    outgoing.end(payload);
  });
}

function toAnswer(incoming: http.IncomingMessage, text: string): LiveAnswer {
  const isJson = /json/.test(incoming.headers['content-type'] ?? '');
  const body = isJson && text !== '' ? JSON.parse(text) : undefined;
  const slug = typeof body?.type === 'string' && body.title ? body.type.split('/').at(-1) : undefined;
  return { status: incoming.statusCode ?? 0, headers: incoming.headers, text, body, slug };
}

const ajv = addFormats.default(new Ajv2020({ strict: false }));
const document = JSON.parse(readFileSync(new URL('../../contract/openapi.json', import.meta.url), 'utf8'));
ajv.addSchema(document, 'openapi');

function validate(method: string, path: string, answer: LiveAnswer): void {
  if (answer.status >= 400) {
    check('#/components/schemas/Problem', answer, `${method} ${path}`);
    return;
  }
  const wanted = path.split('?')[0]?.split('/') ?? [];
  const template = Object.keys(document.paths).find((candidate) => {
    const parts = candidate.split('/');
    return (
      parts.length === wanted.length &&
      parts.every((part, index) => part.startsWith('{') || part === wanted[index])
    );
  });
  const operation = document.paths[template ?? '']?.[method.toLowerCase()];
  if (!operation) throw new Error(`${method} ${path} is not in contract/openapi.json`);
  const described = operation.responses[answer.status];
  if (!described) throw new Error(`${method} ${path} answered ${answer.status}, which is not described`);
  if (!described.content) return;
  const escaped = (template ?? '').replaceAll('~', '~0').replaceAll('/', '~1');
  const schema = `#/paths/${escaped}/${method.toLowerCase()}/responses/${answer.status}/content/application~1json/schema`;
  check(schema, answer, `${method} ${path}`);
}

function check(pointer: string, answer: LiveAnswer, what: string): void {
  const validator = ajv.getSchema(`openapi${encodeURI(pointer)}`);
  if (!validator) throw new Error(`no schema at ${pointer}`);
  if (!validator(answer.body))
    throw new Error(`${what}: ${ajv.errorsText(validator.errors)} in ${answer.text}`);
}

interface LiveMail {
  readonly destination: { readonly to: readonly string[] };
  readonly subject: string;
  readonly body: { readonly text?: string; readonly html?: string };
}

/** The mails to an address, oldest first. */
export async function mailsTo(address: string): Promise<readonly LiveMail[]> {
  const { body } = await send('GET', inject('inboxUrl'));
  return (body.emails as LiveMail[]).filter(({ destination }) => destination.to.includes(address));
}

export async function mailedCode(address: string): Promise<string> {
  const codes = (await mailsTo(address)).flatMap(({ subject }) => /(\d{6})$/.exec(subject)?.[1] ?? []);
  return codes.at(-1) ?? '';
}

/** The token of the last mail link to a page. */
export async function mailedToken(address: string, page: string): Promise<string> {
  const links = (await mailsTo(address)).flatMap(({ body }) => body.text?.match(/https?:\S+/g) ?? []);
  return links.findLast((link) => link.includes(`${page}#token=`))?.split('#token=')[1] ?? '';
}

export interface LivePerson {
  readonly email: string;
  readonly password: string;
}

let count = 0;

/** The addresses that people register from in turn: one network source may cause 50 mails in ten minutes. */
const registeringFrom = ['127.0.4.1', '127.0.4.2', '127.0.4.3', '127.0.4.4'] as const;

export const registrationSource = (index: number): string =>
  registeringFrom[index % registeringFrom.length] ?? registeringFrom[0];

export async function register(name: string, password = 'violet kettle under rain'): Promise<LivePerson> {
  count += 1;
  const email = `${name}-${process.pid}-${count}@example.com`;
  const from = registrationSource(count);
  const asked = await call('POST', '/account/register', { body: { email, password, name }, from });
  const body = { registrationID: asked.body.registrationID, code: await mailedCode(email) };
  const verified = await call('POST', '/account/verify-email', { body });
  if (verified.status !== 200) throw new Error(`could not verify ${email}: ${verified.text}`);
  return { email, password };
}

export function signIn(person: LivePerson, from?: string): Promise<LiveAnswer> {
  const body = { identifier: person.email, password: person.password };
  return call('POST', '/auth/signin', { body, ...(from && { from }) });
}

export async function activateEmail(person: LivePerson): Promise<LiveAnswer> {
  const begun = await call('POST', '/mfa/activations', {
    body: { type: 'email', identifier: person.email, password: person.password },
  });
  const body = { otp: await mailedCode(person.email), preferred: true };
  return call('POST', `/mfa/activations/${begun.body.activationID}`, { body });
}

const stepsOf = new Map<string, AuthenticatorSteps>();

/** A code of an authenticator app that was not used yet: from Debian's oathtool where present. */
export async function nextAuthenticatorCode(secret: string): Promise<string> {
  const steps = stepsOf.get(secret) ?? new AuthenticatorSteps();
  stepsOf.set(secret, steps);
  const at = await steps.next();
  try {
    return execFileSync('oathtool', ['--totp', '--base32', '--now', `@${at}`, secret], {
      encoding: 'utf8',
    }).trim();
  } catch {
    return appWith(secret).codeAt(at * 1000);
  }
}
