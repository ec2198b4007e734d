import type { User } from '../../../core/accounts/user.ts';
import { deleteByOperator } from '../../../core/operator/operator-deletion.ts';
import { type Operator, operatorCircumstances } from '../../../core/operator/operator-log.ts';
import { deletionObstacle } from '../../../core/organizations/delete-account.ts';
import { type Organization, organizationRows } from '../../../core/organizations/organization.ts';
import { type DeletionPorts, deleteAccount } from '../accounts/delete-account.ts';
import { carryOut } from '../carry-out.ts';

/**
 * Deletes an account at once on behalf of an operator.
 * @returns the organization that needs the account as its owner, if there is one. Nothing was deleted then.
 */
export async function deleteAccountByOperator(
  ports: DeletionPorts,
  user: User,
  operator: Operator,
): Promise<{ readonly neededBy?: Organization }> {
  const organizations = await ports.store.readMany<Organization>(organizationRows(user));
  const obstacle = deletionObstacle(user, organizations);
  if (obstacle) return { neededBy: obstacle.organization };
  const now = ports.host.now();
  const circumstances = operatorCircumstances(now);
  const due = await carryOut(deleteByOperator(user, operator, now), ports, circumstances);
  return deleteAccount(ports, due, circumstances);
}
