import { expect, test } from 'vitest';
import { scan } from './support/authenticator.ts';
import {
  activateAuthenticator,
  banner,
  button,
  codeAfter,
  codeField,
  enterCode,
  giveCredentials,
  heading,
  keepRecoveryCodes,
  leftBehind,
  signIn,
  success,
} from './support/flows.ts';
import { look } from './support/screens.ts';
import { setStage } from './support/stage.ts';

const stage = setStage();

test('Enabling Multi-Factor Authentication: email, from the activation page, signed out', async () => {
  const person = await stage.newPerson();
  const { page, open } = await stage.newDashboard();
  await open('/account/mfa/activate');
  await heading(page, 'Activate multi-factor authentication for your account').waitFor();
  await page.getByRole('group', { name: 'Multi-Factor Authentication Type' }).waitFor();
  await look(page, 'activate');
  await page.getByText('email', { exact: true }).click();
  expect(await page.getByRole('radio', { name: 'email', exact: true }).isChecked()).toBe(true);
  await look(page, 'activate-email');
  await giveCredentials(page, person, 'Activate');

  await heading(page, 'Complete activating multi-factor authentication').waitFor();
  expect(await page.getByLabel('Set as preferred:').isChecked()).toBe(true);
  await look(page, 'complete-email');
  const code = await codeAfter(stage, page, person);
  await enterCode(page, code, 'Complete MFA Activation');

  await heading(page, 'Save your recovery codes').waitFor();
  expect(await banner(page).textContent()).toBe(success);
  await look(page, 'recovery-codes');
  const recoveryCodes = await keepRecoveryCodes(page);
  expect(recoveryCodes).toHaveLength(10);

  await heading(page, 'Sign in').waitFor();
  expect(await banner(page).textContent()).toBe(success);
  await look(page, 'success');
  const left = await leftBehind(page);
  for (const secret of [code, person.password, ...recoveryCodes]) expect(left).not.toContain(secret);
});

test('Entering a Code: the prompt says where to look, and the code signs in', async () => {
  const person = await stage.newPerson();
  const dashboard = await stage.newDashboard();
  const { page } = dashboard;
  await stage.activateEmail(person);
  await dashboard.open('/account');
  await giveCredentials(page, person);

  await heading(page, 'One Time Password').waitFor();
  expect(await page.locator('.method').textContent()).toBe('Multi-factor authentication type: email');
  await page.getByText(`We sent a code to ${person.email[0]}•••@example.com.`).waitFor();
  await look(page, 'code-email');
  await enterCode(page, await codeAfter(stage, page, person), 'Submit');
  await heading(page, 'Hello, Jane Doe').waitFor();
  expect(await page.getByRole('heading', { level: 2 }).first().textContent()).toBe(
    'Multi-factor authentication is on',
  );
  await look(page, 'home');
});

test('Adding Additional Factors: the authenticator, from the settings, with the QR code scanned', async () => {
  const person = await stage.newPerson();
  const dashboard = await stage.newDashboard();
  const { page } = dashboard;
  await stage.activateEmail(person);
  await dashboard.open('/account');
  await giveCredentials(page, person);
  await codeField(page).fill(await codeAfter(stage, page, person));
  await page.getByRole('link', { name: `${person.email}: account settings` }).click();
  await heading(page, 'Account settings').waitFor();
  expect(await page.getByRole('heading', { level: 2, name: /^MFA/ }).textContent()).toBe('MFA: ENABLED');
  await button(page, 'Expand MFA').click();
  await look(page, 'settings-email');

  await button(page, 'Enable authenticator').click();
  await look(page, 'settings-enable-confirm');
  await button(page, 'Yes, enable it').click();
  await heading(page, 'Activate multi-factor authentication for your account').waitFor();
  expect(await page.getByRole('radio', { name: 'authenticator', exact: true }).isChecked()).toBe(true);
  await giveCredentials(page, person, 'Activate');

  await heading(page, 'Complete activating multi-factor authentication').waitFor();
  const app = await scan(page);
  expect(app.uri).toContain(encodeURIComponent(person.email));
  expect((await page.locator('.secret code').textContent())?.replaceAll(' ', '')).toBe(app.secret);
  await look(page, 'complete-authenticator');
  await enterCode(page, await app.nextCode(), 'Complete MFA Activation');

  await heading(page, 'Account settings').waitFor();
  expect(await banner(page).textContent()).toBe(success);
  await button(page, 'Disable authenticator').waitFor();
  await button(page, 'Disable email').waitFor();
  expect(await leftBehind(page)).not.toContain(app.secret);
});

