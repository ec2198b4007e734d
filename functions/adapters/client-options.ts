import type { Host } from '../host.ts';

/** Gives the clients of the bundles their time, randomness and environment. Those of the SDK use their own, and ignore it. */
export const clientOptions = (host: Host): object => ({ host });
