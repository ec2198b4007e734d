/** `dashboard`: a cookie in a browser. `cli`: a bearer token. */
export type SessionKind = 'dashboard' | 'cli';

export const isBrowser = (kind: SessionKind): boolean => kind === 'dashboard';
