/**
 * Whether this browser was signed in, as far as the dashboard knows: scripts cannot read the cookie. A visitor who never
 * signed in here gets the form at once, and no request that can only be refused. It says nothing about who it was.
 */
const name = 'signed-in';

export function hasPastSession(): boolean {
  try {
    return window.localStorage.getItem(name) !== null;
  } catch {
    // Storage is blocked, so only the service can tell.
    return true;
  }
}

export function notePastSession(isSignedIn: boolean): void {
  try {
    if (isSignedIn) window.localStorage.setItem(name, 'yes');
    else window.localStorage.removeItem(name);
  } catch {
    // Without storage, the service is asked each time.
  }
}
