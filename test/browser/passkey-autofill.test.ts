import { describe, expect, test } from 'vitest';
import { banner, button, heading, success } from './support/flows.ts';
import { activatePasskey, addAuthenticator, optionsOfSignIn, withPasskey } from './support/passkeys.ts';
import { look } from './support/screens.ts';
import { setStage } from './support/stage.ts';

const stage = setStage();

describe('the dialog that the button opens', () => {
  /** The sign-in page of somebody who does nothing, and what the page asks the browser for. */
  async function watchRequests() {
    const { dashboard, page, authenticator } = await withPasskey(stage);
    await authenticator.cdp.send('WebAuthn.setAutomaticPresenceSimulation', {
      authenticatorId: authenticator.id,
      enabled: false,
    });
    await page.addInitScript(`
      window.asked = [];
      const get = navigator.credentials.get.bind(navigator.credentials);
      navigator.credentials.get = (options) => {
        window.asked.push(options);
        return get(options);
      };`);
    const asked = () =>
      page.evaluate(`asked.map(({ mediation = 'dialog', signal }) => [mediation, signal.aborted])`);
    return { dashboard, page, asked };
  }

  test('ends an autofill that waits', async () => {
    const { dashboard, page, asked } = await watchRequests();
    await dashboard.open('/account');
    await expect.poll(asked).toEqual([['conditional', false]]);
    await button(page, 'Sign in with a passkey').click();
    await expect.poll(asked).toEqual([
      ['conditional', true],
      ['dialog', false],
    ]);
  });

  test('stays open when options for autofill arrive late, and when they are renewed', async () => {
    const { dashboard, page, asked } = await watchRequests();
    await page.clock.install();
    let letThrough = () => {};
    const late = new Promise<void>((resolve) => {
      letThrough = resolve;
    });
    const first = page.waitForRequest(optionsOfSignIn);
    await page.route(
      optionsOfSignIn,
      async (route) => {
        await late;
        await route.continue();
      },
      { times: 1 },
    );
    await dashboard.open('/account');
    await first;
    await button(page, 'Sign in with a passkey').click();
    await expect.poll(asked).toEqual([['dialog', false]]);
    const arrived = page.waitForResponse(optionsOfSignIn);
    letThrough();
    await (await arrived).finished();
    // By the answer to another request, the page has done what it does with this one.
    await page.evaluate(`fetch('/api/auth/verify')`);
    expect(await asked()).toEqual([['dialog', false]]);
    const renewed = page.waitForResponse(optionsOfSignIn);
    await page.clock.fastForward('15:00');
    await (await renewed).finished();
    await page.evaluate(`fetch('/api/auth/verify')`);
    expect(await asked()).toEqual([['dialog', false]]);
  });
});

test('autofill signs in without a click, with one request for options', async () => {
  const person = await stage.newPerson();
  const dashboard = await stage.newDashboard();
  const { page } = dashboard;
  await addAuthenticator(page);
  const requested: string[] = [];
  page.on('request', (request) => {
    if (/auth\/(passkey|signin)/.test(request.url())) requested.push(new URL(request.url()).pathname);
  });
  // The page after the activation asks to sign in.
  await activatePasskey(dashboard, person);
  await heading(page, 'Hello, Jane Doe').waitFor();
  expect(requested).toEqual(['/api/auth/passkey/options', '/api/auth/signin/passkey']);
  // The form was gone before anybody could read what stood above it.
  await banner(page).getByText(success).waitFor();
  await look(page, 'passkey-autofill-after-activation');
  // What is no longer true goes with the form.
  await button(page, 'Log Out').click();
  await expect.poll(() => requested.length).toBe(4);
  await heading(page, 'Hello, Jane Doe').waitFor();
  expect(await banner(page).count()).toBe(0);
});
