import { kmsKeys } from '../../adapters/kms-keys.ts';
import { metrics } from '../../adapters/metrics.ts';
import { errorLine } from '../../error-line.ts';
import { defineJob, toJob } from '../job.ts';

/** A KMS key cannot be used. What it sealed cannot be opened, and it will be lost when the key is deleted. */
class UnusableKeyError extends Error {
  // The log has the name of the class, which the minifier would shorten.
  override name = 'UnusableKeyError';
}

/**
 * Counts the KMS keys that cannot be used, because they are disabled or scheduled for deletion. In an idle stage nobody else would
 * notice until the key is deleted.
 */
export const job = defineJob({
  name: 'keys/check',
  uses: { kmsKeys, metrics },
  run: async (_event, ports) => {
    for (const { arn, state } of await ports.kmsKeys.unusable()) {
      console.error(
        errorLine(ports.host, new UnusableKeyError(), { job: 'keys/check', kmsKey: arn, keyState: state }),
      );
      ports.metrics.count(['UnusableKeys'], { row: 'keys/check' });
    }
  },
});

export const handler = toJob(job);
