import { useMemo } from 'preact/hooks';
import type { Reason } from '../../../contract/api.ts';
import { fieldText, type Problem } from '../api/problem.ts';
import { useSecondsUntil } from '../countdown.ts';
import { texts } from '../texts/index.ts';
import { reasonText } from '../texts/reason-texts.ts';

const words = texts.problems;

/** What happened, and what to do next. @param seconds until the wait of the problem is over */
export function problemText(problem: Problem, seconds: number): string {
  const [first] = problem.errors;
  if (first) return fieldText(first);
  const waiting = problem.retryAtMs === undefined ? {} : { retryAfterSeconds: seconds };
  return reasonText(texts.reasons, { ...problem.fields, ...waiting }) ?? textWithoutReason(problem, seconds);
}

function textWithoutReason({ slug, retryAtMs }: Problem, seconds: number): string {
  switch (slug) {
    case 'validation':
      return words.validation;
    case 'too-many-attempts':
      return retryAtMs === undefined ? words.tooManyLater : words.tooMany(seconds);
    case 'unavailable':
      return words.unavailable;
    case 'offline':
      return words.offline;
    case 'timed-out':
      return words.timedOut;
    case 'passkeys-unsupported':
      return words.passkeysUnsupported;
    case 'passkey-given-up':
      return words.passkeyGivenUp;
    case 'passkey-not-created':
      return words.passkeyNotCreated;
    case 'passkeys-not-here':
      return words.passkeysNotHere;
    case 'passkey-known':
      return words.passkeyKnown;
    case 'passkey-impossible':
      return words.passkeyImpossible;
    default:
      return words.unexpected;
  }
}

/** The text of a problem. Seconds count down on the screen, but a screen reader reads them only once. */
export function ProblemText({ problem }: { problem: Problem }) {
  const seconds = useSecondsUntil(problem.retryAtMs);
  const readOut = useMemo(() => problemText(problem, seconds), [problem, seconds === 0]);
  if (problem.retryAtMs === undefined) return <>{readOut}</>;
  return (
    <>
      <span aria-hidden="true">{problemText(problem, seconds)}</span>
      <span class="visually-hidden">{readOut}</span>
    </>
  );
}

/** A problem that concerns the whole form or page. */
export function ProblemMessage({ problem }: { problem: Problem | undefined }) {
  if (!problem) return null;
  return (
    <div class="notice error" role="alert">
      <p>
        <ProblemText problem={problem} />
      </p>
    </div>
  );
}

interface FormProblemProps {
  problem: Problem | undefined;
  /** The JSON pointers whose errors the form shows at a field. */
  fields: readonly string[];
  /** Other reasons that it shows at a field. */
  atField?: readonly Reason[];
}

/** The problem of a form, unless one of its fields shows it. */
export function FormProblem({ problem, fields, atField = [] }: FormProblemProps) {
  const shown =
    problem !== undefined &&
    (problem.is(...atField) || problem.errors.some(({ pointer }) => fields.includes(pointer)));
  return shown ? null : <ProblemMessage problem={problem} />;
}
