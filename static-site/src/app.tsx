import { type ComponentChildren, Fragment } from 'preact';
import { useEffect, useErrorBoundary } from 'preact/hooks';
import type { Account } from '../../contract/api.ts';
import { BannerRegion } from './components/banner.tsx';
import { Button } from './components/button.tsx';
import { LazyPage } from './components/lazy-page.tsx';
import { Link } from './components/link.tsx';
import { Card, Loading } from './components/page.tsx';
import { RecoveryCodes } from './components/recovery-codes.tsx';
import { StepUpDialog } from './components/step-up-dialog.tsx';
import { TopBar } from './components/top-bar.tsx';
import { Activate } from './pages/activate/activate.tsx';
import { AuthorizationFailed, Authorize, authorizationID } from './pages/authorize.tsx';
import { CancelReset } from './pages/cancel-reset.tsx';
import { HeldBack } from './pages/held-back.tsx';
import { Home } from './pages/home.tsx';
import { NotFound } from './pages/not-found.tsx';
import { Register } from './pages/register.tsx';
import { Reset } from './pages/reset.tsx';
import { SignIn } from './pages/sign-in.tsx';
import { TerminalCode } from './pages/terminal-code.tsx';
import { Troubleshooting } from './pages/troubleshooting.tsx';
import { Undo } from './pages/undo.tsx';
import { Unreachable } from './pages/unreachable.tsx';
import { Verify } from './pages/verify.tsx';
import { type Entry, invitationPath, useEntry } from './router.ts';
import { newRecoveryCodes } from './session/new-recovery-codes.ts';
import { type SessionState, useSession } from './session/session.ts';
import { proving } from './session/step-up.ts';
import { texts } from './texts/index.ts';

/** Pages that need no session, by path. */
const openPages: Readonly<Record<string, (props: { entry: Entry }) => ComponentChildren>> = {
  '/account/mfa/activate': Activate,
  '/account/mfa/undo': Undo,
  '/account/mfa/cancel-reset': CancelReset,
  '/account/register': Register,
  '/authorize/failed': AuthorizationFailed,
  '/account/verify': Verify,
  '/account/reset': Reset,
  '/help/mfa-troubleshooting': Troubleshooting,
};

/** Nobody needs these pages to sign in, so they are loaded when they are opened. */
const loadSettings = () => import('./pages/settings/settings.tsx');
const loadOrganizations = () => import('./pages/organizations/index.ts');

/** Pages that need a session. Without one, the sign-in form replaces the page until the user has signed in. */
const accountPages: Readonly<Record<string, (props: { account: Account }) => ComponentChildren>> = {
  '/': (props) => <Home {...props} />,
  '/account': (props) => <Home {...props} />,
  '/account/view': (props) => (
    <LazyPage load={loadSettings}>{({ Settings }) => <Settings {...props} />}</LazyPage>
  ),
  '/account/cli': (props) => <TerminalCode {...props} />,
  '/organizations': ({ account }) => (
    <LazyPage load={loadOrganizations}>{({ Organizations }) => <Organizations account={account} />}</LazyPage>
  ),
  '/organizations/new': () => (
    <LazyPage load={loadOrganizations}>{({ CreateOrganization }) => <CreateOrganization />}</LazyPage>
  ),
};

/** The page for a path. The path of an organization contains its id. */
function accountPage(path: string): ((props: { account: Account }) => ComponentChildren) | undefined {
  // Ids consist of letters and digits.
  const id = /^\/organizations\/(\w+)$/.exec(path)?.[1];
  if (accountPages[path] || id === undefined) return accountPages[path];
  return ({ account }) => (
    <LazyPage load={loadOrganizations}>
      {({ EditOrganization }) => <EditOrganization account={account} id={id} />}
    </LazyPage>
  );
}

export function App() {
  const entry = useEntry();
  const session = useSession();
  const recoveryCodes = newRecoveryCodes.use();
  const [crash] = useErrorBoundary((error: unknown) => console.error(error));
  useEffect(() => {
    // A step-up of an ended session must not wait for the next session.
    if (session.status !== 'signed-in') proving.get()?.cancelled();
  }, [session.status]);
  return (
    <>
      <a class="skip" href="#main">
        {texts.common.skipToContent}
      </a>
      <BannerRegion banner={entry.banner} />
      <TopBar session={session} path={entry.path} />
      <main id="main" tabIndex={-1}>
        {!crash && recoveryCodes && <RecoveryCodes {...recoveryCodes} />}
        {crash ? <Crash /> : !recoveryCodes && <Page entry={entry} session={session} />}
      </main>
      <footer>
        <Link href="/help/mfa-troubleshooting">{texts.common.helpLink}</Link>
        {__SUPPORT_ADDRESS__ && <a href={`mailto:${__SUPPORT_ADDRESS__}`}>{texts.common.supportLink}</a>}
        {__TERMS_URL__ && <a href={__TERMS_URL__}>{texts.common.termsLink}</a>}
        {__PRIVACY_URL__ && <a href={__PRIVACY_URL__}>{texts.common.privacyLink}</a>}
      </footer>
      {session.status === 'signed-in' && <StepUpDialog account={session.account} />}
    </>
  );
}

function Page({ entry, session }: { entry: Entry; session: SessionState }) {
  const OpenPage = openPages[entry.path];
  if (OpenPage) return <OpenPage key={entry.path} entry={entry} />;
  if (entry.path === invitationPath) {
    return (
      <LazyPage key={entry.path} load={loadOrganizations}>
        {({ AcceptInvitation }) => <AcceptInvitation entry={entry} />}
      </LazyPage>
    );
  }
  const requestID = authorizationID(entry.path);
  const page = requestID === undefined ? accountPage(entry.path) : toApp;
  if (!page) return <NotFound />;
  if (session.status === 'loading') return <Loading />;
  if (session.status === 'unreachable') return <Unreachable />;
  if (requestID !== undefined && (session.status === 'signed-out' || isFull(session)))
    return <Authorize key={requestID} entry={entry} id={requestID} session={session} />;
  if (session.status === 'signed-out') return <SignIn entry={entry} ended={session.ended} />;
  if (session.status === 'stopped') return <HeldBack entry={entry} requirements={session.organizations} />;
  const { account } = session;
  if (account.scope === 'enrolment')
    return (
      <HeldBack entry={entry} requirements={account.mfa.unmet ?? account.mfa.requiredBy} account={account} />
    );
  return <Fragment key={`${entry.path} ${account.id}`}>{page({ account })}</Fragment>;
}

/** The page of an app's request shows itself, also to whoever is signed out. */
const toApp = () => undefined;

const isFull = (session: SessionState): session is Extract<SessionState, { status: 'signed-in' }> =>
  session.status === 'signed-in' && session.account.scope !== 'enrolment';

function Crash() {
  return (
    <Card title={texts.crash.title}>
      <p>{texts.crash.text}</p>
      <Button look="primary" onClick={() => window.location.reload()}>
        {texts.crash.reload}
      </Button>
    </Card>
  );
}
