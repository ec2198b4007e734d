import { useEffect, useState } from 'preact/hooks';
import type { Account, Challenge, FactorType } from '../../../contract/api.ts';
import { isChallenge, startStepUp, stepUpChallenge } from '../api/operations.ts';
import { fieldProblem } from '../api/problem.ts';
import { refreshAccount } from '../session/session.ts';
import { proving } from '../session/step-up.ts';
import { useSubmission } from '../submission.ts';
import { texts } from '../texts/index.ts';
import { Button } from './button.tsx';
import { CodeChallenge } from './code-challenge.tsx';
import { Dialog } from './dialog.tsx';
import { Field } from './field.tsx';
import { Form } from './form.tsx';
import { Loading } from './page.tsx';
import { credentialsError, passwordSlip, wrongCredentials } from './password-fields.tsx';
import { ProblemMessage } from './problem-message.tsx';

const words = texts.stepUp;

/** Asks for a factor again, or for the password of an account without one, before a sensitive change. */
export function StepUpDialog({ account }: { account: Account }) {
  const waiting = proving.use();
  if (!waiting) return null;
  return (
    <Dialog title={words.title} onClose={waiting.cancelled}>
      <p>{words.why}</p>
      {account.mfa.enabled ? (
        <ProveFactor wanted={waiting.wanted} onProved={waiting.proved} />
      ) : (
        <ProvePassword email={account.email} onProved={waiting.proved} />
      )}
      <div class="actions">
        <Button onClick={waiting.cancelled}>{texts.common.cancel}</Button>
      </div>
    </Dialog>
  );
}

/** Begins a step-up, with a method that is wanted if the account has one. */
async function startWith(wanted: readonly FactorType[] | undefined) {
  const answer = await startStepUp();
  if (!isChallenge(answer) || !wanted || wanted.includes(answer.mfaPreferredType)) return answer;
  const other = answer.mfaTypes.find((type) => wanted.includes(type));
  return other ? stepUpChallenge.switchMethod(answer.mfaID, other) : answer;
}

interface ProveFactorProps {
  wanted: readonly FactorType[] | undefined;
  onProved: () => void;
}

function ProveFactor({ wanted, onProved }: ProveFactorProps) {
  const submission = useSubmission();
  const [challenge, setChallenge] = useState<Challenge>();
  const start = () =>
    submission.run(async () => {
      setChallenge(undefined);
      const answer = await startWith(wanted);
      if (isChallenge(answer)) setChallenge(answer);
      else onProved();
    });
  useEffect(() => void start(), []);

  if (challenge) {
    return (
      <CodeChallenge
        key={challenge.mfaID}
        challenge={challenge}
        operations={stepUpChallenge}
        onChallenge={setChallenge}
        onVerified={async () => onProved()}
        onSpent={() => void refreshAccount()}
        onStartAgain={() => void start()}
        expiredText={words.expired}
        noTriesText={words.noTries}
        frame={(title, children) => (
          <div class="stack">
            {title !== texts.code.title && <h3>{title}</h3>}
            {children}
          </div>
        )}
      />
    );
  }
  if (!submission.problem) return <Loading label={words.start} />;
  return (
    <>
      <ProblemMessage problem={submission.problem} />
      <Button look="primary" onClick={() => void start()}>
        {texts.common.tryAgain}
      </Button>
    </>
  );
}

function ProvePassword({ email, onProved }: { email: string; onProved: () => void }) {
  const submission = useSubmission();
  const { problem } = submission;
  const error = problem?.is(wrongCredentials) ? texts.settings.passwordWrong : credentialsError(problem);
  return (
    <Form
      submission={submission}
      onSubmit={async (value) => {
        const slip = fieldProblem([passwordSlip(value('password'))]);
        if (slip) throw slip;
        await startStepUp(value('password'));
        onProved();
      }}
    >
      {!error && <ProblemMessage problem={problem} />}
      <input name="username" autocomplete="username" value={email} readOnly hidden />
      <Field
        name="password"
        type="password"
        label={words.password}
        autocomplete="current-password"
        error={error}
        first
      />
      <Button type="submit" look="primary" busy={submission.busy} busyLabel={words.confirming}>
        {words.confirm}
      </Button>
    </Form>
  );
}
