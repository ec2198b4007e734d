import type { Activation, Challenge } from '../../contract/api.ts';
import { createStore } from './store.ts';

/**
 * What a history entry keeps, so that a reload (a phone that drops the page while its owner looks into the mail app)
 * or Back and Forward lose nothing: ids and times, never a secret, a token or a code. It is no storage that other
 * pages can read, and is cleared on success.
 */
export interface EntryState {
  challenge?: Challenge;
  activation?: Omit<Activation, 'secret' | 'uri' | 'qr'>;
  /** The page of the dashboard that the reader wanted before this one. */
  goOn?: string;
  /** The sign-in form was asked for in place of a page that everybody can see. */
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

/** The address of a page within the dashboard, to come back to. */
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

/** Goes to a page of the dashboard; its banner stays until it is dismissed or the reader moves on. */
export function navigate(href: string, options: NavigateOptions = {}): void {
  visited = true;
  window.history[options.replace ? 'replaceState' : 'pushState'](options.state ?? {}, '', href);
  if (!options.replace) window.scrollTo(0, 0);
  change(options.banner);
}

/** Shows a banner on the page at hand, or takes it away. */
export function showBanner(banner: Banner | undefined): void {
  change(banner);
}

/** Whether the reader has moved within the dashboard since it was loaded. */
export const hasNavigated = (): boolean => visited;

let fragmentToken: string | undefined;

/** Takes the single-use token of a mail link out of the address at once; it lives on in memory only. */
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
 * Takes the code of an invitation out of the address in the same way. It outlives a registration or an activation on
 * the way to accepting, and is gone with the tab: the link in the mail is still good then.
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

/** Where the reader goes once signed in: to the invitation that waits, if any. */
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
