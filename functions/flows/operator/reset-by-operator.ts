import type { User } from '../../../core/accounts/user.ts';
import type { Change } from '../../../core/kernel/change.ts';
import { type Operator, operatorCircumstances } from '../../../core/operator/operator-log.ts';
import { resetByOperator } from '../../../core/operator/operator-reset.ts';
import { type Organization, organizationRows } from '../../../core/organizations/organization.ts';
import type { Store } from '../../adapters/store.ts';
import { tryToCarryOut } from '../carry-out.ts';
import type { NotifyPorts } from '../notify/try-send.ts';

/**
 * Resets the factors of an account on behalf of an operator.
 * @param ending The change that removes the request.
 * @returns whether it was done. If not, the credentials or the request have just changed, and nothing was changed.
 */
export async function carryOutReset(
  ports: NotifyPorts & { readonly store: Store },
  user: User,
  operator: Operator,
  ending: Change,
): Promise<boolean> {
  const { store, host } = ports;
  const [{ rows }, organizations] = await Promise.all([
    store.list<{ readonly id: string }>('factors', { userID: user.userID }),
    store.readMany<Organization>(organizationRows(user)),
  ]);
  const decision = resetByOperator(user, { rows, organizations }, operator, ending);
  return 'answer' in (await tryToCarryOut(decision, ports, operatorCircumstances(host.now())));
}
