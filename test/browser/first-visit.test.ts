import { expect, test } from 'vitest';
import { button, codeAfter, codeField, giveCredentials, heading, signIn } from './support/flows.ts';
import { look } from './support/screens.ts';
import { setStage } from './support/stage.ts';

const stage = setStage();

test('a visitor gets the form at once: nothing is asked of the service, and the console stays empty', async () => {
  const { page, open } = await stage.newDashboard();
  const logged: string[] = [];
  page.on('console', (message) => logged.push(message.text()));
  await page.context().route('**/api/**', () => {
    // No answer at all.
  });
  for (const [path, title] of [
    ['/account', 'Sign in'],
    ['/account/mfa/activate', 'Activate multi-factor authentication for your account'],
  ] as const) {
    await open(path);
    await heading(page, title).waitFor();
  }
  expect(logged).toEqual([]);
});

test('a browser that was signed in shows its account after a reload, and asks the service first', async () => {
  const person = await stage.newPerson();
  const dashboard = await stage.newDashboard();
  await signIn(dashboard, person);
  await dashboard.page.reload();
  await heading(dashboard.page, 'Hello, Jane Doe').waitFor();
  expect(await dashboard.page.evaluate('JSON.stringify({ ...localStorage })')).not.toContain(person.email);
});

test('a cookie that the browser refuses is named, after a password and after a code', async () => {
  const person = await stage.newPerson();
  const { page, open, context } = await stage.newDashboard();
  // As Safari does at http://localhost.
  await context.route('**/api/auth/signin{,/**}', async (route) => {
    const answer = await route.fetch();
    const { 'set-cookie': _, ...headers } = answer.headers();
    // The answer was also for the cookies of this browser.
    await context.clearCookies();
    await route.fulfill({ response: answer, headers });
  });
  await open('/account');
  await giveCredentials(page, person);
  await page.getByText('your browser refused the cookie').waitFor();
  await look(page, 'cookie-refused');

  await stage.activateEmail(person);
  await open('/account');
  await giveCredentials(page, person);
  await codeField(page).fill(await codeAfter(stage, page, person));
  await heading(page, 'Sign in').waitFor();
  await page.getByText('your browser refused the cookie').waitFor();
});

test('the form for a code says whose sign-in it is, also after a reload, and leads to another account', async () => {
  const person = await stage.newPerson();
  await stage.activateEmail(person);
  const { page, open } = await stage.newDashboard();
  await open('/account');
  await giveCredentials(page, person);
  await page.getByText(`Signing in as ${person.email}.`).waitFor();
  await page.reload();
  await page.getByText(`Signing in as ${person.email}.`).waitFor();
  const described = await page.evaluate(`document.querySelector('input.code').getAttribute('aria-describedby')
    .split(' ').map((id) => document.getElementById(id).textContent).join(' ')`);
  expect(described).toContain('We sent a code to');
  await button(page, 'Not you? Use another account').click();
  await heading(page, 'Sign in').waitFor();
  expect(await page.getByLabel('Email', { exact: true }).inputValue()).toBe('');
});

test('the link at the end of the guide leads to the help', async () => {
  const { page, open } = await stage.newDashboard();
  await open('/stratum/articles/mfa-troubleshooting');
  await heading(page, 'Multi-factor authentication: troubleshooting').waitFor();
  expect(new URL(page.url()).pathname).toBe('/help/mfa-troubleshooting');
  await open('/account/mfa');
  await heading(page, 'Sign in').waitFor();
  expect(new URL(page.url()).pathname).toBe('/account/view');
});
