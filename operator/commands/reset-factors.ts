import { Failure, usageFailure } from '../../cli/failure.ts';
import { localTime } from '../../cli/terminal/printable.ts';
import type { User } from '../../core/accounts/user.ts';
import { remove } from '../../core/kernel/change.ts';
import {
  isReasonRequired,
  type OperatorResetRefusal,
  operatorResetRefusal,
  requestOperatorReset,
  waitingResetKey,
  withdrawOperatorReset,
} from '../../core/operator/operator-reset.ts';
import { carryOutReset } from '../../functions/flows/operator/reset-by-operator.ts';
import { type Account, findAccount } from '../account.ts';
import { type Context, carryOutFor, lateChange, operatorOf, portsOf, readReason } from '../context.ts';

export interface ResetOptions {
  readonly now?: boolean;
  readonly withdraw?: boolean;
  readonly reason?: string;
}

/** Removes all factors of an account whose user lost the only one: a day after the request, or immediately. */
export async function run(context: Context, email: string, options: ResetOptions): Promise<void> {
  const reason = readReason(options.reason);
  if (options.now && options.withdraw) throw usageFailure('--now and --withdraw exclude each other.');
  const timing = options.now ? 'immediate' : 'delayed';
  if (isReasonRequired(timing) && reason === undefined)
    throw usageFailure('With --now the user cannot cancel it, so a reason is required: add --reason.');
  const account = await findAccount(context.stage, email);
  if (options.withdraw) return withdraw(context, account, reason);
  const refusal = operatorResetRefusal(account.user, account.waiting, timing);
  if (refusal === 'already-requested') return reportWaiting(context, account);
  if (refusal) throw new Failure(refusals[refusal](account.user.email));
  if (timing === 'immediate') return resetNow(context, account.user, reason);
  return request(context, account.user, reason);
}

const refusals: Readonly<
  Record<Exclude<OperatorResetRefusal, 'already-requested'>, (email: string) => string>
> = {
  'no-factors': (email) => `${email} has no factor to reset. It signs in with the password alone.`,
  'mail-undeliverable': (email) =>
    `Mail to ${email} came back, so the user could not cancel the reset. Unlock the account first, or use --now with a reason.`,
};

function reportWaiting({ output }: Context, { user, waiting }: Account): void {
  const dueAt = new Date(waiting?.dueAt ?? 0).toISOString();
  if (output.isJson)
    output.json({ id: user.userID, email: user.email, status: 'waiting', changed: false, dueAt });
  else
    output.line(
      `A reset of ${user.email} was already requested by ${waiting?.operator.who}, and is due at ${localTime(dueAt)}. Nothing was changed.`,
    );
}

async function request(context: Context, user: User, reason: string | undefined): Promise<void> {
  const { output, stage } = context;
  const { host } = stage;
  await context.confirm(
    `Request a reset of the factors of ${user.email} (${user.userID}) in the stage "${stage.name}"? The user gets a mail and can cancel it; otherwise it is carried out after 24 hours.`,
  );
  const decision = requestOperatorReset(user, operatorOf(context, reason), host.now(), host.random);
  const dueAt = await carryOutFor(portsOf(context).ports, decision, {
    unsent: 'The user could not cancel the reset without that mail, so the request was withdrawn.',
  });
  const iso = new Date(dueAt).toISOString();
  if (output.isJson)
    output.json({ id: user.userID, email: user.email, status: 'requested', changed: true, dueAt: iso });
  else
    output.line(
      `Requested. ${user.email} got a mail and can cancel it. Otherwise it is carried out within an hour after ${localTime(iso)}.`,
    );
}

async function resetNow(context: Context, user: User, reason: string | undefined): Promise<void> {
  const { output, stage } = context;
  await context.confirm(
    `Reset the factors of ${user.email} (${user.userID}) in the stage "${stage.name}" NOW? All factors and recovery codes are removed and all sessions end; the user cannot cancel it. Reason: ${reason}`,
  );
  const ending = remove('factors', waitingResetKey(user.userID));
  const { ports, unsent } = portsOf(context);
  if (!(await carryOutReset(ports, user, operatorOf(context, reason), ending))) throw lateChange();
  if (output.isJson)
    return output.json({ id: user.userID, email: user.email, status: 'done', changed: true });
  const mail = unsent.includes(user.email) ? '' : ' The user got a mail about it.';
  output.line(`Done: ${user.email} has no factors any more and is signed out everywhere.${mail}`);
}

async function withdraw(
  context: Context,
  { user, waiting }: Account,
  reason: string | undefined,
): Promise<void> {
  const { output, stage } = context;
  if (!waiting) throw new Failure(`No reset of ${user.email} is waiting.`);
  await context.confirm(
    `Withdraw the reset of ${user.email} (${user.userID}) in the stage "${stage.name}" that is waiting?`,
  );
  const { ports, unsent } = portsOf(context);
  await carryOutFor(ports, withdrawOperatorReset(user, waiting, operatorOf(context, reason)));
  if (output.isJson)
    return output.json({ id: user.userID, email: user.email, status: 'withdrawn', changed: true });
  const mail = unsent.includes(user.email) ? '' : ' The user got a mail about it.';
  output.line(`Withdrawn: the factors of ${user.email} stay as they are.${mail}`);
}
