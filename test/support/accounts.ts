import type { FactorType } from '../../core/factors/factor.ts';
import { tableNames } from '../../functions/steps.ts';
import {
  type App,
  activateAuthenticator,
  activateEmail,
  codeIn,
  lastCode,
  type Person,
  register,
  signIn,
} from './people.ts';
import type { CallAnswer, Service } from './service.ts';

/** An account with factors, signed in with the one that was enabled last. */
export interface Account extends Person {
  readonly token: string;
  readonly recoveryCodes: readonly string[];
  /** The answers that each activation began with, by type. */
  readonly activations: Readonly<Record<string, CallAnswer['body']>>;
}

/** Registers, enables the factors in this order and signs in; each is preferred until the next one is. */
export async function accountWith(
  service: Service,
  ...types: readonly [] | readonly ['email']
): Promise<Account>;
export async function accountWith(
  service: Service,
  ...types: readonly FactorType[]
): Promise<Account & { readonly app: App }>;
export async function accountWith(service: Service, ...types: readonly FactorType[]) {
  const person = await register(service);
  let token: string | undefined;
  let app: App | undefined;
  let recoveryCodes: readonly string[] = [];
  const activations: Record<string, CallAnswer['body']> = {};
  for (const type of types) {
    const { begun, done, ...more } = await (type === 'email'
      ? activateEmail(service, person, token)
      : activateAuthenticator(service, person, token));
    if (done.status !== 200) throw new Error(`activation failed: ${JSON.stringify(done.body)}`);
    activations[type] = begun.body;
    if ('app' in more) app = more.app as App;
    recoveryCodes = done.body.recoveryCodes ?? recoveryCodes;
    token = await signInWithFactor(service, person, app);
  }
  return {
    ...person,
    token: token ?? (await signIn(service, person)).body.sessionToken,
    recoveryCodes,
    activations,
    app,
  };
}

/** Signs in with the preferred factor; where that is an authenticator the clock moves on to a code that was not used. */
export async function signInWithFactor(
  service: Service,
  person: Person,
  app?: App,
  headers?: Record<string, string>,
): Promise<string> {
  const answer = await completeSignIn(service, person, app, headers);
  if (answer.status !== 200) throw new Error(`sign-in failed: ${JSON.stringify(answer.body)}`);
  return answer.body.sessionToken ?? sessionCookie(answer);
}

export async function completeSignIn(
  service: Service,
  person: Person,
  app?: App,
  headers: Record<string, string> = {},
): Promise<CallAnswer> {
  const { body } = await signIn(service, person);
  const byApp = body.mfaPreferredType === 'authenticator' && app;
  const otp = byApp ? nextAppCode(service, app) : await lastCode(service, person.email);
  return service.call('auth/submit-code', { parameters: { mfaID: body.mfaID }, body: { otp }, headers });
}

/** Begins an activation with the person's own credentials. */
export function beginActivation(
  service: Service,
  person: Person,
  type: FactorType,
  token?: string,
): Promise<CallAnswer> {
  const body = { type, identifier: person.email, password: person.password };
  return service.call('mfa/activate', { body, token });
}

export function completeActivation(
  service: Service,
  activationID: string,
  otp: string,
  token?: string,
): Promise<CallAnswer> {
  return service.call('mfa/complete-activation', { parameters: { activationID }, body: { otp }, token });
}

/** Moves the clock to the next time step and reads the app. */
export function nextAppCode(service: Service, app: App): string {
  service.clock.now += 30_000;
  return app.codeAt(service.clock.now);
}

/** A code that the app shows at no time step that could be accepted now. */
export function wrongAppCode(service: Service, app: App): string {
  const shown = [-2, -1, 0, 1, 2].map((drift) => app.codeAt(service.clock.now, drift));
  return (
    ['000000', '111111', '222222', '333333', '444444', '555555'].find((code) => !shown.includes(code)) ?? ''
  );
}

