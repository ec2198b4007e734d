import { expect, test } from 'vitest';
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
} from './support/flows.ts';
import { mailedCode } from './support/inbox.ts';
import {
  addApp,
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
  await page.getByText('Activate one. The invitation stays valid').waitFor();
  await look(page, 'invitation-mfa-required');
  await page.getByRole('link', { name: 'Activate multi-factor authentication' }).click();
  await page.getByText('email', { exact: true }).click();
  await giveCredentials(page, invited, 'Activate');
  await enterCode(page, await codeAfter(stage, page, invited), 'Complete MFA Activation');
  await keepRecoveryCodes(page);
  await button(page, 'Accept the invitation').click();
  await page.getByRole('dialog', { name: 'Confirm that it is you' }).waitFor();
  await codeField(page).fill(await codeAfter(stage, page, invited));
  await heading(page, sample.name).waitFor();
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
  await expect.poll(() => page.evaluate('document.activeElement.textContent')).toBe('Members');
});

test('open invitations are on the home page, and are accepted there without the link of the mail', async () => {
  const sample = await newOrganization(stage);
  const invited = await stage.newPerson();
  await stage.activateEmail(invited);
  await invite(sample, invited.email);
  const dashboard = await stage.newDashboard();
  const { page } = dashboard;
  await openAs(stage, dashboard, invited, '/account');
  await page.getByText(`${sample.name} invites you to become a member.`).waitFor();
  await look(page, 'home-invitations');
  await button(page, `Accept the invitation of ${sample.name}`).click();
  await heading(page, sample.name).waitFor();
  await banner(page).getByText(`You are now in ${sample.name}.`).waitFor();
  await dashboard.open('/account');
  await heading(page, 'Hello, Jane Doe').waitFor();
  expect(await page.getByText('invites you to become').count()).toBe(0);
});

test('an invitation on the home page asks for the accepted method that the account has', async () => {
  const sample = await newOrganization(stage, 'authenticator');
  await require(sample, { accept: ['authenticator'] });
  const invited = await stage.newPerson();
  await stage.activateEmail(invited);
  const app = await addApp(invited, await tokenOf(stage, invited));
  await invite(sample, invited.email);
  const dashboard = await stage.newDashboard();
  const { page } = dashboard;
  await openAs(stage, dashboard, invited, '/account');
  await button(page, `Accept the invitation of ${sample.name}`).click();
  const dialog = page.getByRole('dialog', { name: 'Confirm that it is you' });
  // The preferred method is email, which this organization does not accept.
  await dialog.locator('.method').getByText('authenticator', { exact: true }).waitFor();
  await look(page, 'home-invitation-proof');
  await codeField(page).fill(await app.nextCode());
  await heading(page, sample.name).waitFor();
  await banner(page).getByText(`You are now in ${sample.name}.`).waitFor();
});
