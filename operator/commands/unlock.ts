import { DeleteSuppressedDestinationCommand, NotFoundException, SESv2Client } from '@aws-sdk/client-sesv2';
import { Failure } from '../../cli/failure.ts';
import { localTime } from '../../cli/terminal/printable.ts';
import { isoOrNull } from '../../core/kernel/iso-or-null.ts';
import { carryOutUnlock, tellOfUnlock, unlockAccount } from '../../core/operator/operator-unlock.ts';
import { undoneAt } from '../../core/sign-in/confirmation.ts';
import { findAccount } from '../account.ts';
import { explain } from '../aws/explain.ts';
import { type Context, carryOutFor, operatorOf, portsOf, readReason } from '../context.ts';

export interface UnlockOptions {
  readonly reason?: string;
}

/** Clears the wrong codes of an account, has mail sent to it again after it came back, and confirms it for organizations. */
export async function run(context: Context, email: string, options: UnlockOptions): Promise<void> {
  const { output, stage } = context;
  const reason = readReason(options.reason);
  const { user } = await findAccount(stage, email);
  const unlock = unlockAccount(user, stage.host.now());
  const { methods, sendsMailAgain, confirms, changes } = unlock;
  const operator = operatorOf(context, reason);
  const { ports } = portsOf(context);
  const commit = () => carryOutFor(ports, carryOutUnlock(user, unlock, operator));
  await context.confirm(
    `Unlock ${user.email} (${user.userID}) in the stage "${stage.name}"? Its wrong codes no longer count.${sendsMailAgain ? ' Mail is sent to it again.' : ''}${confirms ? ` It is confirmed for the organizations whose owners have not confirmed it, after its factors were undone at ${localTime(isoOrNull(undoneAt(user)))}: verify the identity of its user first.` : ''}`,
  );
  // SES's list cannot be changed in the same transaction. It comes last: an unlock that is not logged would be worse than one
  // that has to be repeated.
  if (changes.length > 0) await commit();
  const suppression = await endSuppression(context, user.email);
  if (suppression.state === 'unknown')
    output.note(
      `It is not known whether SES suppresses mail to this email address: ${suppression.why}\nIf mail does not arrive: aws sesv2 delete-suppressed-destination --email-address ${user.email}`,
    );
  const isChanged = changes.length > 0 || suppression.state === 'removed';
  if (isChanged && changes.length === 0) await commit();
  if (isChanged) await carryOutFor(ports, tellOfUnlock(user, operator));
  if (output.isJson)
    return output.json({
      id: user.userID,
      email: user.email,
      changed: isChanged,
      methods,
      confirmed: confirms,
      mail: { marked: sendsMailAgain, suppression: suppression.state },
    });
  if (!isChanged) return output.line(`Nothing of ${user.email} is locked. Nothing was changed.`);
  const isMailUnlocked = sendsMailAgain || suppression.state === 'removed';
  const unlocked = [...methods, ...(isMailUnlocked ? ['mail'] : []), ...(confirms ? ['organizations'] : [])];
  output.line(`Unlocked for ${user.email}: ${unlocked.join(', ')}.`);
}

type Suppression =
  | { readonly state: 'removed' | 'none' }
  | { readonly state: 'unknown'; readonly why: string };

/** SES keeps its own list of email addresses that it sends no mail to, one for the whole AWS account. */
async function endSuppression({ aws, stage }: Context, emailAddress: string): Promise<Suppression> {
  try {
    const request = new DeleteSuppressedDestinationCommand({ EmailAddress: emailAddress });
    await aws.client(SESv2Client).send(request);
    return { state: 'removed' };
  } catch (error) {
    if (error instanceof NotFoundException) return { state: 'none' };
    const explained = await explain(error, { stage: stage.name, region: aws.region });
    if (!(explained instanceof Failure)) throw error;
    return { state: 'unknown', why: explained.message };
  }
}
