import type { FactorType } from '../../core/factors/factor.ts';
import { type Account, accountWith } from './accounts.ts';
import type { App, Person } from './people.ts';
import type { CallAnswer, Service } from './service.ts';

/** An organization with the account that made it. */
export interface Founded {
  readonly orgID: string;
  readonly owner: Account & { readonly app: App };
}

export async function createOrganization(service: Service, token: string, name = 'Acme'): Promise<string> {
  const { status, body } = await service.call('orgs/create', { token, body: { name } });
  if (status !== 201) throw new Error(`no organization: ${JSON.stringify(body)}`);
  return body.id;
}

/** An organization whose owner has these factors, and a fresh session made with the last one. */
export async function foundOrganization(service: Service, ...types: readonly FactorType[]): Promise<Founded> {
  const owner = await accountWith(service, ...types);
  return { orgID: await createOrganization(service, owner.token), owner };
}

export function invite(
  service: Service,
  orgID: string,
  token: string,
  email: string,
  role: string | number = 'member',
): Promise<CallAnswer> {
  return service.call('orgs/invite', { parameters: { orgID }, token, body: { email, role } });
}

/** The code in the link of the last invitation to an address. */
export async function inviteCode(service: Service, email: string): Promise<string> {
  const mails = (await service.mailsTo(email)).filter(({ subject }) => subject.includes('Invitation to'));
  return /accept-invite\?code=([\w-]+)/.exec(mails.at(-1)?.body.text ?? '')?.[1] ?? '';
}

export function accept(service: Service, code: string, token: string): Promise<CallAnswer> {
  return service.call('orgs/accept-invite', { parameters: { inviteCode: code }, token });
}

/** Invites an account and accepts for it. */
export async function join(
  service: Service,
  { orgID, owner }: { readonly orgID: string; readonly owner: { readonly token: string } },
  person: Person & { readonly token: string },
  role: 'owner' | 'member' = 'member',
): Promise<void> {
  const invited = await invite(service, orgID, owner.token, person.email, role);
  if (invited.status !== 201) throw new Error(`not invited: ${JSON.stringify(invited.body)}`);
  const accepted = await accept(service, await inviteCode(service, person.email), person.token);
  if (accepted.status !== 200) throw new Error(`not accepted: ${JSON.stringify(accepted.body)}`);
}

export function requireMfa(
  service: Service,
  orgID: string,
  token: string,
  policy: { required: boolean; accept?: readonly FactorType[]; deadline?: string } = { required: true },
): Promise<CallAnswer> {
  return service.call('orgs/require-mfa', { parameters: { orgID }, token, body: policy });
}
