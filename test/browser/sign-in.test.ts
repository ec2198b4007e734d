import { expect, test } from 'vitest';
import { post } from './support/dashboard.ts';
import {
  activateAuthenticator,
  banner,
  button,
  codeAfter,
  codeField,
  giveCredentials,
  heading,
  leftBehind,
  signIn,
} from './support/flows.ts';
import { look } from './support/screens.ts';
import { setStage } from './support/stage.ts';

const stage = setStage();
const wrong = (code: string): string => (code === '123456' ? '654321' : '123456');

async function atTheCode() {
  const person = await stage.newPerson();
  const dashboard = await stage.newDashboard();
  const recoveryCodes = await stage.activateEmail(person);
  await dashboard.open('/account');
  await giveCredentials(dashboard.page, person);
  const code = await codeAfter(stage, dashboard.page, person);
  return { person, dashboard, page: dashboard.page, code, recoveryCodes };
}

test('errors stand at their field, and the focus goes to the first of them', async () => {
  const { page, open } = await stage.newDashboard();
  await open('/account');
  await button(page, 'Submit').click();
  await page.getByText('Enter your email address.').waitFor();
  const email = page.getByLabel('Email', { exact: true });
  expect(await email.getAttribute('aria-invalid')).toBe('true');
  expect(await page.evaluate('document.activeElement.name')).toBe('email');
  await look(page, 'sign-in-empty');
});

test('a wrong password says so, keeps the address and offers the way on', async () => {
  const person = await stage.newPerson();
  const { page, open } = await stage.newDashboard();
  await open('/account');
  await giveCredentials(page, { ...person, password: 'not the password at all' });
  await page.getByText('The email or the password is wrong.').waitFor();
  expect(await page.getByLabel('Email', { exact: true }).inputValue()).toBe(person.email);
  await look(page, 'sign-in-refused');
  await page.getByRole('link', { name: 'Reset it here' }).click();
  await heading(page, 'Reset your password').waitFor();
  expect(await page.getByLabel('Email', { exact: true }).inputValue()).toBe(person.email);
});

test('a double click sends once', async () => {
  const person = await stage.newPerson();
  const { page, open } = await stage.newDashboard();
  await open('/account');
  let sent = 0;
  page.on('request', (request) => {
    if (request.url().endsWith('/auth/signin')) sent += 1;
  });
  await page.getByLabel('Email', { exact: true }).fill(person.email);
  await page.getByLabel('Password', { exact: true }).fill(person.password);
  await button(page, 'Submit').dblclick();
  await heading(page, 'Hello, Jane Doe').waitFor();
  expect(sent).toBe(1);
});

test('a wrong code shows the tries left, sending it again changes nothing of that, and after the fifth try one starts again', async () => {
  const { page, code, person } = await atTheCode();
  for (const left of ['4 tries', '3 tries', '2 tries', '1 try']) {
    await codeField(page).fill('');
    await codeField(page).fill(wrong(code));
    await page.locator('.error', { hasText: `${left} left` }).waitFor();
    if (left === '4 tries') await look(page, 'code-wrong');
  }
  await page.reload();
  await page.getByText('1 try left').waitFor();
  // Half a minute after the first mail, most of which is over by now.
  await button(page, 'Send the code again').click();
  await page.getByText('It is the same code as before.').waitFor();
  expect(await stage.codeFor(person)).toBe(code);
  await look(page, 'code-resent');
  await codeField(page).fill(wrong(code));
  await heading(page, 'No tries left').waitFor();
  await look(page, 'code-no-tries');
  await button(page, 'Start again').click();
  await heading(page, 'Sign in').waitFor();
});

test('a reload and Back and Forward keep the challenge, and nothing of it stays after success', async () => {
  const { page, code } = await atTheCode();
  await page.reload();
  await heading(page, 'One Time Password').waitFor();
  await page.goBack();
  await heading(page, 'Sign in').waitFor();
  await page.goForward();
  await heading(page, 'One Time Password').waitFor();
  const state = await page.evaluate('history.state.challenge.mfaID');
  expect(await page.evaluate('location.href')).not.toContain(state);
  await codeField(page).fill(code);
  await heading(page, 'Hello, Jane Doe').waitFor();
  const left = await leftBehind(page);
  expect(left).not.toContain(state);
  expect(left).not.toContain(code);
  await page.goBack();
  await heading(page, 'Hello, Jane Doe').waitFor();
});

