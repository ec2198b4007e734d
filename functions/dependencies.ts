import type { Host } from './host.ts';

/** Functions that make the adapters of an operation or a job (its store, its mailer) for the environment it runs in. */
export type Factories = Readonly<Record<string, (host: Host) => unknown>>;

/** The adapters that these factories make, by the same names. */
export type Dependencies<F extends Factories> = { readonly [name in keyof F]: ReturnType<F[name]> };

/** Calls each factory. A function does this once, at its first invocation. */
export function makeDependencies<F extends Factories>(factories: F, host: Host): Dependencies<F> {
  const made = Object.entries(factories).map(([name, make]) => [name, make(host)]);
  return Object.fromEntries(made);
}
