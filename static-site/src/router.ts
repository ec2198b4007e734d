import type { Activation, Challenge } from '../../contract/api.ts';
import { createStore } from './store.ts';

/**
 * What a history entry keeps, so that nothing is lost by Back, Forward or a reload, such as on a phone that discards the
 * page while its user looks into the mail app. It has ids and times, never a secret, a token or a code. Other pages
 * cannot read it, and it is cleared on success.
 */
export interface EntryState {
  challenge?: Challenge;
  activation?: Omit<Activation, 'secret' | 'uri' | 'qr'>;
  /** The page that the user wanted to open before this one. */
  goOn?: string;
  /** Whether the user asked for the sign-in form on a page that does not need a session. */
  signingIn?: boolean;
}

export interface Banner {
  tone: 'success' | 'error' | 'warning';
  text: string;
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

const read = (banner?: Banner): Entry => ({
  path: window.location.pathname.replace(/(.)\/+$/, '$1'),
  search: new URLSearchParams(window.location.search),
  state: (window.history.state as EntryState | null) ?? {},
  banner,
});

const entries = createStore<Entry>(read());
let visited = false;

const change = (banner?: Banner): void => entries.set(read(banner));

/** Goes to a page of the dashboard. Its banner stays until the user dismisses it or leaves the page. */
export function navigate(href: string, options: NavigateOptions = {}): void {
  visited = true;
  window.history[options.replace ? 'replaceState' : 'pushState'](options.state ?? {}, '', href);
  if (!options.replace) window.scrollTo(0, 0);
  change(options.banner);
}

/** Shows a banner on the current page, or removes it. */
export function showBanner(banner: Banner | undefined): void {
  change(banner);
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

export function startRouter(): void {
  takeFragmentToken();
  takeInvitationCode();
  window.addEventListener('popstate', () => {
    visited = true;
    takeFragmentToken();
    takeInvitationCode();
    change();
  });
}

export const useEntry = (): Entry => entries.use();
