import { expect, test } from 'vitest';
import {
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

test('an activation waits for its button, and `Set as preferred` cannot change once it is sent', async () => {
  const person = await stage.newPerson();
  const { page, open, context } = await stage.newDashboard();
  const sent: string[] = [];
  let release = () => {};
  const held = new Promise<void>((resolve) => {
    release = resolve;
  });
  await page.clock.install();
  await context.route('**/api/mfa/activations/*', async (route) => {
    sent.push(route.request().postData() ?? '');
    await held;
    await route.continue();
  });
  await open('/account/mfa/activate?type=email');
  await giveCredentials(page, person, 'Activate');
  await codeField(page).fill(await codeAfter(stage, page, person));
  await page.clock.fastForward('00:05');
  const box = page.getByLabel('Set as preferred:');
  await box.uncheck();
  expect(sent).toEqual([]);
  await button(page, 'Complete MFA Activation').click();
  await button(page, 'Completing…').waitFor();
  await page.getByText('Creating your recovery codes.').waitFor();
  expect(await box.isDisabled()).toBe(true);
  await look(page, 'completing');
  release();
  await heading(page, 'Save your recovery codes').waitFor();
  expect(sent.map((body) => JSON.parse(body).preferred)).toEqual([false]);
  await button(page, 'I have saved them').click();
  await button(page, 'Yes, I have them').click();
});

test('a method that the account already has cannot be chosen again', async () => {
  const person = await stage.newPerson();
  const dashboard = await stage.newDashboard();
  const { page, open } = dashboard;
  await signIn(dashboard, person);
  await open('/account/mfa/activate?type=email');
  await giveCredentials(page, person, 'Activate');
  await enterCode(page, await codeAfter(stage, page, person), 'Complete MFA Activation');
  await button(page, 'I have saved them').click();
  await button(page, 'Yes, I have them').click();
  await heading(page, 'Account settings').waitFor();
  await open('/account/mfa/activate?type=email');
  await page.getByText('Already enabled for your account.').waitFor();
  expect(await page.getByRole('radio', { name: 'email', exact: true }).isDisabled()).toBe(true);
  expect(await page.getByRole('radio', { name: 'authenticator', exact: true }).isChecked()).toBe(true);
  await look(page, 'activate-one-enabled');
});

test('on a phone the link to the authenticator app comes first, and on a desktop there is none', async () => {
  const person = await stage.newPerson();
  for (const isPhone of [true, false]) {
    const { page, open, context } = await stage.newDashboard();
    if (isPhone)
      await (await context.newCDPSession(page)).send('Emulation.setTouchEmulationEnabled', { enabled: true });
    await page.setViewportSize({ width: isPhone ? 360 : 1100, height: 740 });
    await open('/account/mfa/activate?type=authenticator');
    await giveCredentials(page, person, 'Activate');
    await page.getByText('Cannot scan it?').waitFor();
    const link = page.getByRole('link', { name: 'Open it in your authenticator app' });
    expect(await link.count()).toBe(isPhone ? 1 : 0);
    expect(await page.getByRole('img', { name: /QR code/ }).isVisible()).toBe(!isPhone);
    if (isPhone)
      await page.screenshot({ path: 'screenshots/complete-authenticator-phone.png', fullPage: true });
  }
});
