import { readFile } from 'node:fs/promises';
import { expect, test } from 'vitest';
import { call } from '../support/live-client.ts';
import type { Person } from './support/dashboard.ts';
import { banner, button, heading, signIn } from './support/flows.ts';
import { credentialsOf, join, newOrganization, openAs, region, tokenOf } from './support/organizations.ts';
import { look } from './support/screens.ts';
import { setStage } from './support/stage.ts';

const stage = setStage();

test('a lost phone: one owner resets a member, and it takes two to reset an owner', async () => {
  const sample = await newOrganization(stage);
  const [second, third, member] = [await stage.newPerson(), await stage.newPerson(), await stage.newPerson()];
  await join(stage, sample, second, 'owner');
  await join(stage, sample, third, 'owner');
  await join(stage, sample, member);
  for (const person of [second, third, member]) await stage.activateEmail(person);
  const [first, other] = [await stage.newDashboard(), await stage.newDashboard()];
  await openAs(stage, first, sample.owner, sample.path);
  await openAs(stage, other, second, sample.path);
  const { page } = first;
  const row = (person: Person) =>
    region(page, 'Members').getByRole('listitem').filter({ hasText: person.email });

  await row(member)
    .getByRole('button', { name: /^Manage/ })
    .click();
  await row(member)
    .getByRole('button', { name: /^Reset factors/ })
    .click();
  await look(page, 'organization-reset-confirm');
  await button(page, 'Yes, reset them').click();
  await banner(page).getByText('The factors of Jane Doe have been reset.').waitFor();
  await row(member).getByText('no MFA').waitFor();

  await row(third)
    .getByRole('button', { name: /^Manage/ })
    .click();
  await look(page, 'organization-member-open');
  await row(third)
    .getByRole('button', { name: /^Reset factors/ })
    .click();
  await button(page, 'Yes, reset them').click();
  await row(third).getByText('You asked to reset these factors.').waitFor();
  await row(third)
    .getByRole('button', { name: /^Withdraw/ })
    .click();
  await banner(page).getByText('The reset has been withdrawn.').waitFor();
  await row(third).getByText('You asked to reset these factors.').waitFor({ state: 'detached' });
  await row(third)
    .getByRole('button', { name: /^Manage/ })
    .click();
  await row(third)
    .getByRole('button', { name: /^Reset factors/ })
    .click();
  await button(page, 'Yes, reset them').click();
  await row(third).getByText('You asked to reset these factors.').waitFor();

  await other.page.reload();
  await other.page.getByText('asked to reset these factors. A second owner').waitFor();
  await look(other.page, 'organization-reset-waits');
  await other.page.getByRole('button', { name: /^Confirm the reset/ }).click();
  await button(other.page, 'Yes, reset them').click();
  await banner(other.page).getByText('The factors of Jane Doe have been reset.').waitFor();
  expect((await call('POST', '/auth/signin', { body: credentialsOf(third) })).body.sessionToken).toBeTruthy();
});

