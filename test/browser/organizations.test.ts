import { readFile } from 'node:fs/promises';
import { expect, test } from 'vitest';
import { call } from '../support/live-client.ts';
import { scan } from './support/authenticator.ts';
import type { Person } from './support/dashboard.ts';
import {
  banner,
  button,
  codeAfter,
  codeField,
  giveCredentials,
  heading,
  keepRecoveryCodes,
  leftBehind,
  signIn,
  success,
} from './support/flows.ts';
import { mailedCode } from './support/inbox.ts';
import {
  activateApp,
  credentialsOf,
  invitationCode,
  invite,
  join,
  newOrganization,
  openAs,
  region,
  require,
  tokenOf,
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
  await other.getByText(`${sample.name} requires multi-factor authentication.`).waitFor();
  await look(other, 'sign-in-mfa-required');
  await other.getByRole('link', { name: 'Activate multi-factor authentication' }).click();
  expect(await other.getByLabel('Email', { exact: true }).inputValue()).toBe(member.email);
  await other.getByText('email', { exact: true }).click();
  await giveCredentials(other, member, 'Activate');
  await codeField(other).fill(await codeAfter(stage, other, member));
  await keepRecoveryCodes(other);
  await heading(other, 'Sign in').waitFor();
  expect(await banner(other).textContent()).toBe(success);
  await giveCredentials(other, member);
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
  await codeField(page).fill(await codeAfter(stage, page, member));
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
  await codeField(page).fill(await own.nextCode());
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
  await region(page, mfaState).getByText('Accepted methods: authenticator.').waitFor();

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
  await codeField(other).fill(await app.nextCode());
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
  await codeField(page).fill(await app.nextCode());
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
  await page.getByText('1 of 2 members have no accepted method today.').waitFor();
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
  await codeField(page).fill(await app.nextCode());
  await page.getByRole('heading', { name: 'Multi-factor authentication is on' }).waitFor();
  expect(await banner(page).textContent()).toBe(success);
});

test('an invitation accepted by a new account: the code out of the address, registration, one click', async () => {
  const sample = await newOrganization(stage);
  const [owners, guests] = [await stage.newDashboard(), await stage.newDashboard()];
  const guest = {
    email: `guest-${Date.now().toString(36)}@example.com`,
    password: 'seven calm lanterns',
    name: 'Jane Doe',
  };
  await openAs(stage, owners, sample.owner, sample.path);
  const { page } = owners;
  const invitations = region(page, 'Invitations');
  await button(page, 'Send invitation').click();
  await invitations.getByText('Enter your email address.').waitFor();
  await invitations.getByLabel('Email').fill(guest.email);
  await button(page, 'Send invitation').click();
  await banner(page).getByText(`The invitation is on its way to ${guest.email}.`).waitFor();
  await invitations.getByText('open', { exact: true }).waitFor();
  await invitations.getByLabel('Email').fill(guest.email);
  await button(page, 'Send invitation').click();
  await invitations.getByText('This address has an open invitation.').waitFor();
  expect(await invitations.getByLabel('Email').inputValue()).toBe(guest.email);
  await look(page, 'organization-invitations');

  const other = guests.page;
  const code = await invitationCode(stage, guest);
  await guests.open(`/account/accept-invite?code=${code}`);
  await heading(other, `Join ${sample.name}`).waitFor();
  expect(await leftBehind(other)).not.toContain(code);
  await look(other, 'invitation-signed-out');
  await other.getByRole('link', { name: 'Register', exact: true }).click();
  expect(await other.getByLabel('Email', { exact: true }).inputValue()).toBe(guest.email);
  await other.getByLabel('Name (optional)').fill(guest.name);
  await other.getByLabel('Password', { exact: true }).fill(guest.password);
  await button(other, 'Register').click();
  await heading(other, 'Confirm your address').waitFor();
  await other.getByLabel('Code', { exact: true }).fill(await mailedCode(stage.inboxUrl, guest.email));
  await heading(other, `Join ${sample.name}`).waitFor();
  await other.getByRole('link', { name: 'Sign in', exact: true }).click();
  await giveCredentials(other, guest);
  await button(other, 'Accept the invitation').waitFor();
  await look(other, 'invitation');
  await button(other, 'Accept the invitation').click();
  await heading(other, sample.name).waitFor();
  await banner(other).getByText(`You are now a member of ${sample.name}.`).waitFor();
  await guests.open(`/account/accept-invite?code=${code}`);
  await heading(other, 'This invitation no longer works').waitFor();
  await look(other, 'invitation-dead');
  await other.reload();
  await heading(other, 'Open the link again').waitFor();
  await look(other, 'invitation-without-code');

  await page.reload();
  await invitations.getByText('accepted', { exact: true }).waitFor();
});

