import { EnvHttpProxyAgent, fetch } from 'undici';
import type { Fetch } from './fetch-type.ts';

/**
 * A `fetch` that goes through a proxy, except to the hosts of `noProxy`, which is read as other programs read NO_PROXY.
 * It is in a part of its own, so that nobody else loads it.
 */
export function proxiedFetch(proxy: string, noProxy: string): Fetch {
  const dispatcher = new EnvHttpProxyAgent({ httpProxy: proxy, httpsProxy: proxy, noProxy });
  return (url, init) => fetch(url, { ...init, dispatcher });
}
