import type { SesEmulator } from './emulators/ses.ts';

export interface DemoAccount {
  readonly email: string;
  readonly name: string;
  readonly password: string;
}

/** What a fresh local run starts with; they stand in the README too. */
export const demoAccounts: readonly DemoAccount[] = [
  { email: 'owner@example.com', name: 'Olivia Owner', password: 'olive-harbor-lantern-41' },
  { email: 'member@example.com', name: 'Max Member', password: 'maple-copper-meadow-52' },
  { email: 'alex@example.com', name: 'Alex Example', password: 'amber-canyon-violin-63' },
];

/**
 * Makes the demo accounts through the public API, as people would, and clears the inbox of the mails that took. An
 * account that is there already stays as it is.
 * @param origin of the API, without a path. @throws Error what the API answered
 */
export async function seed(origin: string, ses: Pick<SesEmulator, 'inbox' | 'clearInbox'>): Promise<void> {
  await Promise.all(demoAccounts.map((account) => register(origin, ses, account)));
  // Sample Organization, with Olivia as its owner and Max as a member, belongs here once organizations exist.
  await ses.clearInbox();
}

async function register(
  origin: string,
  ses: Pick<SesEmulator, 'inbox'>,
  { email, name, password }: DemoAccount,
): Promise<void> {
  const { registrationID } = await post(`${origin}/api/account/register`, { email, name, password });
  const mails = (await ses.inbox()).filter((mail) => mail.destination.to.includes(email));
  const code = /\b(\d{6})$/.exec(mails.at(-1)?.subject ?? '')?.[1];
  // Without a code it is the notice that the address has an account.
  if (code !== undefined) await post(`${origin}/api/account/verify-email`, { registrationID, code });
}

async function post(url: string, body: object): Promise<Record<string, unknown>> {
  const answer = await fetch(url, {
    method: 'POST',
    headers: { 'content-type': 'application/json' },
    body: JSON.stringify(body),
  });
  const text = await answer.text();
  if (!answer.ok) throw new Error(`The demo accounts could not be made: ${answer.status} ${text}`);
  return JSON.parse(text) as Record<string, unknown>;
}
