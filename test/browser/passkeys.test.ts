import type { CDPSession, Page } from 'playwright-core';
import { describe, expect, test } from 'vitest';
import { type Dashboard, type Person, post } from './support/dashboard.ts';
import {
  banner,
  button,
  codeAfter,
  codeField,
  giveCredentials,
  heading,
  keepRecoveryCodes,
  success,
} from './support/flows.ts';
import { look } from './support/screens.ts';
import { setStage } from './support/stage.ts';

const stage = setStage();

/** An authenticator of Chromium, which nobody here wrote, through the debugger. */
interface VirtualAuthenticator {
  readonly cdp: CDPSession;
  readonly id: string;
}

async function addAuthenticator(
  page: Page,
  more: Record<string, unknown> = {},
): Promise<VirtualAuthenticator> {
  const cdp = await page.context().newCDPSession(page);
  await cdp.send('WebAuthn.enable');
  const { authenticatorId } = await cdp.send('WebAuthn.addVirtualAuthenticator', {
    options: {
      protocol: 'ctap2',
      transport: 'internal',
      hasResidentKey: true,
      hasUserVerification: true,
      isUserVerified: true,
      automaticPresenceSimulation: true,
      ...more,
    },
  });
  return { cdp, id: authenticatorId };
}

const credentialsOf = async ({ cdp, id }: VirtualAuthenticator) =>
  (await cdp.send('WebAuthn.getCredentials', { authenticatorId: id })).credentials;

const optionsOfSignIn = '**/api/auth/passkey/options';

/** The sign-in page without options for its autofill, which would sign in at once: the user is taken for present. */
async function openWithoutAutofill({ page, open }: Dashboard): Promise<void> {
  await page.route(optionsOfSignIn, (route) => route.abort(), { times: 1 });
  const refused = page.waitForEvent('requestfailed');
  await open('/account');
  await refused;
}

/** Activates a passkey signed out; the person is then signed out still. */
async function activatePasskey({ page, open }: Dashboard, person: Person): Promise<void> {
  await open('/account/mfa/activate?type=passkey');
  await giveCredentials(page, person, 'Activate');
  await button(page, 'Complete MFA Activation').click();
  await keepRecoveryCodes(page);
}

/** Somebody with a passkey who is signed out: the page after the activation gets no options for an autofill. */
async function withPasskey(more: Record<string, unknown> = {}) {
  const person = await stage.newPerson();
  const dashboard = await stage.newDashboard();
  const { page } = dashboard;
  const authenticator = await addAuthenticator(page, more);
  await page.route(optionsOfSignIn, (route) => route.abort());
  await activatePasskey(dashboard, person);
  await banner(page).getByText(success).waitFor();
  await page.goto('about:blank');
  await page.unroute(optionsOfSignIn);
  return { person, dashboard, page, authenticator };
}

/** What an app learns of the session: `GET /auth/verify` with the cookie of the page. */
const verified = (page: Page) =>
  page.evaluate(async () => (await fetch('/api/auth/verify')).json()) as Promise<{
    methods: string[];
    amr: string[];
    acr: string;
  }>;

test('a passkey is activated beside the two methods of the guide, and is the second factor', async () => {
  const person = await stage.newPerson();
  const dashboard = await stage.newDashboard();
  const { page, open } = dashboard;
  const authenticator = await addAuthenticator(page);
  await open('/account/mfa/activate');
  expect(
    await page.getByRole('radio').evaluateAll((all) => all.map((one) => one.getAttribute('value'))),
  ).toEqual(['authenticator', 'email', 'passkey']);
  await page.getByRole('radio', { name: 'passkey' }).check();
  await look(page, 'passkey-activate');
  await giveCredentials(page, person, 'Activate');
  await button(page, 'Complete MFA Activation').waitFor();
  await look(page, 'passkey-create');
  await button(page, 'Complete MFA Activation').click();
  await keepRecoveryCodes(page);
  expect(await credentialsOf(authenticator)).toHaveLength(1);

  // A browser that does not fill in passkeys by itself: otherwise it would sign in before the password is typed.
  await page.addInitScript('PublicKeyCredential.isConditionalMediationAvailable = async () => false');
  await open('/account');
  await giveCredentials(page, person);
  await heading(page, 'Hello, Jane Doe').waitFor();
  expect(await verified(page)).toMatchObject({
    methods: ['password', 'passkey'],
    amr: ['pwd', 'pop', 'user', 'mfa'],
    acr: 'phr',
  });
});

