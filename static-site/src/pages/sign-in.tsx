import { useState } from 'preact/hooks';
import { isChallenge, signIn, signInChallenge } from '../api/operations.ts';
import { fieldProblem } from '../api/problem.ts';
import type { Challenge } from '../api/types.ts';
import { Button } from '../components/button.tsx';
import { CodeChallenge } from '../components/code-challenge.tsx';
import { Field } from '../components/field.tsx';
import { Form } from '../components/form.tsx';
import { ArrowIcon } from '../components/icons.tsx';
import { Link } from '../components/link.tsx';
import { Card } from '../components/page.tsx';
import { credentialsError, EmailField, emailSlip, passwordSlip } from '../components/password-fields.tsx';
import { FormProblem } from '../components/problem-message.tsx';
import { type Entry, navigate, showBanner } from '../router.ts';
import { accountChanged, refreshAccount } from '../session/session.ts';
import { useSubmission } from '../submission.ts';
import { texts } from '../texts/index.ts';
import { typed } from '../typed.ts';

const words = texts.signIn;

/**
 * Signs in, in place of whatever page asked for it: the address stays, and the page itself appears after it.
 * The challenge is kept by the history entry, so Back, Forward and a reload work.
 */
export function SignIn({ entry, ended }: { entry: Entry; ended: boolean }) {
  const here = entry.path + (entry.search.size > 0 ? `?${entry.search}` : '');
  const { challenge } = entry.state;
  if (!challenge) {
    return (
      <SignInForm
        ended={ended && !entry.banner}
        onChallenge={(next) => navigate(here, { state: { challenge: next } })}
        onSession={async () => {
          showBanner(undefined);
          await accountChanged();
        }}
      />
    );
  }
  return (
    <CodeChallenge
      challenge={challenge}
      operations={signInChallenge}
      onChallenge={(next) => navigate(here, { replace: true, state: { challenge: next } })}
      onVerified={async () => {
        navigate(here, { replace: true });
        await accountChanged();
      }}
      onSpent={() => void refreshAccount()}
      onStartAgain={() => navigate(here, { replace: true })}
      expiredText={texts.code.expired}
      noTriesText={texts.code.noTries}
      frame={(title, children) => (
        <Card key={title} title={title} icon={<ArrowIcon />}>
          {children}
        </Card>
      )}
    />
  );
}

interface SignInFormProps {
  ended: boolean;
  onChallenge: (challenge: Challenge) => void;
  onSession: () => Promise<void>;
}

function SignInForm({ ended, onChallenge, onSession }: SignInFormProps) {
  const submission = useSubmission();
  const { problem } = submission;
  // The address may be known from the form before.
  const [startsAtPassword] = useState(typed.email !== '');
  const required = problem?.slug === 'mfa-required-by-organization';
  async function onSubmit(value: (name: string) => string): Promise<void> {
    const slip = fieldProblem([emailSlip(value('email')), passwordSlip(value('password'))]);
    if (slip) throw slip;
    const answer = await signIn(value('email'), value('password'));
    if (isChallenge(answer)) onChallenge(answer);
    else await onSession();
  }
  return (
    <>
      {ended && (
        <div class="notice" role="status">
          <p>{words.ended}</p>
        </div>
      )}
      <Card title={words.title} icon={<ArrowIcon />}>
        <Form submission={submission} onSubmit={onSubmit}>
          <FormProblem
            problem={problem}
            fields={['/email', '/identifier', '/password']}
            atField={['invalid-credentials']}
          />
          {required && (
            <p>
              <Link href="/account/mfa/activate" class="button primary">
                {words.toActivation}
              </Link>
            </p>
          )}
          <EmailField error={problem?.at('/email') ?? problem?.at('/identifier')} first={!startsAtPassword} />
          <Field
            name="password"
            type="password"
            label={texts.common.password}
            autocomplete="current-password"
            error={credentialsError(problem)}
            first={startsAtPassword}
          />
          <Button type="submit" look="primary" busy={submission.busy} busyLabel={words.submitting}>
            {texts.common.submit}
          </Button>
        </Form>
      </Card>
      <div class="notice aside">
        <p>
          {words.needAccount} <Link href="/account/register">{words.registerHere}</Link>.
        </p>
        <p>
          {words.forgotPassword} <Link href="/account/reset">{words.resetHere}</Link>.
        </p>
      </div>
    </>
  );
}
