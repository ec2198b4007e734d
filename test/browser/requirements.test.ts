import { expect, test } from 'vitest';
import { call } from '../support/live-client.ts';
import { scan } from './support/authenticator.ts';
import {
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
import {
  activateApp,
  credentialsOf,
  join,
  newOrganization,
  openAs,
  region,
  require,
} from './support/organizations.ts';
import { look } from './support/screens.ts';
import { setStage } from './support/stage.ts';

const stage = setStage();
const mfaState = 'Multi-factor authentication:';

test('Organization Enforcement: the owner requires it, a member is refused, activates and comes back', async () => {
  const sample = await newOrganization(stage);
  const member = await stage.newPerson();
  await join(stage, sample, member);
  const [owners, members] = [await stage.newDashboard(), await stage.newDashboard()];
  await signIn(members, member);

  const { page } = owners;
  await openAs(stage, owners, sample.owner, '/account');
  await button(page, 'Organizations').hover();
  await look(page, 'organizations-menu-one');
  await button(page, 'Organizations').hover();
  await page.locator('#organizations-menu').getByRole('link', { name: sample.name }).click();
  await heading(page, 'Edit Organization').waitFor();
  expect(await page.getByLabel('Organization Name:').inputValue()).toBe(sample.name);
  const panel = region(page, mfaState);
  await panel.getByText('NOT REQUIRED').waitFor();
  await region(page, 'Members').getByText(member.email).waitFor();
  await look(page, 'organization');

  await button(page, 'Require').click();
  const dialog = page.getByRole('dialog', { name: 'Require multi-factor authentication' });
  await dialog.getByText('1 of 2 members would be locked out today.').waitFor();
  await dialog.getByText(member.email).waitFor();
  await look(page, 'organization-require');
  await button(page, 'Require it').click();
  await banner(page).getByText('Multi-factor authentication is now required.').waitFor();
  await panel.getByText('REQUIRED', { exact: true }).waitFor();
  await region(page, 'Events').getByText('Multi-factor authentication required').waitFor();
  await look(page, 'organization-required');

  const other = members.page;
  await other.getByRole('link', { name: sample.name }).click();
  await heading(other, `${sample.name} requires multi-factor authentication`).waitFor();
  await look(other, 'held-back-session');
  await button(other, 'Log Out').click();
  await heading(other, 'Sign in').waitFor();
  await members.open(sample.path);
  await giveCredentials(other, member);
  // One password: the next page asks for the method only.
  await other.getByText(`${sample.name} requires multi-factor authentication.`).waitFor();
  await other.getByText(`Signing in as ${member.email}.`).waitFor();
  expect(await other.getByLabel('Password', { exact: true }).count()).toBe(0);
  await look(other, 'sign-in-mfa-required');
  await other.getByText('email', { exact: true }).click();
  await button(other, 'Activate').click();
  await enterCode(other, await codeAfter(stage, other, member), 'Complete MFA Activation');
  await keepRecoveryCodes(other);
  await heading(other, 'One Time Password').waitFor();
  expect(await banner(other).textContent()).toBe(success);
  await codeField(other).fill(await codeAfter(stage, other, member));
  await heading(other, sample.name).waitFor();
  await region(other, mfaState).getByText('REQUIRED', { exact: true }).waitFor();
  await region(other, 'Members').getByText(sample.owner.email).waitFor();
  await look(other, 'organization-as-member');

  await button(page, 'Stop requiring').click();
  await look(page, 'organization-stop-confirm');
  await button(page, 'Yes, stop requiring it').click();
  await panel.getByText('NOT REQUIRED').waitFor();
});

test('a session that is stopped leads through activation to a new sign-in on the same page', async () => {
  const sample = await newOrganization(stage);
  const member = await stage.newPerson();
  await join(stage, sample, member);
  const dashboard = await stage.newDashboard();
  const { page, open } = dashboard;
  await signIn(dashboard, member);
  await require(sample);
  await open('/account/view');
  await heading(page, `${sample.name} requires multi-factor authentication`).waitFor();
  await page.getByRole('link', { name: 'Activate multi-factor authentication' }).click();
  await page.getByText('email', { exact: true }).click();
  await giveCredentials(page, member, 'Activate');
  await enterCode(page, await codeAfter(stage, page, member), 'Complete MFA Activation');
  await keepRecoveryCodes(page);
  await heading(page, 'Sign in').waitFor();
  await giveCredentials(page, member);
  await codeField(page).fill(await codeAfter(stage, page, member));
  await heading(page, 'Account settings').waitFor();
  await page.getByText(`Required by ${sample.name}`).waitFor();
  await button(page, 'Expand MFA').click();
  await page.getByText('An organization requires it. Enable another').waitFor();
  expect(await button(page, 'Disable email').count()).toBe(0);
  await look(page, 'settings-mfa-required');
});

test('whom the preview names is stopped, and nobody else is', async () => {
  const sample = await newOrganization(stage);
  const [bare, mail, app] = [await stage.newPerson(), await stage.newPerson(), await stage.newPerson()];
  for (const person of [bare, mail, app]) await join(stage, sample, person);
  await stage.activateEmail(mail);
  await activateApp(app);
  const dashboard = await stage.newDashboard();
  const { page } = dashboard;
  await openAs(stage, dashboard, sample.owner, '/account');
  await dashboard.open('/account/mfa/activate?type=authenticator');
  await giveCredentials(page, sample.owner, 'Activate');
  const own = await scan(page);
  await enterCode(page, await own.nextCode(), 'Complete MFA Activation');
  await heading(page, 'Account settings').waitFor();
  await dashboard.open(sample.path);
  await button(page, 'Require').click();
  const dialog = page.getByRole('dialog');
  await dialog.getByText('1 of 4 members').waitFor();
  await dialog.getByRole('checkbox', { name: 'email' }).uncheck();
  await dialog.getByText('2 of 4 members').waitFor();
  const named = await dialog.getByRole('list').innerText();
  await look(page, 'organization-require-authenticator');
  await button(page, 'Require it').click();
  // It is required with a method that it accepts: the session was made with another.
  const proof = page.getByRole('dialog', { name: 'Confirm that it is you' });
  await codeField(page).waitFor();
  await look(page, 'organization-require-step-up');
  await codeField(page).fill(await own.nextCode());
  await proof.waitFor({ state: 'hidden' });
  await region(page, mfaState).getByText('Accepted methods: authenticator and passkey.').waitFor();

  for (const person of [bare, mail, app]) {
    const { slug, body } = await call('POST', '/auth/signin', { body: credentialsOf(person) });
    let stopped = slug === 'mfa-required-by-organization';
    if (body.mfaPreferredType === 'email') {
      const otp = await stage.codeFor(person);
      const session = await call('POST', `/auth/signin/mfa/${body.mfaID}`, { body: { otp } });
      stopped = session.body.scope === 'enrolment';
    }
    expect(`${person.email} ${stopped}`).toBe(`${person.email} ${named.includes(person.email)}`);
  }
  await page.getByText('MFA not accepted: email').waitFor();
  await look(page, 'organization-coverage');
});

test('a factor that is not accepted leads to one that is, or out of the organization', async () => {
  const sample = await newOrganization(stage, 'authenticator');
  const [stays, leaves] = [await stage.newPerson(), await stage.newPerson()];
  for (const person of [stays, leaves]) {
    await join(stage, sample, person);
    await stage.activateEmail(person);
  }
  await require(sample, { accept: ['authenticator'] });
  const [first, second] = [await stage.newDashboard(), await stage.newDashboard()];
  await openAs(stage, first, leaves, '/account');
  const { page } = first;
  await heading(page, `${sample.name} requires multi-factor authentication`).waitFor();
  await page.getByText(`${sample.name} accepts: authenticator`).waitFor();
  await look(page, 'held-back-enrolment');
  await page.reload();
  await button(page, `Leave ${sample.name}`).click();
  await look(page, 'organization-leave-confirm');
  await button(page, 'Yes, leave').click();
  await banner(page).getByText(`You have left ${sample.name}.`).waitFor();
  await heading(page, 'Hello, Jane Doe').waitFor();

  await openAs(stage, second, stays, sample.path);
  const other = second.page;
  await other.getByRole('link', { name: 'Activate multi-factor authentication' }).click();
  expect(await other.getByRole('radio', { name: 'authenticator', exact: true }).isChecked()).toBe(true);
  await giveCredentials(other, stays, 'Activate');
  const app = await scan(other);
  await enterCode(other, await app.nextCode(), 'Complete MFA Activation');
  await button(other, 'Confirm with: authenticator').waitFor();
  await look(other, 'held-back-confirm');
  await button(other, 'Confirm with: authenticator').click();
  await other.getByRole('dialog', { name: 'Confirm that it is you' }).waitFor();
  await codeField(other).fill(await app.nextCode());
  await heading(other, sample.name).waitFor();
});

test('two organizations of which each accepts another method: one is proved after the other', async () => {
  const [mails, apps] = [await newOrganization(stage), await newOrganization(stage, 'authenticator')];
  const member = await stage.newPerson();
  await join(stage, mails, member);
  await join(stage, apps, member);
  await stage.activateEmail(member);
  await require(mails, { accept: ['email'] });
  await require(apps, { accept: ['authenticator'] });
  const dashboard = await stage.newDashboard();
  const { page } = dashboard;
  await openAs(stage, dashboard, member, '/account');
  await page.getByRole('link', { name: 'Activate multi-factor authentication' }).click();
  await giveCredentials(page, member, 'Activate');
  const app = await scan(page);
  await enterCode(page, await app.nextCode(), 'Complete MFA Activation');
  await button(page, 'Confirm with: authenticator').click();
  await codeField(page).fill(await app.nextCode());
  await heading(page, 'Hello, Jane Doe').waitFor();
});

test('a deadline: the owner sets it, and the member is told what is due until then', async () => {
  const sample = await newOrganization(stage);
  const member = await stage.newPerson();
  await join(stage, sample, member);
  const [owners, members] = [await stage.newDashboard(), await stage.newDashboard()];
  await openAs(stage, owners, sample.owner, sample.path);
  const { page } = owners;
  await button(page, 'Require').click();
  await page.getByText('From a date').click();
  await page.getByText('1 of 2 members has no accepted method today.').waitFor();
  await page.getByLabel('Date', { exact: true }).fill('2020-01-31');
  await button(page, 'Require it').click();
  await page.getByText('Choose a date after today').waitFor();
  await look(page, 'organization-require-deadline');
  const inTenDays = new Date(Date.now() + 10 * 86_400_000).toISOString().slice(0, 10);
  await page.getByLabel('Date', { exact: true }).fill(inTenDays);
  await button(page, 'Require it').click();
  await banner(page).getByText('Multi-factor authentication is required from').waitFor();
  await region(page, mfaState).getByText('Until then members can sign in as before').waitFor();
  await look(page, 'organization-required-deadline');

  const other = members.page;
  await signIn(members, member);
  await banner(other).getByText(`${sample.name} requires multi-factor authentication from`).waitFor();
  await look(other, 'home-due');
  await members.open('/account/view');
  await other.getByText('Due by').waitFor();
  await look(other, 'settings-due');
});

test('a deadline for a method that the member does not have yet leads to that method', async () => {
  const sample = await newOrganization(stage, 'authenticator');
  const member = await stage.newPerson();
  await join(stage, sample, member);
  await stage.activateEmail(member);
  const deadline = new Date(Date.now() + 3 * 86_400_000).toISOString();
  await require(sample, { accept: ['authenticator'], deadline });
  const dashboard = await stage.newDashboard();
  const { page } = dashboard;
  await openAs(stage, dashboard, member, '/account');
  await banner(page).getByText(`${sample.name} requires multi-factor authentication from`).waitFor();
  await page.getByRole('heading', { name: 'You need another method soon' }).waitFor();
  await look(page, 'home-method-due');
  await page.getByRole('link', { name: 'Activate it now' }).click();
  expect(await page.getByRole('radio', { name: 'authenticator', exact: true }).isChecked()).toBe(true);
  await giveCredentials(page, member, 'Activate');
  const app = await scan(page);
  await enterCode(page, await app.nextCode(), 'Complete MFA Activation');
  await page.getByRole('heading', { name: 'Multi-factor authentication is on' }).waitFor();
  expect(await banner(page).textContent()).toBe(success);
});

test('the password of a sign-in that was stopped is forgotten when the page of the activation is left', async () => {
  const sample = await newOrganization(stage);
  const member = await stage.newPerson();
  await join(stage, sample, member);
  await require(sample);
  const { page, open } = await stage.newDashboard();
  await open('/account');
  await giveCredentials(page, member);
  await page.getByText(`Signing in as ${member.email}.`).waitFor();
  await page.locator('.brand').click();
  await heading(page, 'Sign in').waitFor();
  await page.evaluate('history.back()');
  await page.getByLabel('Password', { exact: true }).waitFor();
  expect(await page.getByText('Signing in as').count()).toBe(0);
  expect(await leftBehind(page)).not.toContain(member.password);
});
