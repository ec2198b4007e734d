import * as fc from 'fast-check';
import { inject } from 'vitest';

/**
 * Every property runs as often as it says. The limit is for shrinking a failure and for what hangs: a property that was
 * interrupted by it has failed. fast-check prints seed and path of each failure.
 */
fc.configureGlobal({
  seed: inject('propertySeed'),
  interruptAfterTimeLimit: 600_000,
  markInterruptAsFailure: true,
});
