import type { SesEmulator } from './emulators/ses.ts';

export interface DemoAccount {
  readonly email: string;
  readonly name: string;
  readonly password: string;
}

/** The accounts that a new local run starts with. The README lists them too. */
export const demoAccounts: readonly DemoAccount[] = [
  { email: 'owner@example.com', name: 'Olivia Owner', password: 'olive-harbor-lantern-41' },
  { email: 'member@example.com', name: 'Max Member', password: 'maple-copper-meadow-52' },
  { email: 'alex@example.com', name: 'Alex Example', password: 'amber-canyon-violin-63' },
];

/**
 * Creates the demo accounts through the public API, as people would, and deletes the mails that this caused. An account that
 * exists already stays as it is.
 * @param origin of the API, without a path. @throws Error with the response of the API
 */
export async function seed(origin: string, ses: Pick<SesEmulator, 'inbox' | 'clearInbox'>): Promise<void> {
  await Promise.all(demoAccounts.map((account) => register(origin, ses, account)));
  await createOrganization(origin, ses);
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
  // Without a code it is the notice that the email address has an account.
  if (code !== undefined) await post(`${origin}/api/account/verify-email`, { registrationID, code });
}

/** Creates Olivia's organization with Max as a member, unless she has one already. */
async function createOrganization(origin: string, ses: Pick<SesEmulator, 'inbox'>): Promise<void> {
  const [owner, member] = demoAccounts;
  if (!owner || !member) return;
  const token = await signIn(origin, owner);
  // Demo accounts that someone has changed stay as they are.
  if (token === undefined || (await organizationsOf(origin, token)).length > 0) return;
  const { id } = await post(`${origin}/api/orgs`, { name: 'Sample Organization' }, token);
  for (const name of ['production', 'staging'])
    await post(`${origin}/api/orgs/${id}/environments`, { name }, token);
  await post(`${origin}/api/orgs/${id}/invites`, { email: member.email, role: 'member' }, token);
  const mails = (await ses.inbox()).filter((mail) => mail.destination.to.includes(member.email));
  const code = /accept-invite\?code=([\w-]+)/.exec(mails.at(-1)?.body.text ?? '')?.[1];
  const memberToken = await signIn(origin, member);
  if (code && memberToken) await post(`${origin}/api/orgs/accept-invite/${code}`, {}, memberToken);
}

async function signIn(origin: string, { email, password }: DemoAccount): Promise<string | undefined> {
  const answer = await request(`${origin}/api/auth/signin`, { identifier: email, password });
  const { sessionToken } = answer.ok
    ? ((await answer.json()) as { sessionToken?: string })
    : { sessionToken: undefined };
  return sessionToken;
}

async function organizationsOf(origin: string, token: string): Promise<readonly unknown[]> {
  const answer = await fetch(`${origin}/api/orgs`, { headers: { authorization: `Bearer ${token}` } });
  return (await answer.json()) as readonly unknown[];
}

function request(url: string, body: object, token?: string): Promise<Response> {
  return fetch(url, {
    method: 'POST',
    headers: { 'content-type': 'application/json', ...(token && { authorization: `Bearer ${token}` }) },
    body: JSON.stringify(body),
  });
}

async function post(url: string, body: object, token?: string): Promise<Record<string, unknown>> {
  const answer = await request(url, body, token);
  const text = await answer.text();
  if (!answer.ok) throw new Error(`The demo accounts could not be created: ${answer.status} ${text}`);
  return JSON.parse(text) as Record<string, unknown>;
}
