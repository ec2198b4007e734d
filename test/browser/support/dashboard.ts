import type { Browser, BrowserContext, Page } from 'playwright-core';
import { registrationSource, send } from '../../support/live-client.ts';
import { mailedCode } from './inbox.ts';

/** For what never comes: a busy machine is no failure. */
const patienceMilliseconds = 120_000;

/** A person's browser with the dashboard in it. */
export interface Dashboard {
  readonly page: Page;
  readonly context: BrowserContext;
  /** What no page may do: break the content security policy, throw, or log an error. */
  readonly complaints: string[];
  open(path: string): Promise<void>;
}

/** @param locale The first language of the browser. */
export async function openDashboard(browser: Browser, baseUrl: string, locale = 'en-GB'): Promise<Dashboard> {
  const context = await browser.newContext({ viewport: { width: 1100, height: 800 }, locale });
  context.setDefaultTimeout(patienceMilliseconds);
  const page = await context.newPage();
  const complaints: string[] = [];
  watch(page, complaints);
  context.on('page', (other) => watch(other, complaints));
  return {
    page,
    context,
    complaints,
    async open(path) {
      await page.goto(baseUrl + path);
      await page.getByRole('heading', { level: 1 }).waitFor();
    },
  };
}

function watch(page: Page, complaints: string[]): void {
  page.on('pageerror', (error) => complaints.push(String(error)));
  page.on('console', (message) => {
    // The browser itself logs each refused or failed request; the dashboard shows them to the reader.
    if (message.type() === 'error' && !/Failed to load resource/.test(message.text()))
      complaints.push(message.text());
  });
}

export interface Person {
  readonly email: string;
  readonly password: string;
  readonly name: string;
}

let people = 0;

/** Somebody with an account and no second factor, registered over the API. */
export async function newPerson(baseUrl: string, inboxUrl: string): Promise<Person> {
  people += 1;
  const person = {
    email: `person-${people}-${Date.now().toString(36)}@example.com`,
    password: 'a quiet river of nine stones',
    name: 'Jane Doe',
  };
  const from = registrationSource(people);
  const asked = await send('POST', `${baseUrl}/api/account/register`, { body: person, from });
  const { registrationID } = asked.body;
  await post(baseUrl, '/account/verify-email', {
    registrationID,
    code: await mailedCode(inboxUrl, person.email),
  });
  return person;
}

export async function post<Answer = Record<string, string>>(
  baseUrl: string,
  path: string,
  body: object,
): Promise<Answer> {
  const response = await fetch(`${baseUrl}/api${path}`, {
    method: 'POST',
    headers: { 'content-type': 'application/json' },
    body: JSON.stringify(body),
  });
  if (!response.ok) throw new Error(`${path}: ${response.status} ${await response.text()}`);
  return (await response.json()) as Answer;
}

/** Activates email codes over the API, where a test is about what comes after; returns the recovery codes. */
export async function activateEmail(baseUrl: string, inboxUrl: string, person: Person): Promise<string[]> {
  const credentials = { identifier: person.email, password: person.password };
  const { activationID } = await post(baseUrl, '/mfa/activations', { type: 'email', ...credentials });
  const completion = { otp: await mailedCode(inboxUrl, person.email), preferred: true };
  const { recoveryCodes } = await post<{ recoveryCodes: string[] }>(
    baseUrl,
    `/mfa/activations/${activationID}`,
    completion,
  );
  return recoveryCodes;
}
