import { type User, userKey } from '../../../core/accounts/user.ts';
import { type MemberPage, memberListPot } from '../../../core/organizations/member-lists.ts';
import { type Member, memberKey, memberPrefix } from '../../../core/organizations/membership.ts';
import type { Organization } from '../../../core/organizations/organization.ts';
import { type FormerOwner, formerOwnerKey, formerOwnerPrefix } from '../../../core/organizations/role.ts';
import type { Store } from '../../adapters/store.ts';
import { refuse } from '../../refusal.ts';
import { type PotPorts, takeFromPots } from '../pots.ts';

type Parameters = Readonly<Record<string, string>>;

/** A member with the account. */
export interface MemberAccount {
  readonly member: Member;
  readonly user: User;
}

/** Many accounts, read consistently. Accounts that no longer exist are left out. */
export function readUsers(store: Store, userIDs: readonly string[]): Promise<readonly User[]> {
  return store.readMany<User>(userIDs.map((id) => ({ table: 'users', key: userKey(id) })));
}

/** The member that a path names, and when it ceased to be an owner, if it was one. @throws Refusal `not-found` */
export async function findMember(
  store: Store,
  { organizationID }: Organization,
  parameters: Parameters,
): Promise<MemberAccount & { readonly ownerUntil: number | undefined }> {
  const userID = parameters['userID'] ?? '';
  if (userID === '' || userID.length > 100) refuse('not-found');
  const [member, user, formerOwner] = await store.read<[Member, User, FormerOwner]>(
    { table: 'organizations', key: memberKey(organizationID, userID) },
    { table: 'users', key: userKey(userID) },
    { table: 'organizations', key: formerOwnerKey(organizationID, userID) },
  );
  if (!member || !user) refuse('not-found');
  return { member, user, ownerUntil: formerOwner?.until };
}

/** All members with their accounts, by name. */
export async function readMembers(
  store: Store,
  { organizationID }: Organization,
): Promise<readonly MemberAccount[]> {
  const rows = await store.listAll<Member>('organizations', { organizationID }, { prefix: memberPrefix });
  const members = await withAccounts(store, rows);
  return members.toSorted(
    (a, b) => a.user.name.localeCompare(b.user.name) || a.user.email.localeCompare(b.user.email),
  );
}

async function withAccounts(store: Store, rows: readonly Member[]): Promise<readonly MemberAccount[]> {
  const users = await readUsers(
    store,
    rows.map(({ userID }) => userID),
  );
  const byID = new Map(users.map((user) => [user.userID, user]));
  return rows.flatMap((member) => {
    const user = byID.get(member.userID);
    return user ? [{ member, user }] : [];
  });
}

/**
 * The members that a request lists: a page of them by id, or all by name. What an account may list in a minute is limited.
 * @throws Refusal `member-lists-spent`
 */
export async function listMembers(
  { store, host }: PotPorts,
  { user, organization }: { readonly user: User; readonly organization: Organization },
  page: MemberPage | undefined,
  now: number,
): Promise<readonly MemberAccount[]> {
  const atMost = Math.min(page?.limit ?? organization.members, organization.members);
  await takeFromPots({ store, host }, [memberListPot(user.userID, atMost, now)], now);
  if (!page) return readMembers(store, organization);
  const members: MemberAccount[] = [];
  let after = page.after === undefined ? undefined : `${memberPrefix}${page.after}`;
  // An account that was deleted meanwhile leaves a gap, which is filled: a page that is not full is the last one.
  do {
    const limit = page.limit - members.length;
    const options = { prefix: memberPrefix, limit, ...(after !== undefined && { after }) };
    const rows = await store.list<Member>(
      'organizations',
      { organizationID: organization.organizationID },
      options,
    );
    members.push(...(await withAccounts(store, rows.rows)));
    after = rows.next;
  } while (after !== undefined && members.length < page.limit);
  return members;
}

/** When accounts ceased to be owners, by user id. */
export async function readFormerOwners(
  store: Store,
  { organizationID }: Organization,
): Promise<ReadonlyMap<string, number>> {
  const options = { prefix: formerOwnerPrefix };
  const rows = await store.listAll<FormerOwner>('organizations', { organizationID }, options);
  return new Map(rows.map(({ item, until }) => [item.slice(formerOwnerPrefix.length), until]));
}