test.each([
  [false, ['pop', 'user', 'mfa']],
  [true, ['pop', 'user', 'swk', 'mfa']],
])('the button signs in alone with a passkey; synced: %s', async (synced, amr) => {
  const more = { defaultBackupEligibility: synced, defaultBackupState: synced };
  const { dashboard, page } = await withPasskey(more);
  await openWithoutAutofill(dashboard);
  await look(page, 'passkey-sign-in');
  await button(page, 'Sign in with a passkey').click();
  await heading(page, 'Hello, Jane Doe').waitFor();
  expect(await verified(page)).toMatchObject({ methods: ['passkey'], amr, acr: 'phr' });
});

describe('the dialog that the button opens', () => {
  /** The sign-in page of somebody who does nothing, and what the page asks the browser for. */
  async function watchRequests() {
    const { dashboard, page, authenticator } = await withPasskey();
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
});

test('a passkey confirms a change in the settings, is renamed and removed', async () => {
  const { person, dashboard, page } = await withPasskey();
  await dashboard.open('/account');
  await heading(page, 'Hello, Jane Doe').waitFor();
  await dashboard.open('/account/view');
  await page
    .getByRole('button', { name: /Expand/ })
    .first()
    .click();
  await page.getByText('On one device only').waitFor();
  await page.getByRole('button', { name: /^Rename/ }).click();
  await page.getByLabel('New name').fill('Work laptop');
  await look(page, 'passkey-rename');
  await page.getByRole('button', { name: 'Save' }).click();
  await banner(page).getByText('It is now called “Work laptop”.').waitFor();
  await look(page, 'passkey-settings');
  await page
    .getByRole('button', { name: /^Disable/ })
    .first()
    .click();
  await page.getByRole('button', { name: 'Yes, disable it' }).click();
  await banner(page).getByText('Multi-factor authentication is off.').waitFor();
  expect(person.email).toContain('@');
});

test('an account with nothing but passkeys gets a code for a terminal, and another one after it', async () => {
  const { person, dashboard, page } = await withPasskey();
  await dashboard.open('/account/cli');
  await heading(page, 'Sign in from a terminal').waitFor();
  const code = page.locator('.terminal-code code');
  const show = async (label: string) => {
    await button(page, label).click();
    await code.waitFor();
    return code.textContent();
  };
  const first = await show('Show a code');
  await look(page, 'terminal-code');
  const begun = await post(stage.baseUrl, '/auth/signin', {
    identifier: person.email,
    password: person.password,
  });
  await post(stage.baseUrl, `/auth/signin/mfa/${begun['mfaID']}`, { otp: first });
  await show('Show another code');
  await expect.poll(() => code.textContent()).not.toBe(first);
  await dashboard.open('/account/view#mfa');
  await page.getByRole('link', { name: 'Sign in from a terminal' }).click();
  await heading(page, 'Sign in from a terminal').waitFor();
});

test('an account with another method is told that it needs no code for a terminal', async () => {
  const person = await stage.newPerson();
  const { page, open } = await stage.newDashboard();
  await stage.activateEmail(person);
  await open('/account/cli');
  await giveCredentials(page, person);
  await codeField(page).fill(await codeAfter(stage, page, person));
  await page.getByText('the command line asks for the code of another method (email)').waitFor();
  await look(page, 'terminal-code-not-needed');
});

test('an account with two passkeys uses only passkeys, and then no password', async () => {
  const { person, dashboard, page, authenticator } = await withPasskey();
  await dashboard.open('/account');
  await heading(page, 'Hello, Jane Doe').waitFor();
  // A second device: the first one is not touched while the passkey is created.
  const second = await addAuthenticator(page, { transport: 'usb' });
  await authenticator.cdp.send('WebAuthn.setAutomaticPresenceSimulation', {
    authenticatorId: authenticator.id,
    enabled: false,
  });
  await dashboard.open('/account/mfa/activate?type=passkey');
  await giveCredentials(page, person, 'Activate');
  await button(page, 'Complete MFA Activation').click();
  await banner(page).getByText(success).waitFor();
  expect(await credentialsOf(second)).toHaveLength(1);
  await dashboard.open('/account/mfa/activate?type=email');
  await giveCredentials(page, person, 'Activate');
  await codeField(page).fill(await codeAfter(stage, page, person));
  await button(page, 'Complete MFA Activation').click();
  await banner(page).getByText(success).waitFor();
  await dashboard.open('/account/view#mfa');
  await button(page, 'Use only passkeys').waitFor();
  await look(page, 'only-passkeys-offer');
  await button(page, 'Use only passkeys').click();
  await button(page, 'Yes, disable the others').click();
  await banner(page).getByText('Passkeys are now your only method.').waitFor();
  expect(await button(page, 'Use only passkeys').count()).toBe(0);

  await page.getByRole('button', { name: /Edit.*Password/ }).click();
  await look(page, 'password-removable');
  await button(page, 'Remove the password').click();
  await button(page, 'Yes, remove it').click();
  await banner(page).getByText('You sign in with a passkey from now on.').waitFor();
  await look(page, 'without-password');
  await dashboard.open('/account/mfa/activate?type=authenticator');
  await button(page, 'Activate').waitFor();
  expect(await page.getByLabel('Password', { exact: true }).count()).toBe(0);
  await button(page, 'Activate').click();
  await button(page, 'Complete MFA Activation').waitFor();
  await dashboard.open('/account/view');
  await page.getByRole('button', { name: /Edit.*Password/ }).click();
  await page.getByLabel('New password', { exact: true }).fill('orange teapot over snow');
  await button(page, 'Set a password').click();
  await banner(page).getByText('Your password has been set').waitFor();
});

describe('after a sign-in with the password', () => {
  test('a device that can keep a passkey offers one, until that is dismissed', async () => {
    const person = await stage.newPerson();
    const { page, open } = await stage.newDashboard();
    await addAuthenticator(page);
    await open('/account');
    await giveCredentials(page, person);
    await button(page, 'Create a passkey').waitFor();
    await look(page, 'passkey-offer');
    await button(page, 'Create a passkey').click();
    await page.getByRole('radio', { name: 'passkey', checked: true }).waitFor();
    await page.goBack();
    await button(page, 'Do not offer this here again').click();
    await button(page, 'Create a passkey').waitFor({ state: 'detached' });
    await button(page, 'Log Out').click();
    await giveCredentials(page, person);
    await heading(page, 'Hello, Jane Doe').waitFor();
    await page.evaluate(`fetch('/api/auth/verify')`);
    expect(await button(page, 'Create a passkey').count()).toBe(0);
  });

  test('another device offers none', async () => {
    const person = await stage.newPerson();
    const { page, open } = await stage.newDashboard();
    await addAuthenticator(page, { transport: 'usb' });
    await open('/account');
    await giveCredentials(page, person);
    await heading(page, 'Hello, Jane Doe').waitFor();
    await page.evaluate('PublicKeyCredential.isUserVerifyingPlatformAuthenticatorAvailable()');
    expect(await button(page, 'Create a passkey').count()).toBe(0);
  });
});

test('the browser is told which passkeys there are: after a sign-in, after a removal, and of one that nobody has', async () => {
  const { dashboard, page } = await withPasskey();
  await page.addInitScript(`
    window.told = JSON.parse(sessionStorage.told ?? '[]');
    const note = (what) => async (given) => {
      told.push([what, given.allAcceptedCredentialIds?.length ?? 'unknown']);
      sessionStorage.told = JSON.stringify(told);
    };
    PublicKeyCredential.signalAllAcceptedCredentials = note('all');
    PublicKeyCredential.signalUnknownCredential = note('one');`);
  const told = () => page.evaluate('told');
  await dashboard.open('/account');
  await heading(page, 'Hello, Jane Doe').waitFor();
  await expect.poll(told).toEqual([['all', 1]]);
  await dashboard.open('/account/view#mfa');
  await page
    .getByRole('button', { name: /^Disable/ })
    .first()
    .click();
  await page.getByRole('button', { name: 'Yes, disable it' }).click();
  await expect.poll(told).toEqual([
    ['all', 1],
    ['all', 0],
  ]);
  await page.route(optionsOfSignIn, (route) => route.abort(), { times: 1 });
  const refused = page.waitForEvent('requestfailed');
  await button(page, 'Log Out').click();
  await refused;
  await button(page, 'Sign in with a passkey').click();
  await page.getByText('This passkey does not belong to any account here.').waitFor();
  await expect.poll(told).toEqual([
    ['all', 1],
    ['all', 0],
    ['one', 'unknown'],
  ]);
});

test('says what to do if the browser or the person cancels, and offers the other ways', async () => {
  const { person, dashboard, page, authenticator } = await withPasskey();
  await authenticator.cdp.send('WebAuthn.setUserVerified', {
    authenticatorId: authenticator.id,
    isUserVerified: false,
  });
  await dashboard.open('/account');
  await button(page, 'Sign in with a passkey').click();
  await page.getByText('The passkey was not used').waitFor();
  await look(page, 'passkey-given-up');
  await authenticator.cdp.send('WebAuthn.removeVirtualAuthenticator', { authenticatorId: authenticator.id });
  await giveCredentials(page, person);
  await heading(page, 'Passkey').waitFor();
  await button(page, 'Use a recovery code').waitFor();
  await look(page, 'passkey-second-factor');
});

test('a browser without passkeys shows none of it', async () => {
  const { page, open } = await stage.newDashboard();
  await page.addInitScript('delete window.PublicKeyCredential');
  await open('/account');
  await button(page, 'Submit').waitFor();
  expect(await button(page, 'Sign in with a passkey').count()).toBe(0);
  await open('/account/mfa/activate');
  expect(await page.getByRole('radio').count()).toBe(2);
});
