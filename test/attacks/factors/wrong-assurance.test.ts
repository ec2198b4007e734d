import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import {
  type Account,
  accountWith,
  nextAppCode,
  signInWithFactor,
  stepUp,
  userRow,
} from '../../support/accounts.ts';
import {
  type App,
  activateAuthenticator,
  activateEmail,
  lastCode,
  type Person,
  register,
  session,
  signIn,
  submit,
} from '../../support/people.ts';
import { type Service, startService } from '../../support/service.ts';

/** R10: what an account can and must prove, kept from before its factors changed (CVE-2024-45042 Kratos). */

let service: Service;
beforeAll(async () => {
  service = await startService();
});
afterAll(() => service.close());

async function factorsOf(token: string): Promise<{ id: string; type: string; preferred: boolean }[]> {
  return (await service.call('account/read', { token })).body.mfa.factors;
}

async function disable(token: string, type: string): Promise<void> {
  const factor = (await factorsOf(token)).find((one) => one.type === type);
  const parameters = { factorID: factor?.id ?? '' };
  expect((await service.call('mfa/disable-factor', { parameters, token })).status).toBe(204);
}

/** What the next sign-in asks for is what the stored factors are: no more, no less. */
async function expectMethods(person: Person, types: readonly string[]): Promise<void> {
  service.clock.now += 1_200_000;
  const { body } = await signIn(service, person);
  const rows = await service.rows('factors');
  const stored = rows.filter((row) => row['userID'] === person.id && row['type']);
  expect(new Set(stored.map((row) => row['type']))).toEqual(new Set(types));
  if (types.length === 0) expect(body).toHaveProperty('sessionToken');
  else expect(new Set(body.mfaTypes)).toEqual(new Set(types));
  expect('sessionToken' in body).toBe(types.length === 0);
}

test('each change of the factors, in whatever order, is what the next sign-in goes by', async () => {
  const person = await register(service);
  await expectMethods(person, []);
  const { app } = await activateAuthenticator(service, person);
  await expectMethods(person, ['authenticator']);
  let token = await signInWithFactor(service, person, app);
  await activateEmail(service, person, token);
  await expectMethods(person, ['authenticator', 'email']);
  token = await signInWithFactor(service, person, app);
  await disable(token, 'authenticator');
  await expectMethods(person, ['email']);
  token = await signInWithFactor(service, person);
  const again = await activateAuthenticator(service, person, token, false);
  await expectMethods(person, ['email', 'authenticator']);
  token = await signInWithFactor(service, person);
  await disable(token, 'email');
  await expectMethods(person, ['authenticator']);
  token = await signInWithFactor(service, person, again.app);
  await disable(token, 'authenticator');
  await expectMethods(person, []);
});

test('with the last factor the recovery codes go: none is left to be used with the next factor', async () => {
  const account = await accountWith(service, 'email');
  await disable(account.token, 'email');
  const rows = await service.rows('factors');
  expect(rows.filter((row) => row['userID'] === account.id)).toEqual([]);
  const { done } = await activateEmail(service, account);
  expect(done.body.recoveryCodes).toHaveLength(10);
  const { mfaID } = (await signIn(service, account)).body;
  expect((await submit(service, mfaID, account.recoveryCodes[0] ?? '')).slug).toBe('invalid-code');
});

describe('a session says honestly what it was made with (rule 10)', () => {
  let account: Account & { app: App };
  beforeAll(async () => {
    account = await accountWith(service, 'email', 'authenticator');
  });
  const verify = async (token: string) => (await service.call('auth/verify', { token })).body;

  test('password alone: pwd, and mfa never', async () => {
    const token = await session(service, await register(service));
    expect(await verify(token)).toMatchObject({ amr: ['pwd'], methods: ['password'] });
  });

  test('a code by email: pwd and otp, and not mfa', async () => {
    const { mfaID } = (await signIn(service, account)).body;
    await service.call('auth/switch-method', { parameters: { mfaID }, body: { type: 'email' } });
    const { body } = await submit(service, mfaID, await lastCode(service, account.email));
    expect(await verify(body.sessionToken)).toMatchObject({
      amr: ['pwd', 'otp'],
      methods: ['password', 'email'],
    });
  });

  test('an authenticator: pwd, otp and mfa', async () => {
    const token = await signInWithFactor(service, account, account.app);
    expect(await verify(token)).toMatchObject({
      amr: ['pwd', 'otp', 'mfa'],
      methods: ['password', 'authenticator'],
    });
  });

  test('a recovery code: never otp', async () => {
    const { mfaID } = (await signIn(service, account)).body;
    const { body } = await submit(service, mfaID, account.recoveryCodes[0] ?? '');
    const { amr, methods } = await verify(body.sessionToken);
    expect(methods).toEqual(['password', 'recovery-code']);
    expect(amr).not.toContain('otp');
  });

  test('a step-up adds what it proved to what was proved before', async () => {
    const person = await register(service);
    const token = await session(service, person);
    await activateEmail(service, person, token);
    expect(await verify(token)).toMatchObject({ amr: ['pwd'], methods: ['password'] });
    const stepped = await stepUp(service, { ...person, token });
    expect(await verify(stepped)).toMatchObject({ amr: ['pwd', 'otp'], methods: ['password', 'email'] });
  });
});

test("the user row's summary is what the factors table holds, after every kind of change", async () => {
  const account = await accountWith(service, 'email', 'authenticator');
  const compare = async () => {
    const rows = (await service.rows('factors')).filter((row) => row['userID'] === account.id && row['type']);
    const user = await userRow(service, account.id);
    const summary = user['factors'] as { id: string; type: string }[];
    const sorted = (list: readonly Record<string, unknown>[]) =>
      list.map(({ id, type }) => `${type} ${id}`).sort();
    expect(sorted(summary)).toEqual(sorted(rows));
    if (summary.length === 0) expect(user['preferredFactorID']).toBeUndefined();
    else expect(summary.map(({ id }) => id)).toContain(user['preferredFactorID']);
  };
  await compare();
  await disable(account.token, 'authenticator');
  await compare();
  const added = await activateAuthenticator(service, account, account.token);
  expect(added.done.status).toBe(200);
  await compare();
  const { mfaID } = (await signIn(service, account)).body;
  await submit(service, mfaID, nextAppCode(service, added.app));
  await compare();
});
