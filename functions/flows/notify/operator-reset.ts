import type { Circumstances } from '../../../core/accounts/security-log.ts';
import type { User } from '../../../core/accounts/user.ts';
import type { Change } from '../../../core/kernel/change.ts';
import {
  type Operator,
  operatorCircumstances,
  recordOperatorEvent,
} from '../../../core/operator/operator-log.ts';
import { resetFactors } from '../../../core/organizations/owner-reset.ts';
import type { Store } from '../../adapters/store.ts';
import { notifyOfOperatorAct } from './operator.ts';
import type { NotifyPorts } from './try-send.ts';

/**
 * Resets the factors of an account in an operator's name, and tells its user.
 * @param ending takes the request away, which is done by it.
 * @returns whether it was done: not where the credentials or the request have changed meanwhile.
 */
export async function resetByOperator(
  using: NotifyPorts & { readonly store: Store },
  user: User,
  operator: Operator,
  ending: Change,
): Promise<boolean> {
  const { store, host } = using;
  const circumstances: Circumstances = operatorCircumstances(host.now());
  const { rows } = await store.list<{ readonly id: string }>('factors', { userID: user.userID });
  const done = await store.commit([
    ...resetFactors(user, rows),
    ending,
    ...recordOperatorEvent(user, 'factors-reset', operator, circumstances, host.random),
  ]);
  if (!done.committed) return false;
  const { reason } = operator;
  const notice = { kind: 'operator-reset', ...(reason !== undefined && { reason }) } as const;
  await notifyOfOperatorAct(notice, user.email, using, circumstances);
  return true;
}