test('Preferred Mode: another method for one sign-in, and the preferred one changed in the settings', async () => {
  const person = await stage.newPerson();
  const dashboard = await stage.newDashboard();
  const { page } = dashboard;
  const { app } = await activateAuthenticator(dashboard, person);
  await giveCredentials(page, person);
  await codeField(page).fill(await app.nextCode());
  await heading(page, 'Hello, Jane Doe').waitFor();
  await dashboard.open('/account/mfa/activate?type=email');
  await page.getByLabel('Password', { exact: true }).fill(person.password);
  await button(page, 'Activate').click();
  await page.getByLabel('Set as preferred:').uncheck();
  await enterCode(page, await codeAfter(stage, page, person), 'Complete MFA Activation');
  await heading(page, 'Account settings').waitFor();
  await button(page, 'Log Out').click();

  await heading(page, 'Sign in').waitFor();
  await giveCredentials(page, person);
  await page.getByText('Multi-factor authentication type: authenticator').waitFor();
  expect(await page.locator('.change-method').textContent()).toContain(
    'Change Multi-factor authentication type to:',
  );
  await look(page, 'code-two-methods');
  await button(page, 'email').click();
  await page.getByText('Multi-factor authentication type: email').waitFor();
  await look(page, 'code-switched');
  await codeField(page).fill(await codeAfter(stage, page, person));
  await heading(page, 'Hello, Jane Doe').waitFor();

  await dashboard.open('/account/view');
  await button(page, 'Expand MFA').click();
  await look(page, 'settings-two-methods');
  await button(page, 'Make Preferred email').click();
  await banner(page).getByText('Email is now your preferred method.').waitFor();
  await button(page, 'Make Preferred authenticator').waitFor();
  await button(page, 'Log Out').click();
  await heading(page, 'Sign in').waitFor();
  await giveCredentials(page, person);
  await page.getByText('Multi-factor authentication type: email').waitFor();
});

test('Organization Enforcement: the menu opens on hover, on a click and by the keyboard, but not by Tab', async () => {
  const person = await stage.newPerson();
  const dashboard = await stage.newDashboard();
  const { page } = dashboard;
  await signIn(dashboard, person);
  const menu = button(page, 'Organizations');
  const list = page.locator('#organizations-menu');
  expect(await list.isVisible()).toBe(false);
  await menu.hover();
  await list.waitFor({ state: 'visible' });
  await look(page, 'organizations-menu');
  await page.mouse.move(5, 700);
  await list.waitFor({ state: 'hidden' });
  await menu.focus();
  expect(await list.isVisible()).toBe(false);
  for (const key of ['Enter', 'Space', 'ArrowDown']) {
    await page.keyboard.press(key);
    await list.waitFor({ state: 'visible' });
    await page.keyboard.press('Escape');
    await list.waitFor({ state: 'hidden' });
  }
  await menu.click();
  await page.mouse.move(5, 700);
  expect(await list.isVisible()).toBe(true);
  await menu.click();
  await list.waitFor({ state: 'hidden' });
});

test('Troubleshooting: the help is one click away on every page', async () => {
  const { page, open } = await stage.newDashboard();
  await open('/account');
  await look(page, 'sign-in');
  await page.getByRole('link', { name: 'Help with multi-factor authentication' }).click();
  await heading(page, 'Multi-factor authentication: troubleshooting').waitFor();
  expect(new URL(page.url()).pathname).toBe('/help/mfa-troubleshooting');
  await look(page, 'help');
});
