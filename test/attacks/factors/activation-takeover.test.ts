import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import type { FactorType } from '../../../core/factors/factor.ts';
import {
  type Account,
  accountWith,
  beginActivation,
  completeActivation,
  everythingStored,
  signInWithFactor,
  userRow,
} from '../../support/accounts.ts';
import {
  type App,
  activateAuthenticator,
  appWith,
  lastCode,
  type Person,
  register,
  session,
} from '../../support/people.ts';
import { type Service, startService } from '../../support/service.ts';

/** R12: a stolen password adds, overwrites and removes no factor of an account that has one (CVE-2021-3632 Keycloak). */

let service: Service;
let account: Account & { app: App };
beforeAll(async () => {
  service = await startService();
  account = await accountWith(service, 'authenticator');
});
afterAll(() => service.close());

const begin = (person: Person, type: FactorType, token?: string) =>
  beginActivation(service, person, type, token);
const complete = (activationID: string, otp: string, token?: string) =>
  completeActivation(service, activationID, otp, token);

/** A password that was given counts as a guess until it is known to be right; the row of the count stays. */
const storedButGuesses = async () =>
  (await everythingStored(service)).filter((row) => !row.includes('password-guesses#'));

describe('the right password of an account that has a factor begins no activation', () => {
  test.each(['email', 'authenticator'] as const)('of %s, signed out or by a stranger', async (type) => {
    // Fresh, and with a factor: but of another account.
    const strangersToken = (await accountWith(service, 'email')).token;
    const mails = (await service.mailsTo(account.email)).length;
    const before = await storedButGuesses();
    for (const token of [undefined, strangersToken]) {
      const answer = await begin(account, type, token);
      expect(answer).toMatchObject({ status: 403, slug: 'step-up-required' });
      expect(answer.body).not.toHaveProperty('secret');
    }
    expect(await storedButGuesses()).toEqual(before);
    expect(await service.mailsTo(account.email)).toHaveLength(mails);
  });

  test('a millisecond after the factor was proved ten minutes ago', async () => {
    const token = await signInWithFactor(service, account, account.app);
    service.clock.now += 600_001;
    expect((await begin(account, 'email', token)).slug).toBe('step-up-required');
  });

  test('nor does a fresh session without the password', async () => {
    const token = await signInWithFactor(service, account, account.app);
    const wrong = { ...account, password: 'not the password' };
    expect((await begin(wrong, 'email', token)).slug).toBe('invalid-credentials');
  });

  test('at ten minutes, with the password, it begins', async () => {
    const token = await signInWithFactor(service, account, account.app);
    service.clock.now += 600_000;
    expect((await begin(account, 'email', token)).status).toBe(201);
  });
});

test('of two first factors begun at once only one is enabled: the other began before the account had one', async () => {
  const person = await register(service);
  const thief = await begin(person, 'authenticator');
  const owner = await begin(person, 'email');
  expect(thief.status).toBe(201);
  const otp = await lastCode(service, person.email);
  expect((await complete(owner.body.activationID, otp)).status).toBe(200);
  const late = await complete(thief.body.activationID, appWith(thief.body.secret).codeAt(service.clock.now));
  expect(late.slug).toBe('challenge-expired');
  expect((await userRow(service, person.id))['factors']).toEqual([
    expect.objectContaining({ type: 'email' }),
  ]);
});

test('an activation begun by a session that has ended is completed by nobody', async () => {
  const person = await register(service);
  const token = await session(service, person);
  const { activationID } = (await begin(person, 'email', token)).body;
  await service.call('auth/sign-out', { token });
  const otp = await lastCode(service, person.email);
  const other = await session(service, person);
  for (const by of [token, other, undefined])
    expect((await complete(activationID, otp, by)).slug).toBe('not-found');
});

test('one email and three authenticators are the most, and none is overwritten by another', async () => {
  let token = await signInWithFactor(service, account, account.app);
  await activateAuthenticator(service, account, token, false);
  await activateAuthenticator(service, account, token, false);
  token = await signInWithFactor(service, account, account.app);
  expect((await begin(account, 'authenticator', token)).slug).toBe('conflict');
  const email = (await begin(account, 'email', token)).body;
  await complete(email.activationID, await lastCode(service, account.email), token);
  expect((await begin(account, 'email', token)).slug).toBe('conflict');
  const { factors } = (await service.call('account/read', { token })).body.mfa;
  expect(factors.map(({ type }: { type: string }) => type)).toEqual([
    'authenticator',
    'authenticator',
    'authenticator',
    'email',
  ]);
});

test('a code of each of several authenticators signs in, and each has steps of its own', async () => {
  const person = await accountWith(service, 'authenticator');
  const second = await activateAuthenticator(service, person, person.token);
  service.clock.now += 60_000;
  const { now } = service.clock;
  for (const app of [person.app, second.app]) {
    const { mfaID } = (
      await service.call('auth/sign-in', { body: { identifier: person.email, password: person.password } })
    ).body;
    const request = { parameters: { mfaID }, body: { otp: app.codeAt(now) } };
    expect((await service.call('auth/submit-code', request)).status).toBe(200);
  }
});
