import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest';
import { type Step, type StepName, steps } from '../../../functions/steps.ts';
import { type Account, accountWith, everythingStored, sessionsOf } from '../../support/accounts.ts';
import { signIn } from '../../support/people.ts';
import { origin, type Service, startService } from '../../support/service.ts';

/** R09: what the password step hands out must open nothing but the second step (GHSA-xg6x-h9c9-2m83, CVE-2024-37313). */

let service: Service;
let account: Account;
beforeAll(async () => {
  service = await startService();
  account = await accountWith(service, 'email');
});
afterAll(() => service.close());
beforeEach(() => {
  // Ten codes an hour.
  service.clock.now += 3_600_000;
});

const rows: readonly Step[] = steps;
const needSession = rows.filter(({ caller }) => caller !== 'anyone').map(({ name }) => name as StepName);
/** A step that joins them needs a proof of its own, or nothing to protect. */
const judgedOpen: readonly string[] = [
  'account/register',
  'account/verify-email',
  'account/forgot-password',
  'account/reset-password',
  'auth/sign-in',
  'auth/sign-in-with-key',
  'auth/passkey-options',
  'auth/sign-in-with-passkey',
  'auth/submit-code',
  'auth/submit-passkey',
  'auth/switch-method',
  'auth/resend-code',
  'mfa/activate',
  'mfa/complete-activation',
  'mfa/resend-activation',
  'mfa/undo',
  'mfa/cancel-reset',
  'orgs/read-invite',
  'pods/list',
  // Public by their standard: what an app needs to verify tokens, and no secret in it.
  'oidc/discovery',
  'oidc/keys',
  // Apps and their users' browsers call it. It asks for the session itself, of the account behind a code or token.
  'oidc/provider',
  // It names the app, to the browser that the app sent here.
  'oidc/read-request',
  // Public by its standard: browsers ask it before any page does.
  'passkeys/origins',
  'openapi/read',
  'http/not-found',
];

test('the password step sets no cookie and stores no session, whoever asks for one', async () => {
  const before = await sessionsOf(service, account.id);
  const body = { identifier: account.email, password: account.password };
  const headers = { 'x-session': 'cookie', origin };
  const answer = await service.call('auth/sign-in', { body, headers });
  expect(answer.body.mfaID).toBeTypeOf('string');
  expect(answer.cookies).toEqual([]);
  expect(Object.keys(answer.headers).map((name) => name.toLowerCase())).not.toContain('set-cookie');
  expect(Object.keys(answer.body).filter((name) => /token|session/i.test(name))).toEqual([]);
  expect(await sessionsOf(service, account.id)).toEqual(before);
});

describe('everything that the password step gave, presented as a session', () => {
  const presented = async () => {
    const { mfaID } = (await signIn(service, account)).body;
    const [userID = '', random = ''] = mfaID.split('.');
    const values = [mfaID, random, userID, `${userID}.`, `${userID}.${mfaID}`];
    return [
      ...values.map((token) => ({ token })),
      ...values.map((value) => ({ cookies: [`__Host-session=${value}`], headers: { origin } })),
    ];
  };
  const parameters = { mfaID: 'x', factorID: 'x', sessionID: 'x', activationID: 'x' };

  test.each(needSession)('%s answers signed-out and does nothing', async (name) => {
    const asked = await presented();
    const before = await everythingStored(service);
    for (const session of asked) {
      const answer = await service.call(name, { parameters, body: {}, ...session });
      expect(answer).toMatchObject({ status: 401, slug: 'signed-out' });
    }
    expect(await everythingStored(service)).toEqual(before);
  });

  test('is tried on every step but those that were judged open to anyone', () => {
    const open = rows.filter(({ caller }) => caller === 'anyone').map(({ name }) => name);
    for (const name of open) expect(judgedOpen).toContain(name);
    expect(needSession.length + open.length).toBe(rows.length);
  });

  test('begins no activation, even with the right password again (R12)', async () => {
    const asked = await presented();
    const mails = (await service.mailsTo(account.email)).length;
    for (const type of ['email', 'authenticator'])
      for (const session of asked) {
        const body = { type, identifier: account.email, password: account.password };
        const answer = await service.call('mfa/activate', { body, ...session });
        expect(answer).toMatchObject({ status: 403, slug: 'step-up-required' });
      }
    expect(await service.mailsTo(account.email)).toHaveLength(mails);
  });

  test('is no activation either', async () => {
    const { mfaID } = (await signIn(service, account)).body;
    const request = { parameters: { activationID: mfaID }, body: { otp: '000000' } };
    expect((await service.call('mfa/complete-activation', request)).slug).toBe('not-found');
    expect((await service.call('mfa/resend-activation', request)).slug).toBe('not-found');
  });
});

test('no token, a broken one and one of 8 KB are signed-out on every step that needs a session', async () => {
  const before = await everythingStored(service);
  for (const name of needSession)
    for (const token of [
      undefined,
      '',
      'x',
      '..',
      'a.b.c',
      `${account.id}.${'x'.repeat(8192)}`,
      `${'x'.repeat(8192)}.${account.id}`,
      account.id,
    ]) {
      const answer = await service.call(name, { parameters: { mfaID: 'x' }, body: {}, token });
      expect(answer, `${name} with ${token?.slice(0, 40)}`).toMatchObject({ slug: 'signed-out' });
    }
  expect(await everythingStored(service)).toEqual(before);
});
