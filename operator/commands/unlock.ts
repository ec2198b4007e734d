import type { User } from '../../core/accounts/user.ts';
import type { Change } from '../../core/kernel/change.ts';
import { operatorCircumstances, recordOperatorEvent } from '../../core/operator/operator-log.ts';
import { unlockAccount } from '../../core/operator/operator-unlock.ts';
import { findAccount } from '../account.ts';
import type { Aws } from '../aws/caller.ts';
import { AwsError } from '../aws/caller.ts';
import { type Context, lateChange, mailed, operatorOf, readReason } from '../context.ts';

export interface UnlockOptions {
  readonly reason?: string;
}

/** Opens the methods that wrong codes have locked, and the mailbox that mail had come back from. */
export async function run(context: Context, address: string, options: UnlockOptions): Promise<void> {
  const { output, stage } = context;
  const reason = readReason(options.reason);
  const { user } = await findAccount(stage, address);
  const { methods, sendsMailAgain, changes } = unlockAccount(user, stage.host.now());
  const mark = sendsMailAgain ? ' Mail is sent to it again.' : '';
  await context.confirm(
    `Unlock ${user.email} (${user.userID}) in the stage "${stage.name}"? Wrong codes so far no longer count.${mark}`,
  );
  // What is undone at SES cannot be taken back: it comes last, or is at least told of.
  const isMarked = changes.length > 0;
  if (isMarked) await commit(context, user, reason, changes);
  const suppression = await endSuppression(context.aws, user.email);
  if (suppression.state === 'unknown')
    output.note(
      `Whether SES holds mail to this address back could not be found out: ${suppression.why}\nIf mail does not arrive: aws sesv2 delete-suppressed-destination --email-address ${user.email}`,
    );
  const isChanged = isMarked || suppression.state === 'removed';
  if (isChanged && !isMarked) await commit(context, user, reason, []);
  if (isChanged)
    await mailed(context, user, { kind: 'methods-unlocked', ...(reason !== undefined && { reason }) });
  if (output.isJson)
    output.json({
      id: user.userID,
      email: user.email,
      changed: isChanged,
      methods,
      mail: { marked: sendsMailAgain, suppression: suppression.state },
    });
  else if (!isChanged) output.line(`Nothing of ${user.email} is locked, and nothing was changed.`);
  else
    output.line(
      `${user.email} is unlocked${methods.length > 0 ? `: ${methods.join(', ')}` : ', mail included'}.`,
    );
}

async function commit(
  context: Context,
  user: User,
  reason: string | undefined,
  changes: readonly Change[],
): Promise<void> {
  const { host, store } = context.stage;
  const operator = operatorOf(context, reason);
  const circumstances = operatorCircumstances(host.now());
  const done = await store.commit([
    ...changes,
    ...recordOperatorEvent(user, 'methods-unlocked', operator, circumstances, host.random),
  ]);
  if (!done.committed) throw lateChange();
}

/** SES keeps a list of its own of addresses that it sends no mail to, for the whole account. */
async function endSuppression(
  aws: Aws,
  address: string,
): Promise<{ readonly state: 'removed' | 'none' | 'unknown'; readonly why?: string }> {
  try {
    const path = `/v2/email/suppression/addresses/${encodeURIComponent(address)}`;
    await aws.call('ses', { method: 'DELETE', path });
    return { state: 'removed' };
  } catch (error) {
    if (!(error instanceof AwsError)) throw error;
    if (error.name === 'NotFoundException') return { state: 'none' };
    return { state: 'unknown', why: error.message };
  }
}
