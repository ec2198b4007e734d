import type { EventEmitter } from 'node:events';
import type { IncomingMessage, RequestListener } from 'node:http';
import type { Keyring } from '../../../adapters/keyring.ts';
import type { Store } from '../../../adapters/store.ts';
import type { Host } from '../../../host.ts';
import { openSigningKeys } from '../signing-keys.ts';

interface Ports {
  readonly store: Store;
  readonly keyring: Keyring;
  readonly host: Host;
}

/** The protocol, as a listener of Node's HTTP server. */
export interface OpenProvider {
  readonly listener: RequestListener;
  /** The error that kept it from answering a request; undefined if it answered, or refused. */
  readonly failureOf: (request: IncomingMessage) => unknown;
}

/** How long signing keys are kept in memory: far less than the day for which the next one is published before it signs. */
const keptMilliseconds = 300_000;

interface Opened {
  readonly at: number;
  readonly provider: Promise<OpenProvider>;
}

const opened = new WeakMap<Store, Opened>();

/** The provider of a function, with the signing keys as they were at most five minutes ago. */
export function openProvider(ports: Ports): Promise<OpenProvider> {
  const now = ports.host.now();
  const known = opened.get(ports.store);
  if (known && now - known.at < keptMilliseconds) return known.provider;
  const provider = open(ports);
  opened.set(ports.store, { at: now, provider });
  // What failed is tried again by the next request.
  provider.catch(() => opened.delete(ports.store));
  return provider;
}

async function open(ports: Ports): Promise<OpenProvider> {
  // Only this operation needs the protocol's library, which is larger than all of its other code.
  const [{ makeProvider, signingJwk }, keys] = await Promise.all([
    import('./make-provider.ts'),
    openSigningKeys(ports),
  ]);
  const provider = makeProvider(ports, keys.map(signingJwk));
  const failures = new WeakMap<IncomingMessage, unknown>();
  provider.on('server_error', ({ req }, error) => void failures.set(req, error));
  const events: EventEmitter = provider;
  events.on('error', (error: unknown, ctx?: { readonly req: IncomingMessage }) => {
    if (ctx) failures.set(ctx.req, error);
  });
  return { listener: provider.callback(), failureOf: (request) => failures.get(request) };
}
