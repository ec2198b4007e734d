import type { Keyring } from '../../adapters/keyring.ts';
import type { Step } from '../../steps.ts';
import type { Middleware } from './middleware.ts';

/** Begins to load the data keys of the operation at its first request, beside the first read. */
export function preloadKeys(row: Step, uses: () => Readonly<Record<string, unknown>>): Middleware {
  let isDone = false;
  return {
    before: () => {
      if (isDone) return;
      isDone = true;
      const keyring = uses()['keyring'] as Keyring | undefined;
      keyring?.preload(row.keys);
    },
  };
}
