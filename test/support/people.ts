import { codeAtStep, stepAt } from '../../core/factors/authenticator.ts';
import type { CallAnswer, CallRequest, Service } from './service.ts';

/** A person with an account, as tests speak of them. */
export interface Person {
  readonly email: string;
  readonly password: string;
  readonly id: string;
}

export const goodPassword = 'violet kettle under rain';

let count = 0;

export function newAddress(name = 'user'): string {
  count += 1;
  return `${name}-${count}@example.com`;
}

/** A network source that nobody else has: what comes from one source is limited. */
export function newSource(): string {
  count += 1;
  return `10.${(count >> 16) & 255}.${(count >> 8) & 255}.${count & 255}`;
}

/** Registers and verifies through the API, reading the code from the mail. */
export async function register(
  service: Service,
  email = newAddress(),
  password = goodPassword,
): Promise<Person> {
  const address = newSource();
  const { body } = await service.call('account/register', {
    body: { email, password, name: 'Test Person' },
    address,
  });
  const code = codeIn((await service.mailsTo(email)).at(-1)?.subject);
  const verified = await service.call('account/verify-email', {
    body: { registrationID: body.registrationID, code },
    address,
  });
  if (verified.status !== 200) throw new Error(`verification failed: ${JSON.stringify(verified.body)}`);
  return { email, password, id: verified.body.id };
}

export function codeIn(subject: string | undefined): string {
  return /(\d{6})$/.exec(subject ?? '')?.[1] ?? '';
}

export async function lastCode(service: Service, email: string): Promise<string> {
  const codes = (await service.mailsTo(email))
    .map(({ subject }) => codeIn(subject))
    .filter((code) => code !== '');
  return codes.at(-1) ?? '';
}

export function otherCode(code: string): string {
  return code === '000000' ? '000001' : '000000';
}

export function signIn(
  service: Service,
  person: Person,
  more: Pick<CallRequest, 'address' | 'headers'> = {},
): Promise<CallAnswer> {
  return service.call('auth/sign-in', {
    body: { identifier: person.email, password: person.password },
    ...more,
  });
}

export async function session(service: Service, person: Person): Promise<string> {
  return (await signIn(service, person)).body.sessionToken;
}

export function submit(
  service: Service,
  mfaID: string,
  otp: string,
  more: { address?: string } = {},
): Promise<CallAnswer> {
  return service.call('auth/submit-code', { parameters: { mfaID }, body: { otp }, ...more });
}

const credentials = (person: Person) => ({ identifier: person.email, password: person.password });

export async function activateEmail(service: Service, person: Person, token?: string, preferred = true) {
  const begun = await service.call('mfa/activate', {
    body: { type: 'email', ...credentials(person) },
    token,
  });
  const done = await service.call('mfa/complete-activation', {
    parameters: { activationID: begun.body.activationID },
    body: { otp: await lastCode(service, person.email), preferred },
    token,
  });
  return { begun, done };
}

/** An authenticator app: its secret, and the codes it shows. */
export interface App {
  readonly secret: Uint8Array;
  codeAt(now: number, drift?: number): string;
}

export function appWith(secretText: string): App {
  const alphabet = 'ABCDEFGHIJKLMNOPQRSTUVWXYZ234567';
  const bits = [...secretText]
    .map((letter) => alphabet.indexOf(letter).toString(2).padStart(5, '0'))
    .join('');
  return appOf(Uint8Array.from(bits.match(/.{8}/g) ?? [], (byte) => Number.parseInt(byte, 2)));
}

export function appOf(secret: Uint8Array): App {
  return { secret, codeAt: (now, drift = 0) => codeAtStep(secret, stepAt(now) + drift) };
}

export async function activateAuthenticator(
  service: Service,
  person: Person,
  token?: string,
  preferred = true,
) {
  const begun = await service.call('mfa/activate', {
    body: { type: 'authenticator', ...credentials(person) },
    token,
  });
  const app = appWith(begun.body.secret ?? '');
  const done = await service.call('mfa/complete-activation', {
    parameters: { activationID: begun.body.activationID },
    body: { otp: app.codeAt(service.clock.now, -1), preferred },
    token,
  });
  return { begun, done, app };
}
