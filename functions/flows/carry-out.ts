import { recordEntry } from '../../core/accounts/security-log.ts';
import type { Change } from '../../core/kernel/change.ts';
import type { Circumstances } from '../../core/kernel/circumstances.ts';
import { type Decision, isRefused, type LogEntry, type NotLogged } from '../../core/kernel/decision.ts';
import { problem } from '../../core/kernel/problem.ts';
import type { Notice } from '../../core/mail/notice.ts';
import type { Mailer } from '../adapters/mailer.ts';
import type { Store } from '../adapters/store.ts';
import type { Host } from '../host.ts';
import { Refusal } from '../refusal.ts';
import { sendNotices } from './notify/send-notices.ts';

export interface DecisionPorts {
  readonly store: Store;
  readonly host: Host;
}

/** Only decisions that send mail need a mailer. */
type PortsFor<N> = [N] extends [never] ? DecisionPorts : DecisionPorts & { readonly mailer: Mailer };

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
  const entries = (log: readonly LogEntry[] | NotLogged = []): readonly Change[] =>
    'notLogged' in log ? [] : log.map((entry) => recordEntry(entry, circumstances, ports.host.random));
  if (isRefused(decision)) {
    const { refuse, commit = [], log, notify = [] } = decision;
    const written = await ports.store.commit([...commit, ...entries(log)]);
    // Whoever is first writes the entry and sends the mail: see the caller's conditions.
    if (written.committed) await notifyAll(ports, notify, circumstances);
    throw new Refusal(refuse);
  }
  const { commit, log, notify, send, answer, ifLost } = decision;
  const written = await ports.store.commit([...commit, ...entries(log)]);
  if (!written.committed) {
    const lost = typeof ifLost === 'function' ? ifLost(written.failed) : ifLost;
    if (lost && 'answer' in lost) return lost.answer;
    throw new Refusal(lost ?? problem('changed-meanwhile'));
  }
  const [unsent] = await Promise.all([
    send ? notifyAll(ports, [send.notice], circumstances) : [],
    notifyAll(ports, notify, circumstances),
  ]);
  if (!send || unsent.length === 0) return answer;
  const { ifUnsent } = send;
  await ports.store.commit([...ifUnsent.commit, ...entries(ifUnsent.log)]);
  if ('refuse' in ifUnsent) throw new Refusal(ifUnsent.refuse);
  return ifUnsent.answer;
}

async function notifyAll(
  ports: DecisionPorts & { readonly mailer?: Mailer },
  notices: readonly Notice[],
  circumstances: Circumstances,
): Promise<readonly Notice[]> {
  const { store, host, mailer } = ports;
  if (notices.length === 0) return [];
  if (!mailer) throw new Error('a decision that sends mail needs a mailer');
  return sendNotices({ store, host, mailer }, notices, circumstances);
}
