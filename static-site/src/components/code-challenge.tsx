import type { ComponentChildren } from 'preact';
import { useId, useState } from 'preact/hooks';
import type { Challenge, FactorType, Session } from '../../../contract/api.ts';
import type { ChallengeOperations } from '../api/operations.ts';
import { fieldProblem, type Problem } from '../api/problem.ts';
import { useSecondsUntilServerTime } from '../countdown.ts';
import { methodFacts } from '../method-types.ts';
import { type AssertedPasskey, usePasskey } from '../passkeys.ts';
import { type Submission, useSubmission } from '../submission.ts';
import { texts } from '../texts/index.ts';
import { reasonText } from '../texts/reason-texts.ts';
import { Button } from './button.tsx';
import { CodeField } from './code-field.tsx';
import { Field } from './field.tsx';
import { Form } from './form.tsx';
import { PasskeyForm, useAtOnce } from './passkey-form.tsx';
import { ProblemMessage, ProblemText } from './problem-message.tsx';
import { Resend } from './resend.tsx';

const words = texts.code;

export interface CodeChallengeProps {
  challenge: Challenge;
  operations: ChallengeOperations;
  onChallenge: (next: Challenge) => void;
  onVerified: (session: Session, byRecoveryCode: boolean) => Promise<void>;
  /** Called when the challenge can no longer be answered. */
  onSpent: () => void;
  onStartAgain: () => void;
  expiredText: string;
  noTriesText: string;
  /** What the form is placed in: the card of a page, or the body of a dialog. */
  frame: (title: string, children: ComponentChildren) => ComponentChildren;
}

/** Whether a problem is about the code in the field, and is shown there. */
export const isAboutCode = (problem: Problem | undefined): problem is Problem =>
  problem !== undefined &&
  (problem.is('wrong-code', 'phone-clock-wrong', 'code-used') || problem.slug === 'validation');

/** Whether a challenge can no longer be answered, or not by this session. */
export const isOver = (problem: Problem): boolean => problem.is('challenge-over', 'not-found');

/** Asks for a one-time password: submit, send again, another method for this time only, or a recovery code. */
export function CodeChallenge(props: CodeChallengeProps) {
  const { challenge, frame, operations, onChallenge, onSpent } = props;
  const submission = useSubmission();
  const [recovery, setRecovery] = useState(false);
  const [refusals, setRefusals] = useState(0);
  const [expired, setExpired] = useState(false);
  const secondsLeft = useSecondsUntilServerTime(challenge.expiresAt);

  const submit = (otp: string, trustDevice: boolean) =>
    prove(() => operations.submit(challenge.mfaID, otp, trustDevice));
  const isTyped = recovery || methodFacts[challenge.mfaPreferredType].isTyped;

  async function prove(send: () => Promise<Session>): Promise<void> {
    let session: Session;
    try {
      session = await send();
    } catch (error) {
      const problem = error as Problem;
      if (isOver(problem)) {
        setExpired(true);
        onSpent();
      }
      if (problem.attemptsLeft !== undefined)
        onChallenge({ ...challenge, attemptsLeft: problem.attemptsLeft });
      setRefusals((count) => count + 1);
      throw error;
    }
    await props.onVerified(session, recovery);
  }

  if (challenge.attemptsLeft <= 0) {
    return frame(words.noTriesTitle, <Ended text={props.noTriesText} onStartAgain={props.onStartAgain} />);
  }
  if (expired || secondsLeft === 0) {
    return frame(words.expiredTitle, <Ended text={props.expiredText} onStartAgain={props.onStartAgain} />);
  }
  return (
    <>
      {frame(
        recovery ? words.recoveryTitle : isTyped ? words.title : texts.passkey.title,
        <>
          {isTyped ? (
            <CodeForm
              key={`${challenge.mfaPreferredType} ${recovery}`}
              {...{ challenge, submission, recovery, refusals, submit }}
            />
          ) : (
            <PasskeyAnswer
              key={challenge.publicKey?.challenge}
              challenge={challenge}
              submission={submission}
              answer={async (credential) =>
                prove(() => operations.submitPasskey(challenge.mfaID, credential))
              }
            />
          )}
          {!recovery && challenge.resendableAt && (
            <Resend
              key={challenge.mfaID}
              sending={challenge}
              onResend={async () =>
                onChallenge(sameTrust(challenge, await operations.resend(challenge.mfaID)))
              }
            />
          )}
          <p class="alternative">
            <Button
              look="link"
              onClick={() => {
                submission.show(undefined);
                setRecovery(!recovery);
              }}
            >
              {recovery ? otherThanRecovery(challenge) : words.useRecoveryCode}
            </Button>
          </p>
        </>,
      )}
      <ChangeMethod
        challenge={challenge}
        onChange={async (type) => {
          onChallenge(sameTrust(challenge, await operations.switchMethod(challenge.mfaID, type)));
          submission.show(undefined);
          setRecovery(false);
        }}
      />
    </>
  );
}

