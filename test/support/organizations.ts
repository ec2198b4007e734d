import type { FactorType } from '../../core/factors/factor.ts';
import { type Account, accountWith, signInWithFactor } from './accounts.ts';
import { type App, type Person, session } from './people.ts';
import type { Seeder } from './seeded-accounts.ts';
import type { CallAnswer, Service } from './service.ts';
import type { SoftwarePasskey } from './software-authenticator.ts';

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

/** An account that was written straight into the tables, with a session. */
export interface Seeded extends Person {
  readonly token: string;
  /** The app of the first authenticator, if there is one. */
  readonly app: App | undefined;
  readonly passkeys: readonly SoftwarePasskey[];
}

/** An account with these factors, signed in with the first of them: for the price of one password hash. */
export async function seeded(
  service: Service,
  seeder: Seeder,
  ...types: readonly FactorType[]
): Promise<Seeded> {
  const account = await seeder.account(types);
  const [app] = account.apps;
  const token = await (types.length > 0
    ? signInWithFactor(service, account, app)
    : session(service, account));
  return { ...account, token, app };
}

/** An organization of a seeded owner with these factors. */
export async function seededOrganization(
  service: Service,
  seeder: Seeder,
  ...types: readonly FactorType[]
): Promise<{ readonly orgID: string; readonly owner: Seeded }> {
  const owner = await seeded(service, seeder, ...types);
  return { orgID: await createOrganization(service, owner.token), owner };
}

type Rows = readonly Record<string, unknown>[];

/**
 * What is wrong with the stored organizations: each has an owner, and what its row, the rows of its members and the
 * rows of their accounts say of who is in it is the same. Empty, if all is well.
 */
export async function organizationFaults(service: Service): Promise<readonly string[]> {
  const rows = await service.rows('organizations');
  const users = (await service.rows('users')).filter(({ id }) => String(id).startsWith('user#'));
  const members = rows.filter(({ item }) => String(item).startsWith('member#'));
  return [
    ...rows.filter(({ item }) => item === 'organization').flatMap((row) => faultsOf(row, members)),
    ...users.flatMap((user) => membershipFaults(user, members)),
    ...members
      .filter((row) => !users.some(({ userID }) => userID === row['userID']))
      .map((row) => `${row['item']} of ${row['organizationID']} has no account`),
  ];
}

function faultsOf(organization: Record<string, unknown>, members: Rows): readonly string[] {
  const id = String(organization['organizationID']);
  const owners = organization['owners'] as readonly string[];
  const inside = members.filter(({ organizationID }) => organizationID === id);
  const strangers = owners.filter((owner) => !inside.some(({ userID }) => userID === owner));
  return [
    ...(owners.length === 0 ? [`${id} has no owner`] : []),
    ...(new Set(owners).size < owners.length ? [`${id} has an owner twice`] : []),
    ...strangers.map((owner) => `${owner} owns ${id} and is no member`),
    ...(organization['members'] === inside.length
      ? []
      : [`${id} counts ${organization['members']} members and has ${inside.length}`]),
  ];
}

function membershipFaults(user: Record<string, unknown>, members: Rows): readonly string[] {
  const said = [...(user['organizations'] as readonly string[])].sort();
  const stored = members.filter(({ userID }) => userID === user['userID']);
  const held = stored.map(({ organizationID }) => String(organizationID)).sort();
  return JSON.stringify(said) === JSON.stringify(held)
    ? []
    : [`${user['userID']} says ${said.join(' ')} and is in ${held.join(' ')}`];
}

/** When the factors of a member were last undone, as an owner sees it who is asked to confirm the account. */
export async function undoSeen(
  service: Service,
  token: string,
  orgID: string,
  userID: string,
): Promise<string> {
  const { status, body } = await service.call('orgs/list-users', { parameters: { orgID }, token });
  const members = status === 200 ? (body as unknown as { id: string; undoneAt?: string }[]) : [];
  return members.find(({ id }) => id === userID)?.undoneAt ?? new Date(service.clock.now).toISOString();
}
