import { afterAll, beforeAll, describe, expect, test, vi } from 'vitest';
import { codeField, giveCredentials } from '../browser/support/flows.ts';
import { setStage } from '../browser/support/stage.ts';
import {
  activateEmail,
  baseUrl,
  call,
  type LivePerson,
  mailedCode,
  mailsTo,
  signIn,
} from '../support/live-client.ts';
import { type Home, newHome, removeHome, Terminal } from '../support/terminal.ts';

/** Only the local run, which the tests start themselves, has both an inbox and SES's mailbox simulator. */
const isLocalRun = process.env['E2E_BASE_URL'] === undefined;
const patience = { timeout: 300_000, interval: 500 };
const cameBack =
  'No mail is sent to this email address, because earlier mail bounced or was reported as spam. Use another method or a recovery code.';
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

describe.runIf(isLocalRun)('to whom mail came back it is said after the password', () => {
  const stage = setStage();
  let person: LivePerson;
  let recoveryCodes: string[];
  let mfaID: string;
  let home: Home;
  beforeAll(async () => {
    home = newHome(baseUrl());
    // The job may start so slowly that the account is marked before the factor is enabled: then it is refused.
    ({ person, recoveryCodes } = await vi.waitFor(enrolled, patience));
    mfaID = await vi.waitFor(async () => {
      const { body } = await signIn(person);
      expect(body.notice).toBe(cameBack);
      return body.mfaID;
    }, patience);
  });
  afterAll(() => removeHome(home));

  test('and a recovery code lets them in, without any code mailed', async () => {
    const mailed = (await mailsTo(person.email)).length;
    const guessed = await signIn({ ...person, password: 'not the password' });
    expect(guessed.text).not.toContain('bounced');
    const body = { otp: recoveryCodes[0] };
    const answered = await call('POST', `/auth/signin/mfa/${mfaID}`, { body });
    expect(answered.body.sessionToken).toBeTypeOf('string');
    const later = (await mailsTo(person.email)).slice(mailed);
    expect(later.map(({ subject }) => subject)).toEqual([expect.stringContaining('recovery code')]);
  });

  test('in the dashboard', async () => {
    const { page, open } = await stage.newDashboard();
    await open('/account');
    await giveCredentials(page, { ...person, name: 'Bounced' });
    await codeField(page).waitFor();
    await page
      .getByText('We do not send mail to your address, because earlier mail bounced or was reported as spam.')
      .waitFor();
  });

  test('on the command line', async () => {
    const terminal = Terminal.mfa(home, ['whoami', '--email', person.email]);
    await terminal.answer('Password:', person.password);
    await terminal.answer('Token (sent to your email):', recoveryCodes[1] ?? '');
    expect(await terminal.exitCode).toBe(0);
    expect(await terminal.screen()).toContain(
      'No mail is sent to your email address, because earlier mail bounced or was reported as spam.',
    );
    terminal.close();
  });
});
