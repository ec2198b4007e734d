import type { User } from '../../../core/accounts/user.ts';
import type { Change } from '../../../core/kernel/change.ts';
import type { Circumstances } from '../../../core/kernel/circumstances.ts';
import type { OperatorMessage } from '../../../core/mail/messages.ts';
import {
  type Operator,
  operatorCircumstances,
  recordOperatorEntry,
} from '../../../core/operator/operator-log.ts';
import { resetFactors } from '../../../core/sign-in/factor-changes.ts';
import type { Store } from '../../adapters/store.ts';
import type { Host } from '../../host.ts';

/**
 * Resets the factors of an account on behalf of an operator.
 * @param ending The change that removes the request.
 * @returns the mail for the user; undefined if the credentials or the request have changed. Nothing was changed then.
 */
export async function resetByOperator(
  { store, host }: { readonly store: Store; readonly host: Host },
  user: User,
  operator: Operator,
  ending: Change,
): Promise<OperatorMessage | undefined> {
  const circumstances: Circumstances = operatorCircumstances(host.now());
  const { rows } = await store.list<{ readonly id: string }>('factors', { userID: user.userID });
  const done = await store.commit([
    ...resetFactors(user, rows),
    ending,
    ...recordOperatorEntry(user, 'factors-reset', operator, circumstances, host.random),
  ]);
  if (!done.committed) return undefined;
  const { reason } = operator;
  return { kind: 'operator-reset', ...(reason !== undefined && { reason }) };
}
