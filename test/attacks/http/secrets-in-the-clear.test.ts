import { afterAll, beforeAll, describe, expect, test, vi } from 'vitest';
import type { StepName } from '../../../functions/steps.ts';
import { tableNames } from '../../../functions/steps.ts';
import {
  beginActivation,
  beginStepUp,
  completeActivation,
  linkToken,
  nextAppCode,
  resetToken,
  sessionCookie,
} from '../../support/accounts.ts';
import { appWith, codeIn, lastCode } from '../../support/people.ts';
import {
  type CallAnswer,
  type CallRequest,
  origin,
  type Service,
  startService,
} from '../../support/service.ts';
import { disturbDynamoDB, type UnrulyDynamoDB } from '../../support/unruly-dynamodb.ts';

/**
 * R31 and R24: one walk through everything, with every code, secret, token and password noted as it comes by; then all
 * that is stored, logged, answered and mailed is searched for them (rule 9).
 */

let service: Service;
let dynamodb: UnrulyDynamoDB;
const answers: { name: StepName; request: CallRequest; answer: CallAnswer }[] = [];
const secrets: Record<
  'passwords' | 'codes' | 'appSecrets' | 'recoveryCodes' | 'sessionTokens' | 'linkTokens',
  string[]
> = {
  passwords: [
    // None has twenty letters: such a text could be a recovery code, and would be charged as one.
    'violet kettle under rain',
    'orange teapots over snow',
    'green ladders behind fog',
    'not the password at all',
  ],
  codes: [],
  appSecrets: [],
  recoveryCodes: [],
  sessionTokens: [],
  linkTokens: [],
};
const [firstPassword = '', secondPassword = '', thirdPassword = '', wrongPassword = ''] = secrets.passwords;
const email = 'canary@example.com';
const logged: string[] = [];

async function call(name: StepName, request: CallRequest = {}): Promise<CallAnswer> {
  const answer = await service.call(name, request);
  answers.push({ name, request, answer });
  return answer;
}

function note<Kind extends keyof typeof secrets>(kind: Kind, ...values: readonly string[]): string {
  for (const value of values) if (value !== '') secrets[kind].push(value);
  return values[0] ?? '';
}

/** A wrong code that stands nowhere by chance, as 000000 does in colours. */
const wrongFor = (code: string) => String((Number(code) + 123_457) % 1_000_000).padStart(6, '0');

const credentials = (password: string) => ({ identifier: email, password });

async function registers(): Promise<void> {
  const body = { email, password: firstPassword, name: 'Canary' };
  const { registrationID } = (await call('account/register', { body })).body;
  const code = note('codes', codeIn((await service.mailsTo(email)).at(-1)?.subject));
  await call('account/verify-email', { body: { registrationID, code: note('codes', wrongFor(code)) } });
  await call('account/verify-email', { body: { registrationID, code } });
  await call('account/register', { body });
}

async function signsIn(password: string): Promise<string> {
  await call('auth/sign-in', { body: credentials(wrongPassword) });
  const { body } = await call('auth/sign-in', { body: credentials(password) });
  return note('sessionTokens', body.sessionToken);
}

async function enablesBoth(token: string): Promise<string> {
  const { activationID } = (
    await beginActivation(service, { email, password: firstPassword, id: '' }, 'email', token)
  ).body;
  const code = note('codes', await lastCode(service, email));
  const done = await completeActivation(service, activationID, code, token);
  note('recoveryCodes', ...done.body.recoveryCodes);
  answers.push({ name: 'mfa/complete-activation', request: { body: { otp: code } }, answer: done });
  const stepUp = await beginStepUp(service, token);
  const otp = note('codes', await lastCode(service, email));
  const parameters = { mfaID: stepUp.mfaID };
  await call('step-up/submit-code', { parameters, body: { otp: note('codes', wrongFor(otp)) }, token });
  const { body } = await call('step-up/submit-code', { parameters, body: { otp }, token });
  const fresh = note('sessionTokens', body.sessionToken);
  const begun = await call('mfa/activate', {
    body: { type: 'authenticator', ...credentials(firstPassword) },
    token: fresh,
  });
  note('appSecrets', begun.body.secret);
  const appCode = note('codes', appWith(begun.body.secret).codeAt(service.clock.now));
  await call('mfa/complete-activation', {
    parameters: { activationID: begun.body.activationID },
    body: { otp: appCode },
    token: fresh,
  });
  return fresh;
}