test('an owner creates an organization, names it, fills it and hands it over', async () => {
  const owner = await stage.newPerson();
  const heir = await stage.newPerson();
  const dashboard = await stage.newDashboard();
  const { page } = dashboard;
  await signIn(dashboard, owner);
  await dashboard.open('/organizations');
  await heading(page, 'Organizations').waitFor();
  await look(page, 'organizations-none');
  await page.getByRole('main').getByRole('link', { name: 'Create organization' }).click();
  await button(page, 'Create organization').click();
  await page.getByText('Enter a name for the organization.').waitFor();
  await look(page, 'organization-create');
  await page.getByLabel('Organization Name:').fill('A first name');
  await button(page, 'Create organization').click();
  await heading(page, 'Edit Organization').waitFor();
  await page.getByLabel('Organization Name:').fill('A better name');
  await button(page, 'Update name').click();
  await banner(page).getByText('The name has been updated.').waitFor();
  await page.getByLabel('Name of the new environment').fill('production');
  await button(page, 'Create environment').click();
  await region(page, 'Environments').getByText('production', { exact: true }).waitFor();

  await button(page, 'Require').click();
  await page.getByText('You do not have an accepted method yourself').waitFor();
  await look(page, 'organization-require-own-first');
  await page.keyboard.press('Escape');
  await page.getByRole('dialog').waitFor({ state: 'hidden' });
  expect(await page.evaluate('document.activeElement.textContent')).toBe('Require');

  await button(page, 'Leave A better name').click();
  await button(page, 'Yes, leave').click();
  await region(page, 'Leave this organization').getByRole('alert').waitFor();
  const id = new URL(page.url()).pathname.split('/').at(-1) ?? '';
  await join(stage, { id, token: await tokenOf(stage, owner) }, heir);
  await page.reload();
  const row = region(page, 'Members').getByRole('listitem').filter({ hasText: heir.email });
  await row.getByRole('button', { name: /^Manage/ }).click();
  await row.getByRole('button', { name: /^Make owner/ }).click();
  await button(page, 'Yes, change the role').click();
  await banner(page).getByText('Jane Doe is now an owner.').waitFor();
  const [download] = await Promise.all([
    page.waitForEvent('download'),
    button(page, 'Download as CSV').click(),
  ]);
  expect(await readFile(await download.path(), 'utf8')).toContain(heir.email);
  await look(page, 'organization-two-owners');
  await button(page, 'Leave A better name').click();
  await button(page, 'Yes, leave').click();
  await banner(page).getByText('You have left A better name.').waitFor();
  await dashboard.open(`/organizations/${id}`);
  await heading(page, 'There is no such organization').waitFor();
  await look(page, 'organization-gone');
});

test('an organization under the keyboard alone, and a server that is busy keeps what was chosen', async () => {
  const sample = await newOrganization(stage, 'authenticator');
  const member = await stage.newPerson();
  await join(stage, sample, member);
  const dashboard = await stage.newDashboard();
  const { page, context, open } = dashboard;
  await signIn(dashboard, member);
  await button(page, 'Organizations').focus();
  await page.keyboard.press('Enter');
  await page.keyboard.press('Tab');
  await page.keyboard.press('Enter');
  await heading(page, sample.name).waitFor();
  await expect.poll(() => page.evaluate('document.activeElement.tagName')).toBe('H1');
  await button(page, `Leave ${sample.name}`).focus();
  await page.keyboard.press('Enter');
  await page.getByRole('dialog').waitFor();
  await page.keyboard.press('Escape');
  await page.getByRole('dialog').waitFor({ state: 'hidden' });
  expect(await page.evaluate('document.activeElement.textContent')).toBe(`Leave ${sample.name}`);

  await open('/organizations/new');
  await context.route('**/api/orgs', (route) => route.fulfill({ status: 503, body: '' }), { times: 1 });
  await page.keyboard.type('Typed once');
  await page.keyboard.press('Enter');
  await page.getByText('The service is busy. Reload the page to see what was changed').waitFor();
  expect(await page.getByLabel('Organization Name:').inputValue()).toBe('Typed once');
  await page.keyboard.press('Enter');
  await heading(page, 'Edit Organization').waitFor();
  expect(await page.getByLabel('Organization Name:').inputValue()).toBe('Typed once');

  await context.route('**/api/orgs/*/users?*', (route) => route.abort(), { times: 1 });
  await page.reload();
  const members = region(page, 'Members');
  await members.getByText('We cannot reach the server.').waitFor();
  await look(page, 'organization-members-unreachable');
  await members.getByRole('button', { name: 'Try again' }).click();
  await members.getByText(member.email).waitFor();
});

test('the pages of organizations come when they are asked for; if they do not come, the page says what to do', async () => {
  const person = await stage.newPerson();
  const dashboard = await stage.newDashboard();
  const { page, context } = dashboard;
  const asked: string[] = [];
  page.on('request', (request) => asked.push(new URL(request.url()).pathname));
  await signIn(dashboard, person);
  expect(asked.filter((path) => path.startsWith('/assets/organizations-'))).toEqual([]);
  await context.route('**/assets/organizations-*', (route) => route.abort(), { times: 1 });
  await dashboard.open('/organizations');
  await heading(page, 'This page did not load').waitFor();
  await look(page, 'page-failed');
  await button(page, 'Reload').click();
  await heading(page, 'Organizations').waitFor();
});