test('an invitation: the wrong account is led out, and one that must have a factor first to it', async () => {
  const sample = await newOrganization(stage);
  await require(sample);
  const [invited, stranger] = [await stage.newPerson(), await stage.newPerson()];
  await invite(sample, invited.email);
  const dashboard = await stage.newDashboard();
  const { page, open } = dashboard;
  await signIn(dashboard, stranger);
  await open(`/account/accept-invite?code=${await invitationCode(stage, invited)}`);
  await page.getByText(`you are signed in as ${stranger.email}`).waitFor();
  await look(page, 'invitation-wrong-account');
  await button(page, 'Log out and continue').click();
  await page.getByRole('link', { name: 'Sign in', exact: true }).click();
  await giveCredentials(page, invited);
  await button(page, 'Accept the invitation').click();
  await page.getByText('Activate one. The invitation stays valid').waitFor();
  await look(page, 'invitation-mfa-required');
  await page.getByRole('link', { name: 'Activate multi-factor authentication' }).click();
  await page.getByText('email', { exact: true }).click();
  await giveCredentials(page, invited, 'Activate');
  await codeField(page).fill(await codeAfter(stage, page, invited));
  await keepRecoveryCodes(page);
  await button(page, 'Accept the invitation').click();
  await page.getByRole('dialog', { name: 'Confirm that it is you' }).waitFor();
  await codeField(page).fill(await codeAfter(stage, page, invited));
  await heading(page, sample.name).waitFor();
});

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

test('a removed member, a revoked invitation and one that is sent again', async () => {
  const sample = await newOrganization(stage);
  const member = await stage.newPerson();
  await join(stage, sample, member);
  const invited = { email: `late-${Date.now().toString(36)}@example.com` };
  await invite(sample, invited.email);
  const dashboard = await stage.newDashboard();
  const { page } = dashboard;
  await openAs(stage, dashboard, sample.owner, sample.path);
  const invitations = region(page, 'Invitations');
  await invitations.getByRole('button', { name: `Send again ${invited.email}` }).click();
  await invitations
    .getByText(/Wait \d+ seconds/)
    .first()
    .waitFor();
  await invitations.getByRole('button', { name: `Revoke ${invited.email}` }).click();
  await look(page, 'organization-revoke-confirm');
  await button(page, 'Yes, revoke it').click();
  await invitations.getByText('revoked', { exact: true }).waitFor();
  const row = region(page, 'Members').getByRole('listitem').filter({ hasText: member.email });
  await row.getByRole('button', { name: /^Manage/ }).click();
  await row.getByRole('button', { name: /^Remove/ }).click();
  await button(page, 'Yes, remove').click();
  await row.waitFor({ state: 'detached' });
  await region(page, 'Events').getByText('Jane Doe removed').waitFor();
  // Its button is gone: the keyboard goes on at its list.
  await page.waitForFunction("document.activeElement.textContent === 'Members'");
});

test('an organization under the keyboard alone, and a server that is busy keeps what was chosen', async () => {
  const sample = await newOrganization(stage, 'authenticator');
  const member = await stage.newPerson();
  await join(stage, sample, member);
  const dashboard = await stage.newDashboard();
  const { page, context, open } = dashboard;
  await signIn(dashboard, member);
  await button(page, 'Organizations').focus();
  await page.keyboard.press('Tab');
  await page.keyboard.press('Enter');
  await heading(page, sample.name).waitFor();
  await page.waitForFunction("document.activeElement.tagName === 'H1'");
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

  await context.route('**/api/orgs/*/users', (route) => route.abort(), { times: 1 });
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
