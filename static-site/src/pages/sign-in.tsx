import { useEffect, useState } from 'preact/hooks';
import type { Account, Challenge, Session } from '../../../contract/api.ts';
import {
  isChallenge,
  requestPasskeyOptions,
  signIn,
  signInChallenge,
  signInWithPasskey,
} from '../api/operations.ts';
import { fieldProblem, Problem } from '../api/problem.ts';
import { acceptedWords, activationPath } from '../components/activate-link.tsx';
import { Button } from '../components/button.tsx';
import { CodeChallenge } from '../components/code-challenge.tsx';
import { Field } from '../components/field.tsx';
import { Form } from '../components/form.tsx';
import { ArrowIcon } from '../components/icons.tsx';
import { Link } from '../components/link.tsx';
import { Card } from '../components/page.tsx';
import { PasskeyButton } from '../components/passkey-form.tsx';
import {
  credentialsError,
  EmailField,
  emailSlip,
  passwordSlip,
  wrongCredentials,
} from '../components/password-fields.tsx';
import { FormProblem } from '../components/problem-message.tsx';
import {
  type AssertedPasskey,
  autofillPasskey,
  canAutofillPasskeys,
  knowsPasskeys,
  stopAutofill,
  tellUnknownPasskey,
  usePasskey,
} from '../passkeys.ts';
import {
  addressOf,
  type Banner,
  type Entry,
  navigate,
  showBanner,
  showBannerAfterSignIn,
} from '../router.ts';
import { offerPasskey } from '../session/passkey-offer.ts';
import { refreshAccount, sessionBegun } from '../session/session.ts';
import { keepPassword } from '../session/typed-password.ts';
import { useSubmission } from '../submission.ts';
import { formatMoment, texts } from '../texts/index.ts';
import { typed } from '../typed.ts';

const words = texts.signIn;

/**
 * Signs in, instead of the page that needs a session. The URL stays the same, and the page follows. The challenge is in
 * the history entry, so that Back, Forward and a reload work.
 */
export function SignIn({ entry, ended }: { entry: Entry; ended: boolean }) {
  const here = addressOf(entry);
  const { challenge } = entry.state;
  if (!challenge) {
    return (
      <SignInForm
        ended={ended && !entry.banner}
        onChallenge={(next) => navigate(here, { state: { challenge: next, identifier: typed.email } })}
        here={here}
        onSession={async (session) => {
          showBannerAfterSignIn(dueBanner(session));
          await sessionBegun({ isFirst: true });
        }}
      />
    );
  }
  const { identifier } = entry.state;
  return (
    <CodeChallenge
      challenge={challenge}
      operations={signInChallenge}
      onChallenge={(next) => navigate(here, { replace: true, state: { ...entry.state, challenge: next } })}
      onVerified={async (session, byRecoveryCode) => {
        const banner = dueBanner(session);
        navigate(here, { replace: true, ...(banner ? { banner } : {}) });
        // What a banner says about a recovery code would be lost.
        const account = await sessionBegun({ isFirst: !byRecoveryCode });
        if (account && byRecoveryCode) showBanner(recoveryCodeBanner(account));
      }}
      onSpent={() => void refreshAccount()}
      onStartAgain={() => navigate(here, { replace: true })}
      expiredText={texts.code.expired}
      noTriesText={texts.code.noTries}
      frame={(title, children) => (
        <Card key={title} title={title} icon={<ArrowIcon />}>
          {identifier && (
            <SigningInAs
              identifier={identifier}
              onOther={() => {
                typed.email = '';
                navigate(here);
              }}
            />
          )}
          {children}
        </Card>
      )}
    />
  );
}

/** Whose code is asked for, and the way to another account. */
function SigningInAs({ identifier, onOther }: { identifier: string; onOther: () => void }) {
  return (
    <p class="muted signing-in-as">
      {words.signingInAs(identifier)}{' '}
      <Button look="link" onClick={onOther}>
        {words.otherAccount}
      </Button>
    </p>
  );
}

