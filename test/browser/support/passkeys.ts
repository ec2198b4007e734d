import type { CDPSession, Page } from 'playwright-core';
import type { Dashboard, Person } from './dashboard.ts';
import { banner, button, giveCredentials, keepRecoveryCodes, success } from './flows.ts';
import type { Stage } from './stage.ts';

/** An authenticator of Chromium, which nobody here wrote, through the debugger. */
interface VirtualAuthenticator {
  readonly cdp: CDPSession;
  readonly id: string;
}

export async function addAuthenticator(
  page: Page,
  more: Record<string, unknown> = {},
): Promise<VirtualAuthenticator> {
  const cdp = await page.context().newCDPSession(page);
  await cdp.send('WebAuthn.enable');
  const { authenticatorId } = await cdp.send('WebAuthn.addVirtualAuthenticator', {
    options: {
      protocol: 'ctap2',
      transport: 'internal',
      hasResidentKey: true,
      hasUserVerification: true,
      isUserVerified: true,
      automaticPresenceSimulation: true,
      ...more,
    },
  });
  return { cdp, id: authenticatorId };
}

export const credentialsOf = async ({ cdp, id }: VirtualAuthenticator) =>
  (await cdp.send('WebAuthn.getCredentials', { authenticatorId: id })).credentials;

export const optionsOfSignIn = '**/api/auth/passkey/options';

/** The sign-in page without options for its autofill, which would sign in at once: the user is taken for present. */
export async function openWithoutAutofill({ page, open }: Dashboard): Promise<void> {
  await page.route(optionsOfSignIn, (route) => route.abort(), { times: 1 });
  const refused = page.waitForEvent('requestfailed');
  await open('/account');
  await refused;
}

/** Activates a passkey signed out; the person is then signed out still. */
export async function activatePasskey({ page, open }: Dashboard, person: Person): Promise<void> {
  await open('/account/mfa/activate?type=passkey');
  await giveCredentials(page, person, 'Activate');
  await button(page, 'Complete MFA Activation').click();
  await keepRecoveryCodes(page);
}

/** Somebody with a passkey who is signed out: the page after the activation gets no options for an autofill. */
export async function withPasskey(stage: Stage, more: Record<string, unknown> = {}) {
  const person = await stage.newPerson();
  const dashboard = await stage.newDashboard();
  const { page } = dashboard;
  const authenticator = await addAuthenticator(page, more);
  await page.route(optionsOfSignIn, (route) => route.abort());
  await activatePasskey(dashboard, person);
  await banner(page).getByText(success).waitFor();
  await page.goto('about:blank');
  await page.unroute(optionsOfSignIn);
  return { person, dashboard, page, authenticator };
}

/** What an app learns of the session: `GET /auth/verify` with the cookie of the page. */
export const verified = (page: Page) =>
  page.evaluate(async () => (await fetch('/api/auth/verify')).json()) as Promise<{
    methods: string[];
    amr: string[];
    acr: string;
  }>;
