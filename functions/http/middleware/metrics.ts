import { Busy } from '../../../core/kernel/busy.ts';
import { isDenial, metrics } from '../../adapters/metrics.ts';
import type { MetricName } from '../../metric-names.ts';
import { Refusal } from '../../refusal.ts';
import type { Step, StepName } from '../../steps.ts';
import { problemOf } from '../respond.ts';
import type { Answer } from '../step.ts';
import type { Middleware } from './middleware.ts';

/** Counts successes, refusals and errors. */
export function countOutcomes(row: Step): Middleware {
  return {
    after: ({ context }) => {
      if (context.answer) metrics(context.host).count(countsOf(row, context.answer), { row: row.name });
    },
    onError: ({ error, context }) => {
      const { slug: outcome } = problemOf(error);
      metrics(context.host).count(['Refusals', ...countsOfError(error)], { row: row.name, outcome });
    },
  };
}

/** The operations whose every success is counted, and as what. */
const countedSteps: { readonly [name in StepName]?: MetricName } = {
  'account/verify-email': 'Registrations',
  'mfa/disable-factor': 'FactorsDisabled',
  'mfa/undo': 'FactorsDisabled',
};

function countsOf({ name, path }: Step, { body, cookie }: Answer): readonly MetricName[] {
  const counted = countedSteps[name as StepName];
  if (counted) return [counted];
  // A sign-in that waits for a code has neither.
  const hasSession = typeof cookie === 'string' || Object.hasOwn(Object(body), 'sessionToken');
  return hasSession && path.startsWith('/auth/signin') ? ['SignIns'] : [];
}

function countsOfError(error: unknown): readonly MetricName[] {
  if (error instanceof Refusal || error instanceof Busy) return [];
  return isDenial(error) ? ['Errors', 'Denials'] : ['Errors'];
}
