import type { ComponentChildren } from 'preact';
import { useId, useState } from 'preact/hooks';
import type { Activation, FactorType } from '../../../../contract/api.ts';
import { completeActivation, completePasskeyActivation, resendActivation } from '../../api/operations.ts';
import { fieldProblem, type Problem } from '../../api/problem.ts';
import { Button } from '../../components/button.tsx';
import { Ended, isAboutCode, isOver } from '../../components/code-challenge.tsx';
import { CodeField } from '../../components/code-field.tsx';
import { CopyButton } from '../../components/copy-button.tsx';
import { Form } from '../../components/form.tsx';
import { ShieldIcon } from '../../components/icons.tsx';
import { Card } from '../../components/page.tsx';
import { PasskeyForm } from '../../components/passkey-form.tsx';
import { ProblemMessage, ProblemText } from '../../components/problem-message.tsx';
import { Resend } from '../../components/resend.tsx';
import { useSecondsUntilServerTime } from '../../countdown.ts';
import { methodFacts } from '../../method-types.ts';
import { createPasskey } from '../../passkeys.ts';
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
  passkey: undefined,
};

interface CompleteActivationProps {
  activation: NonNullable<EntryState['activation']>;
  secret: Secret | undefined;
  /** Whether it is the first factor of the account, which comes with recovery codes. */
  isFirst: boolean;
  onActivation: (next: Activation) => void;
  onCompleted: (recoveryCodes: readonly string[] | undefined) => Promise<void>;
  onStartAgain: () => void;
}

export function CompleteActivation(props: CompleteActivationProps) {
  const { activation, secret, isFirst, onActivation, onStartAgain } = props;
  const submission = useSubmission();
  const [refusals, setRefusals] = useState(0);
  const [expired, setExpired] = useState(false);
  const secondsLeft = useSecondsUntilServerTime(activation.expiresAt);
  const { problem } = submission;
  const source = useId();
  const error = isAboutCode(problem) ? <ProblemText problem={problem} /> : undefined;

  async function onPasskey(value: (name: string) => string): Promise<void> {
    if (!activation.publicKey) return;
    const preferred = value('preferred') !== '';
    const credential = await createPasskey(activation.publicKey);
    const send = () => completePasskeyActivation(activation.activationID, credential, preferred);
    const { recoveryCodes } = await complete(send);
    await props.onCompleted(recoveryCodes);
  }

  async function onSubmit(value: (name: string) => string): Promise<void> {
    const otp = value('otp');
    const slip = fieldProblem([otp === '' && { pointer: '/otp', detail: texts.fields.codeMissing }]);
    if (slip) throw slip;
    const preferred = value('preferred') !== '';
    const send = () => completeActivation(activation.activationID, otp, preferred);
    const { recoveryCodes } = await complete(send);
    await props.onCompleted(recoveryCodes);
  }

  async function complete(send: () => ReturnType<typeof completeActivation>) {
    try {
      return await send();
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
  const startAgain = (
    <p class="alternative">
      <Button look="link" onClick={onStartAgain}>
        {words.startAgain}
      </Button>
    </p>
  );
  const preferredBox = (
    // Once the form is sent, the box must not show anything else than what was sent.
    <label class="preferred">
      <span>{words.preferred}</span>
      <input type="checkbox" name="preferred" value="yes" defaultChecked disabled={submission.busy} />
    </label>
  );
  if (!methodFacts[activation.type].isTyped)
    return (
      <Card title={words.completeTitle} icon={<ShieldIcon />}>
        <PasskeyForm
          text={texts.passkey.create}
          label={words.complete}
          waiting={texts.passkey.waitingForNew}
          submission={submission}
          ask={onPasskey}
        >
          {preferredBox}
        </PasskeyForm>
        {startAgain}
      </Card>
    );
  return (
    <Card title={words.completeTitle} icon={<ShieldIcon />}>
      {setups[activation.type]?.(secret) ?? <p id={source}>{codeSource(activation)}</p>}
      <Form submission={submission} onSubmit={onSubmit}>
        {!error && <ProblemMessage problem={problem} />}
        <CodeField
          label={texts.code.field}
          hint={texts.code.hintWithButton}
          describedBy={source}
          error={error}
          refusals={refusals}
          sendsItself={false}
        />
        <div class="submit-row">
          <Button type="submit" look="primary" busy={submission.busy} busyLabel={words.completing}>
            {words.complete}
          </Button>
          {preferredBox}
        </div>
        {submission.busy && isFirst && <p role="status">{words.makingRecoveryCodes}</p>}
        {activation.attemptsLeft < activation.maximumAttempts && !error && !submission.busy && (
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
      {startAgain}
    </Card>
  );
}

const codeSource = ({ sentTo }: CompleteActivationProps['activation']): string =>
  sentTo ? texts.code.sentTo(sentTo) : texts.code.notSent;

/** On a phone, the app is on the same device, where a QR code cannot be scanned. */
const isPhone = (): boolean => window.matchMedia('(pointer: coarse)').matches;

function AuthenticatorKey({ secret }: { secret: Secret | undefined }) {
  if (!secret) return <p>{words.hiddenAgain}</p>;
  return (
    <div class="authenticator-key">
      {isPhone() && (
        <p>
          <a href={secret.uri} class="button primary">
            {words.openApp}
          </a>
        </p>
      )}
      <details open={!isPhone()}>
        <summary>{words.otherDevice}</summary>
        <p>{words.scan}</p>
        <img class="qr" alt={words.qr} src={`data:image/svg+xml,${encodeURIComponent(secret.qr)}`} />
      </details>
      <p>{words.secret}</p>
      <div class="secret">
        <code>{secret.key.match(/.{1,4}/g)?.join(' ')}</code>
        <CopyButton text={secret.key} label={words.copySecret} />
      </div>
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
