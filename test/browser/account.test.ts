import { readFile } from 'node:fs/promises';
import { expect, test } from 'vitest';
import { call } from '../support/live-client.ts';
import { newSshKey } from '../support/ssh-keys.ts';
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
import { mailedCode, mailedLink } from './support/inbox.ts';
import { look } from './support/screens.ts';
import { setStage } from './support/stage.ts';

const stage = setStage();

test('registering: the form, the code from the mail, and the new account is signed in', async () => {
  const { page, open } = await stage.newDashboard();
  const person = {
    email: `new-${Date.now()}@example.com`,
    password: 'seven calm lanterns',
    name: 'New Person',
  };
  await open('/account');
  await page.getByRole('link', { name: 'Register for one here' }).click();
  await heading(page, 'Register').waitFor();
  await look(page, 'register');
  await page.getByLabel('Name (optional)').fill(person.name);
  await page.getByLabel('Email', { exact: true }).fill(person.email);
  await page.getByLabel('Password', { exact: true }).fill('too short');
  await button(page, 'Register').click();
  await page.locator('.error', { hasText: 'Use at least 15 characters.' }).waitFor();
  await look(page, 'register-short');
  await page.getByLabel('Password', { exact: true }).fill(person.password);
  await button(page, 'Register').click();

  await heading(page, 'Confirm your address').waitFor();
  await look(page, 'verify');
  const code = await mailedCode(stage.inboxUrl, person.email);
  await page.getByLabel('Code', { exact: true }).fill(code === '111111' ? '222222' : '111111');
  await page.locator('.error', { hasText: '4 tries left' }).waitFor();
  await look(page, 'verify-wrong');
  await page.getByLabel('Code', { exact: true }).fill(code);
  // The password that was just chosen is not asked for again.
  await heading(page, 'Hello, New Person').waitFor();
  await banner(page).getByText('Your address is confirmed, and you are signed in.').waitFor();
  expect(await leftBehind(page)).not.toContain(person.password);
  await look(page, 'home-without-mfa');
});

test('the link in the mail works in another browser, with a password that is chosen there', async () => {
  const email = `linked-${Date.now()}@example.com`;
  const body = { email, password: 'the password of a stranger', name: 'Stranger' };
  await call('POST', '/account/register', { body });
  const link = await mailedLink(stage.inboxUrl, email, '/account/verify');
  const { page, open } = await stage.newDashboard();
  await open(link.slice(new URL(link).origin.length));
  await heading(page, 'Create your account').waitFor();
  expect(page.url()).not.toContain('token');
  await look(page, 'verify-by-link');
  await page.getByLabel('Password', { exact: true }).fill('seven calm lanterns');
  await button(page, 'Create the account').click();
  await banner(page).getByText('Your address is confirmed, and you are signed in.').waitFor();
  await heading(page, `Hello, ${email.split('@')[0]}`).waitFor();
});

test('the page of a code without a registration says what to do', async () => {
  const { page, open } = await stage.newDashboard();
  await open('/account/verify');
  await heading(page, 'Which registration?').waitFor();
  await look(page, 'verify-without-link');
  await open('/account/verify?registration=unknown');
  await page.getByLabel('Code', { exact: true }).fill('123456');
  await page.locator('.error', { hasText: 'Register again for a new code.' }).waitFor();
});

test('a forgotten password: the link, the token out of the address at once, the new password', async () => {
  const person = await stage.newPerson();
  const { page, open } = await stage.newDashboard();
  await open('/account/reset');
  await page.getByLabel('Email', { exact: true }).fill(person.email);
  await look(page, 'reset');
  await button(page, 'Send the link').click();
  await heading(page, 'Check your mail').waitFor();
  await look(page, 'reset-sent');
  const link = await stage.linkFor(person, '/account/reset');
  const token = new URLSearchParams(new URL(link).hash.slice(1)).get('token') ?? '';
  expect(token.length).toBeGreaterThan(20);

  await open(`/account/reset#token=${token}`);
  await heading(page, 'Set a new password').waitFor();
  expect(await leftBehind(page)).not.toContain(token);
  await look(page, 'reset-new-password');
  const password = 'another river of ten stones';
  await page.getByLabel('New password', { exact: true }).fill(password);
  await button(page, 'Set the password').click();
  await heading(page, 'Sign in').waitFor();
  expect(await banner(page).textContent()).toContain('Your new password is set.');
  await giveCredentials(page, { ...person, password });
  await heading(page, 'Hello, Jane Doe').waitFor();

  await open(`/account/reset#token=${token}`);
  await page.reload();
  await heading(page, 'Reset your password').waitFor();
  await page.evaluate(`location.hash = 'token=${token}'`);
  await page.getByLabel('New password', { exact: true }).fill(password);
  await button(page, 'Set the password').click();
  await page.getByText('This link has expired or was used.').waitFor();
  await look(page, 'reset-dead-link');
  await button(page, 'Ask for a new link').click();
  await heading(page, 'Reset your password').waitFor();
});

