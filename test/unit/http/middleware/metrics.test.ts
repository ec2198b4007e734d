import { describe, expect, it } from 'vitest';
import { Busy } from '../../../../core/kernel/busy.ts';
import { problem } from '../../../../core/kernel/problem.ts';
import { countOutcomes } from '../../../../functions/http/middleware/metrics.ts';
import type { Answer } from '../../../../functions/http/step.ts';
import { Refusal } from '../../../../functions/refusal.ts';
import { type Step, type StepName, steps } from '../../../../functions/steps.ts';
import { passThrough } from '../../../support/middleware.ts';

/** The metrics that are counted when an operation answers or throws. */
async function counted(name: StepName, outcome: Answer | Error): Promise<string[]> {
  const row = steps.find((step) => step.name === name) as Step;
  const { emitted } = await passThrough(
    countOutcomes(row),
    {},
    {
      operation: (_, context) => {
        if (outcome instanceof Error) return outcome;
        context.answer = outcome;
        return { statusCode: outcome.status };
      },
    },
  );
  return emitted.flatMap((line) => {
    const { _aws, Stage, Row, ...rest } = JSON.parse(line);
    expect([Stage, Row]).toEqual(['test', name]);
    return Object.entries(rest).map(([metric, value]) => `${metric} ${value}`);
  });
}

describe('an answer', () => {
  it('with a session is counted as a sign-in, whether it is a token or a cookie', async () => {
    expect(await counted('auth/sign-in', { status: 200, body: { sessionToken: 'x' } })).toEqual([
      'SignIns 1',
    ]);
    expect(await counted('auth/submit-code', { status: 200, body: {}, cookie: 'x' })).toEqual(['SignIns 1']);
  });

  it('with a challenge is not, and neither is a session of another operation', async () => {
    expect(await counted('auth/sign-in', { status: 200, body: { mfaID: 'x' } })).toEqual([]);
    expect(await counted('auth/sign-out', { status: 204, cookie: null })).toEqual([]);
    expect(await counted('step-up/submit-code', { status: 200, body: { sessionToken: 'x' } })).toEqual([]);
  });

  it('of an operation that is counted as a whole is counted as that', async () => {
    expect(await counted('mfa/disable-factor', { status: 200, body: {} })).toEqual(['FactorsDisabled 1']);
  });
});

describe('an error', () => {
  const denied = Object.assign(new Error('no'), { name: 'AccessDeniedException' });
  it.each([
    ['a refusal', new Refusal(problem('last-owner')), ['Outcome conflict', 'Refusals 1']],
    ['a busy row', new Busy(), ['Outcome unavailable', 'Refusals 1']],
    ['a failure', new TypeError('odd'), ['Outcome unavailable', 'Refusals 1', 'Errors 1']],
    ['a call that AWS denied', denied, ['Outcome unavailable', 'Refusals 1', 'Errors 1', 'Denials 1']],
  ])('that is %s', async (_, error, expected) => {
    expect(await counted('auth/sign-in', error)).toEqual(expected);
  });
});
