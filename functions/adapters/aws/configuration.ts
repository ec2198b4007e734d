import type { Host } from '../../host.ts';

type Environment = Host['environment'];

export interface Credentials {
  readonly accessKeyId: string;
  readonly secretAccessKey: string;
  readonly sessionToken?: string;
}

/** What distinguishes the services. */
export interface Service {
  /** The end of `AWS_ENDPOINT_URL_…`. */
  readonly id: 'DYNAMODB' | 'KMS' | 'SES';
  /** The beginning of its host name. */
  readonly hostPrefix: string;
  readonly signingName: string;
}

/** The environment lacks something without which no request can be made. */
export class ConfigurationError extends Error {
  override name = 'ConfigurationError';
}

/** The credentials as they are now: whoever runs the function may renew them. @throws ConfigurationError */
export function credentialsOf(environment: Environment): Credentials {
  const { AWS_ACCESS_KEY_ID: accessKeyId, AWS_SECRET_ACCESS_KEY: secretAccessKey } = environment;
  const { AWS_SESSION_TOKEN: sessionToken } = environment;
  if (!accessKeyId || !secretAccessKey) throw new ConfigurationError('the environment has no credentials');
  return { accessKeyId, secretAccessKey, ...(sessionToken && { sessionToken }) };
}

/** @throws ConfigurationError */
export function regionOf(environment: Environment): string {
  const region = environment['AWS_REGION'] ?? environment['AWS_DEFAULT_REGION'];
  if (!region) throw new ConfigurationError('the environment names no region');
  return region;
}

/** The domains of the partitions of AWS, by how the names of their regions begin. */
const partitions: readonly (readonly [string, string])[] = [
  ['cn-', 'amazonaws.com.cn'],
  ['eusc-', 'amazonaws.eu'],
  ['us-iso-', 'c2s.ic.gov'],
  ['us-isob-', 'sc2s.sgov.gov'],
  ['eu-isoe-', 'cloud.adc-e.uk'],
  ['us-isof-', 'csp.hci.ic.gov'],
];

/** Where a service is: at the endpoint that the environment names, or at its public one. @throws ConfigurationError */
export function endpointOf({ id, hostPrefix }: Service, environment: Environment): URL {
  const isIgnored = environment['AWS_IGNORE_CONFIGURED_ENDPOINT_URLS'] === 'true';
  const given = environment[`AWS_ENDPOINT_URL_${id}`] || environment['AWS_ENDPOINT_URL'];
  if (given && !isIgnored) return new URL(given);
  const region = regionOf(environment);
  const fips = environment['AWS_USE_FIPS_ENDPOINT'] === 'true' ? '-fips' : '';
  const domain = partitions.find(([prefix]) => region.startsWith(prefix))?.[1] ?? 'amazonaws.com';
  return new URL(`https://${hostPrefix}${fips}.${region}.${domain}/`);
}
