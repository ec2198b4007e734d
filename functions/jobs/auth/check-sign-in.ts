import { keyring } from '../../adapters/keyring.ts';
import { metrics } from '../../adapters/metrics.ts';
import { passwords } from '../../adapters/passwords.ts';
import { publicApi } from '../../adapters/public-api.ts';
import { store } from '../../adapters/store.ts';
import { errorLine } from '../../error-line.ts';
import { checkSignIn, SignInCheckFailedError } from '../../flows/sign-in/check-sign-in.ts';
import { defineJob, toJob } from '../job.ts';

/**
 * Signs in as a user does, and counts each time that it works. A sign-in that fails is logged and not repeated: the next run is soon,
 * and the alarm waits for more than one.
 */
export const job = defineJob({
  name: 'auth/check-sign-in',
  uses: { store, keyring, passwords, publicApi, metrics },
  async run(_event, ports) {
    try {
      await checkSignIn(ports);
    } catch (error) {
      if (!(error instanceof SignInCheckFailedError)) throw error;
      console.error(errorLine(ports.host, error, { job: 'auth/check-sign-in', ...error.about }));
      return;
    }
    ports.metrics.count(['SignInChecks'], { row: 'auth/check-sign-in' });
  },
});

export const handler = toJob(job);
