import { useEffect, useRef, useState } from 'preact/hooks';
import type { Activation } from '../../../../contract/api.ts';
import { activate, isChallenge, signIn, signInChallenge } from '../../api/operations.ts';
import { Problem } from '../../api/problem.ts';
import { CodeChallenge } from '../../components/code-challenge.tsx';
import { ShieldIcon } from '../../components/icons.tsx';
import { Card, Loading } from '../../components/page.tsx';
import { addressOf, type Banner, type Entry, navigate } from '../../router.ts';
import { newRecoveryCodes } from '../../session/new-recovery-codes.ts';
import {
  accountChanged,
  currentSession,
  refreshAccount,
  sessionBegun,
  signInAgain,
  useSession,
} from '../../session/session.ts';
import { withStepUp } from '../../session/step-up.ts';
import {
  forgetPassword,
  keptPassword,
  type TypedPassword,
  takePassword,
} from '../../session/typed-password.ts';
import { useSubmission } from '../../submission.ts';
import { texts } from '../../texts/index.ts';
import { typed } from '../../typed.ts';
import { CompleteActivation, type Secret } from './complete-activation.tsx';
import { CredentialsForm } from './credentials-form.tsx';
import type { WantedActivation } from './wanted-activation.ts';

const words = texts.activate;

const enabled: Banner = { tone: 'success', text: words.success, outlastsSignIn: true };

/** Activates a factor, with or without a session: from the credentials to the recovery codes. */
export function Activate({ entry }: { entry: Entry }) {
  const session = useSession();
  const account = session.status === 'signed-in' ? session.account : undefined;
  const submission = useSubmission();
  const wanted = useRef<WantedActivation>(undefined);
  const [secret, setSecret] = useState<Secret>();
  const here = addressOf(entry);
  // Whoever opens this page later in the same tab may be somebody else.
  useEffect(() => forgetPassword, []);
  const { activation, challenge, goOn: wantedPage } = entry.state;
  // Every history entry of this page keeps the page to return to.
  const kept = wantedPage ? { goOn: wantedPage } : {};

  function showCompletion({ secret: key, uri, qr, ...rest }: Activation, replace: boolean): void {
    setSecret(key && uri && qr ? { activationID: rest.activationID, key, uri, qr } : undefined);
    navigate(here, { replace, state: { ...kept, activation: rest } });
  }

  async function begin(next: WantedActivation): Promise<void> {
    wanted.current = undefined;
    const ask = () => activate(next.type, next.email, next.password, next.name);
    try {
      showCompletion(await (account ? withStepUp(ask) : ask()), false);
    } catch (error) {
      if (!(error instanceof Problem) || error.slug !== 'step-up-required' || account) throw error;
      await proveExisting(next);
    }
  }

  /** Without a session, an account that has a factor signs in with it first, and then continues. */
  async function proveExisting(next: WantedActivation): Promise<void> {
    const answer = await signIn(next.email, next.password ?? '');
    if (isChallenge(answer)) {
      wanted.current = next;
      navigate(here, { state: { ...kept, challenge: answer } });
      return;
    }
    await accountChanged();
    showCompletion(await activate(next.type, next.email, next.password, next.name), false);
  }

  async function goOn(known?: TypedPassword): Promise<void> {
    const now = currentSession();
    // The user proves the new method by signing in with it.
    if (now.status === 'stopped') await signInAgain();
    // A session that does not meet a requirement cannot open the settings.
    const canOpenSettings = now.status === 'signed-in' && now.account.scope !== 'enrolment';
    const usual = canOpenSettings ? '/account/view#mfa' : '/account';
    if (known && now.status === 'signed-out') {
      await signInWith(known, wantedPage ?? usual);
      return;
    }
    navigate(wantedPage ?? usual, { banner: enabled });
  }

  /** Goes on to the code of the new method, without the password, which was right a moment ago. */
  async function signInWith({ email, password }: TypedPassword, page: string): Promise<void> {
    try {
      const answer = await signIn(email, password);
      const state = isChallenge(answer) ? { challenge: answer, identifier: email } : {};
      navigate(page, { state, banner: enabled });
      if (!isChallenge(answer)) await sessionBegun();
    } catch (error) {
      if (!(error instanceof Problem)) throw error;
      // The form asks again, and says what is wrong.
      navigate(page, { banner: enabled });
    }
  }

  // The email address can only be typed without a session.
  if (session.status === 'loading') return <Loading />;
  if (activation) {
    return (
      <CompleteActivation
        key={activation.activationID}
        isFirst={!account?.mfa.enabled}
        activation={activation}
        secret={secret?.activationID === activation.activationID ? secret : undefined}
        onActivation={({ secret: _key, uri: _uri, qr: _qr, ...rest }) =>
          navigate(here, { replace: true, state: { ...kept, activation: rest } })
        }
        onStartAgain={() => {
          setSecret(undefined);
          navigate(here, { replace: true, state: kept });
        }}
        onCompleted={async (codes) => {
          setSecret(undefined);
          navigate('/account/mfa/activate', {
            replace: true,
            state: kept,
            banner: enabled,
          });
          const known = takePassword();
          const email = account?.email ?? typed.email;
          if (codes) newRecoveryCodes.set({ codes, email, goOn: () => goOn(known) });
          await accountChanged();
          if (!codes) await goOn(known);
        }}
      />
    );
  }
  if (challenge) {
    return (
      <CodeChallenge
        challenge={challenge}
        operations={signInChallenge}
        onChallenge={(changed) => navigate(here, { replace: true, state: { ...kept, challenge: changed } })}
        onVerified={async () => {
          const after = wanted.current;
          navigate(here, { replace: true, state: kept });
          await accountChanged();
          if (after) await submission.run(() => begin(after));
        }}
        onSpent={() => void refreshAccount()}
        onStartAgain={() => navigate(here, { replace: true, state: kept })}
        expiredText={texts.stepUp.expired}
        noTriesText={texts.stepUp.noTries}
        frame={(title, children) => (
          <Card key={title} title={title} icon={<ShieldIcon />}>
            <p>{words.prove}</p>
            {children}
          </Card>
        )}
      />
    );
  }
  return (
    <CredentialsForm
      account={account}
      known={account ? undefined : keptPassword()}
      wantedType={entry.search.get('type')}
      submission={submission}
      begin={begin}
    />
  );
}