/** After a recovery code: how many are left, and what to do about a lost device. */
function recoveryCodeBanner({ mfa }: Account): Banner {
  return {
    tone: 'warning',
    text: words.recoveryCodeUsed(mfa.recoveryCodesLeft),
    link: { href: '/account/view#mfa', label: words.reviewMethods },
  };
}

/** Announces a requirement of an organization that will take effect later. */
function dueBanner({ due }: Session): Banner | undefined {
  const [first] = [...(due ?? [])].sort((a, b) => a.deadline.localeCompare(b.deadline));
  return (
    first && {
      tone: 'warning',
      text: words.due(first.name, formatMoment(first.deadline), acceptedWords(first)),
    }
  );
}

interface SignInFormProps {
  ended: boolean;
  here: string;
  onChallenge: (challenge: Challenge) => void;
  onSession: (session: Session) => Promise<void>;
}

function SignInForm({ ended, here, onChallenge, onSession }: SignInFormProps) {
  const submission = useSubmission();
  const { problem } = submission;
  // The email address may be known from the previous form.
  const [startsAtPassword] = useState(typed.email !== '');
  const sendPasskey = async (credential: AssertedPasskey, options: PasskeyOptions) => {
    let session: Session;
    try {
      session = await signInWithPasskey(credential);
    } catch (error) {
      if (error instanceof Problem && error.is('passkey-unknown'))
        void tellUnknownPasskey(options, credential.id);
      throw error;
    }
    await onSession(session);
  };
  const offerAgain = useAutofill((credential, options) =>
    submission.run(() => sendPasskey(credential, options)),
  );
  async function askForPasskey(): Promise<void> {
    const { publicKey } = await requestPasskeyOptions();
    try {
      await sendPasskey(await usePasskey(publicKey), publicKey);
    } catch (error) {
      offerAgain();
      throw error;
    }
  }
  async function onSubmit(value: (name: string) => string): Promise<void> {
    const slip = fieldProblem([emailSlip(value('email')), passwordSlip(value('password'))]);
    if (slip) throw slip;
    try {
      const answer = await signIn(value('email'), value('password'));
      offerPasskey();
      if (isChallenge(answer)) onChallenge(answer);
      else await onSession(answer);
    } catch (error) {
      if (!(error instanceof Problem) || !error.is('mfa-required')) throw error;
      // The password was right, so the activation does not ask for it again.
      const requirements = error.organizations;
      keepPassword({ email: value('email'), password: value('password'), requirements });
      navigate(activationPath(requirements), { state: { goOn: here } });
    }
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
            atField={[wrongCredentials]}
          />
          <EmailField
            error={problem?.at('/email') ?? problem?.at('/identifier')}
            first={!startsAtPassword}
            offersPasskeys
          />
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
        {knowsPasskeys() && <PasskeyButton ask={askForPasskey} />}
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

type PasskeyOptions = Parameters<typeof usePasskey>[0];

/** How long options of a passkey are good for, less a minute: the page requests new ones before that. */
const optionsGoodForMs = 14 * 60_000;

/**
 * Offers passkeys in the autofill of the form, as long as it is shown. A dialog of the browser ends that; the returned function
 * begins it again.
 */
function useAutofill(
  chosen: (credential: AssertedPasskey, options: PasskeyOptions) => Promise<void>,
): () => void {
  const [round, setRound] = useState(0);
  const beginAgain = () => setRound((count) => count + 1);
  useEffect(() => {
    let left = false;
    const wait = async () => {
      if (!(await canAutofillPasskeys()) || left) return;
      const { publicKey } = await requestPasskeyOptions();
      if (left) return;
      const credential = await autofillPasskey(publicKey);
      await chosen(credential, publicKey);
      beginAgain();
    };
    // Without options or a passkey there is nothing to offer, and the form is still there.
    wait().catch(() => {});
    const renewal = setTimeout(beginAgain, optionsGoodForMs);
    return () => {
      left = true;
      clearTimeout(renewal);
      if (knowsPasskeys()) void stopAutofill();
    };
  }, [round]);
  return beginAgain;
}