test('an expired challenge says so and leads back with the address kept', async () => {
  const person = await stage.newPerson();
  const dashboard = await stage.newDashboard();
  const { page } = dashboard;
  await stage.activateEmail(person);
  await page.clock.install();
  await dashboard.open('/account');
  await giveCredentials(page, person);
  await codeField(page).waitFor();
  await page.getByText(/You can have it sent again in \d+ seconds\./).waitFor();
  await page.clock.fastForward('00:31');
  await button(page, 'Send the code again').waitFor();
  await look(page, 'code-resend');
  await page.clock.fastForward('08:00');
  await page.getByText('It is too late to send this code again.').waitFor();
  await page.clock.fastForward('02:00');
  await heading(page, 'This sign-in has expired').waitFor();
  await look(page, 'code-expired');
  await button(page, 'Start again').click();
  await heading(page, 'Sign in').waitFor();
  expect(await page.getByLabel('Email', { exact: true }).inputValue()).toBe(person.email);
});

test('a resend that comes too early for the server shows its wait, and the code in the mailbox still works', async () => {
  const person = await stage.newPerson();
  const dashboard = await stage.newDashboard();
  const { page } = dashboard;
  await stage.activateEmail(person);
  await page.clock.install();
  await dashboard.open('/account');
  await giveCredentials(page, person);
  const code = await codeAfter(stage, page, person);
  await page.clock.fastForward('00:31');
  await button(page, 'Send the code again').click();
  await page.getByText(/You can have it sent again in \d+ seconds?\./).waitFor();
  await codeField(page).fill(code);
  await page.clock.fastForward(1000);
  await heading(page, 'Hello, Jane Doe').waitFor();
});

test('a dead network keeps what was typed, and the same button goes on', async () => {
  const { page, code, dashboard } = await atTheCode();
  await dashboard.context.setOffline(true);
  await codeField(page).fill(code);
  await page.getByText('We cannot reach the server.').waitFor();
  await look(page, 'code-offline');
  expect(await codeField(page).inputValue()).toBe(code);
  await dashboard.context.setOffline(false);
  await button(page, 'Submit').click();
  await heading(page, 'Hello, Jane Doe').waitFor();
});

test('a server out of reach at the start is said to who was signed in, with a way to try again', async () => {
  const dashboard = await stage.newDashboard();
  const { page, context, open } = dashboard;
  await signIn(dashboard, await stage.newPerson());
  await context.route('**/api/**', (route) => route.abort());
  await open('/account');
  await heading(page, 'We cannot reach the server').waitFor();
  await look(page, 'unreachable');
  await context.unroute('**/api/**');
  await button(page, 'Try again').click();
  await heading(page, 'Hello, Jane Doe').waitFor();
});

test('a code that was used asks for the next one', async () => {
  const person = await stage.newPerson();
  const dashboard = await stage.newDashboard();
  const { page } = dashboard;
  const { app } = await activateAuthenticator(dashboard, person);
  await giveCredentials(page, person);
  const code = await app.nextCode();
  await codeField(page).fill(code);
  await heading(page, 'Hello, Jane Doe').waitFor();
  await button(page, 'Log Out').click();
  await giveCredentials(page, person);
  await codeField(page).fill(code);
  await page.locator('.error', { hasText: /already used/ }).waitFor();
  await look(page, 'code-used');
  await codeField(page).fill(await app.nextCode());
  await heading(page, 'Hello, Jane Doe').waitFor();
});

