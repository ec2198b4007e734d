import { register } from '../api/operations.ts';
import { fieldProblem } from '../api/problem.ts';
import { Button } from '../components/button.tsx';
import { Field } from '../components/field.tsx';
import { Form } from '../components/form.tsx';
import { Link } from '../components/link.tsx';
import { Card } from '../components/page.tsx';
import { EmailField, emailSlip, NewPasswordField, newPasswordSlip } from '../components/password-fields.tsx';
import { FormProblem } from '../components/problem-message.tsx';
import { navigate } from '../router.ts';
import { keepPassword } from '../session/typed-password.ts';
import { useSubmission } from '../submission.ts';
import { texts } from '../texts/index.ts';
import { typed } from '../typed.ts';

const words = texts.register;

export function Register() {
  const submission = useSubmission();
  const { problem } = submission;
  async function onSubmit(value: (name: string) => string): Promise<void> {
    const slip = fieldProblem([emailSlip(value('email')), newPasswordSlip(value('password'))]);
    if (slip) throw slip;
    const { registrationID } = await register(value('email'), value('password'), value('name'));
    typed.name = undefined;
    keepPassword({ email: value('email'), password: value('password'), requirements: [] });
    navigate(`/account/verify?registration=${encodeURIComponent(registrationID)}`);
  }
  return (
    <>
      <Card title={words.title}>
        <Form submission={submission} onSubmit={onSubmit}>
          <FormProblem problem={problem} fields={['/name', '/email', '/password']} />
          <Field
            name="name"
            label={words.name}
            autocomplete="name"
            initial={typed.name}
            error={problem?.at('/name')}
            first
            onInput={(input) => {
              typed.name = input.value;
            }}
          />
          <EmailField error={problem?.at('/email')} />
          <NewPasswordField label={texts.common.password} error={problem?.at('/password')} />
          <Button type="submit" look="primary" busy={submission.busy} busyLabel={words.submitting}>
            {words.submit}
          </Button>
        </Form>
      </Card>
      <div class="notice aside">
        <p>
          {words.haveAccount} <Link href="/account">{words.signInHere}</Link>.
        </p>
      </div>
    </>
  );
}
