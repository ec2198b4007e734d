import { expect, inject, test, vi } from 'vitest';
import { activateEmail, baseUrl, call, mailedCode, mailsTo, signIn } from '../support/live-client.ts';

/** Only the local run has both an inbox and SES's mailbox simulator. */
const isLocalRun = inject('inboxUrl').startsWith(baseUrl());
const patience = { timeout: 30_000, interval: 500 };
let people = 0;

/** Someone with email as a factor, whose mail bounces from the first on; what is recorded of it comes when it comes. */
async function enrolled() {
  people += 1;
  const email = `bounce+e2e-${process.pid}-${people}@simulator.amazonses.com`;
  const person = { email, password: 'violet kettle under rain' };
  const asked = await call('POST', '/account/register', { body: { ...person, name: 'Bounced' } });
  const proof = { registrationID: asked.body.registrationID, code: await mailedCode(email) };
  expect((await call('POST', '/account/verify-email', { body: proof })).status).toBe(200);
  const activated = await activateEmail(person);
  expect(activated.status).toBe(200);
  return { person, recoveryCodes: activated.body.recoveryCodes as string[] };
}

test.runIf(isLocalRun)(
  'mail that comes back: its user is told after the password, and gets in by a recovery code',
  async () => {
    // The job may start so slowly that the account is marked before the factor is enabled: then it is refused.
    const { person, recoveryCodes } = await vi.waitFor(enrolled, patience);
    const challenge = await vi.waitFor(async () => {
      const { body } = await signIn(person);
      expect(body.notice).toMatch(/^Mail to this address came back/);
      return body;
    }, patience);
    const mailed = (await mailsTo(person.email)).length;
    const guessed = await signIn({ ...person, password: 'not the password' });
    expect(guessed.text).not.toContain('came back');
    const answered = await call('POST', `/auth/signin/mfa/${challenge.mfaID}`, {
      body: { otp: recoveryCodes[0] },
    });
    expect(answered.body.sessionToken).toBeTypeOf('string');
    const later = (await mailsTo(person.email)).slice(mailed);
    expect(later.map(({ subject }) => subject)).toEqual([expect.stringContaining('recovery code')]);
  },
);
