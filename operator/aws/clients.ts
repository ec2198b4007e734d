import { STSClient } from '@aws-sdk/client-sts';
import { defaultProvider } from '@aws-sdk/credential-provider-node';
import { usageFailure } from '../../cli/failure.ts';

/** What this file needs of a client of the SDK, whichever service it is for. */
interface SdkClient {
  readonly config: { readonly serviceId: string };
  // Each service has types of its own for what goes through it.
  readonly middlewareStack: { readonly add: (middleware: never, options: never) => void };
}

type ClientConfig = Pick<
  NonNullable<ConstructorParameters<typeof STSClient>[0]>,
  'credentials' | 'endpoint' | 'region' | 'requestHandler'
>;
type ClientClass<Client extends SdkClient> = new (config: ClientConfig) => Client;

/** AWS with the operator's own credentials, in one region. */
export interface Aws {
  readonly region: string;
  /** The client of a service: one for each class, all with the same credentials. */
  readonly client: <Client extends SdkClient>(type: ClientClass<Client>) => Client;
  /** The time that the service stated in its last response; undefined before the first one. */
  readonly clockReading: (type: ClientClass<SdkClient>) => ClockReading | undefined;
  /** Whether the service answered from an endpoint that is not AWS's own. Known after its first response. */
  readonly isEmulated: (type: ClientClass<SdkClient>) => boolean;
  readonly inRegion: (region: string) => Aws;
}

/** Two clocks at the same moment, in epoch milliseconds. */
export interface ClockReading {
  /** From the `Date` header, which has whole seconds only; undefined if there was none. */
  readonly awsAt: number | undefined;
  /** This machine's, halfway between request and response. */
  readonly hereAt: number;
}

export interface AwsOptions extends Pick<ClientConfig, 'credentials' | 'endpoint' | 'region'> {
  /** Asks for a code of the MFA device that a profile names in `mfa_serial`. @throws Failure if nobody can be asked. */
  readonly askMfaCode?: (serial: string) => Promise<string>;
}

/** By default the SDK waits without a limit. */
const requestHandler = { connectionTimeout: 5_000, requestTimeout: 15_000, throwOnRequestTimeout: true };

/**
 * AWS as the SDK finds it: region, credentials (environment, profile, SSO, role, process, container, instance) and endpoints
 * (`AWS_ENDPOINT_URL…`, `endpoint_url` of a profile), unless the options give them.
 * @throws Failure if no region is set. Credentials are looked for at the first call.
 */
export async function openAws({ askMfaCode, ...given }: AwsOptions = {}): Promise<Aws> {
  const region = await new STSClient(given).config.region().catch(() => {
    throw usageFailure('No AWS region is set. Choose one with --region or AWS_REGION.');
  });
  // One provider for all clients: it asks for a code, or runs a credential process, once.
  const credentials =
    given.credentials ?? defaultProvider({ ...(askMfaCode && { mfaCodeProvider: askMfaCode }) });
  return awsIn(region, { ...given, credentials, requestHandler });
}

/** Where AWS's endpoints are, in the partitions that have CloudFront. Endpoints of PrivateLink are there too. */
const awsDomains = [
  ...['amazonaws.com', 'amazonaws.com.cn', 'amazonaws.eu'],
  ...['api.aws', 'api.amazonwebservices.com.cn', 'api.amazonwebservices.eu'],
];

interface Opened {
  readonly client: SdkClient;
  reading?: ClockReading;
  /** Where the last request went. */
  hostname?: string;
}

function awsIn(region: string, config: Omit<ClientConfig, 'region'>): Aws {
  const opened = new Map<unknown, Opened>();
  return {
    region,
    client: <Client extends SdkClient>(type: ClientClass<Client>) => {
      const known = opened.get(type);
      if (known) return known.client as Client;
      const client = new type({ ...config, region });
      const entry: Opened = { client };
      opened.set(type, entry);
      watch(entry);
      return client;
    },
    clockReading: (type) => opened.get(type)?.reading,
    isEmulated: (type) => {
      const hostname = opened.get(type)?.hostname;
      return hostname !== undefined && !awsDomains.some((domain) => hostname.endsWith(`.${domain}`));
    },
    inRegion: (other) => awsIn(other, config),
  };
}

/** Notes where a response comes from, what time it is at AWS, and which call an error belongs to. */
function watch(entry: Opened): void {
  const { config } = entry.client;
  const middlewareStack = entry.client.middlewareStack as Pick<STSClient['middlewareStack'], 'add'>;
  middlewareStack.add(
    (next, { commandName = '' }) =>
      async (sent) => {
        const sentAt = Date.now();
        const note = (response: unknown) => {
          if (response === undefined) return;
          entry.reading = { awsAt: dateOf(response), hereAt: (sentAt + Date.now()) / 2 };
          entry.hostname = (sent.request as { hostname?: string }).hostname ?? '';
        };
        try {
          const result = await next(sent);
          note(result.response);
          return result;
        } catch (error) {
          if (!(error instanceof Error)) throw error;
          note((error as { $response?: unknown }).$response);
          calls.set(error, { service: config.serviceId, operation: commandName.replace(/Command$/, '') });
          throw error;
        }
      },
    // Around the parsing of the response. Earlier steps find credentials, which makes calls of other services.
    { step: 'deserialize', name: 'watchCalls', priority: 'high' },
  );
}

function dateOf(response: unknown): number | undefined {
  const { headers } = response as { headers?: Readonly<Record<string, string>> };
  const at = Date.parse(headers?.['date'] ?? '');
  return Number.isNaN(at) ? undefined : at;
}

export interface Call {
  /** As the SDK names it: `Lambda`, `SESv2`. */
  readonly service: string;
  readonly operation: string;
}

const calls = new WeakMap<Error, Call>();

/** The call that an error of the SDK comes from. */
export const callOf = (error: Error): Call | undefined => calls.get(error);
