import { type User, userKey } from '../../../core/accounts/user.ts';
import { scheduledCircumstances } from '../../../core/kernel/circumstances.ts';
import { newClaim } from '../../../core/kernel/claim.ts';
import {
  announceDeletion,
  carryOutOrganizationDeletion,
  endMembershipOfDeletedOrganization,
  endWaitingDeletion,
  isUntold,
  noteAnnounced,
  organizationDeletionsPartition,
  type WaitingOrganizationDeletion,
} from '../../../core/organizations/delete-organization.ts';
import { type Member, memberPrefix } from '../../../core/organizations/membership.ts';
import { type Organization, organizationKey } from '../../../core/organizations/organization.ts';
import { organizationSubject } from '../../../core/organizations/organization-log.ts';
import type { Store } from '../../adapters/store.ts';
import type { DeletionPorts } from '../accounts/delete-account.ts';
import { carryOut } from '../carry-out.ts';
import { removePartition } from '../remove-partition.ts';
import { readUsers } from './members.ts';

/** How many members are handled at the same time. */
const atOnce = 8;

/** Whose deletion waits for its day, or has begun. */
export function listOrganizationDeletions({
  store,
}: DeletionPorts): Promise<readonly WaitingOrganizationDeletion[]> {
  const partition = { organizationID: organizationDeletionsPartition };
  return store.listAll<WaitingOrganizationDeletion>('organizations', partition);
}

/**
 * Tells the members that their organization will be deleted, or deletes it when its week is over. What a run does not finish, the
 * next one does.
 * @returns whether the organization was deleted
 */
export async function deleteOrganization(
  ports: DeletionPorts,
  waiting: WaitingOrganizationDeletion,
): Promise<boolean> {
  const { item: organizationID, dueAt } = waiting;
  const [organization] = await ports.store.read<[Organization]>({
    table: 'organizations',
    key: organizationKey(organizationID),
  });
  if (organization && organization.deletionDueAt !== dueAt) {
    await ports.store.commit([endWaitingDeletion(waiting)]);
    return false;
  }
  if (organization && dueAt > ports.host.now()) {
    await announce(ports, organization, dueAt);
    return false;
  }
  if (organization) {
    const deleted = await ports.store.commit(carryOutOrganizationDeletion(organization, dueAt));
    // If the organization has just changed, the next run decides again.
    if (!deleted.committed) return false;
  }
  await removeRest(ports, waiting);
  return true;
}

async function announce(ports: DeletionPorts, organization: Organization, dueAt: number): Promise<void> {
  const circumstances = scheduledCircumstances(ports.host.now());
  const members = await listMembers(ports.store, organization.organizationID);
  const untold = members.filter((member) => isUntold(member, organization, dueAt));
  const users = await readUsers(
    ports.store,
    untold.map(({ userID }) => userID),
  );
  await inGroups(untold, async (member) => {
    const user = users.find(({ userID }) => userID === member.userID);
    if (!user) return;
    const claim = newClaim(circumstances.at, ports.host.random);
    const decision = announceDeletion(organization, member, user, dueAt, claim);
    if (await carryOut(decision, ports, circumstances))
      await ports.store.commit([noteAnnounced(member, dueAt)]);
  });
}

/** Removes what is left of an organization that does not exist any more: memberships first, then its rows and its log. */
async function removeRest(ports: DeletionPorts, waiting: WaitingOrganizationDeletion): Promise<void> {
  const { store } = ports;
  const { item: organizationID, name } = waiting;
  const circumstances = scheduledCircumstances(ports.host.now());
  const members = await listMembers(store, organizationID);
  await inGroups(members, async ({ userID }) => {
    const [user] = await store.read<[User]>({ table: 'users', key: userKey(userID) });
    if (!user?.organizations.includes(organizationID)) return;
    const decision = endMembershipOfDeletedOrganization(user, { organizationID, name });
    await carryOut(decision, ports, circumstances);
  });
  await removePartition(store, 'organizations', { organizationID });
  await removePartition(store, 'events', { subject: organizationSubject(organizationID) });
  await store.commit([endWaitingDeletion(waiting)]);
}

function listMembers(store: Store, organizationID: string): Promise<readonly Member[]> {
  return store.listAll<Member>('organizations', { organizationID }, { prefix: memberPrefix });
}

async function inGroups<Item>(items: readonly Item[], work: (item: Item) => Promise<void>): Promise<void> {
  for (let begun = 0; begun < items.length; begun += atOnce)
    await Promise.all(items.slice(begun, begun + atOnce).map(work));
}
