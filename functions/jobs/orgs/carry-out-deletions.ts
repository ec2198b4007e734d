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
import { mailer } from '../../adapters/mailer.ts';
import { store } from '../../adapters/store.ts';
import type { DeletionPorts } from '../../flows/accounts/delete-account.ts';
import { carryOut } from '../../flows/carry-out.ts';
import { commitInParts } from '../../flows/commit-in-parts.ts';
import { readMembers } from '../../flows/organizations/members.ts';
import { eachInTurn } from '../each-in-turn.ts';
import { defineJob, toJob } from '../job.ts';

const row = 'orgs/carry-out-deletions';

/** How many members are handled at the same time. */
const atOnce = 8;

/** Tells members of the coming deletion of their organization, and deletes the organizations whose week is over. */
export const job = defineJob({
  name: row,
  uses: { store, mailer },
  async run(_event, ports) {
    const partition = { organizationID: organizationDeletionsPartition };
    const waiting = await ports.store.listAll<WaitingOrganizationDeletion>('organizations', partition);
    await eachInTurn(waiting, (one) => handleDeletion(ports, one));
  },
});

async function handleDeletion(ports: DeletionPorts, waiting: WaitingOrganizationDeletion): Promise<void> {
  const { item: organizationID, dueAt } = waiting;
  const [organization] = await ports.store.read<[Organization]>({
    table: 'organizations',
    key: organizationKey(organizationID),
  });
  if (organization && organization.deletionDueAt !== dueAt) {
    await ports.store.commit([endWaitingDeletion(waiting)]);
    return;
  }
  if (organization && dueAt > ports.host.now()) return announce(ports, organization, dueAt);
  if (organization) {
    const deleted = await ports.store.commit(carryOutOrganizationDeletion(organization, dueAt));
    // If the organization has just changed, the next run decides again.
    if (!deleted.committed) return;
  }
  await removeRest(ports, waiting);
  console.info(JSON.stringify({ level: 'info', job: row, organizationID }));
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

export const handler = toJob(job);
