import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest';
import {
  type Account,
  accountWith,
  beginActivation,
  challengeRow,
  codesMailedTo,
  resetToken,
  signInWithFactor,
  tally,
  times,
} from '../../support/accounts.ts';
import { type App, lastCode, newAddress, newSource, register, signIn, submit } from '../../support/people.ts';
import { type CallAnswer, type Service, startService } from '../../support/service.ts';

/** R38: no sender of mail without a limit: resends, codes of the hour, and mails that a stranger can cause (rule 3). */

let service: Service;
let byEmail: Account;
let both: Account & { app: App };
beforeAll(async () => {
  service = await startService();
  byEmail = await accountWith(service, 'email');
  both = await accountWith(service, 'email', 'authenticator');
});
afterAll(() => service.close());
beforeEach(() => {
  service.clock.now += 3_600_000;
});

const resend = (mfaID: string) => service.call('auth/resend-code', { parameters: { mfaID } });
const switchTo = (mfaID: string, type: string) =>
  service.call('auth/switch-method', { parameters: { mfaID }, body: { type } });

describe('a resend', () => {
  test('comes 30 s after the mail before it, to the millisecond, and brings the same code', async () => {
    const { mfaID } = (await signIn(service, byEmail)).body;
    const code = await lastCode(service, byEmail.email);
    service.clock.now += 29_999;
    expect(await resend(mfaID)).toMatchObject({ slug: 'too-many-attempts', headers: { 'retry-after': '1' } });
    service.clock.now += 1;
    const before = (await codesMailedTo(service, byEmail.email)).length;
    expect((await resend(mfaID)).status).toBe(200);
    expect((await codesMailedTo(service, byEmail.email)).slice(before)).toEqual([code]);
    expect((await resend(mfaID)).slug).toBe('too-many-attempts');
    expect((await submit(service, mfaID, code)).status).toBe(200);
  });

  test('comes at most five times for one challenge', async () => {
    const { mfaID } = (await signIn(service, byEmail)).body;
    for (const left of [4, 3, 2, 1, 0]) {
      service.clock.now += 60_000;
      expect((await resend(mfaID)).body).toMatchObject({ resendsLeft: left });
    }
    service.clock.now += 60_000;
    expect((await resend(mfaID)).slug).toBe('too-many-attempts');
    expect(await challengeRow(service, mfaID)).toMatchObject({ mails: 6 });
    expect((await submit(service, mfaID, await lastCode(service, byEmail.email))).status).toBe(200);
  });

  test('does not come in the last two minutes: the mail might arrive too late', async () => {
    const { mfaID } = (await signIn(service, byEmail)).body;
    service.clock.now += 480_000;
    expect((await resend(mfaID)).status).toBe(200);
    const { mfaID: second } = (await signIn(service, byEmail)).body;
    service.clock.now += 480_001;
    expect((await resend(second)).slug).toBe('challenge-expired');
  });

  test('asked for 50 times at once comes once', async () => {
    const { mfaID } = (await signIn(service, byEmail)).body;
    service.clock.now += 30_000;
    const before = (await codesMailedTo(service, byEmail.email)).length;
    const answers = await Promise.all(times(50, () => resend(mfaID)));
    expect(answers.filter(({ status }) => status === 200)).toHaveLength(1);
    expect(await codesMailedTo(service, byEmail.email)).toHaveLength(before + 1);
  });

  test('has no part where the code comes from an app', async () => {
    const { mfaID } = (await signIn(service, both)).body;
    service.clock.now += 30_000;
    expect((await resend(mfaID)).slug).toBe('conflict');
  });

  test('does not come by switching the method to and fro', async () => {
    const { mfaID } = (await signIn(service, both)).body;
    const before = (await codesMailedTo(service, both.email)).length;
    for (const type of ['email', 'authenticator', 'email', 'authenticator', 'email'])
      expect((await switchTo(mfaID, type)).status).toBe(200);
    expect(await codesMailedTo(service, both.email)).toHaveLength(before + 1);
  });
});

