import {
  endWaitingReset,
  openReset,
  type WaitingReset,
  waitingResetsPartition,
} from '../../core/operator-reset.ts';
import { type User, userKey } from '../../core/user.ts';
import { mailer } from '../adapters/mailer.ts';
import { count } from '../adapters/metrics.ts';
import { type Store, store } from '../adapters/store.ts';
import type { Telling } from '../flows/notice.ts';
import { resetByOperator } from '../flows/operator-reset.ts';
import { listAll } from '../flows/organizations.ts';
import { defineJob, toJob } from '../job.ts';

const row = 'mfa/carry-out-resets';

/** Resets the factors of the accounts whose operator asked for it a day ago, unless it was cancelled or is void. */
export const job = defineJob({
  name: row,
  uses: { store, mailer },
  async run(_event, using) {
    const waiting = await listAll(using.store, 'factors', { userID: waitingResetsPartition });
    const due = (waiting as unknown as readonly WaitingReset[]).filter(
      ({ dueAt }) => dueAt <= using.host.now(),
    );
    const failures: unknown[] = [];
    for (const one of due) await carryOut(using, one).catch((error: unknown) => failures.push(error));
    // One that fails keeps none of the others waiting.
    if (failures.length > 0) throw failures[0];
  },
});

async function carryOut(using: Telling & { readonly store: Store }, waiting: WaitingReset): Promise<void> {
  const { id: userID, credentialVersion, operator } = waiting;
  const [user] = await using.store.read<[User]>({ table: 'users', key: userKey(userID) });
  const isDone =
    user !== undefined &&
    openReset(waiting, user) !== undefined &&
    (await resetByOperator(using, user, operator, endWaitingReset(userID, credentialVersion)));
  if (isDone) {
    count(using.host, ['FactorsDisabled'], { row });
    console.info(JSON.stringify({ level: 'info', job: row, userID, operator }));
  }
  // What is void now stays so: credentials never go back to an earlier version.
  else await using.store.commit([endWaitingReset(userID, credentialVersion)]);
}

export const handler = toJob(job);
