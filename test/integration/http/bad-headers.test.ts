import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest';
import { type Step, type StepName, steps } from '../../../functions/steps.ts';
import {
  type Account,
  accountWith,
  beginStepUp,
  everythingStored,
  linkToken,
  resetToken,
  sessionsOf,
  signInWithFactor,
} from '../../support/accounts.ts';
import { expectProblem } from '../../support/api-schemas.ts';
import { askForReset } from '../../support/operator-walk.ts';
import { createOrganization } from '../../support/organizations.ts';
import { type App, signIn } from '../../support/people.ts';
import { type CallAnswer, type CallRequest, type Service, startService } from '../../support/service.ts';

/** Whatever headers arrive, at whatever path: a problem document with the right status, never 5xx, and nothing changed. */

let service: Service;
let account: Account & { app: App };
let other: Account & { app: App };
let token: string;
const pending: Record<string, string> = {};
beforeAll(async () => {
  service = await startService();
  account = await accountWith(service, 'email', 'authenticator');
  other = await accountWith(service, 'email', 'authenticator');
  service.clock.now += 3_600_000;
  token = await signInWithFactor(service, account, account.app);
  const activation = { type: 'authenticator', identifier: account.email, password: account.password };
  const begun = await service.call('mfa/activate', { body: activation, token });
  const body = { email: 'newcomer@example.com', password: 'violet kettle under rain' };
  Object.assign(pending, {
    signIn: (await signIn(service, account)).body.mfaID,
    stepUp: (await beginStepUp(service, token)).mfaID,
    activation: begun.body.activationID,
    registration: (await service.call('account/register', { body })).body.registrationID,
    reset: await resetToken(service, account.email),
    undo: await linkToken(service, account.email, 'undo'),
    cancelReset: await askForReset(service, account.email),
    othersSignIn: (await signIn(service, other)).body.mfaID,
    othersStepUp: (await beginStepUp(service, other.token)).mfaID,
    othersFactor: String(
      (await service.rows('factors')).find((row) => row['userID'] === other.id && row['type'])?.['id'],
    ),
    orgID: await createOrganization(service, token),
    othersSession: String((await sessionsOf(service, other.id))[0]?.['id']),
  });
});
afterAll(() => service.close());

const rows = (steps as readonly Step[]).map((row) => ({ ...row, name: row.name as StepName }));

const parametersOf = (name: StepName): Record<string, string> => {
  const challenge = name.startsWith('step-up/') ? pending['stepUp'] : pending['signIn'];
  return {
    mfaID: challenge ?? '',
    activationID: pending['activation'] ?? '',
    factorID: 'none',
    sessionID: 'none',
    name: 'none',
    environmentID: 'none',
    orgID: pending['orgID'] ?? '',
    userID: 'none',
    inviteID: 'none',
    inviteCode: 'none',
  };
};

const ask = (name: StepName, request: CallRequest): Promise<CallAnswer> =>
  service.call(name, { token, parameters: parametersOf(name), ...request });

/** What is stored, without the counts of wrong passwords: those are to rise. */
async function stored(): Promise<readonly string[]> {
  return (await everythingStored(service)).filter((row) => !row.includes('password-guesses#'));
}

let before: readonly string[];
let mailsBefore: number;
beforeEach(async () => {
  before = await stored();
  mailsBefore = (await service.emulators.inbox()).length;
});
async function expectNothingHappened(): Promise<void> {
  expect(await stored()).toEqual(before);
  expect(await service.emulators.inbox()).toHaveLength(mailsBefore);
}

function expectRefusal(answer: CallAnswer, statuses: readonly number[], what: string): void {
  expect(statuses, `${what}: ${JSON.stringify(answer.body)}`).toContain(answer.status);
  expectProblem(answer, what);
}

describe('headers', () => {
  const needSession = rows.filter(({ caller }) => caller !== 'anyone').map(({ name }) => name);

  test('without a session every step that needs one answers signed-out, whatever the body', async () => {
    for (const name of needSession)
      for (const text of ['', '{', '{}', 'x'.repeat(300_000)]) {
        const answer = await ask(name, { token: undefined, text });
        expectRefusal(answer, [401], `${name} ${text.slice(0, 10)}`);
        expect(answer.slug).toBe('signed-out');
      }
    await expectNothingHappened();
  });

  test('of 8 KB, with control characters or of another scheme are no session', async () => {
    const [, secret = ''] = token.split('.');
    const values = [
      `Bearer ${'x'.repeat(8192)}`,
      `Bearer ${account.id}.${'x'.repeat(8192)}`,
      `Bearer ${'x'.repeat(8192)}.${secret}`,
      `Bearer ${other.id}.${secret}`,
      `Bearer ${token} ${token}`,
      `Bearer ${token},${token}`,
      `Bearer ${token}\u0000`,
      `Bearer ${token.toUpperCase()}`,
      `Basic ${Buffer.from(`${account.email}:${account.password}`).toString('base64')}`,
      token,
      'Bearer',
      'Bearer ',
      'Bearer null',
      'Bearer .',
      'Bearer \ud800.\udc00',
    ];
    for (const authorization of values) {
      const answer = await ask('auth/verify', { token: undefined, headers: { authorization } });
      expectRefusal(answer, [401], authorization.slice(0, 40));
    }
    for (const cookie of [
      '__Host-session=',
      `__Host-session=${'x'.repeat(8192)}`,
      '__Host-session',
      'x'.repeat(8192),
      '=',
      ';',
    ])
      expectRefusal(
        await ask('auth/verify', { token: undefined, cookies: [cookie] }),
        [401],
        cookie.slice(0, 40),
      );
    await expectNothingHappened();
  });

  test('the guide’s command line sends a JSON content type without a body, and an empty bearer: that is fine', async () => {
    const headers = { 'content-type': 'application/json' };
    expect((await ask('auth/verify', { headers })).status).toBe(200);
    expect(
      (await ask('openapi/read', { token: undefined, headers: { ...headers, authorization: 'Bearer ' } }))
        .status,
    ).toBe(200);
  });

  test('a browser that calls itself anything at all is no obstacle', async () => {
    for (const agent of [
      '',
      '\u0000',
      '('.repeat(8192),
      'x'.repeat(8192),
      '日本語',
      'Mozilla/5.0 (',
      '123456 123456',
    ])
      expectRefusal(
        await ask('account/verify-email', {
          body: { registrationID: 'x', code: '000000' },
          headers: { 'user-agent': agent },
        }),
        [404],
        agent.slice(0, 20),
      );
    await expectNothingHappened();
  });
});

test('a path that is not there is a problem document, for every method', async () => {
  for (const proxy of ['', 'x', '../..', 'auth/signin/', '\u0000', 'x'.repeat(8192)])
    expectRefusal(await ask('http/not-found', { parameters: { proxy } }), [404], proxy.slice(0, 20));
  await expectNothingHappened();
});
