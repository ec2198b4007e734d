import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { type Account, accountWith, nextAppCode, signInWithFactor } from '../../support/accounts.ts';
import {
  type App,
  activateAuthenticator,
  activateEmail,
  lastCode,
  register,
  signIn,
  submit,
} from '../../support/people.ts';
import { type Service, startService } from '../../support/service.ts';

/** Rule 6: exactly one enabled factor is preferred whenever any is enabled. */

let service: Service;
beforeAll(async () => {
  service = await startService();
});
afterAll(() => service.close());

interface Shown {
  readonly id: string;
  readonly type: string;
  readonly name: string;
  readonly preferred: boolean;
}

async function factors(token: string): Promise<readonly Shown[]> {
  const { mfa } = (await service.call('account/read', { token })).body;
  const preferred = mfa.factors.filter((factor: Shown) => factor.preferred);
  expect(preferred).toHaveLength(mfa.factors.length > 0 ? 1 : 0);
  expect(mfa.preferred).toBe(preferred[0]?.type ?? null);
  expect(mfa.enabled).toBe(mfa.factors.length > 0);
  return mfa.factors;
}

const preferredOf = async (token: string) => (await factors(token)).find(({ preferred }) => preferred);
const disable = (factorID: string, token: string) =>
  service.call('mfa/disable-factor', { parameters: { factorID }, token });

test('the first is preferred even if it was asked not to be', async () => {
  const person = await register(service);
  const { done } = await activateEmail(service, person, undefined, false);
  expect(done.body.factor).toMatchObject({ type: 'email', preferred: true });
  expect((await signIn(service, person)).body).toMatchObject({ mfaPreferredType: 'email' });
});

describe('a second one', () => {
  let account: Account;
  let app: App;
  beforeAll(async () => {
    account = await accountWith(service, 'email');
  });

  test('is preferred only if it is to be', async () => {
    const added = await activateAuthenticator(service, account, account.token, false);
    app = added.app;
    expect(added.done.body).toMatchObject({ factor: { preferred: false } });
    expect(added.done.body).not.toHaveProperty('recoveryCodes');
    expect(await preferredOf(account.token)).toMatchObject({ type: 'email' });
  });

  test('can be made so, and sign-in begins with it; for one sign-in the other can be taken', async () => {
    const authenticator = (await factors(account.token)).find(({ type }) => type === 'authenticator');
    const body = { factorID: authenticator?.id };
    const made = await service.call('mfa/prefer-factor', { body, token: account.token });
    expect(made.body.factor).toMatchObject({ type: 'authenticator', preferred: true });
    const challenge = (await signIn(service, account)).body;
    expect(challenge).toMatchObject({
      mfaPreferredType: 'authenticator',
      mfaTypes: ['email', 'authenticator'],
    });
    expect(challenge).not.toHaveProperty('sentTo');
    const switched = await service.call('auth/switch-method', {
      parameters: { mfaID: challenge.mfaID },
      body: { type: 'email' },
    });
    expect(switched.body).toMatchObject({ mfaPreferredType: 'email' });
    expect(switched.body.sentTo).toMatch(/^u•••@example\.com$/);
    const otp = await lastCode(service, account.email);
    expect((await submit(service, challenge.mfaID, otp)).status).toBe(200);
    expect((await signIn(service, account)).body).toMatchObject({ mfaPreferredType: 'authenticator' });
  });

  test('that is disabled while preferred gives it back', async () => {
    const token = await signInWithFactor(service, account, app);
    expect((await disable((await preferredOf(token))?.id ?? '', token)).status).toBe(204);
    expect(await preferredOf(token)).toMatchObject({ type: 'email' });
  });
});

test('of several others, the most recently used one follows a preferred one that is disabled', async () => {
  const account = await accountWith(service, 'email');
  service.clock.now += 30_000;
  const phone = await activateAuthenticator(service, account, account.token, false);
  service.clock.now += 30_000;
  const tablet = await activateAuthenticator(service, account, account.token, false);
  const use = async (app: App) => {
    const { mfaID } = (await signIn(service, account)).body;
    await service.call('auth/switch-method', { parameters: { mfaID }, body: { type: 'authenticator' } });
    return (await submit(service, mfaID, nextAppCode(service, app))).body.sessionToken;
  };
  await use(tablet.app);
  const token = await use(phone.app);
  const listed = await factors(token);
  expect(listed.map(({ name }) => name)).toEqual(['Email', 'Authenticator', 'Authenticator 2']);
  await disable(listed[0]?.id ?? '', token);
  expect(await preferredOf(token)).toMatchObject({ name: 'Authenticator' });
  await disable(listed[1]?.id ?? '', token);
  expect(await preferredOf(token)).toMatchObject({ name: 'Authenticator 2' });
  await disable(listed[2]?.id ?? '', token);
  expect(await factors(token)).toEqual([]);
  expect((await service.call('account/read', { token })).body.mfa).toMatchObject({ recoveryCodesLeft: 0 });
});