test('the undo link of a first factor: out of the address, explained, done', async () => {
  const person = await stage.newPerson();
  const dashboard = await stage.newDashboard();
  const { page, open } = dashboard;
  await stage.activateEmail(person);
  const link = await stage.linkFor(person, '/account/mfa/undo');
  const { hash } = new URL(link);
  await open(`/account/mfa/undo${hash}`);
  await heading(page, 'Undo the activation').waitFor();
  expect(await leftBehind(page)).not.toContain(hash.slice('#token='.length));
  await look(page, 'undo');
  await page.reload();
  await heading(page, 'Open the link again').waitFor();
  await look(page, 'undo-without-token');
  await page.evaluate(`location.hash = ${JSON.stringify(hash)}`);
  await button(page, 'Undo the activation').click();
  await heading(page, 'Undone').waitFor();
  await look(page, 'undo-done');
  await stage.linkFor(person, '/account/reset');
  await page.evaluate(`location.hash = ${JSON.stringify(hash)}`);
  await open('/account');
  await giveCredentials(page, person);
  await page.getByText('The email or the password is wrong.').waitFor();
});

test('activating from the settings: the session goes on, and a change then asks for the factor', async () => {
  const person = await stage.newPerson();
  const dashboard = await stage.newDashboard();
  const { page } = dashboard;
  await signIn(dashboard, person);
  await dashboard.open('/account/view');
  await button(page, 'Expand MFA').click();
  await look(page, 'settings-without-mfa');
  await button(page, 'Enable email').click();
  await button(page, 'Yes, enable it').click();
  expect(await page.getByLabel('Email', { exact: true }).inputValue()).toBe(person.email);
  await look(page, 'activate-signed-in');
  await giveCredentials(page, person, 'Activate');
  await enterCode(page, await codeAfter(stage, page, person), 'Complete MFA Activation');
  await keepRecoveryCodes(page);
  await heading(page, 'Account settings').waitFor();
  expect(await banner(page).textContent()).toBe(success);

  await button(page, 'Create new ones Recovery codes').click();
  await button(page, 'Yes, create new ones').click();
  const dialog = page.getByRole('dialog', { name: 'Confirm that it is you' });
  await codeField(page).waitFor();
  await look(page, 'step-up');
  await page.keyboard.press('Escape');
  await dialog.waitFor({ state: 'hidden' });
  await button(page, 'Create new ones Recovery codes').click();
  await button(page, 'Yes, create new ones').click();
  await codeField(page).fill(await codeAfter(stage, page, person));
  const codes = await keepRecoveryCodes(page);
  expect(codes).toHaveLength(10);
  await heading(page, 'Account settings').waitFor();

  await button(page, 'Disable email').click();
  await look(page, 'settings-disable-confirm');
  await button(page, 'Yes, disable it').click();
  await banner(page).getByText('Multi-factor authentication is off.').waitFor();
  await button(page, 'Enable email').waitFor();
  await look(page, 'settings-disabled');
});

test('recovery codes can be copied and downloaded, and are gone after that', async () => {
  const person = await stage.newPerson();
  const { page, open, context } = await stage.newDashboard();
  await context.grantPermissions(['clipboard-read', 'clipboard-write']);
  await open('/account/mfa/activate?type=email');
  await giveCredentials(page, person, 'Activate');
  await enterCode(page, await codeAfter(stage, page, person), 'Complete MFA Activation');
  await button(page, 'Copy all').click();
  await page.getByText('Copied').waitFor();
  const copied = ((await page.evaluate('navigator.clipboard.readText()')) as string).split('\n');
  const [download] = await Promise.all([page.waitForEvent('download'), button(page, 'Download').click()]);
  const saved = await readFile(await download.path(), 'utf8');
  const codes = await keepRecoveryCodes(page);
  expect(copied).toEqual(codes);
  for (const code of codes) expect(saved).toContain(code);
  expect(await leftBehind(page)).not.toContain(codes[0]);
});

test('an account with a factor is led through it before it activates another, and comes back', async () => {
  const person = await stage.newPerson();
  const dashboard = await stage.newDashboard();
  const { page, open } = dashboard;
  await stage.activateEmail(person);
  await open('/account/mfa/activate?type=authenticator');
  await giveCredentials(page, person, 'Activate');
  await heading(page, 'One Time Password').waitFor();
  await page.getByText('This account already has multi-factor authentication.').waitFor();
  await look(page, 'activate-prove-existing');
  await codeField(page).fill(await codeAfter(stage, page, person));
  await heading(page, 'Complete activating multi-factor authentication').waitFor();
  await page.getByRole('img', { name: /QR code/ }).waitFor();
});

