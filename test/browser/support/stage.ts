import type { Browser } from 'playwright-core';
import { afterAll, afterEach, beforeAll, expect, inject } from 'vitest';
import { launchChromium } from '../chromium.ts';
import { activateEmail, type Dashboard, newPerson, openDashboard, type Person } from './dashboard.ts';
import { mailedCode, mailedLink } from './inbox.ts';

/** What a file of browser tests stands on: a running service, a browser, and people with accounts. */
export interface Stage {
  readonly baseUrl: string;
  readonly inboxUrl: string;
  /** A fresh browser profile with the dashboard; closed after the test, which fails if a page complained. */
  newDashboard(locale?: string): Promise<Dashboard>;
  newPerson(): Promise<Person>;
  /** Enables email codes for a person, over the API; returns the recovery codes. */
  activateEmail(person: Person): Promise<string[]>;
  codeFor(person: Person): Promise<string>;
  linkFor(person: Person, path: string): Promise<string>;
}

export function setStage(): Stage {
  const baseUrl = inject('baseUrl');
  const inboxUrl = inject('inboxUrl');
  let browser: Browser | undefined;
  const open: Dashboard[] = [];

  beforeAll(async () => {
    browser = await launchChromium();
  }, 300_000);
  afterEach(async () => {
    const complaints = open.flatMap((dashboard) => dashboard.complaints);
    await Promise.all(open.splice(0).map(({ context }) => context.close()));
    expect(complaints).toEqual([]);
  });
  afterAll(async () => {
    await browser?.close();
  });
  return {
    baseUrl,
    inboxUrl,
    async newDashboard(locale) {
      if (!browser) throw new Error('The browser has not started.');
      const dashboard = await openDashboard(browser, baseUrl, locale);
      open.push(dashboard);
      return dashboard;
    },
    newPerson: () => newPerson(baseUrl, inboxUrl),
    activateEmail: (person) => activateEmail(baseUrl, inboxUrl, person),
    codeFor: ({ email }) => mailedCode(inboxUrl, email),
    linkFor: ({ email }, path) => mailedLink(inboxUrl, email, path),
  };
}