async function usesEveryCode(): Promise<string> {
  const app = appWith(secrets.appSecrets[0] ?? '');
  const begin = async () => (await call('auth/sign-in', { body: credentials(firstPassword) })).body.mfaID;
  const submit = async (mfaID: string, otp: string, headers = {}) =>
    call('auth/submit-code', { parameters: { mfaID }, body: { otp }, headers });
  const used = note('codes', nextAppCode(service, app));
  note('sessionTokens', (await submit(await begin(), used)).body.sessionToken);
  await submit(await begin(), used);
  const [recoveryCode = ''] = secrets.recoveryCodes;
  note('sessionTokens', (await submit(await begin(), recoveryCode)).body.sessionToken);
  await submit(await begin(), recoveryCode);
  const byCookie = await submit(await begin(), note('codes', nextAppCode(service, app)), {
    'x-session': 'cookie',
    origin,
  });
  note('sessionTokens', sessionCookie(byCookie));
  const mfaID = await begin();
  for (const typed of [...secrets.passwords, ...secrets.sessionTokens, ...secrets.appSecrets])
    expect((await submit(mfaID, typed.slice(0, 100))).status).toBe(400);
  await call('auth/switch-method', { parameters: { mfaID }, body: { type: 'email' } });
  service.clock.now += 30_000;
  await call('auth/resend-code', { parameters: { mfaID } });
  const otp = note('codes', await lastCode(service, email));
  return note('sessionTokens', (await submit(mfaID, otp)).body.sessionToken);
}

async function changesEverything(token: string): Promise<void> {
  for (const name of ['account/read', 'account/events', 'sessions/list', 'auth/verify'] as const)
    await call(name, { token });
  const regenerated = await call('mfa/regenerate-recovery-codes', { token });
  note('recoveryCodes', ...regenerated.body.recoveryCodes);
  const { factors } = (await call('account/read', { token })).body.mfa;
  await call('mfa/prefer-factor', { body: { factorID: factors[0].id }, token });
  const body = { currentPassword: firstPassword, newPassword: secondPassword };
  await call('account/change-password', { body, token });
  const undo = note('linkTokens', await linkToken(service, email, 'undo'));
  const reset = note('linkTokens', await resetToken(service, email));
  await call('account/reset-password', { body: { token: reset, password: 'short' } });
  await call('account/reset-password', { body: { token: reset, password: thirdPassword } });
  await call('account/reset-password', { body: { token: reset, password: thirdPassword } });
  await call('mfa/undo', { body: { token: undo } });
  note('linkTokens', await linkToken(service, email, 'reset'));
  await call('mfa/undo', { body: { token: undo } });
}

/** Secrets where they do not belong, and the emulators down: what is said then? */
async function goesWrong(): Promise<void> {
  const stray = [
    ...secrets.passwords,
    ...secrets.sessionTokens,
    ...secrets.recoveryCodes,
    ...secrets.linkTokens,
  ];
  for (const secret of stray) {
    await call('auth/sign-in', { body: { identifier: secret, password: 5 } });
    await call('auth/submit-code', { parameters: { mfaID: secret }, body: { otp: secret } });
    await call('account/register', { body: { email: secret, password: secret, name: `${secret}\n` } });
    await call('auth/verify', { token: `${secret}x` });
    await call('http/not-found', { parameters: { proxy: secret } });
    await call('account/verify-email', { text: `{"code":"${secret}"` });
  }
  const { ses } = service.emulators;
  ses.pauseSending();
  await call('account/register', { body: { email: 'canary-2@example.com', password: firstPassword } });
  await call('account/forgot-password', { body: { email } });
  ses.resumeSending();
  const quoted = { email: 'canary-3@example.com', password: firstPassword };
  dynamodb.failNext('TransactWriteItems', 'ValidationException');
  await call('account/register', { body: quoted });
  await service.emulators.dynamodb.interrupt();
  const [token] = secrets.sessionTokens;
  await call('auth/sign-in', { body: credentials(firstPassword) });
  await call('auth/verify', { token });
  await call('account/reset-password', { body: { token: secrets.linkTokens[0], password: secondPassword } });
  await service.emulators.dynamodb.restore();
}

beforeAll(async () => {
  for (const level of ['log', 'info', 'warn', 'error', 'debug'] as const)
    vi.spyOn(console, level).mockImplementation((...values: unknown[]) => {
      logged.push(
        values.map((value) => (typeof value === 'string' ? value : JSON.stringify(value))).join(' '),
      );
    });
  service = await startService({
    meter: async (endpoint) => {
      dynamodb = await disturbDynamoDB(endpoint);
      return dynamodb.endpoint;
    },
  });
  await registers();
  const fresh = await enablesBoth(await signsIn(firstPassword));
  await call('account/rename', { body: { name: 'Canary the Second' }, token: fresh });
  await changesEverything(await usesEveryCode());
  await goesWrong();
});
afterAll(async () => {
  vi.restoreAllMocks();
  await service.close();
  await dynamodb.close();
});

