import type { Activation, Challenge } from '../../contract/api.ts';
import { createStore } from './store.ts';

/**
 * What a history entry keeps, so that nothing is lost by Back, Forward or a reload, such as on a phone that discards the
 * page while its user looks into the mail app. It has ids, times and an email address, never a secret, a token or a code. Other pages
 * cannot read it, and it is cleared on success.
 */
export interface EntryState {
  challenge?: Challenge;
  /** The email address that a sign-in began with. */
  identifier?: string;
  activation?: Omit<Activation, 'secret' | 'uri' | 'qr'>;
  /** The page that the user wanted to open before this one. */
  goOn?: string;
  /** Whether the user asked for the sign-in form on a page that does not need a session. */
  signingIn?: boolean;
}

export interface Banner {
  tone: 'success' | 'error' | 'warning';
  text: string;
  link?: { href: string; label: string };
  /** Whether it stays when a sign-in replaces the form below it, which may be too soon for anybody to have read it. */
  outlastsSignIn?: true;
}

export interface Entry {
  path: string;
  search: URLSearchParams;
  state: EntryState;
  banner: Banner | undefined;
}

/** The path and query of a page, to return to it. */
export const addressOf = ({ path, search }: Entry): string => path + (search.size > 0 ? `?${search}` : '');

interface NavigateOptions {
  replace?: boolean;
  state?: EntryState;
  banner?: Banner;
}

/** Addresses that people know from elsewhere, with the page that each leads to. */
const aliases: Readonly<Record<string, string>> = {
  // The link at the end of the guide.
  '/stratum/articles/mfa-troubleshooting': '/help/mfa-troubleshooting',
  '/account/mfa': '/account/view#mfa',
};

const read = (banner?: Banner): Entry => ({
  path: window.location.pathname.replace(/(.)\/+$/, '$1'),
  search: new URLSearchParams(window.location.search),
  state: (window.history.state as EntryState | null) ?? {},
  banner,
});

const entries = createStore<Entry>(read());
let visited = false;

const change = (banner?: Banner): void => entries.set(read(banner));

/** Asked before the page is left; `goOn` then leaves it. */
type AskToLeave = (goOn: () => void) => void;

/** The history entry of a page that holds something that would be lost. */
interface HeldPage {
  readonly ask: AskToLeave;
  readonly href: string;
  readonly state: unknown;
}

let held: HeldPage | undefined;

/** Asks before anything leaves this page: a link, the browser's Back and Forward, or logging out. @returns the release */
export function holdPage(ask: AskToLeave): () => void {
  const { pathname, search, hash } = window.location;
  held = { ask, href: pathname + search + hash, state: window.history.state };
  return () => {
    held = undefined;
  };
}

/** Does what leaves this page, after asking if something would be lost. */
export function leavePage(leave: () => void): void {
  if (!held) leave();
  else
    held.ask(() => {
      held = undefined;
      leave();
    });
}

/** Goes to a page of the dashboard. Its banner stays until the user dismisses it or leaves the page. */
export function navigate(href: string, options: NavigateOptions = {}): void {
  leavePage(() => go(href, options));
}

function go(href: string, options: NavigateOptions): void {
  visited = true;
  window.history[options.replace ? 'replaceState' : 'pushState'](options.state ?? {}, '', href);
  if (!options.replace) window.scrollTo(0, 0);
  change(options.banner);
}

/** Shows a banner on the current page, or removes it. */
export function showBanner(banner: Banner | undefined): void {
  change(banner);
}

/** Shows a banner after a sign-in. Without one, the banner of the form is removed, unless it outlasts the sign-in. */
export function showBannerAfterSignIn(banner: Banner | undefined): void {
  const before = entries.get().banner;
  change(banner ?? (before?.outlastsSignIn ? before : undefined));
}

/** Whether the user has changed the page since the dashboard was loaded. */
export const hasNavigated = (): boolean => visited;

let fragmentToken: string | undefined;

/** Removes the single-use token of a mail link from the URL at once, and keeps it only in memory. */
export function takeFragmentToken(): void {
  const token = new URLSearchParams(window.location.hash.slice(1)).get('token');
  if (!token) return;
  fragmentToken = token;
  window.history.replaceState(window.history.state, '', window.location.pathname + window.location.search);
}

export const currentToken = (): string | undefined => fragmentToken;
export function forgetToken(): void {
  fragmentToken = undefined;
}

export const invitationPath = '/account/accept-invite';
let invitationCode: string | undefined;

/**
 * Removes the code of an invitation from the URL in the same way. It is kept during a registration or an activation
 * before the invitation is accepted, until the tab is closed. The link in the mail still works then.
 */
function takeInvitationCode(): void {
  const code = new URLSearchParams(window.location.search).get('code');
  if (window.location.pathname !== invitationPath || !code) return;
  invitationCode = code;
  window.history.replaceState(window.history.state, '', invitationPath);
  change();
}

export const currentInvitation = (): string | undefined => invitationCode;
export function forgetInvitation(): void {
  invitationCode = undefined;
}

/** The page to show after signing in: the open invitation, if there is one. */
export const afterSignIn = (): string => (invitationCode ? invitationPath : '/account');

function followAlias(): void {
  const href = aliases[read().path];
  if (href === undefined) return;
  window.history.replaceState({}, '', href);
  change();
}

export function startRouter(): void {
  followAlias();
  takeFragmentToken();
  takeInvitationCode();
  window.addEventListener('popstate', () => {
    if (held) {
      // The browser has already left. The same page on top of where it went can still be left by going back once.
      window.history.pushState(held.state, '', held.href);
      leavePage(() => window.history.back());
      return;
    }
    visited = true;
    takeFragmentToken();
    takeInvitationCode();
    change();
  });
}

export const useEntry = (): Entry => entries.use();
export const currentEntry = (): Entry => entries.get();
