import { Busy } from '../../core/kernel/busy.ts';
import type { Circumstances } from '../../core/kernel/circumstances.ts';
import type { Decision, FailedChange } from '../../core/kernel/decision.ts';
import type { Problem } from '../../core/kernel/problem.ts';
import type { Notice } from '../../core/mail/notice.ts';
import { Refusal } from '../refusal.ts';
import { type PortsFor, tryToCarryOut } from './carry-out.ts';

/** How often a decision that lost against another write is made again. */
const retries = 3;

/**
 * Carries out a decision, and makes it again on the rows of by then if it lost against another write. It is for decisions
 * that do not depend on what the other write was about, such as that of two sign-ins at once.
 * @param renew The rows by the failed conditions, or why the decision cannot be made again.
 * @throws Refusal if the decision refuses, or cannot be made again.
 * @throws Busy if it lost too often, or if the store could not write.
 */
export async function carryOutAgain<Rows, Answer, N extends Notice>(
  rows: Rows,
  decide: (rows: Rows) => Promise<Decision<Answer, N>>,
  renew: (rows: Rows, failed: readonly FailedChange[]) => Rows | Problem,
  ports: PortsFor<N>,
  circumstances: Circumstances,
): Promise<Answer> {
  let current = rows;
  for (let retry = 0; ; retry += 1) {
    const result = await tryToCarryOut(await decide(current), ports, circumstances);
    if ('answer' in result) return result.answer;
    const renewed = renew(current, result.failed);
    if (isProblem(renewed)) throw new Refusal(renewed);
    if (retry === retries) throw new Busy();
    current = renewed;
  }
}

const isProblem = (value: unknown): value is Problem =>
  typeof value === 'object' && value !== null && 'slug' in value && 'reason' in value;
