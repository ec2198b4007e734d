import { accountOf, recordEntry } from '../../core/accounts/security-log.ts';
import type { Change } from '../../core/kernel/change.ts';
import { type Circumstances, isScheduled } from '../../core/kernel/circumstances.ts';
import {
  type Accepted,
  type Decision,
  type FailedChange,
  isRefused,
  type LogEntry,
  type NotLogged,
} from '../../core/kernel/decision.ts';
import type { Pot } from '../../core/kernel/pot.ts';
import { problem } from '../../core/kernel/problem.ts';
import { potsOfNotices } from '../../core/mail/mail-pots.ts';
import type { Notice } from '../../core/mail/notice.ts';
import type { Commit, Store } from '../adapters/store.ts';
import type { Host } from '../host.ts';
import { Refusal } from '../refusal.ts';
import { sendNotices } from './notify/send-notices.ts';
import type { NotifyPorts } from './notify/try-send.ts';
import { takeFromPots } from './pots.ts';

export interface DecisionPorts {
  readonly store: Store;
  readonly host: Host;
}

/** Only decisions that send mail need a mailer. */
export type PortsFor<N> = [N] extends [never] ? DecisionPorts : DecisionPorts & NotifyPorts;

/**
 * Carries out a decision: commits its changes and its log entries in one conditional write, then sends its notices,
 * and only then returns its answer.
 * @throws Refusal if the decision refuses, or lost against another write.
 * @throws Busy if the store could not write.
 */
export async function carryOut<Answer, N extends Notice = never>(
  decision: Decision<Answer, N>,
  ports: PortsFor<N>,
  circumstances: Circumstances,
): Promise<Answer> {
  const result = await tryToCarryOut(decision, ports, circumstances);
  if ('answer' in result) return result.answer;
  const { ifLost } = decision as Accepted<Answer, N>;
  const lost = typeof ifLost === 'function' ? ifLost(result.failed) : ifLost;
  if (lost && 'answer' in lost) return lost.answer;
  throw new Refusal(lost ?? problem('changed-meanwhile'));
}

/**
 * The same for callers that handle a lost race themselves: they get the changes whose conditions failed. Nothing was written
 * then.
 * @throws Refusal if the decision refuses.
 */
export async function tryToCarryOut<Answer, N extends Notice>(
  decision: Decision<Answer, N>,
  ports: PortsFor<N>,
  circumstances: Circumstances,
): Promise<{ readonly answer: Answer } | { readonly failed: readonly FailedChange[] }> {
  const { store, host } = ports;
  const entries = (log: readonly LogEntry[] | NotLogged = []): readonly Change[] =>
    'notLogged' in log ? [] : log.map((entry) => recordEntry(entry, circumstances, host.random));
  if (isRefused(decision)) {
    const { refuse, commit = [], log, notify = [], ifLost } = decision;
    const written = await store.commit([...commit, ...entries(log)]);
    // Of several requests at once, the first one writes the entry and sends the mail. The conditions of `commit` say so.
    if (written.committed) await notifyAll(ports, notify, circumstances);
    throw new Refusal(!written.committed && ifLost ? ifLost(written.failed) : refuse);
  }
  const { commit, log, notify, send, answer } = decision;
  const giveBack = await takeFromPots(ports, potsOf(decision, circumstances), circumstances.at);
  const written = await commitOr(giveBack, () => store.commit([...commit, ...entries(log)]));
  if (!written.committed) return { failed: written.failed };
  const [unsent] = await Promise.all([
    send ? notifyAll(ports, [send.notice], circumstances) : [],
    notifyAll(ports, notify, circumstances),
  ]);
  if (!send || unsent.length === 0) return { answer };
  const { ifUnsent } = send;
  await giveBack();
  await takeBack(store, [...ifUnsent.commit, ...entries(ifUnsent.log)]);
  if ('refuse' in ifUnsent) throw new Refusal(ifUnsent.refuse);
  return { answer: ifUnsent.answer };
}

/**
 * The pots that a decision names, and that of the account which causes its notices: the account that is signed in, or else
 * the one that the decision is about.
 */
function potsOf<Answer, N extends Notice>(
  { pots = [], log, notify, send }: Accepted<Answer, N>,
  circumstances: Circumstances,
): readonly Pot[] {
  if (isScheduled(circumstances)) return pots;
  const account = circumstances.account ?? ('notLogged' in log ? undefined : accountOf(log));
  return [...pots, ...potsOfNotices([...notify, ...(send ? [send.notice] : [])], account, circumstances.at)];
}

/** Commits, or gives back what was taken for it. */
async function commitOr(giveBack: () => Promise<void>, commit: () => Promise<Commit>): Promise<Commit> {
  try {
    const written = await commit();
    if (!written.committed) await giveBack();
    return written;
  } catch (error) {
    await giveBack();
    throw error;
  }
}

/** Reverts everything except what another write has changed in the meantime. */
async function takeBack(store: Store, changes: readonly Change[]): Promise<void> {
  const written = await store.commit(changes);
  if (written.committed) return;
  const overtaken = written.failed.map(({ change }) => change);
  await store.commit(changes.filter((change) => !overtaken.includes(change)));
}

async function notifyAll(
  ports: DecisionPorts & Partial<NotifyPorts>,
  notices: readonly Notice[],
  circumstances: Circumstances,
): Promise<readonly Notice[]> {
  const { mailer } = ports;
  if (notices.length === 0) return [];
  if (!mailer) throw new Error('a decision that sends mail needs a mailer');
  return sendNotices({ ...ports, mailer }, notices, circumstances);
}
