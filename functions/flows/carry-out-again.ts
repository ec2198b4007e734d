import { Busy } from '../../core/kernel/busy.ts';
import type { Circumstances } from '../../core/kernel/circumstances.ts';
import type { Decision, FailedChange } from '../../core/kernel/decision.ts';
import type { Problem } from '../../core/kernel/problem.ts';
import type { Notice } from '../../core/mail/notice.ts';
import { Refusal } from '../refusal.ts';
import { type PortsFor, tryToCarryOut } from './carry-out.ts';

/** How often a decision is made again after it lost against another write. */
const retries = 3;

/**
 * Carries out a decision. If it lost against another write, it is made again on the current rows. This is for decisions
 * that do not depend on the other write, such as those of two simultaneous sign-ins.
 * @param renew Takes the current rows from the failed conditions, or says why the decision cannot be made again.
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
