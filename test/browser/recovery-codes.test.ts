import { readFile } from 'node:fs/promises';
import type { Page } from 'playwright-core';
import { expect, test } from 'vitest';
import type { Person } from './support/dashboard.ts';
import {
  banner,
  button,
  codeAfter,
  codeField,
  enterCode,
  giveCredentials,
  heading,
  keepRecoveryCodes,
  signIn,
} from './support/flows.ts';
import { look } from './support/screens.ts';
import { setStage } from './support/stage.ts';

const stage = setStage();
const title = 'Save your recovery codes';

/** New recovery codes on the screen of somebody who is signed in. */
async function atTheCodes(): Promise<{ page: Page; person: Person; codes: readonly string[] }> {
  const person = await stage.newPerson();
  const dashboard = await stage.newDashboard();
  const { page } = dashboard;
  await signIn(dashboard, person);
  await dashboard.open('/account/mfa/activate?type=email');
  await giveCredentials(page, person, 'Activate');
  await enterCode(page, await codeAfter(stage, page, person), 'Complete MFA Activation');
  await heading(page, title).waitFor();
  return { page, person, codes: await page.locator('.recovery-codes code').allTextContents() };
}

test('no click takes new recovery codes off the screen without asking: links, the help, Back and logging out', async () => {
  const { page, codes } = await atTheCodes();
  const ways = [
    () => page.locator('.brand').click(),
    () => page.getByRole('link', { name: 'Trouble with codes?' }).click(),
    () => page.evaluate('history.back()'),
    () => button(page, 'Log Out').click(),
  ];
  for (const [index, leave] of ways.entries()) {
    await leave();
    await page.getByRole('dialog', { name: 'Leave without your recovery codes?' }).waitFor();
    if (index === 0) await look(page, 'recovery-codes-leave');
    expect(await page.evaluate('document.activeElement.textContent')).toBe('Back to the codes');
    await button(page, 'Back to the codes').click();
    await heading(page, title).waitFor();
    expect(await page.locator('.recovery-codes code').allTextContents()).toEqual(codes);
  }
  await page.locator('.brand').click();
  await button(page, 'Leave').click();
  await heading(page, 'Hello, Jane Doe').waitFor();
});

test('Back leaves the page of the codes once the user has confirmed it', async () => {
  const { page } = await atTheCodes();
  await page.evaluate('history.back()');
  await button(page, 'Leave').click();
  await heading(page, title).waitFor({ state: 'detached' });
});

test('codes that were neither copied, downloaded nor printed are asked for once more', async () => {
  const { page } = await atTheCodes();
  await button(page, 'I have saved them').click();
  await page.getByRole('dialog', { name: 'Have you written them down?' }).waitFor();
  await button(page, 'Back to the codes').click();
  await button(page, 'I have saved them').click();
  await button(page, 'Yes, I have them').click();
  await heading(page, 'Account settings').waitFor();
});

test('a session that ends elsewhere leaves the codes on the screen', async () => {
  const { page, codes, person } = await atTheCodes();
  const other = await page.context().newPage();
  await other.goto(`${stage.baseUrl}/account`);
  await button(other, 'Log Out').click();
  await heading(other, 'Sign in').waitFor();
  await button(page, 'Log Out').waitFor({ state: 'detached' });
  expect(await page.locator('.recovery-codes code').allTextContents()).toEqual(codes);
  await keepRecoveryCodes(page);
  await giveCredentials(page, person);
  await codeField(page).waitFor();
});

test('the downloaded file and the printed sheet name the service, its address, the account and the day', async () => {
  const { page, person } = await atTheCodes();
  const [download] = await Promise.all([page.waitForEvent('download'), button(page, 'Download').click()]);
  const brand = (await page.locator('.brand').textContent()) ?? '';
  const name = download.suggestedFilename();
  const local = person.email.split('@')[0];
  expect(name).toMatch(
    new RegExp(
      `^${brand.toLowerCase().replaceAll(' ', '-')}-recovery-codes-${local}-\\d{4}-\\d{2}-\\d{2}\\.txt$`,
    ),
  );
  const saved = await readFile(await download.path(), 'utf8');
  const printed = (await page.locator('.print-only').textContent()) ?? '';
  for (const text of [saved, printed])
    for (const fact of [brand, stage.baseUrl, person.email, String(new Date().getFullYear())])
      expect(text).toContain(fact);
  await button(page, 'I have saved them').click();
  await heading(page, 'Account settings').waitFor();
});

test('a sign-in with a recovery code says how many are left, and leads to the methods', async () => {
  const person = await stage.newPerson();
  const [recoveryCode = ''] = await stage.activateEmail(person);
  const { page, open } = await stage.newDashboard();
  await open('/account');
  await giveCredentials(page, person);
  await button(page, 'Use a recovery code').click();
  await page.getByLabel('Recovery code', { exact: true }).fill(recoveryCode);
  await button(page, 'Submit').click();
  await heading(page, 'Hello, Jane Doe').waitFor();
  await banner(page).getByText('You have 9 recovery codes left.').waitFor();
  await look(page, 'home-after-recovery-code');
  await banner(page).getByRole('link', { name: 'Review your methods' }).click();
  await button(page, 'Disable email').waitFor();
  await page
    .getByRole('region', { name: 'Security events' })
    .getByText('Recovery code used', { exact: true })
    .waitFor();
});
