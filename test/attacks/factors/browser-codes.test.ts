import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { accountWith, sessionsOf } from '../../support/accounts.ts';
import { join } from '../../support/organizations.ts';
import {
  accountWithPasskey,
  activatePasskey,
  type PasskeyAccount,
  passkeysHeaders,
  signInByPasskey,
  stepUpByPasskey,
} from '../../support/passkeys.ts';
import { type Person, signIn } from '../../support/people.ts';
import { type CallAnswer, type Service, startService } from '../../support/service.ts';

/** The code that the dashboard shows to an account with nothing but passkeys: typed in a terminal, once, for two minutes. */

let service: Service;
beforeAll(async () => {
  service = await startService();
});
afterAll(() => service.close());

const make = (token: string) => service.call('mfa/make-browser-code', { token });
const newCode = async ({ token }: { readonly token: string }): Promise<string> => {
  const { status, body } = await make(token);
  expect(status).toBe(201);
  return body.code;
};
/** A challenge as a terminal gets it, which says nothing about passkeys. */
const challengeOf = async (person: Person): Promise<string> => (await signIn(service, person)).body.mfaID;
const submit = (mfaID: string, otp: string): Promise<CallAnswer> =>
  service.call('auth/submit-code', { parameters: { mfaID }, body: { otp } });
const signInByCode = async (person: Person, otp: string) => submit(await challengeOf(person), otp);

/** Freshly proved: the session of an account that was made a while ago is not. */
async function renewed(account: PasskeyAccount): Promise<string> {
  return (await signInByPasskey(service, account.passkey)).body.sessionToken;
}

test('signs in a terminal, and says honestly with what', async () => {
  const account = await accountWithPasskey(service);
  const code = await newCode(account);
  expect(code).toMatch(/^[BCDFGHJKLMNPQRSTVWXZ]{4}-[BCDFGHJKLMNPQRSTVWXZ]{4}$/);
  const { status, body } = await signInByCode(account, code.toLowerCase().replace('-', ' '));
  expect(status).toBe(200);
  expect((await service.call('auth/verify', { token: body.sessionToken })).body).toMatchObject({
    methods: ['password', 'browser-code'],
    amr: ['pwd', 'otp', 'mfa'],
    acr: 'aal2',
  });
});

test('confirms in a terminal, where its session is no longer fresh', async () => {
  const account = await accountWithPasskey(service);
  const { token } = { token: (await signInByCode(account, await newCode(account))).body.sessionToken };
  service.clock.now += 601_000;
  expect((await service.call('sessions/end-others', { token })).body.reason).toBe('confirmation-needed');
  const { mfaID } = (await service.call('step-up/start', { token })).body;
  const code = await newCode({ token: await renewed(account) });
  const parameters = { mfaID };
  const stepped = await service.call('step-up/submit-code', { parameters, body: { otp: code }, token });
  expect(stepped.status).toBe(200);
  const fresh = { token: stepped.body.sessionToken };
  expect((await service.call('sessions/end-others', fresh)).status).toBe(204);
});

test('one code, sent twenty times at once over twenty challenges, gives one session', async () => {
  const account = await accountWithPasskey(service);
  const code = await newCode(account);
  const before = (await sessionsOf(service, account.id)).length;
  const challenges = await Promise.all(Array.from({ length: 20 }, () => challengeOf(account)));
  const answers = await Promise.all(challenges.map((mfaID) => submit(mfaID, code)));
  expect(answers.filter(({ status }) => status === 200).length).toBeLessThanOrEqual(1);
  // Some met others and were answered with 503; together with another try there is exactly one.
  const again = await signInByCode(account, code);
  const done = [...answers, again].filter(({ status }) => status === 200);
  expect(done).toHaveLength(1);
  expect((await sessionsOf(service, account.id)).length).toBe(before + 1);
});

describe('is refused', () => {
  async function refused(account: Person, code: string): Promise<void> {
    expect((await signInByCode(account, code)).body.reason).toBe('wrong-code');
  }

  test('two minutes later', async () => {
    const account = await accountWithPasskey(service);
    const [early, late] = [await newCode(account), 119_999];
    service.clock.now += late;
    const mfaID = await challengeOf(account);
    service.clock.now += 1;
    expect((await submit(mfaID, early)).body.reason).toBe('wrong-code');
  });

  test('after a newer one was made', async () => {
    const account = await accountWithPasskey(service);
    const older = await newCode(account);
    const newer = await newCode(account);
    await refused(account, older);
    expect((await signInByCode(account, newer)).status).toBe(200);
  });

  test('for another account', async () => {
    const [account, other] = [await accountWithPasskey(service), await accountWithPasskey(service)];
    const code = await newCode(account);
    await newCode(other);
    await refused(other, code);
  });

  test('after the credentials have changed', async () => {
    const account = await accountWithPasskey(service);
    const code = await newCode(account);
    expect((await activatePasskey(service, account, undefined, account.token)).done.status).toBe(200);
    await refused(account, code);
  });

  test('after its user has ended all other sessions, as one does after a theft', async () => {
    const account = await accountWithPasskey(service);
    const code = await newCode(account);
    const token = await renewed(account);
    expect((await service.call('sessions/end-others', { token })).status).toBe(204);
    await refused(account, code);
  });

  test('in place of the code of another method, where it is not read as one', async () => {
    const account = await accountWithPasskey(service);
    const code = await newCode(account);
    const { body } = await service.call('mfa/activate', {
      body: { type: 'authenticator', identifier: account.email, password: account.password },
      token: account.token,
    });
    const parameters = { activationID: body.activationID };
    const request = { parameters, body: { otp: code }, token: account.token };
    expect((await service.call('mfa/complete-activation', request)).status).toBe(400);
  });
});

