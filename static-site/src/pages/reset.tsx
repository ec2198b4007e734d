import { useState } from 'preact/hooks';
import { forgotPassword, resetPassword } from '../api/operations.ts';
import { fieldProblem } from '../api/problem.ts';
import { Button } from '../components/button.tsx';
import { Form } from '../components/form.tsx';
import { Link } from '../components/link.tsx';
import { Card } from '../components/page.tsx';
import { EmailField, emailSlip, NewPasswordField, newPasswordSlip } from '../components/password-fields.tsx';
import { FormProblem } from '../components/problem-message.tsx';
import { afterSignIn, currentToken, forgetToken, navigate } from '../router.ts';
import { accountChanged } from '../session/session.ts';
import { useSubmission } from '../submission.ts';
import { texts } from '../texts/index.ts';
import { typed } from '../typed.ts';

const words = texts.reset;

/** Asks for a link by mail. Opened by that link, it sets the new password. */
export function Reset() {
  const token = currentToken();
  const [asking, setAsking] = useState(false);
  return token && !asking ? <NewPassword token={token} onAskAgain={() => setAsking(true)} /> : <AskForLink />;
}

function AskForLink() {
  const submission = useSubmission();
  const [sentTo, setSentTo] = useState('');
  const { problem } = submission;
  if (sentTo) {
    return (
      <Card key="sent" title={words.sentTitle}>
        <p role="status">{words.sent(sentTo)}</p>
        <p>{words.notCome}</p>
        <div class="actions">
          <Button onClick={() => setSentTo('')}>{words.askAgain}</Button>
          <Link href="/account" class="button">
            {texts.common.backToSignIn}
          </Link>
        </div>
      </Card>
    );
  }
  async function onSubmit(value: (name: string) => string): Promise<void> {
    const slip = fieldProblem([emailSlip(value('email'))]);
    if (slip) throw slip;
    await forgotPassword(value('email'));
    setSentTo(value('email'));
  }
  return (
    <Card key="ask" title={words.title}>
      <p>{words.intro}</p>
      <Form submission={submission} onSubmit={onSubmit}>
        <FormProblem problem={problem} fields={['/email']} />
        <EmailField error={problem?.at('/email')} first />
        <div class="actions">
          <Button type="submit" look="primary" busy={submission.busy} busyLabel={words.submitting}>
            {words.submit}
          </Button>
          <Link href="/account" class="button">
            {texts.common.backToSignIn}
          </Link>
        </div>
      </Form>
    </Card>
  );
}

function NewPassword({ token, onAskAgain }: { token: string; onAskAgain: () => void }) {
  const submission = useSubmission();
  const { problem } = submission;
  async function onSubmit(value: (name: string) => string): Promise<void> {
    const slip = fieldProblem([newPasswordSlip(value('password'))]);
    if (slip) throw slip;
    await resetPassword(token, value('password'));
    forgetToken();
    await accountChanged();
    navigate(afterSignIn(), { replace: true, banner: { tone: 'success', text: words.success } });
  }
  if (problem?.is('link-over') || problem?.at('/token')) {
    return (
      <Card key="dead" title={words.newTitle}>
        <p role="alert">{words.linkDead}</p>
        <div class="actions">
          <Button
            look="primary"
            onClick={() => {
              forgetToken();
              onAskAgain();
            }}
          >
            {words.askForLink}
          </Button>
        </div>
      </Card>
    );
  }
  return (
    <Card key="new" title={words.newTitle}>
      <p>{words.newIntro}</p>
      <Form submission={submission} onSubmit={onSubmit}>
        <FormProblem problem={problem} fields={['/password']} />
        <input name="username" autocomplete="username" value={typed.email} readOnly hidden />
        <NewPasswordField label={words.newPassword} error={problem?.at('/password')} first />
        <Button type="submit" look="primary" busy={submission.busy} busyLabel={words.saving}>
          {words.save}
        </Button>
      </Form>
    </Card>
  );
}
