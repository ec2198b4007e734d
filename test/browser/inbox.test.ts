import { expect, test } from 'vitest';
import { activateEmail } from './support/dashboard.ts';
import { mailedCode } from './support/inbox.ts';
import { look } from './support/screens.ts';
import { setStage } from './support/stage.ts';

/** The inbox page of the local run. A deployed service has none. */

const stage = setStage();
const isLocal = process.env['E2E_BASE_URL'] === undefined;

test.runIf(isLocal)(
  'the inbox shows codes and links at once, refreshes by itself, and finds an address',
  async () => {
    const person = await stage.newPerson();
    const { page, context } = await stage.newDashboard();
    await page.goto(`${stage.baseUrl}/inbox`);
    await page.getByLabel('To').fill(person.email);
    const code = await mailedCode(stage.inboxUrl, person.email);
    await page.getByText(code, { exact: true }).waitFor();
    await page.getByText(/^1 of \d+ mails/).waitFor();
    // A mail that comes while the page is open.
    await activateEmail(stage.baseUrl, stage.inboxUrl, person);
    await page.getByRole('link', { name: 'Undo this change' }).waitFor();
    await look(page, 'inbox');
    await page.getByText('Multi-factor authentication is now on').first().click();
    await page.frameLocator('iframe').getByRole('link', { name: 'Manage your methods' }).waitFor();
    await look(page, 'inbox-open');
    const [opened] = await Promise.all([
      context.waitForEvent('page'),
      page.getByRole('link', { name: 'Undo this change' }).click(),
    ]);
    await opened.getByRole('heading', { name: 'Undo the activation' }).waitFor();
    expect(new URL(opened.url()).pathname).toBe('/account/mfa/undo');
  },
);
