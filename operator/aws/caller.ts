import { DynamoDBClient } from '@aws-sdk/client-dynamodb';
import { SignatureV4 } from '@smithy/signature-v4';

/** The services that are asked directly: host name, signing name, and the id in `AWS_ENDPOINT_URL_<id>`. */
const services = {
  cloudformation: { host: 'cloudformation', signing: 'cloudformation', id: 'CLOUDFORMATION' },
  dynamodb: { host: 'dynamodb', signing: 'dynamodb', id: 'DYNAMODB' },
  lambda: { host: 'lambda', signing: 'lambda', id: 'LAMBDA' },
  ses: { host: 'email', signing: 'ses', id: 'SESV2' },
  ssm: { host: 'ssm', signing: 'ssm', id: 'SSM' },
  sts: { host: 'sts', signing: 'sts', id: 'STS' },
} as const;
export type Service = keyof typeof services;

export interface AwsRequest {
  readonly method: 'GET' | 'POST' | 'DELETE';
  /** With its parts encoded as in a URL. */
  readonly path: string;
  readonly headers?: Readonly<Record<string, string>>;
  readonly body?: string;
}

export interface AwsAnswer {
  readonly text: string;
  /** From the `Date` header, in epoch milliseconds; cut to whole seconds. */
  readonly dateMilliseconds: number | undefined;
}

/** Calls AWS with the operator's own credentials. */
export interface Aws {
  readonly region: string;
  /** Whether an `AWS_ENDPOINT_URL…` leads elsewhere than to AWS. */
  readonly isEmulator: boolean;
  /** Each tells the time of AWS, also where it refuses. @throws AwsError, or what fetch throws where nothing answers. */
  readonly call: (service: Service, request: AwsRequest) => Promise<AwsAnswer>;
  /** The same in another region. */
  readonly inRegion: (region: string) => Aws;
}

/** AWS refused. */
export class AwsError extends Error {
  readonly status: number;
  readonly dateMilliseconds: number | undefined;
  constructor(
    service: Service,
    name: string,
    message: string,
    answer: Pick<AwsError, 'status' | 'dateMilliseconds'>,
  ) {
    super(message || `${service} answered ${answer.status}`);
    this.name = name;
    this.status = answer.status;
    this.dateMilliseconds = answer.dateMilliseconds;
  }
}

const timeoutMilliseconds = 15_000;

/**
 * The credentials and the region that an SDK client has: unless one is given, those of environment, profile, single sign-on or role.
 * @param environment where endpoints are looked for.
 * @throws where there is no region; credentials are looked for at the first call.
 */
export async function openAws(
  environment: Readonly<Record<string, string | undefined>>,
  { config }: Pick<DynamoDBClient, 'config'> = new DynamoDBClient({}),
): Promise<Aws> {
  return awsIn(await config.region(), config, environment);
}

type Found = Pick<DynamoDBClient['config'], 'credentials' | 'sha256'>;

function awsIn(
  region: string,
  { credentials, sha256 }: Found,
  environment: Readonly<Record<string, string | undefined>>,
): Aws {
  return {
    region,
    isEmulator: Object.keys(environment).some(
      (name) => name.startsWith('AWS_ENDPOINT_URL') && environment[name],
    ),
    call: async (service, { method, path, headers = {}, body }) => {
      const url = new URL(path, endpointOf(service, region, environment));
      const signer = new SignatureV4({ credentials, region, service: services[service].signing, sha256 });
      const signed = await signer.sign({
        method,
        protocol: url.protocol,
        hostname: url.hostname,
        ...(url.port && { port: Number(url.port) }),
        path: url.pathname,
        query: Object.fromEntries(url.searchParams),
        headers: { host: url.host, ...headers },
        ...(body !== undefined && { body }),
      });
      const signal = AbortSignal.timeout(timeoutMilliseconds);
      const sent = { method, headers: signed.headers, signal, ...(body !== undefined && { body }) };
      return readAnswer(service, await fetch(url, sent));
    },
    inRegion: (other) => awsIn(other, { credentials, sha256 }, environment),
  };
}

function endpointOf(
  service: Service,
  region: string,
  environment: Readonly<Record<string, string | undefined>>,
): string {
  const { host, id } = services[service];
  const given = environment[`AWS_ENDPOINT_URL_${id}`] || environment['AWS_ENDPOINT_URL'];
  if (given) return given;
  return `https://${host}.${region}.amazonaws.com${region.startsWith('cn-') ? '.cn' : ''}`;
}

async function readAnswer(service: Service, response: Response): Promise<AwsAnswer> {
  const text = await response.text();
  const at = Date.parse(response.headers.get('date') ?? '');
  const dateMilliseconds = Number.isNaN(at) ? undefined : at;
  if (response.ok) return { text, dateMilliseconds };
  const { name, message } = errorOf(text, response.headers.get('x-amzn-errortype'));
  throw new AwsError(service, name, message, { status: response.status, dateMilliseconds });
}

/** AWS names an error in a header, in JSON or in XML, whichever the service's protocol is. */
function errorOf(text: string, header: string | null): { name: string; message: string } {
  const json = parseJson(text);
  const named = header ?? json?.['__type'] ?? json?.['code'] ?? inXml(text, 'Code') ?? 'UnknownError';
  const message = json?.['message'] ?? json?.['Message'] ?? inXml(text, 'Message') ?? '';
  // `com.amazonaws.ssm#ParameterNotFound:http://…`
  return { name: String(named).split(':')[0]?.split('#').at(-1) ?? '', message: String(message) };
}

export function parseJson(text: string): Record<string, unknown> | undefined {
  try {
    const value: unknown = JSON.parse(text);
    return typeof value === 'object' && value !== null ? (value as Record<string, unknown>) : undefined;
  } catch {
    return undefined;
  }
}

/** The text of the first element of this name: AWS's query protocol answers in XML of one line. */
export function inXml(text: string, element: string): string | undefined {
  const found = new RegExp(`<${element}>([^<]*)</${element}>`).exec(text)?.[1];
  return found?.replace(/&(lt|gt|quot|apos|amp);/g, (_, name: string) => entities[name] ?? '');
}

const entities: Readonly<Record<string, string>> = { lt: '<', gt: '>', quot: '"', apos: "'", amp: '&' };

/** A call of AWS's query protocol. */
export function queryRequest(
  action: string,
  version: string,
  parameters: Readonly<Record<string, string>> = {},
) {
  return {
    method: 'POST',
    path: '/',
    headers: { 'content-type': 'application/x-www-form-urlencoded; charset=utf-8' },
    body: new URLSearchParams({ Action: action, Version: version, ...parameters }).toString(),
  } as const;
}

/** A call of AWS's JSON protocol. */
export function jsonRequest(target: string, version: '1.0' | '1.1', body: unknown) {
  return {
    method: 'POST',
    path: '/',
    headers: { 'content-type': `application/x-amz-json-${version}`, 'x-amz-target': target },
    body: JSON.stringify(body),
  } as const;
}

export interface Identity {
  readonly arn: string;
  readonly account: string;
}

/** Whose credentials these are; it needs no permission. */
export async function callerIdentity(aws: Aws): Promise<Identity & Pick<AwsAnswer, 'dateMilliseconds'>> {
  const { text, dateMilliseconds } = await aws.call('sts', queryRequest('GetCallerIdentity', '2011-06-15'));
  return {
    arn: inXml(text, 'Arn') ?? 'unknown',
    account: inXml(text, 'Account') ?? 'unknown',
    dateMilliseconds,
  };
}
