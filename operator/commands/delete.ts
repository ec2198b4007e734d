import { Failure } from '../../cli/failure.ts';
import { deleteAccountByOperator } from '../../functions/flows/operator/delete-by-operator.ts';
import { findAccount } from '../account.ts';
import { type Context, operatorOf, readReason } from '../context.ts';

export interface DeleteOptions {
  readonly reason: string;
}

/** Deletes an account at once and for good, with everything that belongs to it. Its user gets a last mail. */
export async function run(context: Context, email: string, options: DeleteOptions): Promise<void> {
  const { output, stage } = context;
  const reason = readReason(options.reason);
  const { user } = await findAccount(stage, email);
  await context.confirm(
    `Delete ${user.email} (${user.userID}) in the stage "${stage.name}" NOW? Its factors, sessions, SSH keys, memberships and security log are gone for good, and so are organizations in which it is alone.`,
  );
  const { neededBy } = await deleteAccountByOperator(stage, user, operatorOf(context, reason));
  if (neededBy)
    throw new Failure(
      `${neededBy.name} (${neededBy.organizationID}) has other members and needs this account as its owner. Make another member an owner first, or have an owner delete the organization. Nothing was changed.`,
    );
  if (output.isJson) return output.json({ id: user.userID, email: user.email, changed: true });
  output.line(`Deleted: ${user.email}. Nothing of the account is left but an entry without a name.`);
}
