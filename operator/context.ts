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
import type { Aws } from './aws/clients.ts';
import { explain } from './aws/explain.ts';
import type { Stage } from './stage.ts';

/** What a command runs with. */
export interface Context {
  readonly stage: Stage;
  readonly aws: Aws;
  readonly output: Output;
  /** The operator's ARN. */
  readonly who: string;
  /** Asks for confirmation on the terminal. @throws Failure unless the answer is yes. */
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

/** Sends a mail to the user; prints why if it cannot be sent. @returns whether it was sent. */
export async function trySendingMail(
  { aws, output, stage }: Context,
  user: User,
  message: OperatorMessage,
): Promise<boolean> {
  const { host, mailer } = stage;
  try {
    const circumstances = operatorCircumstances(host.now());
    await mailer.send(writeMail(readBranding(host), noticeByOperator(user, message), circumstances));
    return true;
  } catch (error) {
    const explained = (await explain(error, { stage: stage.name, region: aws.region })) as Error;
    output.note(`The mail to ${user.email} could not be sent: ${explained.message}`);
    return false;
  }
}

export const lateChange = () =>
  new Failure(
    'The account was changed at the same moment, so nothing was done. Check it with "show", and try again.',
  );
