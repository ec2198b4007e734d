import { jobs } from '../../functions/jobs.ts';
import { type Step, steps } from '../../functions/steps.ts';
import { jobConcurrency, stepConcurrency } from '../../lib/concurrency.ts';
import { type Aws, parseJson } from '../aws/caller.ts';
import { type Judgement, ok, problem, warning } from './finding.ts';

/** Lambda reserves no share that would leave the others less. */
const leastUnreserved = 100;

/** How many functions at once the setting `reservedConcurrency` sets aside. */
export const reservedInAll: number =
  (steps as readonly Step[]).reduce((sum, row) => sum + (stepConcurrency(row) ?? 0), 0) +
  jobs.reduce((sum, row) => sum + jobConcurrency(row), 0);

export async function judgeConcurrency(aws: Aws, stage: string): Promise<Judgement> {
  const { text } = await aws.call('lambda', { method: 'GET', path: '/2016-08-19/account-settings' });
  const { AccountLimit } = (parseJson(text) ?? {}) as { AccountLimit?: { ConcurrentExecutions?: number } };
  const limit = AccountLimit?.ConcurrentExecutions ?? 0;
  const wanted = stage === 'prod' ? reservedInAll + leastUnreserved : leastUnreserved;
  const detail = `Lambda runs at most ${limit} functions at once in ${aws.region}`;
  if (limit >= wanted) return ok(detail);
  const raise = `Raise it: aws service-quotas request-service-quota-increase --service-code lambda --quota-code L-B99A9384 --desired-value ${Math.max(1000, wanted)}`;
  if (stage !== 'prod') return warning(`${detail}; new accounts begin so.`, raise);
  return problem(
    `${detail}; the reserved concurrency of prod needs ${wanted}.`,
    `${raise}\nUntil then deploy with -c reservedConcurrency=false.`,
  );
}