/** Only the answer to the password says whether this browser can be trusted. */
const sameTrust = ({ trustableDays }: Challenge, next: Challenge): Challenge => ({
  ...next,
  ...(trustableDays !== undefined && { trustableDays }),
});

/** Where the code comes from. */
const codeSource = ({ mfaPreferredType, sentTo }: Challenge): string =>
  words.from[mfaPreferredType] || (sentTo ? words.sentTo(sentTo) : words.notSent);
const otherThanRecovery = ({ mfaPreferredType }: Challenge): string =>
  methodFacts[mfaPreferredType].isTyped ? words.useOneTimePassword : texts.passkey.use;

interface PasskeyAnswerProps {
  challenge: Challenge;
  submission: Submission;
  answer: (credential: AssertedPasskey) => Promise<void>;
}

/** Answers with a passkey: at once after a click, and again with the button. */
function PasskeyAnswer({ challenge, submission, answer }: PasskeyAnswerProps) {
  const { publicKey } = challenge;
  const ask = async () => {
    if (publicKey) await answer(await usePasskey(publicKey));
  };
  useAtOnce(() => void submission.run(ask));
  return (
    <PasskeyForm text={codeSource(challenge)} label={texts.passkey.use} submission={submission} ask={ask} />
  );
}

/** Why no code was mailed. */
const noticeText = ({ notice, noticeReason }: Challenge): string | undefined =>
  reasonText(texts.reasons, { detail: notice, reason: noticeReason });

interface CodeFormProps {
  challenge: Challenge;
  submission: Submission;
  recovery: boolean;
  refusals: number;
  submit: (otp: string, trustDevice: boolean) => Promise<void>;
}

function CodeForm({ challenge, submission, recovery, refusals, submit }: CodeFormProps) {
  const { problem } = submission;
  const source = useId();
  const error = isAboutCode(problem) ? <ProblemText problem={problem} /> : undefined;
  async function onSubmit(value: (name: string) => string): Promise<void> {
    const otp = value('otp');
    const detail = recovery ? texts.fields.recoveryCodeMissing : texts.fields.codeMissing;
    const slip = fieldProblem([otp === '' && { pointer: '/otp', detail }]);
    if (slip) throw slip;
    await submit(otp, value('trust') === 'yes');
  }
  return (
    <Form submission={submission} onSubmit={onSubmit}>
      {!isAboutCode(problem) && <ProblemMessage problem={problem} />}
      {challenge.notice && !recovery && <p role="status">{noticeText(challenge)}</p>}
      {recovery ? (
        <Field
          name="otp"
          label={words.recoveryField}
          hint={words.recoveryHint}
          error={error}
          class="recovery-code"
          autocomplete="off"
          autocapitalize="characters"
          first
        />
      ) : (
        <>
          <p id={source}>{codeSource(challenge)}</p>
          <CodeField
            label={words.field}
            hint={words.hint}
            describedBy={source}
            error={error}
            refusals={refusals}
          />
        </>
      )}
      {!recovery && challenge.trustableDays !== undefined && (
        <label class="choice plain">
          <input type="checkbox" name="trust" value="yes" disabled={submission.busy} />
          <span>{words.trust(challenge.trustableDays)}</span>
        </label>
      )}
      <div class="submit-row">
        <Button type="submit" look="primary" busy={submission.busy} busyLabel={words.submitting}>
          {texts.common.submit}
        </Button>
        {!recovery && (
          <p class="method">
            {words.type} <strong>{texts.methods[challenge.mfaPreferredType]}</strong>
          </p>
        )}
      </div>
      {challenge.attemptsLeft < challenge.maximumAttempts && !error && (
        <p class="muted">{words.triesLeft(challenge.attemptsLeft)}</p>
      )}
    </Form>
  );
}

function ChangeMethod({
  challenge,
  onChange,
}: {
  challenge: Challenge;
  onChange: (type: FactorType) => Promise<void>;
}) {
  const submission = useSubmission();
  const [chosen, setChosen] = useState<FactorType>();
  const others = challenge.mfaTypes.filter((type) => type !== challenge.mfaPreferredType);
  if (others.length === 0) return null;
  return (
    <section class="card aside change-method">
      <div class="body">
        <p>
          {words.changeType}{' '}
          {others.map((type) => (
            <Button
              key={type}
              look="small"
              busy={submission.busy}
              onClick={() => {
                setChosen(type);
                void submission.run(() => onChange(type));
              }}
            >
              {texts.methods[type]}
            </Button>
          ))}
        </p>
        <p class="visually-hidden" role="status">
          {chosen === challenge.mfaPreferredType ? words.switched(texts.methods[chosen]) : ''}
        </p>
        <ProblemMessage problem={submission.problem} />
      </div>
    </section>
  );
}

/** A challenge that can no longer be answered, with a button to start again. */
export function Ended({ text, onStartAgain }: { text: string; onStartAgain: () => void }) {
  return (
    <>
      <p role="alert">{text}</p>
      <div class="actions">
        <Button look="primary" onClick={onStartAgain}>
          {texts.code.startAgain}
        </Button>
      </div>
    </>
  );
}
