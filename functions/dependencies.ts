import type { Host } from './host.ts';

/** Functions that make the adapters of an operation or a job (its store, its mailer) for the environment it runs in. */
export type Factories = Readonly<Record<string, (host: Host) => unknown>>;

/** The adapters that these factories make, by the same names. */
export type Dependencies<F extends Factories> = { readonly [name in keyof F]: ReturnType<F[name]> };

/**
 * Calls each factory. A function does this once. Its adapters get a host of their own, by which they share a client, and no
 * other function does.
 */
export function makeDependencies<F extends Factories>(factories: F, host: Host): Dependencies<F> {
  const own = { ...host };
  const made = Object.entries(factories).map(([name, make]) => [name, make(own)]);
  return Object.fromEntries(made);
}