test('a reload while an authenticator is activated hides the key and keeps the activation', async () => {
  const person = await stage.newPerson();
  const { page, open } = await stage.newDashboard();
  await open('/account/mfa/activate?type=authenticator');
  await giveCredentials(page, person, 'Activate');
  await page.getByRole('img', { name: /QR code/ }).waitFor();
  await page.reload();
  await page.getByText('The QR code is shown once.').waitFor();
  await look(page, 'complete-authenticator-reloaded');
  await button(page, 'Start again').click();
  await heading(page, 'Activate multi-factor authentication for your account').waitFor();
});

test('an SSH key shows in the settings with its fingerprint, and can be removed', async () => {
  const person = await stage.newPerson();
  const { body } = await call('POST', '/auth/signin', {
    body: { identifier: person.email, password: person.password },
  });
  const { publicKey } = newSshKey();
  const added = await call('POST', '/keys', {
    body: { name: 'laptop', key: publicKey },
    token: body.sessionToken,
  });
  expect(added.status).toBe(201);
  const dashboard = await stage.newDashboard();
  const { page, open } = dashboard;
  await signIn(dashboard, person);
  await open('/account/view');
  const keys = page.getByRole('region', { name: 'SSH keys' });
  await keys.getByText(added.body.fingerprint).waitFor();
  await look(page, 'settings-keys');
  await keys.getByRole('button', { name: /^Remove/ }).click();
  await look(page, 'settings-key-confirm');
  await button(page, 'Yes, remove it').click();
  await banner(page).getByText('The key has been removed.').waitFor();
  await keys.getByText('You have no SSH keys.').waitFor();
  await page.getByRole('region', { name: 'Security events' }).getByText('SSH key removed').waitFor();
});

test('the settings: name, password, sessions and security events', async () => {
  const person = await stage.newPerson();
  const [dashboard, other] = [await stage.newDashboard(), await stage.newDashboard()];
  const { page, open } = dashboard;
  await signIn(other, person);
  await signIn(dashboard, person);
  await open('/account/view');
  await button(page, 'Edit Name').click();
  await page.getByLabel('Name', { exact: true }).fill('');
  await button(page, 'Save').click();
  await page.locator('.error', { hasText: 'Enter your name.' }).waitFor();
  await page.getByLabel('Name', { exact: true }).fill('Jane Roe');
  await button(page, 'Save').click();
  await banner(page).getByText('Your name has been changed.').waitFor();

  const sessions = page.getByRole('region', { name: 'Sessions' });
  expect(await sessions.getByRole('listitem').count()).toBe(2);
  await sessions.getByText('this session').waitFor();
  await sessions.getByRole('button', { name: /^End (?!all)/ }).click();
  await banner(page).getByText('The session has ended.').waitFor();
  await sessions.getByRole('listitem').nth(1).waitFor({ state: 'detached' });
  await other.open('/account');
  await heading(other.page, 'Sign in').waitFor();

  await button(page, 'Edit Password').click();
  await page.getByLabel('Current password').fill('not the password at all');
  await page.getByLabel('New password').fill('a new river of ten stones');
  await button(page, 'Save').click();
  await page.locator('.error', { hasText: 'This is not your current password.' }).waitFor();
  await look(page, 'settings-password');
  await page.getByLabel('Current password').fill(person.password);
  await button(page, 'Save').click();
  await banner(page).getByText('Your password has been changed').waitFor();
  const events = page.getByRole('region', { name: 'Security events' });
  await events.getByText('Password changed').waitFor();
  await events.getByText('Session ended').waitFor();
  await events.getByText('Account created').waitFor();
  await look(page, 'settings');
});

test('a second authenticator gets a name, and either can be disabled', async () => {
  const person = await stage.newPerson();
  const dashboard = await stage.newDashboard();
  const { page } = dashboard;
  const { app } = await activateAuthenticator(dashboard, person);
  await giveCredentials(page, person);
  await codeField(page).fill(await app.nextCode());
  await heading(page, 'Hello, Jane Doe').waitFor();
  await dashboard.open('/account/view');
  await button(page, 'Expand MFA').click();
  await button(page, 'Enable another authenticator').click();
  await button(page, 'Yes, enable it').click();
  await page.getByLabel('A name for this authenticator (optional)').fill('work phone');
  await look(page, 'activate-second-authenticator');
  await giveCredentials(page, person, 'Activate');
  const second = await scan(page);
  await enterCode(page, await second.nextCode(), 'Complete MFA Activation');
  await heading(page, 'Account settings').waitFor();
  await page.getByText('work phone', { exact: true }).waitFor();
  await look(page, 'settings-two-authenticators');
  await button(page, 'Disable authenticator “work phone”').click();
  await button(page, 'Yes, disable it').click();
  await banner(page).getByText('Authenticator “work phone” is disabled.').waitFor();
  await page.getByText('work phone', { exact: true }).waitFor({ state: 'detached' });
});
