import type { User } from '../../../core/accounts/user.ts';
import type { FactorType, Method } from '../../../core/factors/factor.ts';
import { type Change, update } from '../../../core/kernel/change.ts';
import { type Decision, isRefused } from '../../../core/kernel/decision.ts';
import { createOrganization } from '../../../core/organizations/create-organization.ts';
import { joinOrganization } from '../../../core/organizations/membership.ts';
import { type Organization, organizationKey } from '../../../core/organizations/organization.ts';
import { createSession } from '../../../core/sign-in/session.ts';
import { addKey, parsePublicKey } from '../../../core/sign-in/ssh-key.ts';
import { verifiedByPassword } from '../../../core/sign-in/verified.ts';
import type { StepName } from '../../../functions/steps.ts';
import { type Client, keepTokens, newBrowser, presentedBy } from '../../support/devices.ts';
import type { MemoryService } from '../../support/memory-service.ts';
import type { App } from '../../support/people.ts';
import { type SeededAccount, seederOf } from '../../support/seeded-accounts.ts';
import type { CallAnswer, CallRequest } from '../../support/service.ts';
import type { SoftwarePasskey } from '../../support/software-authenticator.ts';
import type { SshKey } from '../../support/ssh-keys.ts';
import { circumstances } from '../../support/users.ts';

/**
 * What an attacker can have from the beginning. The sessions are eleven minutes old. `passkey` is one that is unlocked, and
 * `device` what a browser keeps that the victim trusts with the second factor.
 */
export const possessions = [
  'mailbox',
  'password',
  'authenticator',
  'passkey',
  'device',
  'dashboard session',
  'cli session',
  'ssh key',
  'member account',
  'owner account',
] as const;
export type Possession = (typeof possessions)[number];

export interface Beginning {
  readonly factors: readonly FactorType[];
  readonly role: 'owner' | 'member';
  readonly requirement: 'none' | 'upcoming' | 'in force';
  readonly accept: readonly FactorType[];
  readonly held: readonly Possession[];
}

export interface HeldSession {
  token: string;
  readonly of: 'victim' | 'mallory';
}

/** Something that can be redeemed once: a code for a challenge, or a link. */
export interface Redemption {
  readonly key: string;
  redeem(): Promise<boolean>;
}

export const day = 86_400_000;
export const victimsNewPassword = 'seven teapots of the victim';
export const attackersPassword = 'a kettle of the attacker';

/** The service, the victim, the organization, and all that the attacker has and has learned. */
export interface World {
  readonly service: MemoryService;
  readonly begin: Beginning;
  readonly victim: SeededAccount;
  readonly mallory: SeededAccount;
  readonly otherOwner: SeededAccount;
  readonly orgID: string;
  readonly victimsKey: SshKey;
  readonly has: (possession: Possession) => boolean;
  /** What the victim's change of the password has made worthless. */
  readonly revoked: Set<Possession>;
  readonly sessions: HeldSession[];
  /** Apps of the victim's account: stolen, or enabled by the attacker. */
  readonly apps: App[];
  /** Passkeys that answer for the victim's account: stolen, or enabled by the attacker. */
  readonly passkeys: SoftwarePasskey[];
  /** The victim's trusted browser, if the attacker has its cookies. */
  device: Client | undefined;
  readonly recoveryCodes: string[];
  /** Codes that the dashboard showed for a terminal. */
  readonly browserCodes: string[];
  readonly redemptions: Redemption[];
  readonly redeemed: Map<string, number>;
  password: string | undefined;
  /** The victim's factors were undone by a link, or reset by Mallory as an owner. */
  lost: 'undone' | 'reset' | undefined;
  /** Whether an owner had to confirm the victim after the undo. */
  mustBeConfirmed: boolean;
  ticked: number;
  /** The last operation that was called by itself. */
  lastCall: LastCall | undefined;
}

export interface LastCall {
  readonly name: StepName;
  readonly session: HeldSession;
  readonly answer: CallAnswer;
}

/** Accounts, the organization and what the attacker has: eleven minutes before anything is done with it. */
export async function begin(service: MemoryService, beginning: Beginning, key: SshKey): Promise<World> {
  const seeder = await seederOf(service, { kept: service.store, keys: service.keys });
  const victim = await seeder.account(beginning.factors);
  const mallory = await seeder.account(['authenticator', 'email']);
  const otherOwner = await seeder.account(['authenticator']);
  const revoked = new Set<Possession>();
  const has = (possession: Possession) => beginning.held.includes(possession) && !revoked.has(possession);
  const world: World = {
    service,
    begin: beginning,
    victim,
    mallory,
    otherOwner,
    orgID: 'acme',
    victimsKey: key,
    has,
    revoked,
    sessions: [],
    apps: has('authenticator') ? [...victim.apps] : [],
    passkeys: has('passkey') ? [...victim.passkeys] : [],
    device: undefined,
    recoveryCodes: [],
    browserCodes: [],
    redemptions: [],
    redeemed: new Map(),
    password: has('password') ? victim.password : undefined,
    lost: undefined,
    mustBeConfirmed: false,
    ticked: 0,
    lastCall: undefined,
  };
  await foundOrganization(world);
  if (has('ssh key')) await addVictimsKey(world);
  if (has('device')) world.device = await trustedBrowser(world);
  for (const kind of ['dashboard', 'cli'] as const)
    if (has(`${kind} session`)) world.sessions.push(await steal(world, user(world, victim), kind));
  service.clock.now += 11 * 60_000;
  return world;
}

