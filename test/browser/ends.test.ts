import { readFile } from 'node:fs/promises';
import { expect, test } from 'vitest';
import { call } from '../support/live-client.ts';
import { banner, button, heading, signIn } from './support/flows.ts';
import { tokenOf } from './support/organizations.ts';
import { look } from './support/screens.ts';
import { setStage } from './support/stage.ts';

/** What a user can take along and end: data, account, organization. */

const stage = setStage();

test('a user downloads everything that is stored about them', async () => {
  const person = await stage.newPerson();
  const dashboard = await stage.newDashboard();
  const { page, open } = dashboard;
  await signIn(dashboard, person);
  await open('/account/view');
  const [file] = await Promise.all([page.waitForEvent('download'), button(page, 'Download my data').click()]);
  expect(file.suggestedFilename()).toMatch(/^account-data-\d{4}-\d\d-\d\d\.json$/);
  const data = JSON.parse(await readFile(await file.path(), 'utf8'));
  expect(data.account.email).toBe(person.email);
  expect(data.events.length).toBeGreaterThan(0);
});

test('a user deletes the account, is reminded of it, and keeps it', async () => {
  const person = await stage.newPerson();
  const dashboard = await stage.newDashboard();
  const { page, open } = dashboard;
  await signIn(dashboard, person);
  await open('/account/view');
  await button(page, 'Delete my account').click();
  await look(page, 'delete-account-dialog');
  await page.getByRole('dialog').getByRole('button', { name: 'Yes, delete it in seven days' }).click();
  await page.getByText('You can still keep it.').waitFor();
  await look(page, 'delete-account-waiting');
  await open('/account');
  await page.getByRole('heading', { name: 'Your account is about to be deleted' }).waitFor();
  await look(page, 'home-before-deletion');
  await button(page, 'Keep my account').click();
  await page.getByText('Your account stays as it is.').waitFor();
  const warning = page.getByRole('heading', { name: 'Your account is about to be deleted' });
  await warning.waitFor({ state: 'hidden' });
  expect(await banner(page).textContent()).toContain('Your account stays as it is.');
});

test('an owner deletes an organization in which nobody else is', async () => {
  const person = await stage.newPerson();
  const dashboard = await stage.newDashboard();
  const { page, open } = dashboard;
  const token = await tokenOf(stage, person);
  const { id } = (await call('POST', '/orgs', { token, body: { name: 'Short Lived' } })).body;
  await signIn(dashboard, person);
  await open(`/organizations/${id}`);
  await button(page, 'Delete Short Lived').click();
  await look(page, 'delete-organization-dialog');
  await page.getByRole('dialog').getByRole('button', { name: 'Yes, delete it' }).click();
  await heading(page, 'Organizations').waitFor();
  expect(await banner(page).textContent()).toContain('Short Lived is deleted.');
});
