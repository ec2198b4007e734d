import { type User, userKey } from '../../../core/accounts/user.ts';
import type { Row } from '../../../core/kernel/rows.ts';
import {
  announceDeletion,
  carryOutOrganizationDeletion,
  endMembershipOfDeletedOrganization,
  endWaitingDeletion,
  isUntold,
  organizationDeletionsPartition,
  removeOrganizationRows,
  type WaitingOrganizationDeletion,
} from '../../../core/organizations/delete-organization.ts';
import { type Member, memberPrefix } from '../../../core/organizations/membership.ts';
import { type Organization, organizationKey } from '../../../core/organizations/organization.ts';
import { organizationSubject } from '../../../core/organizations/organization-log.ts';
import type { DeletionPorts } from '../accounts/delete-account.ts';
import { carryOut } from '../carry-out.ts';
import { commitInParts } from '../commit-in-parts.ts';
import { readMembers } from './members.ts';

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
  const circumstances = { at: ports.host.now(), address: '', browser: 'scheduled job' } as const;
  const members = await readMembers(ports.store, organization);
  const untold = members.filter(({ member }) => isUntold(member, organization, dueAt));
  await inGroups(untold, async ({ member, user }) => {
    await carryOut(announceDeletion(organization, member, user, dueAt), ports, circumstances);
  });
}

/** Removes what is left of an organization that does not exist any more: memberships first, then its rows and its log. */
async function removeRest(ports: DeletionPorts, waiting: WaitingOrganizationDeletion): Promise<void> {
  const { store } = ports;
  const { item: organizationID, name } = waiting;
  const circumstances = { at: ports.host.now(), address: '', browser: 'scheduled job' } as const;
  const members = await store.listAll<Member>('organizations', { organizationID }, { prefix: memberPrefix });
  await inGroups(members, async ({ userID }) => {
    const [user] = await store.read<[User]>({ table: 'users', key: userKey(userID) });
    if (!user?.organizations.includes(organizationID)) return;
    const decision = endMembershipOfDeletedOrganization(user, { organizationID, name });
    await carryOut(decision, ports, circumstances);
  });
  const rows = await store.listAll<Row>('organizations', { organizationID });
  await commitInParts(store, removeOrganizationRows('organizations', rows));
  const entries = await store.listAll<Row>('events', { subject: organizationSubject(organizationID) });
  await commitInParts(store, removeOrganizationRows('events', entries));
  await store.commit([endWaitingDeletion(waiting)]);
}

async function inGroups<Item>(items: readonly Item[], work: (item: Item) => Promise<void>): Promise<void> {
  for (let begun = 0; begun < items.length; begun += atOnce)
    await Promise.all(items.slice(begun, begun + atOnce).map(work));
}
