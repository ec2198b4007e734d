import type { Browser } from 'playwright-core';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { type LiveServer, startLiveServer } from '../support/live-server.ts';
import { storedRows } from '../support/stored-rows.ts';
import { launchChromium } from './chromium.ts';
import { newPerson, openDashboard } from './support/dashboard.ts';
import { button, giveCredentials, heading, keepRecoveryCodes } from './support/flows.ts';
import { addAuthenticator, optionsOfSignIn } from './support/passkeys.ts';

/**
 * Anyone can open the sign-in page, any number of times, so it must cost nothing that is kept. This looks into the tables. The
 * service is its own, because the jobs of one that has run for ten minutes write as well.
 */

const openings = 100;

let server: LiveServer;
let browser: Browser;
beforeAll(async () => {
  [server, browser] = await Promise.all([startLiveServer(), launchChromium()]);
});
afterAll(async () => {
  await browser?.close();
  server?.close();
});

test(`the sign-in page is opened ${openings} times by a browser with a passkey: each offers it once, and nothing is written`, async () => {
  const person = await newPerson(server.baseUrl, `${server.baseUrl}/inbox/store`);
  const { page, open, complaints } = await openDashboard(browser, server.baseUrl);
  const authenticator = await addAuthenticator(page);
  await open('/account/mfa/activate?type=passkey');
  await giveCredentials(page, person, 'Activate');
  await button(page, 'Complete MFA Activation').click();
  await heading(page, 'Save your recovery codes').waitFor();
  // From now on, nobody touches the authenticator: the page offers the passkey, and waits.
  await authenticator.cdp.send('WebAuthn.setAutomaticPresenceSimulation', {
    authenticatorId: authenticator.id,
    enabled: false,
  });
  // With the first offer, the service makes its key for them.
  const offered = page.waitForResponse(optionsOfSignIn);
  await keepRecoveryCodes(page);
  expect((await offered).status()).toBe(200);
  await button(page, 'Sign in with a passkey').waitFor();
  await page.goto('about:blank');

  const calls: string[] = [];
  page.on('request', (request) => {
    const { pathname } = new URL(request.url());
    if (pathname.startsWith('/api/')) calls.push(pathname);
  });
  await page.addInitScript(`
    window.offers = 0;
    const get = navigator.credentials.get.bind(navigator.credentials);
    navigator.credentials.get = (options) => {
      if (options.mediation === 'conditional') window.offers += 1;
      return get(options);
    };`);
  const before = await storedRows(server.awsEndpoint);
  expect(before.length).toBeGreaterThan(0);
  for (let opening = 0; opening < openings; opening += 1) {
    const options = page.waitForResponse(optionsOfSignIn);
    if (opening % 2 === 0) await open('/account');
    else await page.reload();
    expect((await options).status()).toBe(200);
    await expect.poll(() => page.evaluate('offers')).toBe(1);
  }
  expect(await storedRows(server.awsEndpoint)).toEqual(before);
  expect(calls).toEqual(Array.from({ length: openings }, () => '/api/auth/passkey/options'));

  // The rows that the test looks at are those that a sign-in writes.
  await giveCredentials(page, { ...person, password: `${person.password}, not` });
  await page.getByText('The email or the password is wrong').waitFor();
  expect(await storedRows(server.awsEndpoint)).not.toEqual(before);
  expect(complaints).toEqual([]);
});
