import type { Page } from 'playwright-core';
import { describe, expect, test } from 'vitest';
import type { Dashboard, Person } from './support/dashboard.ts';
import { newOrganization, type SampleOrganization } from './support/organizations.ts';
import { speakPseudo, untranslated } from './support/pseudo-language.ts';
import { shot, sticksOut } from './support/screens.ts';
import { setStage } from './support/stage.ts';

const stage = setStage();

const languages = { de: 'Deutsch', fr: 'Français', es: 'Español' } as const;

/** What pages show as it came: people's words, names of programs, codes, dates and the names of languages. */
const passedOn = [
  /^(Jane Doe|Sample Organization|Accounts|English|Deutsch|Français|Español|日本語)$/,
  /^\S+@\S+$/,
  /^(Chrome|Firefox|Safari|Edge)( on (Linux|macOS|Windows))?$/,
  /^[A-Z2-7]{4}(-[A-Z2-7]{4})+$/,
  /^\d{1,2}\. \p{L}{3,4}\.? \d{4}|^\d{2}\.\d{2}\.\d{4}/u,
];

/** Opens every main page in turn, at 360 pixels. `look` is called once each is on the screen. */
async function walk(dashboard: Dashboard, look: (name: string) => Promise<void>): Promise<void> {
  const { page, open } = dashboard;
  await page.setViewportSize({ width: 360, height: 740 });
  for (const [name, path] of [
    ['sign-in', '/account'],
    ['register', '/account/register'],
    ['reset', '/account/reset'],
    ['new-password', '/account/reset#token=of-no-account'],
    ['verify', '/account/verify'],
    ['activate', '/account/mfa/activate'],
    ['undo', '/account/mfa/undo#token=of-no-account'],
    ['cancel-reset', '/account/mfa/cancel-reset#token=of-no-account'],
    ['help', '/help/mfa-troubleshooting'],
    ['not-found', '/account/nothing'],
    ['invitation', '/account/accept-invite?code=of-no-invitation'],
  ] as const) {
    await page.goto('about:blank');
    await open(path);
    await settled(page);
    await look(name);
  }
  const sample = await newOrganization(stage);
  await open('/account');
  // Every message of the form is one of the catalogue, too.
  await page.locator('form button[type=submit]').click();
  await look('sign-in-empty');
  await signIn(page, sample.owner, look);
  await walkSignedIn(dashboard, sample, look);
}

async function signIn(page: Page, person: Person, look: (name: string) => Promise<void>): Promise<void> {
  await page.locator('input[name=email]').fill(person.email);
  await page.locator('input[name=password]').fill('not the password');
  await page.locator('form button[type=submit]').click();
  await page.locator('[role=alert] p, p[role=alert]').first().waitFor();
  await look('sign-in-refused');
  await page.locator('input[name=password]').fill(person.password);
  await page.locator('form button[type=submit]').click();
  await page.locator('input[name=otp]').waitFor();
  await look('code');
  await page.locator('input[name=otp]').fill(await stage.codeFor(person));
  await signedIn(page);
}

async function walkSignedIn(
  { page, open }: Dashboard,
  { path }: SampleOrganization,
  look: (name: string) => Promise<void>,
): Promise<void> {
  for (const [name, address] of [
    ['home', '/account'],
    ['settings', '/account/view#mfa'],
    ['terminal-code', '/account/cli'],
    ['organizations', '/organizations'],
    ['new-organization', '/organizations/new'],
    ['organization', path],
  ] as const) {
    await page.goto('about:blank');
    await open(address);
    await signedIn(page);
    await settled(page);
    await look(name);
  }
  await walkDialogs(page, look);
}

/** Opens whatever can be expanded, and each dialog that a page has, until all were looked at. */
async function walkDialogs(page: Page, look: (name: string) => Promise<void>): Promise<void> {
  const expandable = page.locator('main button[aria-expanded=false]');
  for (let count = await expandable.count(); count > 0; count -= 1) await expandable.first().click();
  await look('organization-expanded');
  const buttons = page.locator('main button[type=button]:visible');
  for (let index = 0; index < (await buttons.count()); index += 1) {
    await buttons.nth(index).click();
    if (!(await page.locator('dialog[open]').isVisible())) continue;
    await look(`organization-dialog-${index}`);
    await page.keyboard.press('Escape');
    await page.locator('dialog[open]').waitFor({ state: 'detached' });
  }
}

/** Only the bar of a page that knows the account leads to its settings. */
const signedIn = (page: Page) => page.locator('header a[href="/account/view"]').waitFor();

async function settled(page: Page): Promise<void> {
  await page.getByRole('heading', { level: 1 }).waitFor();
  const loading = page.locator('.loading');
  while ((await loading.count()) > 0) await loading.first().waitFor({ state: 'detached' });
}

test('in a language that is 40 % longer, every text is one of the catalogue, and nothing sticks out at 360 pixels', async () => {
  const dashboard = await stage.newDashboard('de');
  const { page } = dashboard;
  await speakPseudo(page);
  const wrong: string[] = [];
  await walk(dashboard, async (name) => {
    await shot(page, `pseudo-${name}`);
    wrong.push(
      ...(await untranslated(page, passedOn)).map((text) => `${name}: not in the catalogue: ${text}`),
    );
    wrong.push(...(await sticksOut(page)).map((what) => `${name}: sticks out: ${what}`));
  });
  expect(wrong).toEqual([]);
});

describe.each(Object.entries(languages))('in %s', (tag, name) => {
  test('nothing sticks out at 360 pixels, and the page says its language', async () => {
    const dashboard = await stage.newDashboard(tag);
    const { page } = dashboard;
    const wrong: string[] = [];
    await walk(dashboard, async (screen) => {
      await shot(page, `${tag}-${screen}`);
      expect(await page.locator('html').getAttribute('lang')).toBe(tag);
      wrong.push(...(await sticksOut(page)).map((what) => `${screen}: ${what}`));
    });
    expect(wrong).toEqual([]);
  });

  test('an account that chose it has it in every browser from its first paint on', async () => {
    const person = await stage.newPerson();
    const { page, open } = await stage.newDashboard();
    await open('/account');
    await page.locator('input[name=email]').fill(person.email);
    await page.locator('input[name=password]').fill(person.password);
    await page.locator('form button[type=submit]').click();
    await page.getByRole('heading', { name: 'Hello, Jane Doe' }).waitFor();
    await open('/account/view');
    await page.getByRole('button', { name: 'Edit Language' }).click();
    await page.getByLabel('Language', { exact: true }).selectOption({ label: name });
    await page.getByRole('button', { name: 'Save' }).click();
    await expect.poll(() => page.locator('html').getAttribute('lang')).toBe(tag);
    await page.getByText(name, { exact: true }).first().waitFor();

    const other = await stage.newDashboard();
    await other.open('/account');
    await other.page.locator('input[name=email]').fill(person.email);
    await other.page.locator('input[name=password]').fill(person.password);
    await other.page.locator('form button[type=submit]').click();
    await expect.poll(() => other.page.locator('html').getAttribute('lang')).toBe(tag);
    // Without the service, which would tell the language of the account.
    await other.page.route('**/api/**', (route) => route.abort());
    await other.page.reload();
    await other.page.getByRole('heading', { level: 1 }).waitFor();
    expect(await other.page.locator('html').getAttribute('lang')).toBe(tag);
  });
});
