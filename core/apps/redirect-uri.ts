/** Whether an app can keep a secret: a server can, and a page or a program on its users' machines cannot. */
export type AppKind = 'public' | 'confidential';

/** Why a browser cannot be sent to a URI with a code; undefined if it can. */
export type RedirectFault = 'redirect-malformed' | 'redirect-insecure' | 'redirect-scheme';

/** The names of the user's own machine, where no network is between the browser and the app. */
const loopbackHosts: readonly string[] = ['localhost', '127.0.0.1', '[::1]'];

const maximumCharacters = 500;

/**
 * Codes travel in these addresses: over HTTPS, to the user's own machine, or to an app that has a scheme of its own
 * (RFC 8252 section 7.1: a domain in reverse order, which others are unlikely to use).
 */
export function redirectFault(uri: string, kind: AppKind): RedirectFault | undefined {
  if (uri.length > maximumCharacters || !/^[!-~]+$/.test(uri) || uri.includes('#'))
    return 'redirect-malformed';
  if (!URL.canParse(uri)) return 'redirect-malformed';
  const { protocol, hostname, username, password, href } = new URL(uri);
  // A URI that browsers write in another way would never be equal to the one of a request.
  if (username !== '' || password !== '' || /[*\\]/.test(uri)) return 'redirect-malformed';
  if (protocol === 'https:') return href.startsWith(uri) ? undefined : 'redirect-malformed';
  if (protocol === 'http:') return loopbackHosts.includes(hostname) ? undefined : 'redirect-insecure';
  return kind === 'public' && /^[a-z][a-z0-9+-]*(\.[a-z0-9+-]+)+:$/.test(protocol)
    ? undefined
    : 'redirect-scheme';
}

/** Whether an app runs on its users' machines, where it may listen on any port (RFC 8252 section 7.3). */
export function isNative(kind: AppKind, redirectURIs: readonly string[]): boolean {
  return kind === 'public' && redirectURIs.every((uri) => !uri.startsWith('https:'));
}
