import { keyring } from '../../adapters/keyring.ts';
import { store } from '../../adapters/store.ts';
import { rotateSigningKeys } from '../../flows/apps/signing-keys.ts';
import { defineJob, toJob } from '../job.ts';

/** Makes the next signing key a day before it signs, and removes those that no valid token needs. */
export const job = defineJob({
  name: 'keys/rotate',
  uses: { store, keyring },
  run: (_event, ports) => rotateSigningKeys(ports),
});

export const handler = toJob(job);
