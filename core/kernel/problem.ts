import {
  type FieldReason,
  type ParametersOf,
  type ProblemSlug,
  type Reason,
  reasons,
  type UnmetRequirement,
} from './reasons.ts';

/**
 * A field that is invalid: a JSON pointer into the request body, or the name of a query parameter or header, with
 * the reason and its parameters.
 */
export interface FieldError extends Parameters {
  readonly pointer: string;
  readonly reason: Reason;
  readonly detail: string;
}

/** The parameters of all reasons, as extension members of the problem document (RFC 9457). */
interface Parameters {
  readonly attemptsLeft?: number;
  readonly clockAheadSeconds?: number;
  readonly retryAfterSeconds?: number;
  readonly minimum?: number;
  readonly maximum?: number;
  readonly methods?: readonly string[];
  readonly allow?: readonly string[];
  readonly acr?: string;
  readonly acrs?: readonly string[];
  readonly maxAgeSeconds?: number;
  readonly domains?: readonly string[];
  readonly names?: readonly string[];
  readonly origin?: string;
  readonly organizations?: readonly UnmetRequirement[];
  readonly activateUrl?: string;
}

/** A refusal as a value: what happened and, in `detail`, what the caller can do next. */
export interface Problem extends Parameters {
  readonly slug: ProblemSlug;
  readonly reason: Reason;
  readonly detail: string;
  readonly errors?: readonly FieldError[];
}

export type Given<R extends Reason> = ParametersOf<R> extends undefined ? [] : [parameters: ParametersOf<R>];

type Detail = string | ((parameters?: object) => string);

function worded(reason: Reason, parameters: object | undefined) {
  const detail = reasons[reason].detail as Detail;
  return { reason, detail: typeof detail === 'string' ? detail : detail(parameters), ...parameters };
}

/** A refusal for a reason in the catalogue. */
export function problem<R extends Reason>(reason: R, ...[parameters]: Given<R>): Problem {
  return { slug: reasons[reason].slug, ...worded(reason, parameters) };
}

/** A refusal because of one field of the request. A conflict with what exists is none, also if it is about a name. */
export function fieldProblem<R extends FieldReason>(
  pointer: string,
  reason: R,
  ...[parameters]: Given<R>
): Problem {
  return fieldProblems([fieldError(pointer, reason, parameters)]);
}

/** What is wrong with one field. */
export function fieldError(pointer: string, reason: Reason, parameters?: object): FieldError {
  return { pointer, ...worded(reason, parameters) };
}

/** A refusal because of some fields of the request. A `validation` problem always says which. */
export function fieldProblems(errors: readonly FieldError[]): Problem {
  const [only, ...others] = errors;
  return {
    slug: 'validation',
    reason: only && others.length === 0 ? only.reason : 'invalid-request',
    detail: errors.map(withFieldName).join(' '),
    errors,
  };
}

/** Outside `errors`, a sentence such as "Must be text." must name the field it is about. */
function withFieldName({ pointer, reason, detail }: FieldError): string {
  return reason.startsWith('field-') && pointer !== '' ? `${pointer.replace('/', '')}: ${detail}` : detail;
}

/** A refusal that ends after some milliseconds. The answer rounds the wait up to whole seconds. */
export function waitProblem<R extends Reason>(
  reason: ParametersOf<R> extends { readonly retryAfterSeconds: number } ? R : never,
  waitMilliseconds: number,
): Problem {
  const retryAfterSeconds = Math.max(1, Math.ceil(waitMilliseconds / 1000));
  return { slug: reasons[reason as Reason].slug, ...worded(reason, { retryAfterSeconds }) };
}
