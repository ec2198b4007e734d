import type { ComponentChildren } from 'preact';
import { useState } from 'preact/hooks';
import type { Activation, FactorType } from '../../../../contract/api.ts';
import { completeActivation, resendActivation } from '../../api/operations.ts';
import { fieldProblem, type Problem } from '../../api/problem.ts';
import { Button } from '../../components/button.tsx';
import { Ended, isAboutCode, isOver } from '../../components/code-challenge.tsx';
import { CodeField, codeDigits } from '../../components/code-field.tsx';
import { CopyButton } from '../../components/copy-button.tsx';
import { Form } from '../../components/form.tsx';
import { ShieldIcon } from '../../components/icons.tsx';
import { Card } from '../../components/page.tsx';
import { ProblemMessage, ProblemText } from '../../components/problem-message.tsx';
import { Resend } from '../../components/resend.tsx';
import { useSecondsUntilServerTime } from '../../countdown.ts';
import type { EntryState } from '../../router.ts';
import { useSubmission } from '../../submission.ts';
import { texts } from '../../texts/index.ts';

const words = texts.activate;

/** The secret of an authenticator, which is only in memory, and only while its activation is shown. */
export interface Secret {
  activationID: string;
  key: string;
  uri: string;
  qr: string;
}

/** What is shown before the code of each kind of factor is entered. */
const setups: Record<FactorType, ((secret: Secret | undefined) => ComponentChildren) | undefined> = {
  authenticator: (secret) => <AuthenticatorKey secret={secret} />,
  email: undefined,
};

interface CompleteActivationProps {
  activation: NonNullable<EntryState['activation']>;
  secret: Secret | undefined;
  onActivation: (next: Activation) => void;
  onCompleted: (recoveryCodes: readonly string[] | undefined) => Promise<void>;
  onStartAgain: () => void;
}

export function CompleteActivation(props: CompleteActivationProps) {
  const { activation, secret, onActivation, onStartAgain } = props;
  const submission = useSubmission();
  const [refusals, setRefusals] = useState(0);
  const [expired, setExpired] = useState(false);
  const [choosing, setChoosing] = useState(false);
  const secondsLeft = useSecondsUntilServerTime(activation.expiresAt);
  const { problem } = submission;
  const error = isAboutCode(problem) ? <ProblemText problem={problem} /> : undefined;

  async function onSubmit(value: (name: string) => string): Promise<void> {
    const otp = codeDigits(value('otp'));
    const slip = fieldProblem([otp.length < 6 && { pointer: '/otp', detail: texts.fields.codeMissing }]);
    if (slip) throw slip;
    const preferred = value('preferred') !== '';
    const { recoveryCodes } = await complete(otp, preferred);
    await props.onCompleted(recoveryCodes);
  }

  async function complete(otp: string, preferred: boolean) {
    try {
      return await completeActivation(activation.activationID, otp, preferred);
    } catch (failure) {
      const refused = failure as Problem;
      const { attemptsLeft } = refused;
      if (isOver(refused)) setExpired(true);
      if (attemptsLeft !== undefined) onActivation({ ...activation, attemptsLeft });
      setRefusals((count) => count + 1);
      throw failure;
    }
  }

  if (activation.attemptsLeft <= 0)
    return <EndedCard title={words.noTriesTitle} text={words.noTries} {...{ onStartAgain }} />;
  if (expired || secondsLeft === 0)
    return <EndedCard title={words.expiredTitle} text={words.expired} {...{ onStartAgain }} />;
  return (
    <Card title={words.completeTitle} icon={<ShieldIcon />}>
      {setups[activation.type]?.(secret)}
      <Form submission={submission} onSubmit={onSubmit}>
        {!error && <ProblemMessage problem={problem} />}
        <CodeField
          label={texts.code.field}
          hint={texts.code.hint}
          error={error}
          refusals={refusals}
          sendsItself={!choosing}
        />
        <div class="submit-row">
          <Button type="submit" look="primary" busy={submission.busy} busyLabel={words.completing}>
            {words.complete}
          </Button>
          {/* Users who touch the box want to choose first, so the form then waits for the button. */}
          <label class="preferred" onPointerDown={() => setChoosing(true)}>
            <span>{words.preferred}</span>
            <input
              type="checkbox"
              name="preferred"
              value="yes"
              defaultChecked
              onChange={() => setChoosing(true)}
            />
          </label>
        </div>
        {activation.attemptsLeft < activation.maximumAttempts && !error && (
          <p class="muted">{texts.code.triesLeft(activation.attemptsLeft)}</p>
        )}
      </Form>
      {activation.resendableAt && (
        <Resend
          sending={activation}
          onResend={async () =>
            onActivation({ ...activation, ...(await resendActivation(activation.activationID)) })
          }
        />
      )}
      <p class="alternative">
        <Button look="link" onClick={onStartAgain}>
          {words.startAgain}
        </Button>
      </p>
    </Card>
  );
}

function AuthenticatorKey({ secret }: { secret: Secret | undefined }) {
  if (!secret) return <p>{words.hiddenAgain}</p>;
  return (
    <div class="authenticator-key">
      <p>{words.scan}</p>
      <img class="qr" alt={words.qr} src={`data:image/svg+xml,${encodeURIComponent(secret.qr)}`} />
      <p>{words.secret}</p>
      <p class="secret">
        <code>{secret.key.match(/.{1,4}/g)?.join(' ')}</code>
        <CopyButton text={secret.key} label={words.copySecret} />
      </p>
      <p>
        <a href={secret.uri}>{words.openApp}</a>
      </p>
    </div>
  );
}

function EndedCard({ title, text, onStartAgain }: { title: string; text: string; onStartAgain: () => void }) {
  return (
    <Card key={title} title={title} icon={<ShieldIcon />}>
      <Ended text={text} onStartAgain={onStartAgain} />
    </Card>
  );
}
