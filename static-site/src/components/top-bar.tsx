import type { Account } from '../../../contract/api.ts';
import { signOut } from '../api/operations.ts';
import { forgetInvitation, leavePage, navigate, showBanner } from '../router.ts';
import type { SessionState } from '../session/session.ts';
import { sessionLeft } from '../session/session.ts';
import { forgetPassword } from '../session/typed-password.ts';
import { useSubmission } from '../submission.ts';
import { texts } from '../texts/index.ts';
import { typed } from '../typed.ts';
import { Button } from './button.tsx';
import { ArrowIcon, ShieldIcon } from './icons.tsx';
import { Link } from './link.tsx';
import { OrganizationsMenu } from './organizations-menu.tsx';

const words = texts.topBar;

export function TopBar({ session, path }: { session: SessionState; path: string }) {
  return (
    <header class="top-bar">
      <nav aria-label={words.label}>
        <Link href="/account" class="brand" current={path === '/account'}>
          <ShieldIcon />
          <span>{__BRAND_NAME__}</span>
        </Link>
        {session.status === 'signed-in' && <SignedIn account={session.account} path={path} />}
        {session.status === 'stopped' && <LogOut />}
        <Link
          href="/help/mfa-troubleshooting"
          class="button small help"
          label={words.help}
          current={path.startsWith('/help')}
        >
          ?
        </Link>
      </nav>
    </header>
  );
}

function LogOut() {
  const submission = useSubmission();
  const logOut = async () => {
    try {
      await signOut();
    } catch {
      // Whatever went wrong, the cookie may still work, so the page must not say "logged out".
      showBanner({ tone: 'error', text: words.logOutFailed });
      return;
    }
    typed.name = undefined;
    forgetPassword();
    forgetInvitation();
    sessionLeft();
    navigate('/account', { banner: { tone: 'success', text: words.loggedOut } });
  };
  return (
    <Button
      look="small"
      busy={submission.busy}
      busyLabel={words.loggingOut}
      onClick={() => leavePage(() => void submission.run(logOut))}
    >
      {words.logOut}
    </Button>
  );
}

function SignedIn({ account, path }: { account: Account; path: string }) {
  return (
    <>
      {account.scope !== 'enrolment' && <OrganizationsMenu organizations={account.organizations} />}
      <Link
        href="/account/view"
        class="button small who"
        label={words.settings(account.email)}
        current={path === '/account/view'}
      >
        <span class="address-text">{account.email}</span>
        <span class="initial">{[...account.email][0]}</span>
        <ArrowIcon />
      </Link>
      <LogOut />
    </>
  );
}
