import type { Page } from 'playwright-core';
import { scan } from './authenticator.ts';
import type { Dashboard, Person } from './dashboard.ts';
import type { Stage } from './stage.ts';

export const heading = (page: Page, name: string) =>
  page.getByRole('heading', { level: 1, name, exact: true });
export const button = (page: Page, name: string) => page.getByRole('button', { name, exact: true });
export const banner = (page: Page) => page.locator('.banner');
export const codeField = (page: Page) => page.getByLabel('One Time Password', { exact: true });
export const success = 'Multi-factor Authentication successfully enabled!';

/** Email and password into the form that is on the screen, and its button. */
export async function giveCredentials(
  page: Page,
  { email, password }: Person,
  submit = 'Submit',
): Promise<void> {
  const field = page.getByLabel('Email', { exact: true });
  if (await field.isEditable()) await field.fill(email);
  await page.getByLabel('Password', { exact: true }).fill(password);
  await button(page, submit).click();
}

/** Signs somebody in who has no second factor. */
export async function signIn({ page, open }: Dashboard, person: Person): Promise<void> {
  await open('/account');
  await giveCredentials(page, person);
  await page.getByRole('heading', { name: `Hello, ${person.name}` }).waitFor();
}

/** Types a code and clicks the button, as the guide says. */
export async function enterCode(page: Page, code: string, submit: string): Promise<void> {
  await button(page, submit).waitFor();
  await codeField(page).fill(code);
  // On a slow machine a form that sends itself has done so before the click comes.
  await button(page, submit)
    .click({ timeout: 3000 })
    .catch(() => {});
}

/** The code that was mailed by the time its field is on the screen. */
export async function codeAfter(stage: Stage, page: Page, person: Person): Promise<string> {
  await codeField(page).waitFor();
  return stage.codeFor(person);
}

/** Activates an authenticator signed out; returns the app that scanned it. */
export async function activateAuthenticator({ page, open }: Dashboard, person: Person) {
  await open('/account/mfa/activate?type=authenticator');
  await giveCredentials(page, person, 'Activate');
  const app = await scan(page);
  await enterCode(page, await app.nextCode(), 'Complete MFA Activation');
  return { app, recoveryCodes: await keepRecoveryCodes(page) };
}

export async function keepRecoveryCodes(page: Page): Promise<string[]> {
  await heading(page, 'Save your recovery codes').waitFor();
  const codes = await page
    .getByRole('list', { name: 'Recovery codes' })
    .getByRole('listitem')
    .allTextContents();
  await button(page, 'I have saved them').click();
  // Unless they were copied, downloaded or printed.
  const asked = button(page, 'Yes, I have them');
  await asked
    .or(page.getByRole('heading', { level: 1, name: /^(?!Save your recovery codes)/ }))
    .first()
    .waitFor();
  if (await asked.isVisible()) await asked.click();
  return codes;
}

/** What the page left where other scripts, other tabs or the next user could find it. */
export async function leftBehind(page: Page): Promise<string> {
  return (await page.evaluate(`JSON.stringify([
    { ...localStorage }, { ...sessionStorage }, location.href, history.state, document.documentElement.outerHTML, document.cookie,
  ])`)) as string;
}
