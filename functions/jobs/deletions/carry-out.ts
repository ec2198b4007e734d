import {
  accountDeletionsPartition,
  endWaitingDeletion,
  type WaitingAccountDeletion,
} from '../../../core/accounts/deletion.ts';
import { type User, userKey } from '../../../core/accounts/user.ts';
import { scheduledCircumstances } from '../../../core/kernel/circumstances.ts';
import { mailer } from '../../adapters/mailer.ts';
import { store } from '../../adapters/store.ts';
import { type DeletionPorts, deleteAccount, stopDeletion } from '../../flows/accounts/delete-account.ts';
import {
  deleteOrganization,
  listOrganizationDeletions,
} from '../../flows/organizations/delete-organizations.ts';
import { eachInTurn } from '../each-in-turn.ts';
import { defineJob, toJob } from '../job.ts';

const row = 'deletions/carry-out';

/** Deletes the accounts and organizations whose week is over, and tells members of the deletions to come. */
export const job = defineJob({
  name: row,
  uses: { store, mailer },
  async run(_event, ports) {
    const partition = { userID: accountDeletionsPartition };
    const waiting = await ports.store.listAll<WaitingAccountDeletion>('factors', partition);
    const due = waiting.filter(({ dueAt }) => dueAt <= ports.host.now());
    try {
      await eachInTurn(due, (one) => carryOutDeletion(ports, one));
    } finally {
      // After the accounts, because some organizations end with them.
      await eachInTurn(await listOrganizationDeletions(ports), async (one) => {
        if (await deleteOrganization(ports, one))
          console.info(JSON.stringify({ level: 'info', job: row, organizationID: one.item }));
      });
    }
  },
});

async function carryOutDeletion(ports: DeletionPorts, waiting: WaitingAccountDeletion): Promise<void> {
  const [user] = await ports.store.read<[User]>({ table: 'users', key: userKey(waiting.id) });
  if (user?.deletionDueAt !== waiting.dueAt) {
    await ports.store.commit([endWaitingDeletion(waiting)]);
    return;
  }
  const due = { ...user, deletionDueAt: waiting.dueAt };
  const circumstances = scheduledCircumstances(ports.host.now());
  const { neededBy } = await deleteAccount(ports, due, circumstances);
  if (neededBy) await stopDeletion(ports, due, neededBy, circumstances);
  console.info(JSON.stringify({ level: 'info', job: row, isStopped: neededBy !== undefined }));
}

export const handler = toJob(job);
