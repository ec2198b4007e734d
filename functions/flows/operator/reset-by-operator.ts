import type { User } from '../../../core/accounts/user.ts';
import type { Change } from '../../../core/kernel/change.ts';
import type { Circumstances } from '../../../core/kernel/circumstances.ts';
import type { OperatorMessage } from '../../../core/mail/messages.ts';
import type { AddressedNotice } from '../../../core/mail/notice.ts';
import {
  type Operator,
  operatorCircumstances,
  recordOperatorEntry,
} from '../../../core/operator/operator-log.ts';
import { type Organization, organizationRows } from '../../../core/organizations/organization.ts';
import { noticesOfOwnersRecovery } from '../../../core/sign-in/confirmation.ts';
import { resetFactors } from '../../../core/sign-in/factor-changes.ts';
import type { Store } from '../../adapters/store.ts';
import type { Host } from '../../host.ts';
import { addressEach } from '../notify/send-notices.ts';

/**
 * Resets the factors of an account on behalf of an operator.
 * @param ending The change that removes the request.
 * @returns the mail for the user, and those for the other owners of organizations that the account owns: they should know
 * that someone convinced the operator. Undefined if the credentials or the request have changed. Nothing was changed then.
 */
export async function resetByOperator(
  { store, host }: { readonly store: Store; readonly host: Host },
  user: User,
  operator: Operator,
  ending: Change,
): Promise<{ readonly toUser: OperatorMessage; readonly toOwners: readonly AddressedNotice[] } | undefined> {
  const circumstances: Circumstances = operatorCircumstances(host.now());
  const [{ rows }, organizations] = await Promise.all([
    store.list<{ readonly id: string }>('factors', { userID: user.userID }),
    store.readMany<Organization>(organizationRows(user)),
  ]);
  const done = await store.commit([
    ...resetFactors(user, rows),
    ending,
    ...recordOperatorEntry(user, 'factors-reset', operator, circumstances, host.random),
  ]);
  if (!done.committed) return undefined;
  const notices = noticesOfOwnersRecovery(user, organizations, 'operator-reset');
  const { reason } = operator;
  return {
    toUser: { kind: 'operator-reset', ...(reason !== undefined && { reason }) },
    toOwners: (await Promise.all(notices.map((notice) => addressEach(store, notice)))).flat(),
  };
}
