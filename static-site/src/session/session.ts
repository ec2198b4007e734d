import type { Account, Requirement } from '../../../contract/api.ts';
import { watchAnswers } from '../api/client.ts';
import { readAccount, signOut } from '../api/operations.ts';
import { Problem } from '../api/problem.ts';
import { tellPasskeys } from '../passkeys.ts';
import { showBanner } from '../router.ts';
import { createStore } from '../store.ts';
import { texts } from '../texts/index.ts';
import { typed } from '../typed.ts';
import { withLanguageOf } from './account-language.ts';
import { hasPastSession, notePastSession } from './past-session.ts';

/** Who is signed in, as far as this tab knows. Scripts cannot read the cookie. */
export type SessionState =
  | { status: 'loading' }
  | { status: 'unreachable' }
  /** `ended`: the tab was signed in until now, and did not log out itself. */
  | { status: 'signed-out'; ended: boolean }
  /** There is a session, but it does not meet a requirement, and no factor of the account does. */
  | { status: 'stopped'; organizations: readonly Requirement[] }
  | { status: 'signed-in'; account: Account };

const session = createStore<SessionState>({ status: 'loading' });
export const useSession = (): SessionState => session.use();
export const currentSession = (): SessionState => session.get();

/** After this time without an answer, the account is read again when the tab becomes visible. */
const staleAfterMs = 60_000;
let answeredAtMs = 0;
let reading = false;
/** Increases whenever the account is read and a session ends, so that outdated answers are recognized. */
let turn = 0;

const otherTabs = new BroadcastChannel('account');

function markSignedOut(ended: boolean): void {
  turn += 1;
  notePastSession(false);
  const before = session.get();
  if (before.status === 'signed-out') return;
  session.set({ status: 'signed-out', ended: ended && before.status === 'signed-in' });
}

function markStopped(organizations: readonly Requirement[]): void {
  notePastSession(true);
  const before = session.get();
  // The next page is an activation, which asks for the email address.
  if (before.status === 'signed-in') typed.email = before.account.email;
  session.set({ status: 'stopped', organizations });
}

/** A promise for a page that is loaded again: nothing may happen in it any more. */
const never = new Promise<never>(() => {});

interface Reading {
  /** A failure replaces the page; otherwise the page stays as it is. */
  readonly loud?: boolean;
  /** Nothing of the account was shown yet, so the page can be loaded again in its language. */
  readonly isFirst?: boolean;
}

/** Reads the account. */
export async function refreshAccount({
  loud = false,
  isFirst = false,
}: Reading = {}): Promise<Account | undefined> {
  reading = true;
  turn += 1;
  const mine = turn;
  try {
    const account = await readAccount();
    if (mine !== turn) return account;
    notePastSession(true);
    if (isFirst && withLanguageOf(account)) return await never;
    session.set({ status: 'signed-in', account });
    return account;
  } catch (error) {
    if (!(error instanceof Problem)) throw error;
    if (mine !== turn) return undefined;
    if (error.slug === 'signed-out') markSignedOut(true);
    else if (error.slug === 'mfa-required-by-organization') markStopped(error.organizations);
    else if (loud || session.get().status === 'loading') session.set({ status: 'unreachable' });
    return undefined;
  } finally {
    reading = false;
  }
}

/** Reads the account again, and notifies other tabs. To be called after a sign-in and after changes of the account. */
export async function accountChanged(options: Reading = {}): Promise<Account | undefined> {
  otherTabs.postMessage('changed');
  return refreshAccount(options);
}

/**
 * Reads the account after a sign-in that has succeeded. If there is no session then, the browser has refused its cookie,
 * and says so nowhere.
 */
export async function sessionBegun(options: Reading = {}): Promise<Account | undefined> {
  const account = await accountChanged(options);
  if (account) void tellPasskeys(account);
  if (session.get().status === 'signed-out')
    showBanner({
      tone: 'error',
      text:
        window.location.protocol === 'http:' ? texts.signIn.cookieRefusedHttp : texts.signIn.cookieRefused,
    });
  return account;
}

/** Ends this session, so that the sign-in form replaces the page, because a new session can prove more. */
export async function signInAgain(): Promise<void> {
  await signOut();
  sessionLeft();
}

/** After logging out here. */
export function sessionLeft(): void {
  markSignedOut(false);
  otherTabs.postMessage('changed');
}

export function startSession(): void {
  watchAnswers({
    signedOut: () => markSignedOut(true),
    // The answer about the account says which requirement it is.
    stopped: () => {
      if (!reading) void refreshAccount();
    },
    answered: () => {
      answeredAtMs = Date.now();
    },
  });
  otherTabs.addEventListener('message', () => void refreshAccount());
  document.addEventListener('visibilitychange', () => {
    const stale = Date.now() - answeredAtMs > staleAfterMs;
    const signedIn = ['signed-in', 'stopped'].includes(session.get().status);
    if (document.visibilityState === 'visible' && stale && signedIn) void refreshAccount();
  });
  window.addEventListener('pageshow', (event) => {
    if (event.persisted) void refreshAccount();
  });
  if (hasPastSession()) void refreshAccount({ loud: true, isFirst: true });
  else markSignedOut(false);
}
