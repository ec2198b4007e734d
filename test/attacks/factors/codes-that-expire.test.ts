import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import {
  type Account,
  accountWith,
  beginActivation,
  beginStepUp,
  challengeRow,
  completeActivation,
  linkToken,
  nextAppCode,
  signInWithFactor,
} from '../../support/accounts.ts';
import { codeIn, lastCode, newAddress, register, session, signIn, submit } from '../../support/people.ts';
import { type CallAnswer, type Service, startService } from '../../support/service.ts';

/**
 * R37: codes that never expire (CVE-2024-8122 WSO2). DynamoDB keeps rows for days after their end, so each test leaves
 * the row in place: what counts is the clock.
 */

let service: Service;
let account: Account;
beforeAll(async () => {
  service = await startService();
  account = await accountWith(service, 'email');
});
afterAll(() => service.close());

interface Pending {
  readonly rowID: string;
  readonly lifetimeSeconds: number;
  readonly use: () => Promise<CallAnswer>;
}

const tenMinutes = 600;
const kinds: Record<string, () => Promise<Pending>> = {
  'a code for signing in': async () => {
    const { mfaID } = (await signIn(service, account)).body;
    const otp = await lastCode(service, account.email);
    return { rowID: mfaID, lifetimeSeconds: tenMinutes, use: () => submit(service, mfaID, otp) };
  },
  'a recovery code on a sign-in': async () => {
    const { mfaID } = (await signIn(service, account)).body;
    const otp = account.recoveryCodes[0] ?? '';
    return { rowID: mfaID, lifetimeSeconds: tenMinutes, use: () => submit(service, mfaID, otp) };
  },
  'a code for a step-up': async () => {
    const token = await signInWithFactor(service, account);
    const { mfaID } = await beginStepUp(service, token);
    const otp = await lastCode(service, account.email);
    const request = { parameters: { mfaID }, body: { otp }, token };
    return {
      rowID: mfaID,
      lifetimeSeconds: tenMinutes,
      use: () => service.call('step-up/submit-code', request),
    };
  },
  'a code for activating': async () => {
    const person = await register(service);
    const { activationID } = (await beginActivation(service, person, 'email')).body;
    const otp = await lastCode(service, person.email);
    return {
      rowID: activationID,
      lifetimeSeconds: tenMinutes,
      use: () => completeActivation(service, activationID, otp),
    };
  },
  'a code for registering': async () => {
    const email = newAddress();
    const body = { email, password: 'violet kettle under rain' };
    const { registrationID } = (await service.call('account/register', { body })).body;
    const code = codeIn((await service.mailsTo(email)).at(-1)?.subject);
    const use = () => service.call('account/verify-email', { body: { registrationID, code } });
    return { rowID: registrationID, lifetimeSeconds: tenMinutes, use };
  },
};

describe.each(Object.keys(kinds))('%s', (kind) => {
  test('is good until ten minutes are over, and not at ten minutes', async () => {
    service.clock.now += 3_600_000;
    const late = await kinds[kind]?.();
    if (!late) throw new Error(`${kind} is not there`);
    service.clock.now += late.lifetimeSeconds * 1000;
    expect((await late.use()).slug).toBe('challenge-expired');
    expect(await challengeRow(service, late.rowID)).toMatchObject({ id: late.rowID });

    service.clock.now += 3_600_000;
    const early = await kinds[kind]?.();
    service.clock.now += late.lifetimeSeconds * 1000 - 1;
    expect((await early?.use())?.status).toBe(200);
  });
});

test('a challenge that is over can be neither switched nor resent', async () => {
  service.clock.now += 3_600_000;
  const { mfaID } = (await signIn(service, account)).body;
  service.clock.now += tenMinutes * 1000;
  const switched = { parameters: { mfaID }, body: { type: 'email' } };
  expect((await service.call('auth/switch-method', switched)).slug).toBe('challenge-expired');
  expect((await service.call('auth/resend-code', { parameters: { mfaID } })).slug).toBe('challenge-expired');
});

test("a resend and a switch of the method lengthen no challenge's life", async () => {
  service.clock.now += 3_600_000;
  const both = await accountWith(service, 'email', 'authenticator');
  const { mfaID, expiresAt } = (await signIn(service, both)).body;
  service.clock.now += 60_000;
  for (const type of ['email', 'authenticator', 'email']) {
    const switched = await service.call('auth/switch-method', { parameters: { mfaID }, body: { type } });
    expect(switched.body.expiresAt).toBe(expiresAt);
  }
  service.clock.now += 60_000;
  expect((await service.call('auth/resend-code', { parameters: { mfaID } })).body.expiresAt).toBe(expiresAt);
  await service.call('auth/switch-method', { parameters: { mfaID }, body: { type: 'authenticator' } });
  service.clock.now = Date.parse(expiresAt) - 30_000;
  expect((await submit(service, mfaID, nextAppCode(service, both.app))).slug).toBe('challenge-expired');
});

test('an undo link is good for seven days, to the millisecond', async () => {
  const late = await accountWith(service, 'email');
  const lateToken = await linkToken(service, late.email, 'undo');
  const lateAt = service.clock.now;
  const early = await accountWith(service, 'email');
  const earlyToken = await linkToken(service, early.email, 'undo');
  expect(service.clock.now).toBe(lateAt);
  service.clock.now += 7 * 86_400_000 - 1;
  expect((await service.call('mfa/undo', { body: { token: earlyToken } })).status).toBe(204);
  service.clock.now += 1;
  expect((await service.call('mfa/undo', { body: { token: lateToken } })).slug).toBe('challenge-expired');
});

test('every row that ends is marked for cleaning up, and later than it ends', async () => {
  await session(service, await register(service));
  for (const table of ['challenges', 'sessions', 'events'] as const)
    for (const row of await service.rows(table)) {
      expect(row['ttl'], `${table} ${row['id']}`).toBeTypeOf('number');
      const endsAt = Number(row['expiresAt'] ?? row['at'] ?? 0);
      expect(Number(row['ttl']) * 1000).toBeGreaterThan(endsAt);
    }
});
