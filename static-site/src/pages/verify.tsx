import { useEffect, useState } from 'preact/hooks';
import { createAccountByLink, signIn, verifyEmail } from '../api/operations.ts';
import { fieldProblem, Problem } from '../api/problem.ts';
import { Button } from '../components/button.tsx';
import { isAboutCode, isOver } from '../components/code-challenge.tsx';
import { CodeField } from '../components/code-field.tsx';
import { Form } from '../components/form.tsx';
import { EnvelopeIcon } from '../components/icons.tsx';
import { Link } from '../components/link.tsx';
import { Card } from '../components/page.tsx';
import { NewPasswordField, newPasswordSlip } from '../components/password-fields.tsx';
import { FormProblem, ProblemMessage, ProblemText } from '../components/problem-message.tsx';
import { afterSignIn, currentToken, type Entry, forgetToken, navigate } from '../router.ts';
import { sessionBegun } from '../session/session.ts';
import { forgetPassword, keepPassword, takePassword } from '../session/typed-password.ts';
import { useSubmission } from '../submission.ts';
import { texts } from '../texts/index.ts';
import { typed } from '../typed.ts';

const words = texts.verify;

/** Confirms the address of a new account with the code that was mailed to it. */
export function Verify({ entry }: { entry: Entry }) {
  const registrationID = entry.search.get('registration');
  const submission = useSubmission();
  useEffect(() => forgetPassword, []);
  const [refusals, setRefusals] = useState(0);
  const { problem } = submission;
  if (!registrationID) {
    return (
      <Card title={words.noRegistrationTitle}>
        <p>{words.noRegistration}</p>
        <RegisterAgain />
      </Card>
    );
  }
  const token = currentToken();
  if (token) return <VerifyByLink registrationID={registrationID} token={token} />;
  async function onSubmit(value: (name: string) => string): Promise<void> {
    const code = value('otp');
    const slip = fieldProblem([code === '' && { pointer: '/code', detail: texts.fields.codeMissing }]);
    if (slip) throw slip;
    let email = '';
    try {
      ({ email } = await verifyEmail(registrationID ?? '', code));
      typed.email = email;
    } catch (failure) {
      setRefusals((count) => count + 1);
      throw failure;
    }
    await signInAfter(email);
  }
  return (
    <>
      <Card title={words.title} icon={<EnvelopeIcon />}>
        <p>{typed.email ? words.sent(typed.email) : words.sentSomewhere}</p>
        <Form submission={submission} onSubmit={onSubmit}>
          <CodeField
            label={words.field}
            hint={texts.code.hint}
            error={codeError(problem)}
            refusals={refusals}
          />
          {!codeError(problem) && <ProblemMessage problem={problem} />}
          <Button type="submit" look="primary" busy={submission.busy} busyLabel={words.submitting}>
            {words.submit}
          </Button>
        </Form>
      </Card>
      <div class="notice aside">
        <RegisterAgain />
      </div>
    </>
  );
}

/** Opened by the link in the mail, in any browser. Somebody else may have asked for the mail, so its reader chooses the password. */
function VerifyByLink({ registrationID, token }: { registrationID: string; token: string }) {
  const submission = useSubmission();
  const { problem } = submission;
  async function onSubmit(value: (name: string) => string): Promise<void> {
    const slip = fieldProblem([newPasswordSlip(value('password'))]);
    if (slip) throw slip;
    const password = value('password');
    const { email } = await createAccountByLink(registrationID, token, password);
    forgetToken();
    typed.email = email;
    keepPassword({ email, password, requirements: [] });
    await signInAfter(email);
  }
  return (
    <Card title={words.linkTitle} icon={<EnvelopeIcon />}>
      <p>{words.linkIntro}</p>
      <Form submission={submission} onSubmit={onSubmit}>
        <FormProblem problem={problem} fields={['/password']} />
        <NewPasswordField label={words.password} error={problem?.at('/password')} first />
        <Button type="submit" look="primary" busy={submission.busy} busyLabel={words.submitting}>
          {words.create}
        </Button>
      </Form>
      <RegisterAgain question={words.linkOver} />
    </Card>
  );
}

/** Signs in to the new account, if its password was typed in this tab. Otherwise the form asks for it. */
async function signInAfter(email: string): Promise<void> {
  const known = takePassword();
  const goOn = (text: string) =>
    navigate(afterSignIn(), { replace: true, banner: { tone: 'success', text } });
  if (known?.email !== email) {
    goOn(words.success);
    return;
  }
  try {
    await signIn(known.email, known.password);
    goOn(words.signedIn);
    await sessionBegun();
  } catch (error) {
    if (!(error instanceof Problem)) throw error;
    goOn(words.success);
  }
}

function codeError(problem: Problem | undefined) {
  if (!problem) return undefined;
  if (isOver(problem)) return words.expired;
  if (problem.attemptsLeft === 0) return words.noTries;
  return isAboutCode(problem) ? <ProblemText problem={problem} /> : undefined;
}

const RegisterAgain = ({ question = words.nothingCame }: { question?: string }) => (
  <p>
    {question} <Link href="/account/register">{words.registerAgain}</Link>.
  </p>
);
