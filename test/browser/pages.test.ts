import { readdirSync, readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { gzipSync } from 'node:zlib';
import { expect, test } from 'vitest';
import { siteHeaders } from '../../lib/security-headers.ts';
import { button, heading, signIn } from './support/flows.ts';
import { look } from './support/screens.ts';
import { setStage } from './support/stage.ts';

const stage = setStage();
const siteFolder = fileURLToPath(new URL('../../build/site', import.meta.url));

test('every page comes with the security headers that CloudFront sends, and nothing inline', async () => {
  for (const path of ['/account', '/account/mfa/activate', '/account/view', '/no/such/page']) {
    const response = await fetch(stage.baseUrl + path);
    for (const [name, value] of Object.entries(siteHeaders)) expect(response.headers.get(name)).toBe(value);
    const html = await response.text();
    expect(html).not.toMatch(/<script(?![^>]*\ssrc=)|<style|\sstyle=|\son[a-z]+=/i);
  }
});

const passkeyLibrary = /\/assets\/esm-/;

test('at most 60 KB of JavaScript, compressed, come before the sign-in form works, in every language', async () => {
  const languages = readdirSync(`${siteFolder}/assets`).flatMap(
    (name) => /^text-([\w-]+)\.index-/.exec(name)?.[1] ?? [],
  );
  expect(languages.length).toBeGreaterThan(0);
  for (const language of ['en', ...languages]) {
    const { page, open } = await stage.newDashboard(language);
    const loaded = new Set<string>();
    page.on('request', (request) => {
      const path = new URL(request.url()).pathname;
      if (path.endsWith('.js')) loaded.add(path);
    });
    // The library that talks to passkeys comes on demand: the form works without it.
    await page.route(passkeyLibrary, (route) => {
      loaded.delete(new URL(route.request().url()).pathname);
      return route.abort();
    });
    await open('/account');
    await page.locator('form button[type=submit]').click();
    await page.locator('form [role=alert] p').first().waitFor();
    expect(await page.locator('html').getAttribute('lang')).toBe(language);
    const sizeOf = (path: string) => gzipSync(readFileSync(siteFolder + path)).length;
    const bytes = [...loaded].reduce((sum, path) => sum + sizeOf(path), 0);
    expect(bytes, language).toBeGreaterThan(20 * 1024);
    expect(bytes, language).toBeLessThanOrEqual(60 * 1024);
    await page.context().close();
  }
});

test('browsers, phones, search engines and password managers find what they ask for', async () => {
  for (const [path, type] of [
    ['/favicon.ico', 'image/vnd.microsoft.icon'],
    ['/apple-touch-icon.png', 'image/png'],
    ['/manifest.webmanifest', 'application/manifest+json'],
    ['/robots.txt', 'text/plain'],
  ]) {
    const answer = await fetch(stage.baseUrl + path);
    expect([answer.status, answer.headers.get('content-type')], path).toEqual([200, type]);
  }
  const change = await fetch(`${stage.baseUrl}/.well-known/change-password`, { redirect: 'manual' });
  expect([change.status, change.headers.get('location')]).toEqual([302, '/account/view']);
  const probe = '/.well-known/resource-that-should-not-exist-whose-status-code-should-not-be-200';
  expect((await fetch(stage.baseUrl + probe)).ok).toBe(false);
});

test('a page that is not there says so', async () => {
  const { page, open } = await stage.newDashboard();
  await open('/account/nothing/here');
  await heading(page, 'There is no such page').waitFor();
  await look(page, 'not-found');
});

test('the keyboard alone signs in, opens a dialog and leaves it where it began', async () => {
  const person = await stage.newPerson();
  const { page, open } = await stage.newDashboard();
  await open('/account');
  await page.keyboard.type(person.email);
  await page.keyboard.press('Tab');
  await page.keyboard.type(person.password);
  await page.keyboard.press('Enter');
  await heading(page, 'Hello, Jane Doe').waitFor();
  await page.getByRole('link', { name: 'Activate it now' }).focus();
  await page.keyboard.press('Enter');
  await heading(page, 'Activate multi-factor authentication for your account').waitFor();
  await page.goBack();
  await heading(page, 'Hello, Jane Doe').waitFor();
  await expect.poll(() => page.evaluate('document.activeElement.tagName')).toBe('H1');
  await page.getByRole('link', { name: `${person.email}: account settings` }).focus();
  await page.keyboard.press('Enter');
  await button(page, 'Expand MFA').focus();
  await page.keyboard.press('Space');
  await button(page, 'Enable email').focus();
  await page.keyboard.press('Enter');
  await page.getByRole('dialog').waitFor();
  await page.keyboard.press('Escape');
  await page.getByRole('dialog').waitFor({ state: 'hidden' });
  expect(await page.evaluate('document.activeElement.textContent')).toBe('Enable email');
});

test('every wait shows itself, without motion for who wants none', async () => {
  const person = await stage.newPerson();
  const dashboard = await stage.newDashboard();
  const { page, context } = dashboard;
  await signIn(dashboard, person);
  await dashboard.open('/account/view');
  let release = () => {};
  const held = new Promise<void>((resolve) => {
    release = resolve;
  });
  await context.route('**/api/account', async (route) => {
    if (route.request().method() === 'PATCH') await held;
    await route.continue();
  });
  await button(page, 'Edit Name').click();
  await page.getByLabel('Name', { exact: true }).fill('Jane Roe');
  await button(page, 'Save').click();
  await button(page, 'Saving…').waitFor();
  await look(page, 'settings-saving');
  const animation = () => page.evaluate("getComputedStyle(document.querySelector('.spinner')).animationName");
  expect(await animation()).not.toBe('none');
  await page.emulateMedia({ reducedMotion: 'reduce' });
  expect(await animation()).toBe('none');
  release();
  await page.locator('.banner', { hasText: 'Your name has been changed.' }).waitFor();
});