/** Begins a step-up and gives its challenge. */
export async function beginStepUp(service: Service, token: string): Promise<CallAnswer['body']> {
  return (await service.call('step-up/start', { token })).body;
}

/** A session with the right proofs of this moment, by a step-up with the code from the mail or the app. */
export async function stepUp(
  service: Service,
  account: Person & { token: string },
  app?: App,
): Promise<string> {
  const { mfaID, mfaPreferredType } = await beginStepUp(service, account.token);
  const byApp = mfaPreferredType === 'authenticator' && app;
  const otp = byApp ? nextAppCode(service, app) : await lastCode(service, account.email);
  const { body } = await service.call('step-up/submit-code', {
    parameters: { mfaID },
    body: { otp },
    token: account.token,
  });
  return body.sessionToken;
}

/** The value of the session cookie that an answer sets. */
export function sessionCookie(answer: CallAnswer): string {
  return /^__Host-session=([^;]*)/.exec(answer.cookies[0] ?? '')?.[1] ?? '';
}

export async function userRow(service: Service, userID: string): Promise<Record<string, unknown>> {
  const rows = await service.rows('users');
  return rows.find((row) => row['userID'] === userID && row['id'] === `user#${userID}`) ?? {};
}

export async function challengeRow(service: Service, id: string): Promise<Record<string, unknown>> {
  return (await service.rows('challenges')).find((row) => row['id'] === id) ?? {};
}

export async function sessionsOf(
  service: Service,
  userID: string,
): Promise<readonly Record<string, unknown>[]> {
  const isSession = ({ id }: Record<string, unknown>) => !String(id).startsWith('device#');
  return (await service.rows('sessions')).filter((row) => row['userID'] === userID && isSession(row));
}

/** Everything that is stored, in an order of its own, for holding that nothing changed. */
export async function everythingStored(service: Service): Promise<readonly string[]> {
  const tables = await Promise.all(
    tableNames.map(async (table) =>
      (await service.rows(table)).map((row) => `${table} ${JSON.stringify(Object.entries(row).sort())}`),
    ),
  );
  return tables.flat().sort();
}

const linkPages = {
  reset: '/account/reset',
  undo: '/account/mfa/undo',
  'cancel-reset': '/account/mfa/cancel-reset',
} as const;

/** The token in the last mail with a link to this page. */
export async function linkToken(
  service: Service,
  email: string,
  page: keyof typeof linkPages,
): Promise<string> {
  const path = `${linkPages[page]}#token=`;
  const tokens = (await service.mailsTo(email)).flatMap(({ body }) => {
    const [, after] = (body.text ?? '').split(path);
    return after ? [after.split(/\s/)[0] ?? ''] : [];
  });
  return tokens.at(-1) ?? '';
}

/** The link in the latest mail with a code for a new account. */
export async function registrationLink(
  service: Service,
  email: string,
): Promise<{ registrationID: string; token: string }> {
  const text = (await service.mailsTo(email)).at(-1)?.body.text ?? '';
  const [, registrationID = '', token = ''] = /registration=(\w+)#token=([\w-]+)/.exec(text) ?? [];
  return { registrationID, token };
}

/** Asks for a reset link and reads it from the mail. */
export async function resetToken(service: Service, email: string): Promise<string> {
  await service.call('account/forgot-password', { body: { email } });
  return linkToken(service, email, 'reset');
}

export async function codesMailedTo(service: Service, email: string): Promise<readonly string[]> {
  return (await service.mailsTo(email)).map(({ subject }) => codeIn(subject)).filter((code) => code !== '');
}

/** How often each status was answered. */
export function tally(answers: readonly CallAnswer[]): Readonly<Record<number, number>> {
  const counts: Record<number, number> = {};
  for (const { status } of answers) counts[status] = (counts[status] ?? 0) + 1;
  return counts;
}

export const times = <T>(count: number, make: (index: number) => T): T[] =>
  Array.from({ length: count }, (_, index) => make(index));