/** The forms in which a secret could stand somewhere; a code counts only where it is no part of a longer number. */
function formsOf(secret: string): RegExp {
  const bytes = /^[A-Z2-7]{32}$/.test(secret) ? appWith(secret).secret : Buffer.from(secret, 'utf8');
  const encodings = (['hex', 'base64', 'base64url'] as const).map((encoding) =>
    Buffer.from(bytes).toString(encoding).replace(/=+$/, ''),
  );
  const forms = [
    secret,
    secret.replaceAll('-', ''),
    secret.split('.')[1] ?? secret,
    encodeURIComponent(secret),
    ...encodings,
  ];
  const escaped = forms.map((form) => form.replace(/[.*+?^${}()|[\]\\/-]/g, '\\$&'));
  return /^\d{6}$/.test(secret)
    ? new RegExp(
        `(?<![0-9A-Za-z.])${secret}(?![0-9A-Za-z])|${encodings.map((form) => form.replace('+', '\\+')).join('|')}`,
      )
    : new RegExp(escaped.join('|'));
}

const all = () => Object.values(secrets).flat();

function expectNone(text: string, where: string, kinds = all()): void {
  for (const secret of kinds)
    expect(formsOf(secret).test(text), `${secret} in ${where}: ${text}`).toBe(false);
}

test('the walk came by something of every kind', () => {
  const counts = Object.fromEntries(Object.entries(secrets).map(([kind, values]) => [kind, values.length]));
  expect(counts).toEqual({
    passwords: 4,
    codes: expect.any(Number),
    appSecrets: 1,
    recoveryCodes: 20,
    sessionTokens: 6,
    linkTokens: 3,
  });
  expect(counts['codes']).toBeGreaterThan(8);
  expect(new Set(answers.map(({ answer }) => answer.status))).toEqual(
    new Set([200, 201, 202, 204, 400, 401, 404, 410, 422, 503]),
  );
});

test('no table holds any of them in the clear', async () => {
  for (const table of tableNames)
    for (const row of await service.rows(table)) expectNone(JSON.stringify(row), table);
});

test('no line of the log has any of them, though errors were logged', () => {
  expect(logged.length).toBeGreaterThan(3);
  expect(service.emitted.length).toBeGreaterThan(50);
  logged.push(...service.emitted);
  for (const line of logged) expectNone(line, 'the log');
  for (const line of logged) expect(line).not.toContain('canary');
});

test('no problem document has any of them, nor a trace', () => {
  const problems = answers.filter(({ answer }) => answer.status >= 400);
  expect(problems.length).toBeGreaterThan(50);
  for (const { name, answer } of problems) {
    expectNone(JSON.stringify([answer.body, answer.headers, answer.cookies]), name);
    expect(JSON.stringify(answer.body)).not.toMatch(/\bat .*\.ts|node_modules|Error:|arn:aws/);
  }
});

describe('an answer has a secret only where it is handed out', () => {
  const succeeded = () => answers.filter(({ answer }) => answer.status < 400);
  const except = (...kinds: readonly (keyof typeof secrets)[]) =>
    Object.entries(secrets).flatMap(([kind, values]) =>
      kinds.includes(kind as keyof typeof secrets) ? [] : values,
    );

  test('a session token in the answer that makes the session, an app secret and recovery codes once', () => {
    for (const { name, answer } of succeeded()) {
      const body = JSON.stringify(answer.body ?? '');
      if (answer.body?.sessionToken) expectNone(body, name, except('sessionTokens'));
      else if (name === 'mfa/activate') expectNone(body, name, except('appSecrets'));
      else if (answer.body?.recoveryCodes) expectNone(body, name, except('recoveryCodes'));
      else expectNone(body, name);
    }
  });

  test('a cookie session and its device in cookies, and not in the body', () => {
    const byCookie = succeeded().filter(({ request }) => request.headers?.['x-session'] === 'cookie');
    expect(byCookie).toHaveLength(1);
    for (const { answer } of byCookie) {
      expect(answer.cookies.map((cookie) => cookie.split('=')[0])).toEqual([
        '__Host-session',
        '__Host-device',
      ]);
      expect(answer.body).not.toHaveProperty('sessionToken');
      expect(answer.body).not.toHaveProperty('deviceTokens');
    }
  });

  test('nothing that hands out a secret may be kept by a cache', () => {
    for (const { answer } of answers) expect(answer.headers['cache-control']).toBe('no-store');
  });
});

test('mails hold codes and the tokens of links, each where it belongs, and nothing else', async () => {
  const mails = await service.mailsTo(email);
  expect(mails.length).toBeGreaterThanOrEqual(15);
  const never = [
    ...secrets.passwords,
    ...secrets.appSecrets,
    ...secrets.recoveryCodes,
    ...secrets.sessionTokens,
  ];
  for (const { subject, body } of mails) {
    const text = `${subject}\n${body.text}\n${body.html}`;
    expectNone(text, subject, never);
    const hasToken = secrets.linkTokens.some((token) => text.includes(token));
    expect(hasToken, subject).toBe(
      /Reset your password|is now on|was undone/.test(subject) && text.includes('#token='),
    );
    if (!/one-time password: \d{6}$/.test(subject)) expect(text, subject).not.toMatch(/\d{6}/);
  }
});
