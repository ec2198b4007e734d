import { afterAll, beforeAll, expect, test } from 'vitest';
import { type Account, accountWith, codesMailedTo } from '../../support/accounts.ts';
import { type App, signIn } from '../../support/people.ts';
import { type CallAnswer, type Service, startService } from '../../support/service.ts';

/** Two requests at once, as a double click or an impatient second tab makes them. */

let service: Service;
let byMail: Account;
let byApp: Account & { app: App };
beforeAll(async () => {
  service = await startService();
  byMail = await accountWith(service, 'email');
  byApp = await accountWith(service, 'email', 'authenticator');
});
afterAll(() => service.close());

const outcomes = (answers: readonly CallAnswer[]) =>
  answers.map(({ status, slug }) => (slug ? `${status} ${slug}` : `${status}`)).sort();

const twice = (request: () => Promise<CallAnswer>) => Promise.all([request(), request()]);

async function mailsDuring(account: Account, work: () => Promise<unknown>): Promise<number> {
  const before = (await codesMailedTo(service, account.email)).length;
  await work();
  return (await codesMailedTo(service, account.email)).length - before;
}

test('asking twice for the code once more mails it once, and says to wait', async () => {
  const { mfaID } = (await signIn(service, byMail)).body;
  service.clock.now += 30_000;
  const again = () => service.call('auth/resend-code', { parameters: { mfaID } });
  const mails = await mailsDuring(byMail, async () => {
    expect(outcomes(await twice(again))).toEqual(['200', '429 too-many-attempts']);
  });
  expect(mails).toBe(1);
});

test('choosing email twice mails one code, and both see the challenge', async () => {
  const { mfaID } = (await signIn(service, byApp)).body;
  const choose = () => service.call('auth/switch-method', { parameters: { mfaID }, body: { type: 'email' } });
  const mails = await mailsDuring(byApp, async () => {
    const answers = await twice(choose);
    expect(outcomes(answers)).toEqual(['200', '200']);
    for (const { body } of answers) expect(body).toMatchObject({ mfaPreferredType: 'email', resendsLeft: 5 });
  });
  expect(mails).toBe(1);
});

test('signing in twice opens two challenges, each with its code', async () => {
  service.clock.now += 3_600_000;
  const mails = await mailsDuring(byMail, async () => {
    const answers = await twice(() => signIn(service, byMail));
    expect(outcomes(answers)).toEqual(['200', '200']);
    expect(new Set(answers.map(({ body }) => body.mfaID)).size).toBe(2);
  });
  expect(mails).toBe(2);
});

test('eight sign-ins at once are challenges, or are told to try again: nothing has expired', async () => {
  service.clock.now += 3_600_000;
  const answers = await Promise.all(Array.from({ length: 8 }, () => signIn(service, byMail)));
  const seen = new Set(outcomes(answers));
  seen.delete('503 unavailable');
  expect([...seen]).toEqual(['200']);
  for (const { headers } of answers.filter(({ status }) => status === 503))
    expect(headers['retry-after']).toBe('1');
});

test('choosing another method while it is used elsewhere says that the challenge is over', async () => {
  const { mfaID } = (await signIn(service, byApp)).body;
  service.clock.now += 60_000;
  const [submitted, chosen] = await Promise.all([
    service.call('auth/submit-code', {
      parameters: { mfaID },
      body: { otp: byApp.app.codeAt(service.clock.now) },
    }),
    service.call('auth/switch-method', { parameters: { mfaID }, body: { type: 'email' } }),
  ]);
  expect([200, 410]).toContain(submitted.status);
  expect([200, 410]).toContain(chosen.status);
});
