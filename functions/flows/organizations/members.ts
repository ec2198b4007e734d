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

/** DynamoDB reads this many rows in one call. */
const batchSize = 100;
/** Batches at a time: enough to be quick, few enough for the smallest function. */
const batchesAtOnce = 8;

/** Many accounts, read consistently; those that are gone are left out. */
export async function readUsers(store: Store, userIDs: readonly string[]): Promise<readonly User[]> {
  const batches = Array.from({ length: Math.ceil(userIDs.length / batchSize) }, (_, index) =>
    userIDs.slice(index * batchSize, (index + 1) * batchSize),
  );
  const users: User[] = [];
  for (let begun = 0; begun < batches.length; begun += batchesAtOnce) {
    const read = batches.slice(begun, begun + batchesAtOnce).map(async (ids) => {
      const rows: readonly unknown[] = await store.read(
        ...ids.map((id) => ({ table: 'users' as const, key: userKey(id) })),
      );
      return rows.filter((row): row is User => row !== undefined);
    });
    users.push(...(await Promise.all(read)).flat());
  }
  return users;
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
