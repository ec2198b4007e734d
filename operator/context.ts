import { Failure, usageFailure } from '../cli/failure.ts';
import type { Output } from '../cli/terminal/output.ts';
import type { User } from '../core/accounts/user.ts';
import type { OperatorMessage } from '../core/mail/messages.ts';
import { noticeByOperator } from '../core/mail/notice.ts';
import { writeMail } from '../core/mail/write-mail.ts';
import {
  longestReasonCharacters,
  type Operator,
  operatorCircumstances,
  parseReason,
} from '../core/operator/operator-log.ts';
import { readBranding } from '../functions/flows/notify/branding.ts';
import type { Aws } from './aws/caller.ts';
import type { Stage } from './stage.ts';

/** What a command stands on. */
export interface Context {
  readonly stage: Stage;
  readonly aws: Aws;
  readonly output: Output;
  /** The operator's ARN. */
  readonly who: string;
  /** Asks on the terminal whether to go on. @throws Failure where the answer is not yes. */
  readonly confirm: (question: string) => Promise<void>;
}

export function operatorOf({ who }: Context, reason: string | undefined): Operator {
  return { who, ...(reason !== undefined && { reason }) };
}

/** Reads `--reason`, which the log and the mail to the user quote. @throws Failure */
export function readReason(typed: string | undefined): string | undefined {
  if (typed === undefined) return undefined;
  const reason = parseReason(typed);
  if (reason === undefined)
    throw usageFailure(`The reason must be one line of 1 to ${longestReasonCharacters} characters.`);
  return reason;
}

/** Mails a notice. @returns whether it was sent; what kept it is said. */
export async function mailed(context: Context, user: User, message: OperatorMessage): Promise<boolean> {
  const { host, mailer } = context.stage;
  try {
    const circumstances = operatorCircumstances(host.now());
    const notice = noticeByOperator(user, message);
    await mailer.send(writeMail(readBranding(host), notice, circumstances));
    return true;
  } catch (error) {
    const { name, message } = error as Error;
    context.output.note(`The mail to ${user.email} could not be sent: ${name}: ${message}`);
    return false;
  }
}

export const lateChange = () =>
  new Failure('The account changed at this very moment, so nothing was done. Look at it, and try again.');