/** Signs in with the password of an account. */
export function signInAt(
  { call }: MemoryService,
  { email, password }: { readonly email: string; readonly password: string },
  request: CallRequest = {},
): Promise<CallAnswer> {
  return call('auth/sign-in', { body: { identifier: email, password }, ...request });
}

async function commit({ service }: World, changes: readonly Change[]): Promise<void> {
  if (!(await service.store.commit(changes)).committed) throw new Error('the beginning was not committed');
}

/** What a decision of the beginning changes. */
function changesOf(decision: Decision<unknown, unknown>): readonly Change[] {
  if (isRefused(decision)) throw new Error(decision.refuse.reason);
  return decision.commit;
}

async function foundOrganization(world: World): Promise<void> {
  const { service, begin: beginning, orgID, victim, mallory, otherOwner, has } = world;
  const { now } = service.clock;
  await commit(world, changesOf(createOrganization(user(world, otherOwner), orgID, 'Acme', now)));
  const join = async (account: SeededAccount, role: 'owner' | 'member') =>
    commit(world, joinOrganization(user(world, account), await organization(service, orgID), role, now));
  await join(victim, beginning.role);
  if (has('owner account')) await join(mallory, 'owner');
  else if (has('member account')) await join(mallory, 'member');
  if (beginning.requirement === 'none') return;
  const deadline = beginning.requirement === 'upcoming' ? { mfaDeadline: now + 3 * day } : {};
  const set = { mfaRequired: true, mfaAccept: beginning.accept, mfaSince: now, ...deadline };
  await commit(world, [update('organizations', organizationKey(orgID), set, [])]);
}

async function addVictimsKey(world: World): Promise<void> {
  const { service, victim, victimsKey } = world;
  const line = parsePublicKey(victimsKey.publicKey);
  if (!line) throw new Error('the key is unreadable');
  const request = { name: 'laptop', isProved: false };
  await commit(world, changesOf(addKey(user(world, victim), line, request, service.clock.now)));
}

/** A browser in which the victim signed in with the first factor, and trusts it as far as that is allowed. */
async function trustedBrowser({ service, victim }: World): Promise<Client | undefined> {
  const browser = newBrowser();
  const { body } = keepTokens(browser, await signInAt(service, victim, presentedBy(browser)));
  if (body?.mfaPreferredType !== 'email' && body?.mfaPreferredType !== 'authenticator') return undefined;
  const otp =
    body.mfaPreferredType === 'email'
      ? service.mails.at(-1)?.subject.slice(-6)
      : victim.apps[0]?.codeAt(service.clock.now);
  const parameters = { mfaID: body.mfaID };
  const given = { parameters, body: { otp, trustDevice: true }, ...presentedBy(browser) };
  const done = keepTokens(browser, await service.call('auth/submit-code', given));
  if (done.status !== 200) throw new Error('the victim could not sign in');
  return browser;
}

/** A session that the victim made with the password and the preferred factor. */
async function steal(
  { service: { store, clock, host }, begin: { factors } }: World,
  user: User,
  kind: 'dashboard' | 'cli',
): Promise<HeldSession> {
  const [preferred] = factors;
  const methods: Method[] = ['password', ...(preferred ? [preferred] : [])];
  const bare = { ...user, factors: [] };
  const match = { userID: user.userID, credentialVersion: user.credentialVersion } as Parameters<
    typeof verifiedByPassword
  >[1];
  const verified = verifiedByPassword(bare, match);
  if (!verified) throw new Error('no proof');
  const at = { ...circumstances, at: clock.now };
  const made = createSession(
    user,
    { ...verified, methods, proved: methods },
    { kind, circumstances: at, random: host.random },
  );
  if (!(await store.commit(made.changes)).committed) throw new Error('no session was made');
  return { token: made.token, of: 'victim' };
}

export async function organization(service: MemoryService, organizationID: string): Promise<Organization> {
  const [row] = await service.store.read<[Organization]>({
    table: 'organizations',
    key: organizationKey(organizationID),
  });
  if (!row) throw new Error('the organization is gone');
  return row;
}

export const find = ({ service }: World, { id }: SeededAccount): User | undefined =>
  service.store.rows('users').find((row) => row['id'] === `user#${id}`) as unknown as User | undefined;

export function user(world: World, account: SeededAccount): User {
  const found = find(world, account);
  if (!found) throw new Error('the account is gone');
  return found;
}

/** Mails that the attacker can read. */
export function readableMails(world: World): readonly { readonly subject: string; readonly text: string }[] {
  const readable = [world.mallory.email, ...(world.has('mailbox') ? [world.victim.email] : [])];
  return world.service.mails.filter(({ to }) => readable.includes(to));
}

/** The last token of a link to this page, in a mail that the attacker can read. */
export function linkIn(world: World, page: string): string | undefined {
  return readableMails(world)
    .flatMap(({ text }) => [...text.matchAll(new RegExp(`${page}[#?](?:token|code)=([\\w.-]+)`, 'g'))])
    .at(-1)?.[1];
}

export function codeIn(world: World): string | undefined {
  return readableMails(world)
    .map(({ subject }) => /(\d{6})$/.exec(subject)?.[1])
    .filter((code) => code !== undefined)
    .at(-1);
}
