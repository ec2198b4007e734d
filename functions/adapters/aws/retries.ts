import type { Host } from '../../host.ts';
import { ConnectionError } from './connections.ts';
import { ServiceError } from './service-error.ts';

/** The rules of the AWS SDK (its standard mode), except that a request which may have arrived is repeated only if it is repeatable. */
const maximumAttempts = 4;
const baseMilliseconds = { transient: 50, throttled: 500 };
const maximumMilliseconds = 2000;

const throttlingNames = new Set([
  'BandwidthLimitExceeded',
  'LimitExceededException',
  'PriorRequestNotComplete',
  'ProvisionedThroughputExceededException',
  'RequestLimitExceeded',
  'RequestThrottled',
  'RequestThrottledException',
  'SlowDown',
  'ThrottledException',
  'Throttling',
  'ThrottlingException',
  'TooManyRequestsException',
  'TransactionInProgressException',
]);
const transientNames = new Set(['RequestTimeout', 'RequestTimeoutException']);
const transientStatuses = new Set([500, 502, 503, 504]);
const connectionCodes = new Set([
  'ECONNRESET',
  'ECONNREFUSED',
  'EPIPE',
  'ETIMEDOUT',
  'EHOSTUNREACH',
  'ENETUNREACH',
  'ENOTFOUND',
  'EAI_AGAIN',
]);

type Kind = 'throttled' | 'transient' | 'stale-connection';

/** Why an attempt may be followed by another; undefined if it may not. */
function kindOf(error: unknown, isRepeatable: boolean): Kind | undefined {
  if (error instanceof ConnectionError) {
    if (!connectionCodes.has(error.code)) return undefined;
    if (error.mayHaveArrived && !isRepeatable) return undefined;
    return error.wasReused ? 'stale-connection' : 'transient';
  }
  if (!(error instanceof ServiceError)) return undefined;
  const { httpStatusCode = 0 } = error.$metadata;
  if (httpStatusCode === 429 || throttlingNames.has(error.name)) return 'throttled';
  const isTransient = transientNames.has(error.name) || transientStatuses.has(httpStatusCode);
  // The signature grew old on the way, such as while the function was frozen.
  const isLate = error.name === 'InvalidSignatureException' && error.message.includes('Signature expired');
  return isTransient || isLate ? 'transient' : undefined;
}

/** What retries cost, and how much of it a client has: in an outage, retries must not become a flood. */
const capacity = 500;
const costs = { transient: 14, throttled: 5, 'stale-connection': 0 } as const satisfies Record<Kind, number>;

/** Decides about retries for one client. */
export class Retries {
  readonly #random: Host['random'];
  #left = capacity;

  constructor({ random }: Pick<Host, 'random'>) {
    this.#random = random;
  }

  /** How many milliseconds to wait before another attempt; undefined if there should be none. */
  delayAfter(error: unknown, attempts: number, isRepeatable: boolean): number | undefined {
    const kind = kindOf(error, isRepeatable);
    if (kind === undefined || attempts >= maximumAttempts || this.#left < costs[kind]) return undefined;
    this.#left -= costs[kind];
    if (kind === 'stale-connection') return 0;
    const most = Math.min(baseMilliseconds[kind] * 2 ** (attempts - 1), maximumMilliseconds);
    return Math.floor(this.#fraction() * most);
  }

  /** A success earns one retry in fourteen back. */
  recordSuccess(): void {
    this.#left = Math.min(capacity, this.#left + 1);
  }

  /** At least 0, below 1. */
  #fraction(): number {
    const [high = 0, low = 0] = this.#random(2);
    return (high * 256 + low) / 65_536;
  }
}
