import { GetAccountSettingsCommand, LambdaClient } from '@aws-sdk/client-lambda';
import { jobs } from '../../functions/jobs.ts';
import { type Step, steps } from '../../functions/steps.ts';
import { jobConcurrency, stepConcurrency } from '../../lib/concurrency.ts';
import type { Aws } from '../aws/clients.ts';
import { type Judgement, ok, problem, warning } from './finding.ts';

/** Lambda refuses a reservation that would leave less than this to all other functions of the account. */
const leastUnreserved = 100;

/** How many concurrent executions the setting `reservedConcurrency` reserves for all functions together. */
export const reservedConcurrency: number =
  (steps as readonly Step[]).reduce((sum, row) => sum + (stepConcurrency(row) ?? 0), 0) +
  jobs.reduce((sum, row) => sum + jobConcurrency(row), 0);

export async function judgeConcurrency(aws: Aws, stage: string): Promise<Judgement> {
  const { AccountLimit } = await aws.client(LambdaClient).send(new GetAccountSettingsCommand({}));
  const limit = AccountLimit?.ConcurrentExecutions ?? 0;
  const needed = stage === 'prod' ? reservedConcurrency + leastUnreserved : leastUnreserved;
  const detail = `Lambda runs at most ${limit} functions at once in ${aws.region}`;
  if (limit >= needed) return ok(detail);
  const raise = `Raise the quota: aws service-quotas request-service-quota-increase --service-code lambda --quota-code L-B99A9384 --desired-value ${Math.max(1000, needed)}`;
  if (stage !== 'prod') return warning(`${detail}, which is the default for new accounts.`, raise);
  return problem(
    `${detail}; the reserved concurrency of prod needs ${needed}.`,
    `${raise}\nUntil then deploy with -c reservedConcurrency=false.`,
  );
}
