import { type User, userKey } from '../../../core/accounts/user.ts';
import {
  canBeCarriedOut,
  endWaitingReset,
  type WaitingReset,
  waitingResetsPartition,
} from '../../../core/operator/operator-reset.ts';
import { mailer } from '../../adapters/mailer.ts';
import { type Metrics, metrics } from '../../adapters/metrics.ts';
import { type Store, store } from '../../adapters/store.ts';
import type { NotifyPorts } from '../../flows/notify/try-send.ts';
import { carryOutReset } from '../../flows/operator/reset-by-operator.ts';
import { eachInTurn } from '../each-in-turn.ts';
import { defineJob, toJob } from '../job.ts';

const row = 'mfa/carry-out-resets';

/** Carries out the resets of factors that operators requested a day ago, unless they were cancelled or are void. */
export const job = defineJob({
  name: row,
  uses: { store, mailer, metrics },
  async run(_event, ports) {
    const waiting = await ports.store.listAll<WaitingReset>('factors', { userID: waitingResetsPartition });
    const due = waiting.filter(({ dueAt }) => dueAt <= ports.host.now());
    await eachInTurn(due, (one) => handleReset(ports, one));
  },
});

async function handleReset(
  ports: NotifyPorts & { readonly store: Store; readonly metrics: Metrics },
  waiting: WaitingReset,
): Promise<void> {
  const { id: userID, credentialVersion, operator } = waiting;
  const [user] = await ports.store.read<[User]>({ table: 'users', key: userKey(userID) });
  const ending = endWaitingReset(userID, credentialVersion);
  if (user === undefined || !canBeCarriedOut(waiting, user)) {
    await ports.store.commit([ending]);
    console.info(JSON.stringify({ level: 'info', job: row, userID, operator, isVoid: true }));
    return;
  }
  // If the account has just changed, the next run decides again.
  if (!(await carryOutReset(ports, user, operator, ending))) return;
  ports.metrics.count(['FactorsDisabled'], { row });
  console.info(JSON.stringify({ level: 'info', job: row, userID, operator }));
}

export const handler = toJob(job);