test('a recovery code signs in, in any spelling, and once', async () => {
  const { page, person, recoveryCodes } = await atTheCode();
  await button(page, 'Use a recovery code').click();
  await look(page, 'code-recovery');
  const [first = ''] = recoveryCodes;
  await page.getByLabel('Recovery code', { exact: true }).fill(first.toLowerCase().replaceAll('-', ' '));
  await button(page, 'Submit').click();
  await heading(page, 'Hello, Jane Doe').waitFor();
  await button(page, 'Log Out').click();
  await banner(page).getByText('You are logged out.').waitFor();
  await look(page, 'logged-out');
  await giveCredentials(page, person);
  await button(page, 'Use a recovery code').click();
  await page.getByLabel('Recovery code', { exact: true }).fill(first);
  await button(page, 'Submit').click();
  await page.locator('.error', { hasText: '4 tries left' }).waitFor();
});

test('two tabs: signing in in one opens the other, and so does logging out', async () => {
  const { page, code, context } = await (async () => {
    const at = await atTheCode();
    return { ...at, context: at.dashboard.context };
  })();
  const second = await context.newPage();
  await second.goto(`${stage.baseUrl}/account/view`);
  await heading(second, 'Sign in').waitFor();
  await codeField(page).fill(code);
  await heading(page, 'Hello, Jane Doe').waitFor();
  await heading(second, 'Account settings').waitFor();
  await button(second, 'Log Out').click();
  await heading(page, 'Sign in').waitFor();
  await page.getByText('Your session has ended.').waitFor();
  await look(page, 'session-ended');
});

test('a session that was ended elsewhere leads through sign-in back to the same page', async () => {
  const person = await stage.newPerson();
  const [here, there] = [await stage.newDashboard(), await stage.newDashboard()];
  await signIn(here, person);
  await here.open('/account/view');
  await signIn(there, person);
  await there.open('/account/view');
  await button(there.page, 'End all other sessions').click();
  await button(there.page, 'Yes, end them').click();
  await banner(there.page).getByText('All other sessions have ended.').waitFor();

  const { page } = here;
  await button(page, 'Edit Name').click();
  await page.getByLabel('Name', { exact: true }).fill('Jane Roe');
  await button(page, 'Save').click();
  await heading(page, 'Sign in').waitFor();
  await giveCredentials(page, person);
  await heading(page, 'Account settings').waitFor();
  expect(await page.getByLabel('Name', { exact: true }).inputValue()).toBe('Jane Roe');
  await button(page, 'Save').click();
  await banner(page).getByText('Your name has been changed.').waitFor();
});

test('a server that does not answer in time is said, and the form goes on', async () => {
  const person = await stage.newPerson();
  const { page, context, open } = await stage.newDashboard();
  await page.clock.install();
  await open('/account');
  await context.route('**/api/auth/signin', () => {});
  await giveCredentials(page, person);
  await button(page, 'Signing in…').waitFor();
  await page.clock.fastForward('00:16');
  await page.getByText('The server did not answer in time.').waitFor();
  await look(page, 'sign-in-timed-out');
  await context.unroute('**/api/auth/signin');
  await button(page, 'Submit').click();
  await heading(page, 'Hello, Jane Doe').waitFor();
});

test('ten wrong codes in a row bring a wait that counts down, with the recovery code as the way on', async () => {
  const { page, person, code, recoveryCodes } = await atTheCode();
  const credentials = { identifier: person.email, password: person.password };
  for (let round = 0; round < 2; round += 1) {
    const { mfaID } = await post(stage.baseUrl, '/auth/signin', credentials);
    for (let guess = 0; guess < 5; guess += 1)
      await post(stage.baseUrl, `/auth/signin/mfa/${mfaID}`, { otp: wrong(code) }).catch(() => {});
  }
  await codeField(page).fill(code);
  await page
    .getByText(/Too many wrong codes\. Wait \d+ seconds/)
    .first()
    .waitFor();
  await look(page, 'code-wait');
  await button(page, 'Use a recovery code').click();
  await page.getByLabel('Recovery code', { exact: true }).fill(recoveryCodes[0] ?? '');
  await button(page, 'Submit').click();
  await heading(page, 'Hello, Jane Doe').waitFor();
});
