import { describe, expect, test } from 'vitest';
import { post } from './support/dashboard.ts';
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
import {
  addAuthenticator,
  credentialsOf,
  openWithoutAutofill,
  optionsOfSignIn,
  verified,
  withPasskey,
} from './support/passkeys.ts';
import { look } from './support/screens.ts';
import { setStage } from './support/stage.ts';

const stage = setStage();

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
  const { dashboard, page } = await withPasskey(stage, more);
  await openWithoutAutofill(dashboard);
  await look(page, 'passkey-sign-in');
  await button(page, 'Sign in with a passkey').click();
  await heading(page, 'Hello, Jane Doe').waitFor();
  expect(await verified(page)).toMatchObject({ methods: ['passkey'], amr, acr: 'phr' });
});

test('a passkey confirms a change in the settings, is renamed and removed', async () => {
  const { person, dashboard, page } = await withPasskey(stage);
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
  const { person, dashboard, page } = await withPasskey(stage);
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
  const { person, dashboard, page, authenticator } = await withPasskey(stage);
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
  const { dashboard, page } = await withPasskey(stage);
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
  const { person, dashboard, page, authenticator } = await withPasskey(stage);
  await authenticator.cdp.send('WebAuthn.setUserVerified', {
    authenticatorId: authenticator.id,
    isUserVerified: false,
  });
  const presence = { authenticatorId: authenticator.id };
  await authenticator.cdp.send('WebAuthn.setAutomaticPresenceSimulation', { ...presence, enabled: false });
  await dashboard.open('/account');
  await button(page, 'Sign in with a passkey').click();
  await page.getByText('Your browser is asking for your passkey.').waitFor();
  await look(page, 'passkey-waiting');
  await authenticator.cdp.send('WebAuthn.setAutomaticPresenceSimulation', { ...presence, enabled: true });
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

test('says what the browser is waiting for, and what to do if it creates no passkey', async () => {
  const person = await stage.newPerson();
  const { page, open } = await stage.newDashboard();
  const { cdp, id: authenticatorId } = await addAuthenticator(page);
  await cdp.send('WebAuthn.setAutomaticPresenceSimulation', { authenticatorId, enabled: false });
  await open('/account/mfa/activate?type=passkey');
  await giveCredentials(page, person, 'Activate');
  await button(page, 'Complete MFA Activation').click();
  await page.getByText('Your browser is creating the passkey.').waitFor();
  await look(page, 'passkey-create-waiting');
  // The person gives no PIN.
  await cdp.send('WebAuthn.setUserVerified', { authenticatorId, isUserVerified: false });
  await cdp.send('WebAuthn.setAutomaticPresenceSimulation', { authenticatorId, enabled: true });
  await page.reload();
  await button(page, 'Complete MFA Activation').click();
  await page.getByText('No passkey was created').waitFor();
  await look(page, 'passkey-not-created');
  await cdp.send('WebAuthn.setUserVerified', { authenticatorId, isUserVerified: true });
  await button(page, 'Complete MFA Activation').click();
  await heading(page, 'Save your recovery codes').waitFor();
});

const isHere = stage.baseUrl.includes('//localhost:');
test.skipIf(!isHere)('says that passkeys work at the usual address only', async () => {
  const { page } = await stage.newDashboard();
  await addAuthenticator(page);
  await page.goto(`${stage.baseUrl.replace('localhost', '127.0.0.1')}/account`);
  await button(page, 'Sign in with a passkey').click();
  await page.getByText('Your browser uses passkeys only at the usual address of this site.').waitFor();
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