describe('is not made', () => {
  test.each([
    ['nothing', []],
    ['email', ['email']],
  ] as const)('for an account with %s, which needs none', async (_, types) => {
    const { token } = await accountWith(service, ...types);
    expect((await make(token)).body.reason).toBe('browser-code-not-needed');
  });

  test('for an account with a passkey and a mailbox: whoever reads the mail must not get a passkey out of it', async () => {
    const account = await accountWith(service, 'email');
    await activatePasskey(service, account, undefined, account.token);
    expect((await make(account.token)).body.reason).toBe('browser-code-not-needed');
  });

  test('by a session that has not proved a passkey for ten minutes', async () => {
    const account = await accountWithPasskey(service);
    service.clock.now += 600_001;
    expect((await make(account.token)).body.reason).toBe('confirmation-needed');
    const { body } = await stepUpByPasskey(service, account.token, account.passkey);
    expect((await make(body.sessionToken)).status).toBe(201);
  });
});

test('five guesses end a challenge, and a hundred lock the guessing, not the account', async () => {
  const account = await accountWithPasskey(service);
  const mfaID = await challengeOf(account);
  const left: number[] = [];
  for (let guess = 0; guess < 5; guess += 1) left.push((await submit(mfaID, 'BBBB-BBBB')).body.attemptsLeft);
  expect(left).toEqual([4, 3, 2, 1, 0]);
  expect((await submit(mfaID, await newCode(account))).body.reason).toBe('challenge-over');
  for (let guess = 5; guess < 99; guess += 1) {
    service.clock.now += 3_600_000;
    expect((await signInByCode(account, 'BBBB-BBBB')).body.reason).toBe('wrong-code');
  }
  service.clock.now += 3_600_000;
  const code = await newCode({ token: await renewed(account) });
  expect((await signInByCode(account, 'BBBB-BBBB')).body.reason).toBe('wrong-code');
  expect((await signInByCode(account, code)).body.reason).toBe('method-locked');
  // The passkey itself is the way out, and so is a recovery code.
  const later = await newCode({ token: await renewed(account) });
  expect((await signInByCode(account, later)).status).toBe(200);
});

test('what else is typed for a passkey is told what could be typed', async () => {
  const account = await accountWithPasskey(service);
  const { body } = await signInByCode(account, '123456');
  expect(body.errors).toMatchObject([{ pointer: '/otp', reason: 'browser-code-malformed' }]);
});

test('does not lead past a requirement that accepts only passkeys', async () => {
  const owner = await accountWithPasskey(service);
  const orgID = (await service.call('orgs/create', { token: owner.token, body: { name: 'Acme' } })).body.id;
  const member = await accountWithPasskey(service);
  await join(service, { orgID, owner }, member);
  const body = { required: true, accept: ['passkey'] };
  const required = await service.call('orgs/require-mfa', {
    parameters: { orgID },
    token: owner.token,
    body,
  });
  expect(required.status).toBe(200);
  for (const otp of [await newCode(member), member.recoveryCodes[0] ?? '']) {
    const held = await signInByCode(member, otp);
    expect(held.body).toMatchObject({ scope: 'enrolment', requiredBy: [{ accept: ['passkey'] }] });
    const token = held.body.sessionToken;
    expect((await make(token)).body.reason).toBe('mfa-required');
    expect((await service.call('orgs/read', { parameters: { orgID }, token })).body.reason).toBe(
      'mfa-required',
    );
    expect(
      (await service.call('mfa/disable-factor', { parameters: { factorID: member.factorID }, token })).body
        .reason,
    ).toBe('mfa-required');
    // The way on: the passkey itself.
    const { mfaID, publicKey } = (await service.call('step-up/start', { token, headers: passkeysHeaders }))
      .body;
    const answer = { credential: member.passkey.get(publicKey) };
    const stepped = await service.call('step-up/submit-passkey', {
      parameters: { mfaID },
      body: answer,
      token,
    });
    expect(stepped.status).toBe(200);
    const full = { parameters: { orgID }, token: stepped.body.sessionToken };
    expect((await service.call('orgs/read', full)).status).toBe(200);
  }
});
