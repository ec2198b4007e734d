import { beginAccountDeletion, stopAccountDeletion } from '../../../core/accounts/deletion.ts';
import { userSubject } from '../../../core/accounts/security-log.ts';
import { type User, userKey } from '../../../core/accounts/user.ts';
import type { Circumstances } from '../../../core/kernel/circumstances.ts';
import {
  deletionObstacle,
  emptyAccount,
  endAccountDeletion,
  endMembershipOfDeleted,
  forgetInOrganization,
  isEmptied,
  noticeOfDeletedAccount,
} from '../../../core/organizations/delete-account.ts';
import { deleteLoneOrganization } from '../../../core/organizations/delete-organization.ts';
import { type Invitation, invitationPrefix } from '../../../core/organizations/invitation.ts';
import {
  type Organization,
  organizationRows,
  referenceTo,
} from '../../../core/organizations/organization.ts';
import { type OrganizationEntry, organizationSubject } from '../../../core/organizations/organization-log.ts';
import type { Mailer } from '../../adapters/mailer.ts';
import type { Store } from '../../adapters/store.ts';
import type { Host } from '../../host.ts';
import { carryOut } from '../carry-out.ts';
import { commitInParts } from '../commit-in-parts.ts';
import { sendNotices } from '../notify/send-notices.ts';
import { removePartition } from '../remove-partition.ts';

export interface DeletionPorts {
  readonly store: Store;
  readonly mailer: Mailer;
  readonly host: Host;
}

/** An account whose deletion is due. */
export interface DueAccount extends User {
  readonly deletionDueAt: number;
}

/**
 * Deletes an account with everything that belongs to it. Each part can be repeated, so a run that was cut short is finished by
 * the next one.
 * @returns the organization that needs the account as its owner, if there is one. Nothing was deleted then.
 */
export async function deleteAccount(
  ports: DeletionPorts,
  found: DueAccount,
  circumstances: Circumstances,
): Promise<{ readonly neededBy?: Organization }> {
  const { store } = ports;
  let user: User = found;
  if (!isEmptied(user)) {
    const organizations = await store.readMany<Organization>(organizationRows(user));
    const obstacle = deletionObstacle(user, organizations);
    if (obstacle) return { neededBy: obstacle.organization };
    await carryOut(beginAccountDeletion(user, found.deletionDueAt, circumstances.at), ports, circumstances);
    for (const organization of organizations) {
      await endMembership(ports, user, organization, circumstances);
      user = (await readUser(store, user.userID)) ?? user;
    }
    await forgetInOrganizations(store, user);
    const emptied = await store.commit(emptyAccount(user));
    if (!emptied.committed) throw new Error('the account was changed at the same moment');
    await sendNotices(ports, [noticeOfDeletedAccount(user)], circumstances);
    user = (await readUser(store, user.userID)) ?? user;
  }
  await removePartitions(store, user.userID);
  await carryOut(endAccountDeletion(user), ports, circumstances);
  return {};
}

/** Tells the user that the account cannot be deleted yet, and takes the deletion back. */
export async function stopDeletion(
  ports: DeletionPorts,
  user: DueAccount,
  organization: Organization,
  circumstances: Circumstances,
): Promise<void> {
  const decision = stopAccountDeletion(user, user.deletionDueAt, referenceTo(organization));
  await carryOut(decision, ports, circumstances);
}

async function readUser(store: Store, userID: string): Promise<User | undefined> {
  const [user] = await store.read<[User]>({ table: 'users', key: userKey(userID) });
  return user;
}

function endMembership(
  ports: DeletionPorts,
  user: User,
  organization: Organization,
  circumstances: Circumstances,
): Promise<unknown> {
  return organization.members === 1
    ? carryOut(deleteLoneOrganization(organization, user, circumstances.at), ports, circumstances)
    : carryOut(endMembershipOfDeleted(organization, user, circumstances.at), ports, circumstances);
}

/** Removes the account from the logs and the lists of invitations of all organizations that its own log names. */
async function forgetInOrganizations(store: Store, user: User): Promise<void> {
  const subject = userSubject(user.userID);
  const own = await store.listAll<{ readonly organization?: { readonly id: string } }>('events', { subject });
  const ids = new Set(own.flatMap(({ organization }) => (organization ? [organization.id] : [])));
  for (const organizationID of ids) {
    const [entries, invitations] = await Promise.all([
      store.listAll<OrganizationEntry>('events', { subject: organizationSubject(organizationID) }),
      store.listAll<Invitation>('organizations', { organizationID }, { prefix: invitationPrefix }),
    ]);
    await commitInParts(store, forgetInOrganization(user, organizationID, entries, invitations));
  }
}

async function removePartitions(store: Store, userID: string): Promise<void> {
  await removePartition(store, 'factors', { userID });
  await removePartition(store, 'sessions', { userID });
  await removePartition(store, 'events', { subject: userSubject(userID) });
}
