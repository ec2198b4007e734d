import { type User, userKey } from '../../../core/accounts/user.ts';
import {
  type FormerOwner,
  formerOwnerKey,
  type Member,
  memberKey,
  memberPrefix,
  type Organization,
} from '../../../core/organizations/organization.ts';
import type { Store } from '../../adapters/store.ts';
import { refuse } from '../../refusal.ts';

type Parameters = Readonly<Record<string, string>>;

/** Many accounts, read consistently; those that are gone are left out. */
export function readUsers(store: Store, userIDs: readonly string[]): Promise<readonly User[]> {
  return store.readMany<User>(userIDs.map((id) => ({ table: 'users', key: userKey(id) })));
}

/** The member that a path names, with the account, and when it ceased to be an owner if it did. */
export async function findMember(
  store: Store,
  { organizationID }: Organization,
  parameters: Parameters,
): Promise<{ readonly member: Member; readonly user: User; readonly ownerUntil: number | undefined }> {
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
): Promise<readonly { readonly member: Member; readonly user: User }[]> {
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
