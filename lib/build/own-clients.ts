import { join } from 'node:path';
import { projectFolder } from './fingerprint.ts';

/** The clients that replace those of the SDK in the bundles. The sources import the names and types of the SDK (decision 150). */
export const ownClients: Readonly<Record<string, string>> = Object.fromEntries(
  ['dynamodb', 'kms', 'ses'].map((service) => [
    `@aws-sdk/client-${service}`,
    join(projectFolder, `functions/adapters/aws/${service}.ts`),
  ]),
);
