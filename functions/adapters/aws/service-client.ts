import { type Host, lambdaHost } from '../../host.ts';
import { type Credentials, credentialsOf, endpointOf, regionOf, type Service } from './configuration.ts';
import { ConnectionError, Connections, type Response, type TimeLimits, timeLimitsOf } from './connections.ts';
import { Retries } from './retries.ts';
import { type Metadata, ServiceError } from './service-error.ts';
import { sign } from './signer.ts';

/** One request to a service, in the words of its API. */
export abstract class Command<Input, Output> {
  /** The name of the operation. */
  abstract readonly operation: string;
  readonly input: Input;
  /** What `send` resolves to. It exists only for the compiler. */
  declare readonly output: Output;

  constructor(input: Input) {
    this.input = input;
  }

  /** Whether carrying it out twice is the same as once. */
  get isRepeatable(): boolean {
    return false;
  }
}

/** How a service writes requests and answers. */
export interface Protocol {
  readonly service: Service;
  readonly encode: (
    operation: string,
    input: object,
  ) => { readonly headers: Record<string, string>; readonly body: string };
  readonly decode: (text: string) => object;
  /** The error in a response whose status is not 200. */
  readonly decodeError: (response: Response, metadata: Metadata) => ServiceError;
}

/** Where a client gets time, randomness and environment from, and its time limits. */
export interface ClientOptions {
  readonly host?: Pick<Host, 'environment' | 'now' | 'random' | 'wait'>;
  readonly limits?: TimeLimits;
}

const skewNames = new Set([
  'AuthFailure',
  'InvalidSignatureException',
  'RequestExpired',
  'RequestInTheFuture',
  'RequestTimeTooSkewed',
  'SignatureDoesNotMatch',
]);
/** The services tolerate five minutes. */
const skewMilliseconds = 60_000;

const expiredNames = new Set([
  'ExpiredToken',
  'ExpiredTokenException',
  'InvalidClientTokenId',
  'UnrecognizedClientException',
]);

/**
 * A client of one AWS service for the functions, of the same shape as the SDK's, which it replaces in their bundles: it does
 * only what they need, and loads in a fraction of the time (decision 150).
 */
export class ServiceClient {
  readonly #protocol: Protocol;
  readonly #host: Pick<Host, 'environment' | 'now' | 'random' | 'wait'>;
  readonly #connections: Connections;
  readonly #retries: Retries;
  /** The difference between the clock of AWS and that of this machine, in milliseconds. */
  #skew = 0;

  constructor(protocol: Protocol, { host = lambdaHost, limits = timeLimitsOf(host) }: ClientOptions) {
    this.#protocol = protocol;
    this.#host = host;
    this.#connections = new Connections(host, limits);
    this.#retries = new Retries(host);
  }

  /** @throws ServiceError if the service refuses; ConnectionError if it cannot be reached; ConfigurationError */
  async send<Output>(command: Command<object, Output>): Promise<Output> {
    const isCorrected = { skew: false, credentials: false };
    for (let attempts = 1; ; attempts += 1) {
      const credentials = credentialsOf(this.#host.environment);
      try {
        const response = await this.#exchange(command, credentials);
        const $metadata = { ...metadataOf(response), attempts };
        if (response.status !== 200) throw this.#protocol.decodeError(response, $metadata);
        this.#retries.recordSuccess();
        return { ...this.#protocol.decode(response.body), $metadata } as Output;
      } catch (error) {
        if (!isCorrected.skew && this.#corrects(error)) {
          isCorrected.skew = true;
          continue;
        }
        if (!isCorrected.credentials && this.#haveChanged(credentials, error)) {
          isCorrected.credentials = true;
          continue;
        }
        const delay = this.#retries.delayAfter(error, attempts, command.isRepeatable);
        if (delay === undefined) throw error;
        // The other idle connections are as old as the one that turned out to be dead.
        if (error instanceof ConnectionError && error.wasReused) await this.#connections.closeIdle();
        if (delay > 0) await this.#host.wait(delay);
      }
    }
  }

  destroy(): void {
    void this.#connections.destroy();
  }

  async #exchange(command: Command<object, unknown>, credentials: Credentials): Promise<Response> {
    const { environment, now } = this.#host;
    const { service, encode } = this.#protocol;
    const endpoint = endpointOf(service, environment);
    const { headers, body } = encode(command.operation, command.input);
    const signed = await sign(
      { endpoint, headers, body },
      {
        credentials,
        region: regionOf(environment),
        signingName: service.signingName,
        at: new Date(now() + this.#skew),
      },
    );
    return this.#connections.send({ endpoint, headers: signed, body, isRepeatable: command.isRepeatable });
  }

  /** Whether the clock was wrong, so that the same request with another time may succeed. */
  #corrects(error: unknown): boolean {
    if (!(error instanceof ServiceError) || !skewNames.has(error.name)) return false;
    const { answeredAt = Number.NaN } = error.$metadata;
    if (Number.isNaN(answeredAt)) return false;
    const skew = answeredAt - this.#host.now();
    if (Math.abs(skew - this.#skew) < skewMilliseconds) return false;
    this.#skew = skew;
    return true;
  }

  /** Whether a request was refused for credentials that have been replaced meanwhile. */
  #haveChanged(used: Credentials, error: unknown): boolean {
    if (!(error instanceof ServiceError) || !expiredNames.has(error.name)) return false;
    const { accessKeyId, sessionToken } = credentialsOf(this.#host.environment);
    return accessKeyId !== used.accessKeyId || sessionToken !== used.sessionToken;
  }
}

function metadataOf({ status, headers }: Response): Metadata {
  const requestId = headers['x-amzn-requestid'];
  return {
    httpStatusCode: status,
    ...(typeof requestId === 'string' && { requestId }),
    ...(headers.date !== undefined && { answeredAt: Date.parse(headers.date) }),
  };
}
