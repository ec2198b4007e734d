import { type User, userKey } from '../../../core/accounts/user.ts';
import { type Member, memberKey, memberPrefix } from '../../../core/organizations/membership.ts';
import type { Organization } from '../../../core/organizations/organization.ts';
import { type FormerOwner, formerOwnerKey, formerOwnerPrefix } from '../../../core/organizations/role.ts';
import type { Store } from '../../adapters/store.ts';
import { refuse } from '../../refusal.ts';

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
  const users = await readUsers(
    store,
    rows.map(({ userID }) => userID),
  );
  const byID = new Map(users.map((user) => [user.userID, user]));
  return rows
    .flatMap((member) => {
      const user = byID.get(member.userID);
      return user ? [{ member, user }] : [];
    })
    .sort((a, b) => a.user.name.localeCompare(b.user.name) || a.user.email.localeCompare(b.user.email));
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
