import { createStore } from '../store.ts';

/**
 * The offer of a passkey to somebody who signed in with a password in this tab. A browser in which it was dismissed shows it no
 * more, whoever signs in. What is kept says nothing about who that was.
 */
const name = 'passkey-offer-dismissed';

const offered = createStore(false);
export const useOffered = (): boolean => offered.use();

export function offerPasskey(): void {
  offered.set(!wasDismissed());
}

export function dismissOffer(): void {
  offered.set(false);
  try {
    window.localStorage.setItem(name, 'yes');
  } catch {
    // Without storage, it is offered again after the next sign-in.
  }
}

function wasDismissed(): boolean {
  try {
    return window.localStorage.getItem(name) !== null;
  } catch {
    return false;
  }
}