describe('ten codes an hour for an account', () => {
  /** Spends all but `left` of the codes of this hour. */
  async function spend(who: Account, left: number): Promise<void> {
    while ((await codesThisHour(who)).length < 10 - left) {
      const { mfaID, mfaPreferredType } = (await signIn(service, who)).body;
      if (mfaPreferredType !== 'email') await switchTo(mfaID, 'email');
    }
  }
  const codesThisHour = async (who: Account) => {
    const user = (await service.rows('users')).find((row) => row['id'] === `user#${who.id}`);
    const mailedAt = user?.['codesMailedAt'] as number[];
    return mailedAt.filter((at) => at > service.clock.now - 3_600_000);
  };

  test('and no more: then resends wait for the hour, and sign-in and step-up ask for a recovery code', async () => {
    const token = await signInWithFactor(service, byEmail);
    const { mfaID } = (await signIn(service, byEmail)).body;
    await spend(byEmail, 0);
    const before = (await codesMailedTo(service, byEmail.email)).length;
    service.clock.now += 60_000;
    expect(await resend(mfaID)).toMatchObject({
      slug: 'too-many-attempts',
      headers: { 'retry-after': '3540' },
    });
    const opened = [await signIn(service, byEmail), await service.call('step-up/start', { token })];
    for (const { status, body } of opened) {
      expect(status).toBe(200);
      expect(body).toMatchObject({
        mfaPreferredType: 'email',
        noticeReason: 'codes-of-the-hour-spent',
        notice: 'Too many codes were mailed in the last hour. Wait 59 minutes and try again.',
      });
      for (const field of ['sentTo', 'resendableAt', 'sessionToken']) expect(body).not.toHaveProperty(field);
      expect((await resend(body.mfaID)).status).not.toBe(200);
    }
    expect(await codesMailedTo(service, byEmail.email)).toHaveLength(before);
    service.clock.now += 3_540_000;
    expect((await signIn(service, byEmail)).body).toHaveProperty('sentTo');
  });

  test('which leave whoever has email alone a way in: a recovery code, or a new password by mail', async () => {
    const account = await accountWith(service, 'email');
    await spend(account, 0);
    const [recoveryCode = ''] = account.recoveryCodes;
    const { mfaID } = (await signIn(service, account)).body;
    expect((await submit(service, mfaID, '000000')).slug).toBe('invalid-code');
    expect((await submit(service, mfaID, recoveryCode)).status).toBe(200);
    // Somebody whose recovery codes are used up as well.
    await spend(account, 0);
    const password = 'a wholly new kettle here';
    const body = { token: await resetToken(service, account.email), password };
    expect((await service.call('account/reset-password', { body })).status).toBe(204);
    const signedIn = await signIn(service, { ...account, password });
    expect(signedIn.body).toHaveProperty('sentTo');
    const code = await lastCode(service, account.email);
    expect((await submit(service, signedIn.body.mfaID, code)).status).toBe(200);
  });

  test('of which a stranger with the password can cause no more by asking at once', async () => {
    const before = (await codesMailedTo(service, byEmail.email)).length;
    for (const _ of times(5, () => 0))
      await Promise.all(times(8, (index) => signIn(service, byEmail, { address: `198.51.100.${index}` })));
    const mailed = (await codesMailedTo(service, byEmail.email)).length - before;
    expect(mailed).toBeGreaterThan(3);
    expect(mailed).toBeLessThanOrEqual(10);
  });

  test('then sign-in falls to another method, and no mail goes', async () => {
    const token = await signInWithFactor(service, both, both.app);
    const factors = (await service.call('account/read', { token })).body.mfa.factors;
    const email = factors.find(({ type }: { type: string }) => type === 'email');
    await service.call('mfa/prefer-factor', { body: { factorID: email.id }, token });
    await spend(both, 0);
    const before = (await codesMailedTo(service, both.email)).length;
    const fallen = await signIn(service, both);
    expect(fallen.body).toMatchObject({
      mfaPreferredType: 'authenticator',
      mfaTypes: ['email', 'authenticator'],
    });
    expect((await switchTo(fallen.body.mfaID, 'email')).slug).toBe('too-many-attempts');
    expect(await codesMailedTo(service, both.email)).toHaveLength(before);
    service.clock.now += 3_600_000;
    expect((await signIn(service, both)).body).toMatchObject({ mfaPreferredType: 'email' });
  });

  test('with activations counted among them', async () => {
    const person = await register(service);
    const answers: CallAnswer[] = [];
    for (const _ of times(11, () => 0)) answers.push(await beginActivation(service, person, 'email'));
    expect(tally(answers)).toEqual({ 201: 10, 429: 1 });
    // One code more than those: that of the registration.
    expect(await codesMailedTo(service, person.email)).toHaveLength(11);
  });
});

describe('mails that a stranger can cause', () => {
  test.each([['account/register'], ['account/forgot-password']] as const)(
    '%s: five an hour to one address from one network, however it is spelled; then the answer says so, whether or not it has an account',
    async (name) => {
      const known = await register(service);
      service.clock.now += 3_600_000;
      const shown: unknown[] = [];
      const address = newSource();
      for (const email of [known.email, newAddress()]) {
        const before = (await service.mailsTo(email)).length;
        const answers: CallAnswer[] = [];
        for (const spelling of times(8, (index) => (index % 2 ? email : ` ${email}.`))) {
          const body = { email: spelling, password: 'violet kettle under rain' };
          answers.push(await service.call(name, { body, address }));
        }
        expect(tally(answers)).toEqual({ 202: 5, 429: 3 });
        const last = answers.at(-1);
        expect(last?.body.reason).toBe('mails-of-the-hour-spent');
        expect(Number(last?.headers['retry-after'])).toBeGreaterThan(0);
        shown.push([last?.body, last?.headers]);
        const mailed = (await service.mailsTo(email)).length - before;
        expect(mailed, email).toBe(5);
      }
      expect(shown[0]).toEqual(shown[1]);
    },
  );

  test('at once they are no more', async () => {
    const email = newAddress();
    const body = { email };
    const answers = await Promise.all(times(50, () => service.call('account/forgot-password', { body })));
    expect(await service.mailsTo(email)).toHaveLength(5);
    expect(tally(answers)).toEqual({ 202: 5, 429: 45 });
  });

  test('wrong codes mail once per challenge, also those of one burst', async () => {
    const { mfaID } = (await signIn(service, byEmail)).body;
    const before = (await service.mailsTo(byEmail.email)).length;
    const right = await lastCode(service, byEmail.email);
    const wrong = right === '000000' ? '000001' : '000000';
    await Promise.all(times(5, () => submit(service, mfaID, wrong)));
    for (let run = 0; run < 3; run += 1) {
      service.clock.now += 600_000;
      await service.run('mfa/report-wrong-codes');
    }
    expect(await service.mailsTo(byEmail.email)).toHaveLength(before + 1);
  });
});
