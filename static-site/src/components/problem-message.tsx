import { useMemo } from 'preact/hooks';
import type { Problem, ProblemSlug } from '../api/problem.ts';
import { useSecondsUntil } from '../countdown.ts';
import { formatList, texts } from '../texts/index.ts';

const words = texts.problems;

/** What to say about a problem, and what to do about it. `seconds`: until its wait is over. */
export function problemText(problem: Problem, seconds: number): string {
  switch (problem.slug) {
    case 'validation':
      return problem.errors[0]?.detail || problem.detail || words.validation;
    case 'invalid-credentials':
      return words.invalidCredentials;
    case 'signed-out':
      return words.signedOut;
    case 'mfa-required-by-organization':
      return words.mfaRequired(
        formatList(problem.organizations.map(({ name }) => name)) || words.anOrganization,
      );
    case 'step-up-required':
      return words.stepUp;
    case 'forbidden':
      return words.forbidden;
    case 'not-found':
      return words.notFound;
    case 'conflict':
      return problem.detail || words.conflict;
    case 'challenge-expired':
      return words.expired;
    case 'invalid-code':
      return problem.attemptsLeft === undefined ? words.wrongCodeOnly : words.wrongCode(problem.attemptsLeft);
    case 'code-already-used':
      return words.codeUsed(seconds);
    case 'too-many-attempts':
      return problem.retryAtMs === undefined ? words.tooManyLater : words.tooMany(seconds);
    case 'unavailable':
      return words.unavailable;
    case 'offline':
      return words.offline;
    case 'timed-out':
      return words.timedOut;
    default:
      return words.unexpected;
  }
}

/** The text of a problem. Seconds count down on the screen, but are read out once and not at every tick. */
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

/** A problem of the whole form or page. */
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
  /** Other problems that it shows at a field. */
  atField?: readonly ProblemSlug[];
}

/** What none of a form's fields shows. */
export function FormProblem({ problem, fields, atField = [] }: FormProblemProps) {
  const shown =
    problem !== undefined &&
    (atField.includes(problem.slug) || problem.errors.some(({ pointer }) => fields.includes(pointer)));
  return shown ? null : <ProblemMessage problem={problem} />;
}
