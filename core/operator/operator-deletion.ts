import { waitForDeletion } from '../accounts/deletion.ts';
import { changeUser, type User } from '../accounts/user.ts';
import type { Decision } from '../kernel/decision.ts';
import { type Operator, operatorSubject } from './operator-log.ts';

/**
 * Begins the deletion of an account by an operator, which its user cannot take back. The hourly job finishes it if the
 * operator's command is cut short. Only the operators' log says who deleted it: that of the account is deleted too.
 * @returns the account as it is then
 */
export function deleteByOperator(
  user: User,
  operator: Operator,
  now: number,
): Decision<User & { readonly deletionDueAt: number }> {
  const begun = { deletionDueAt: now, deletionBegunAt: now };
  return {
    commit: [changeUser(user, begun), waitForDeletion(user.userID, now)],
    log: [{ subject: operatorSubject, kind: 'account-deleted', details: { operator, account: user.userID } }],
    notify: [],
    answer: { ...user, ...begun },
  };
}
