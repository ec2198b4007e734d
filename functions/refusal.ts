import { fieldProblem, type Given, type Problem, problem } from '../core/kernel/problem.ts';
import type { FieldReason, Reason } from '../core/kernel/reasons.ts';

/** Ends an operation with a problem. It is thrown after everything has been written that must be written. */
export class Refusal extends Error {
  readonly problem: Problem;
  constructor(refused: Problem, options?: ErrorOptions) {
    super(`${refused.reason}: ${refused.detail}`, options);
    this.name = 'Refusal';
    this.problem = refused;
  }
}

/** Ends the operation with a problem document. @throws Refusal */
export function refuse<R extends Reason>(reason: R, ...given: Given<R>): never {
  throw new Refusal(problem(reason, ...given));
}

/** Ends the operation with a problem document about one field of the request. @throws Refusal */
export function refuseField<R extends FieldReason>(pointer: string, reason: R, ...given: Given<R>): never {
  throw new Refusal(fieldProblem(pointer, reason, ...given));
}
