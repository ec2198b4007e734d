import { expect, test } from 'vitest';
import { newSshKey } from '../support/ssh-keys.ts';
import {
  activateAuthenticator,
  banner,
  button,
  codeAfter,
  codeField,
  enterCode,
  giveCredentials,
  heading,
  signIn,
} from './support/flows.ts';
import { look } from './support/screens.ts';
import { setStage } from './support/stage.ts';

const stage = setStage();

test('after `Make Preferred` the focus stays in the row, and the page does not jump', async () => {
  const person = await stage.newPerson();
  const dashboard = await stage.newDashboard();
  const { page } = dashboard;
  const { app } = await activateAuthenticator(dashboard, person);
  await giveCredentials(page, person);
  await codeField(page).fill(await app.nextCode());
  await heading(page, 'Hello, Jane Doe').waitFor();
  await dashboard.open('/account/mfa/activate?type=email');
  await giveCredentials(page, person, 'Activate');
  await page.getByLabel('Set as preferred:').uncheck();
  await enterCode(page, await codeAfter(stage, page, person), 'Complete MFA Activation');
  await page.setViewportSize({ width: 360, height: 600 });
  const prefer = button(page, 'Make Preferred email');
  await prefer.scrollIntoViewIfNeeded();
  const before = await page.evaluate('scrollY');
  expect(before).toBeGreaterThan(0);
  await prefer.focus();
  await page.keyboard.press('Enter');
  await banner(page).getByText('Email is now your preferred method.').waitFor();
  await prefer.waitFor({ state: 'detached' });
  await expect.poll(() => page.evaluate('document.activeElement.tagName')).toBe('H3');
  expect(await page.evaluate('document.activeElement.textContent')).toBe('email');
  expect(await page.evaluate('scrollY')).toBe(before);
  expect(await banner(page).isVisible()).toBe(true);
  await look(page, 'settings-preferred');
});

test('the address says whether MFA is expanded, so that a reload and a link show the same', async () => {
  const person = await stage.newPerson();
  const dashboard = await stage.newDashboard();
  const { page, open } = dashboard;
  await signIn(dashboard, person);
  await open('/account/view#mfa');
  await button(page, 'Enable email').waitFor();
  await button(page, 'Close MFA').click();
  await page.reload();
  await button(page, 'Expand MFA').click();
  await page.reload();
  await button(page, 'Enable email').waitFor();
});

test('a dialog that asks about a loss has its focus on Cancel, and a cross', async () => {
  const person = await stage.newPerson();
  const [dashboard, other] = [await stage.newDashboard(), await stage.newDashboard()];
  const { page, open } = dashboard;
  await signIn(other, person);
  await signIn(dashboard, person);
  await open('/account/view');
  await button(page, 'End all other sessions').click();
  expect(await page.evaluate('document.activeElement.textContent')).toBe('Cancel');
  await page.keyboard.press('Enter');
  await page.getByRole('dialog').waitFor({ state: 'hidden' });
  await button(page, 'End all other sessions').click();
  await page.getByRole('dialog').getByRole('button', { name: 'Close' }).click();
  await page.getByRole('dialog').waitFor({ state: 'hidden' });
});

test('an SSH key can be added', async () => {
  const person = await stage.newPerson();
  const dashboard = await stage.newDashboard();
  const { page, open } = dashboard;
  await signIn(dashboard, person);
  await open('/account/view');
  const keys = page.getByRole('region', { name: 'SSH keys' });
  await keys.getByText('You have no SSH keys.').waitFor();
  await keys.getByRole('button', { name: 'Add a key' }).click();
  await keys.getByRole('button', { name: 'Add a key' }).click();
  await keys.getByText('Enter a name for the key.').waitFor();
  await keys.getByLabel('A name for this key').fill('laptop');
  await keys.getByLabel('Public key').fill('not a key');
  await keys.getByRole('button', { name: 'Add a key' }).click();
  await keys.getByText('Enter an RSA key').waitFor();
  await look(page, 'settings-key-form');
  await keys.getByLabel('Public key').fill(newSshKey().publicKey);
  await keys.getByRole('button', { name: 'Add a key' }).click();
  await banner(page).getByText('The key “laptop” has been added.').waitFor();
  await keys.getByRole('button', { name: 'Remove laptop' }).waitFor();
});
