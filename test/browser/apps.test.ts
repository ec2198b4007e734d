import * as client from 'openid-client';
import { afterAll, beforeAll, describe, expect, inject, test } from 'vitest';
import { type AppServer, type LiveApp, registerLiveApp, startAppServer } from '../support/live-apps.ts';
import type { Dashboard, Person } from './support/dashboard.ts';
import { activateAuthenticator, button, enterCode, giveCredentials, heading } from './support/flows.ts';
import { look } from './support/screens.ts';
import { setStage } from './support/stage.ts';

/*
 * An app that was written with openid-client, a certified library that knows nothing of this service but its address.
 */

const stage = setStage();
const endpoint = inject('operatorEndpoint');
let server: AppServer;
let shop: LiveApp;
let till: LiveApp;

beforeAll(async () => {
  if (endpoint === '') return;
  server = await startAppServer();
  const options = (name: string) => ['--name', name, '--audience', `${name}-${Date.now()}`];
  // A public app of the user's machine may listen on any port.
  shop = await registerLiveApp(endpoint, [...options('Shop'), '--redirect-uri', 'http://127.0.0.1/callback']);
  till = await registerLiveApp(endpoint, [
    ...options('Till'),
    '--redirect-uri',
    `${server.origin}/callback`,
    '--confidential',
  ]);
});
afterAll(() => server?.close());

const configure = ({ id, secret }: LiveApp): Promise<client.Configuration> => {
  const authentication = secret === undefined ? client.None() : client.ClientSecretBasic(secret);
  const execute = [client.allowInsecureRequests];
  return client.discovery(new URL(stage.baseUrl), id, undefined, authentication, { execute });
};

/** A browser that is still on its way back cannot be sent on. */
const isCallback = (url: URL) => url.pathname === '/callback';

/** What the app remembers between sending its user away and getting the user back. */
async function begin(config: client.Configuration, more: Readonly<Record<string, string>> = {}) {
  const verifier = client.randomPKCECodeVerifier();
  const checks = {
    pkceCodeVerifier: verifier,
    expectedState: client.randomState(),
    expectedNonce: client.randomNonce(),
  };
  const address = client.buildAuthorizationUrl(config, {
    redirect_uri: `${server.origin}/callback`,
    scope: 'openid profile email groups',
    code_challenge: await client.calculatePKCECodeChallenge(verifier),
    code_challenge_method: 'S256',
    state: checks.expectedState,
    nonce: checks.expectedNonce,
    ...more,
  });
  return { address: address.href, checks };
}

async function signInWithAuthenticator(
  dashboard: Dashboard,
  person: Person,
  app: { nextCode(): Promise<string> },
) {
  await giveCredentials(dashboard.page, person);
  await enterCode(dashboard.page, await app.nextCode(), 'Submit');
}

describe.skipIf(endpoint === '')('an app', () => {
  test('signs its user in by the page of the service, and knows who it is and how', async () => {
    const person = await stage.newPerson();
    const { app } = await activateAuthenticator(await stage.newDashboard(), person);
    const dashboard = await stage.newDashboard();
    const { page } = dashboard;
    for (const registered of [shop, till]) {
      const config = await configure(registered);
      const { address, checks } = await begin(config);
      const back = server.cameBack();
      await page.goto(address);
      if (registered === shop) {
        await page.getByText('Sign in to continue to Shop.').waitFor();
        await look(page, 'authorize-signed-out');
        await signInWithAuthenticator(dashboard, person, app);
      }
      // Whoever is signed in goes on at once.
      const tokens = await client.authorizationCodeGrant(config, await back, checks);
      await page.waitForURL(isCallback);
      expect(tokens.claims()).toMatchObject({
        iss: stage.baseUrl,
        aud: registered.id,
        email: person.email,
        email_verified: true,
        name: person.name,
        acr: 'aal2',
        amr: ['pwd', 'otp', 'mfa'],
        groups: [],
      });
      const sub = tokens.claims()?.sub ?? '';
      expect(await client.fetchUserInfo(config, tokens.access_token, sub)).toMatchObject({
        email: person.email,
      });
      // openid-client holds the answer to its issuer, state, nonce and PKCE; a code is good once.
      const again = new URL(await back);
      await expect(client.authorizationCodeGrant(config, again, checks)).rejects.toMatchObject({
        error: 'invalid_grant',
      });
      await expect(client.fetchUserInfo(config, tokens.access_token, sub)).rejects.toThrow();
    }
  });

  test('that requires a recent proof has its user confirm, and one that cancels comes back without an account', async () => {
    const person = await stage.newPerson();
    const dashboard = await stage.newDashboard();
    const { page } = dashboard;
    const config = await configure(shop);
    const first = await begin(config);
    const back = server.cameBack();
    await page.goto(first.address);
    await giveCredentials(page, person);
    await client.authorizationCodeGrant(config, await back, first.checks);
    await page.waitForURL(isCallback);

    const confirmed = await begin(config, { prompt: 'login' });
    const backAgain = server.cameBack();
    await page.goto(confirmed.address);
    await page.getByRole('dialog').getByLabel('Your password', { exact: true }).fill(person.password);
    await page.getByRole('dialog').getByRole('button', { name: 'Confirm', exact: true }).click();
    const tokens = await client.authorizationCodeGrant(config, await backAgain, confirmed.checks);
    expect(Number(tokens.claims()?.auth_time)).toBeGreaterThan(Date.now() / 1000 - 120);
    await page.waitForURL(isCallback);

    const strong = await begin(config, { acr_values: 'aal2' });
    const withoutAccount = server.cameBack();
    await page.goto(strong.address);
    await heading(page, 'Shop requires another sign-in method').waitFor();
    await look(page, 'authorize-factor-needed');
    await button(page, 'Cancel').click();
    await expect(
      client.authorizationCodeGrant(config, await withoutAccount, strong.checks),
    ).rejects.toMatchObject({
      error: 'access_denied',
    });
  });

  test('with an address that is not registered gets nobody, and an old address is explained', async () => {
    const { page } = await stage.newDashboard();
    const config = await configure(shop);
    const { address } = await begin(config, { redirect_uri: 'https://evil.example/callback' });
    await page.goto(address);
    await heading(page, 'The app could not be signed in to').waitFor();
    await page.getByText('not registered for it').waitFor();
    await look(page, 'authorize-failed');
    await page.goto(`${stage.baseUrl}/authorize/${'a'.repeat(43)}`);
    await heading(page, 'This sign-in has expired').waitFor();
    await look(page, 'authorize-over');
  });
});
