import { Failure, usageFailure } from '../cli/failure.ts';
import type { Output } from '../cli/terminal/output.ts';
import type { Decision } from '../core/kernel/decision.ts';
import type { Notice } from '../core/mail/notice.ts';
import {
  longestReasonCharacters,
  type Operator,
  operatorCircumstances,
  parseReason,
} from '../core/operator/operator-log.ts';
import { carryOut, type PortsFor } from '../functions/flows/carry-out.ts';
import type { NotifyPorts } from '../functions/flows/notify/try-send.ts';
import { Refusal } from '../functions/refusal.ts';
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

/** What decisions of an operator are carried out with, and the email addresses that mail could not be sent to. */
export function portsOf({ aws, output, stage }: Context) {
  const unsent: string[] = [];
  const reportUnsent: NotifyPorts['reportUnsent'] = async (error, { to }) => {
    unsent.push(to.email);
    const explained = (await explain(error, { stage: stage.name, region: aws.region })) as Error;
    output.note(`The mail to ${to.email} could not be sent: ${explained.message}`);
  };
  return { ports: { ...stage, reportUnsent }, unsent };
}

/** Carries out a decision of an operator. @throws Failure if it lost against another change, or needs a mail that could not be sent. */
export async function carryOutFor<Answer, N extends Notice = never>(
  ports: PortsFor<N>,
  decision: Decision<Answer, N>,
  failures: { readonly late?: string; readonly unsent?: string } = {},
): Promise<Answer> {
  try {
    return await carryOut(decision, ports, operatorCircumstances(ports.host.now()));
  } catch (error) {
    if (!(error instanceof Refusal)) throw error;
    if (error.problem.reason === 'mail-not-sent' && failures.unsent) throw new Failure(failures.unsent);
    if (error.problem.reason === 'changed-meanwhile')
      throw failures.late ? new Failure(failures.late) : lateChange();
    throw error;
  }
}

export const lateChange = () =>
  new Failure(
    'The account was changed at the same moment, so nothing was done. Check it with "show", and try again.',
  );
