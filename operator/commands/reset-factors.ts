import { exitCodes, Failure, usageFailure } from '../../cli/failure.ts';
import { localTime } from '../../cli/terminal/printable.ts';
import type { User } from '../../core/accounts/user.ts';
import { remove } from '../../core/kernel/change.ts';
import {
  type OperatorEventKind,
  operatorCircumstances,
  recordOperatorEvent,
} from '../../core/operator/operator-log.ts';
import {
  endWaitingReset,
  isReasonRequired,
  type OperatorResetRefusal,
  operatorResetRefusal,
  requestOperatorReset,
  waitingResetKey,
} from '../../core/operator/operator-reset.ts';
import { createMailLink } from '../../core/sign-in/mail-link.ts';
import { resetByOperator } from '../../functions/flows/notify/operator-reset.ts';
import { type Account, findAccount } from '../account.ts';
import { type Context, lateChange, mailed, operatorOf, readReason } from '../context.ts';

export interface ResetOptions {
  readonly now?: boolean;
  readonly withdraw?: boolean;
  readonly reason?: string;
}

/** For a lost sole factor: removes all factors of an account, a day after it was asked for, or at once. */
export async function run(context: Context, address: string, options: ResetOptions): Promise<void> {
  const reason = readReason(options.reason);
  if (options.now && options.withdraw) throw usageFailure('Either --now or --withdraw.');
  const timing = options.now ? 'immediate' : 'delayed';
  if (isReasonRequired(timing) && reason === undefined)
    throw usageFailure('With --now the user cannot stop it: say why, with --reason.');
  const account = await findAccount(context.stage, address);
  if (options.withdraw) return withdraw(context, account, reason);
  const refusal = operatorResetRefusal(account.user, account.waiting, timing);
  if (refusal === 'already-requested') return sayItWaits(context, account);
  if (refusal) throw new Failure(refusalWords[refusal](account.user.email));
  if (timing === 'immediate') return resetNow(context, account.user, reason);
  return request(context, account.user, reason);
}

const refusalWords: Readonly<
  Record<Exclude<OperatorResetRefusal, 'already-requested'>, (email: string) => string>
> = {
  'no-factors': (email) => `${email} has no factor to reset. It signs in with the password alone.`,
  'mail-undeliverable': (email) =>
    `Mail to ${email} came back, so the user could not cancel the reset. Unlock the account first, or use --now with a reason.`,
};

function sayItWaits({ output }: Context, { user, waiting }: Account): void {
  const dueAt = new Date(waiting?.dueAt ?? 0).toISOString();
  if (output.isJson)
    output.json({ id: user.userID, email: user.email, status: 'waiting', changed: false, dueAt });
  else
    output.line(
      `A reset for ${user.email} was asked for already, by ${waiting?.operator.who}. It is done after ${localTime(dueAt)}. Nothing was changed.`,
    );
}

async function request(context: Context, user: User, reason: string | undefined): Promise<void> {
  const { output, stage } = context;
  const { host, store } = stage;
  await context.confirm(
    `Ask to reset the factors of ${user.email} (${user.userID}) in the stage "${stage.name}"? A mail says so; if nobody cancels it, it is done after 24 hours.`,
  );
  const now = host.now();
  const operator = operatorOf(context, reason);
  const { waiting, changes } = requestOperatorReset(user, operator, now);
  const { userID, credentialVersion } = user;
  const link = createMailLink('cancel-reset', { userID, credentialVersion }, now, host.random);
  const asked = await store.commit([
    ...changes,
    link.change,
    ...recorded(context, user, 'factors-reset-requested', reason),
  ]);
  if (!asked.committed) throw lateChange();
  const { dueAt } = waiting;
  const said = { dueAt, token: link.token, ...(reason !== undefined && { reason }) };
  if (!(await mailed(context, user, { kind: 'operator-reset-requested', ...said }))) {
    await store.commit([
      endWaitingReset(userID, credentialVersion),
      ...recorded(context, user, 'factors-reset-withdrawn', 'the mail about it could not be sent'),
    ]);
    throw new Failure(
      'Without that mail nobody could cancel it, so the request is withdrawn.',
      exitCodes.refused,
    );
  }
  const iso = new Date(dueAt).toISOString();
  if (output.isJson)
    output.json({ id: userID, email: user.email, status: 'requested', changed: true, dueAt: iso });
  else
    output.line(
      `Asked for. ${user.email} was told by mail and can cancel it. It is done within an hour after ${localTime(iso)}.`,
    );
}

async function resetNow(context: Context, user: User, reason: string | undefined): Promise<void> {
  const { output, stage } = context;
  await context.confirm(
    `Reset the factors of ${user.email} (${user.userID}) in the stage "${stage.name}" NOW? All factors and recovery codes are removed and all sessions end; the user cannot stop it. Reason: ${reason}`,
  );
  const ending = remove('factors', waitingResetKey(user.userID));
  if (!(await resetByOperator(stage, user, operatorOf(context, reason), ending))) throw lateChange();
  if (output.isJson) output.json({ id: user.userID, email: user.email, status: 'done', changed: true });
  else
    output.line(`Done: ${user.email} has no factors any more and is signed out everywhere. A mail says so.`);
}

async function withdraw(
  context: Context,
  { user, waiting }: Account,
  reason: string | undefined,
): Promise<void> {
  const { output, stage } = context;
  if (!waiting) throw new Failure(`No reset waits for ${user.email}.`);
  await context.confirm(`Withdraw the reset that waits for ${user.email} (${user.userID})?`);
  const done = await stage.store.commit([
    endWaitingReset(user.userID, waiting.credentialVersion),
    ...recorded(context, user, 'factors-reset-withdrawn', reason),
  ]);
  if (!done.committed) throw lateChange();
  await mailed(context, user, { kind: 'operator-reset-withdrawn' });
  if (output.isJson) output.json({ id: user.userID, email: user.email, status: 'withdrawn', changed: true });
  else output.line(`Withdrawn. ${user.email} was told by mail; the factors are as they were.`);
}

function recorded(context: Context, user: User, kind: OperatorEventKind, reason: string | undefined) {
  const { host } = context.stage;
  return recordOperatorEvent(
    user,
    kind,
    operatorOf(context, reason),
    operatorCircumstances(host.now()),
    host.random,
  );
}
