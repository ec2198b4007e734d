import { isThrottlingError } from '@smithy/core/retry';
import { exitCodes, Failure } from '../../cli/failure.ts';
import { Busy } from '../../core/kernel/busy.ts';
import { Refusal } from '../../functions/refusal.ts';
import { callOf } from './clients.ts';
import { type Profile, readProfile } from './profile.ts';

/** What a command was run against. */
export interface Target {
  readonly stage: string;
  /** Undefined if no region is set. */
  readonly region: string | undefined;
}

/** An error that an AWS service answered with. */
type ServiceError = Parameters<typeof isThrottlingError>[0] & {
  readonly $metadata: { readonly httpStatusCode?: number; readonly attempts?: number };
};
const isServiceError = (error: Error): error is ServiceError => '$metadata' in error;

type ErrorKind =
  | 'denied'
  | 'expired'
  | 'noCredentials'
  | 'unknownCredentials'
  | 'unreadable'
  | 'wrongSignature';

/** The names that the SDK and the services give to an error. */
const errorNames: Readonly<Record<ErrorKind, readonly string[]>> = {
  noCredentials: ['CredentialsProviderError', 'TokenProviderError'],
  expired: ['ExpiredToken', 'ExpiredTokenException', 'RequestExpired'],
  unknownCredentials: ['InvalidAccessKeyId', 'InvalidClientTokenId', 'UnrecognizedClientException'],
  wrongSignature: [
    ...['IncompleteSignature', 'InvalidSignatureException', 'SignatureDoesNotMatch'],
    ...['RequestInTheFuture', 'RequestTimeTooSkewed'],
  ],
  /** The SDK found no name in the response. */
  unreadable: ['Unknown', 'UnknownError'],
  denied: ['AccessDenied', 'AccessDeniedException', 'NotAuthorized', 'UnauthorizedOperation'],
};

const networkCodes = [
  ...['EAI_AGAIN', 'ECONNREFUSED', 'ECONNRESET', 'EHOSTUNREACH', 'ENETUNREACH'],
  ...['ENOTFOUND', 'EPIPE', 'ETIMEDOUT'],
];

/**
 * Turns an error of AWS, of the network or of the service's own rules into a `Failure` that says what is wrong and what to do.
 * @returns any other error as it is: it is a bug.
 */
export async function explain(error: unknown, target: Target): Promise<unknown> {
  if (!(error instanceof Error) || error instanceof Failure) return error;
  const refused = (message: string) => new Failure(message, exitCodes.refused, { cause: error });
  const unreachable = (message: string) => new Failure(message, exitCodes.unreachable, { cause: error });
  if (error instanceof Refusal) return refused(error.problem.detail);
  if (error instanceof Busy) return refused(error.message);
  const { name, code } = error as NodeJS.ErrnoException;
  if (errorNames.noCredentials.includes(name))
    return unreachable(explainNoCredentials(await readProfile(), error.message));
  if (name === 'TimeoutError' || (code !== undefined && networkCodes.includes(code)))
    return unreachable(explainNetwork(error, target));
  if (!isServiceError(error)) return error;
  if (error.$fault === undefined || errorNames.unreadable.includes(name))
    return unreachable(
      `The response to ${callName(error)} (status ${error.$metadata.httpStatusCode}) is not one of AWS. Check the proxy, the sign-in page of the network, and AWS_ENDPOINT_URL if it is set.`,
    );
  const rejection = await explainRejectedCredentials(error, target);
  return rejection === undefined ? refused(explainRefusedCall(error, target)) : unreachable(rejection);
}

const chooseProfile = 'Choose a profile with --profile or AWS_PROFILE.';
const signInSomehow = 'Sign in with "aws sso login" or "aws configure".';

function explainNoCredentials({ name, signInName, source, known }: Profile, message: string): string {
  if (source === undefined && name === 'default')
    return `No AWS credentials were found. ${signInSomehow} ${chooseProfile}`;
  const profile =
    signInName === name
      ? `The AWS profile "${name}"`
      : `The AWS profile "${signInName}", which is the source_profile of "${name}",`;
  switch (source) {
    case undefined:
      return `${profile} does not exist. The AWS configuration files have: ${known.join(', ') || 'no profiles'}. ${chooseProfile}`;
    case 'sso':
      return `${profile} got no credentials through SSO: ${message}\n${signInAgain({ source, signInName })}\nIf that does not help, the account or the role of the profile may no longer be assigned to you.`;
    case 'login':
      return `${profile} is not signed in: ${message}\n${signInAgain({ source, signInName })}`;
    case 'process':
      return `${profile} got no credentials from its credential_process. Run that command, which is in the AWS configuration file, to see why.`;
    case 'none':
      return `No AWS credentials were found: ${profile.replace('The', 'the')} has none. ${signInSomehow} ${chooseProfile}`;
    case 'keys':
    case 'role':
    case 'web-identity':
      return `${profile} gave no credentials: ${message}`;
    default:
      return source satisfies never;
  }
}

function signInAgain({ source, signInName }: Pick<Profile, 'signInName' | 'source'>): string {
  if (source === 'sso') return `Sign in again: aws sso login --profile ${signInName}`;
  if (source === 'login') return `Sign in again: aws login --profile ${signInName}`;
  return signInSomehow;
}

function explainNetwork(error: NodeJS.ErrnoException & { hostname?: string }, { region }: Target): string {
  const { code, hostname, message } = error;
  if (code === 'ENOTFOUND' && region !== undefined && hostname?.includes(`.${region}.`))
    return `AWS cannot be reached: there is no host ${hostname}. Check the network, and the spelling of the region "${region}" (from --region, AWS_REGION or the profile).`;
  return `AWS cannot be reached (${message || code}). Check the network, the proxy, the region, and AWS_ENDPOINT_URL if it is set.`;
}

/** @returns undefined if AWS accepted the credentials. */
async function explainRejectedCredentials(
  { name, message }: ServiceError,
  { region }: Target,
): Promise<string | undefined> {
  if (errorNames.expired.includes(name))
    return `The AWS credentials have expired (${message}). ${renewal(await readProfile())}`;
  if (errorNames.unknownCredentials.includes(name))
    return `AWS does not know the credentials (${message}). Either they were deleted, or the region ${region} is not enabled for the account. ${renewal(await readProfile())}`;
  if (errorNames.wrongSignature.includes(name))
    return `AWS rejected the signature of the request (${message}). Check this machine's clock, then the secret access key.`;
  return undefined;
}

function renewal(profile: Profile): string {
  const { AWS_ACCESS_KEY_ID, AWS_PROFILE } = process.env;
  // Unless a profile is chosen, keys in the environment come before all profiles.
  if (AWS_ACCESS_KEY_ID && !AWS_PROFILE)
    return 'They come from AWS_ACCESS_KEY_ID in the environment: replace them there, or choose a profile with --profile.';
  return signInAgain(profile);
}

function explainRefusedCall(error: ServiceError, { stage, region }: Target): string {
  const { name, message, $metadata } = error;
  const { httpStatusCode = 0, attempts = 1 } = $metadata;
  const call = callName(error);
  if (errorNames.denied.includes(name) || httpStatusCode === 403)
    return `AWS denied ${call}: ${message}\ndocs/operating.md lists the permissions that are needed ("Permissions").`;
  if (isThrottlingError(error))
    return `AWS throttled ${call} ${attempts} times in a row (${name}: ${message}). Wait a minute and try again.`;
  if (name === 'ResourceNotFoundException' && callOf(error)?.service === 'Lambda')
    return `There is no stage "${stage}" in ${region} of this account, or it was deployed by an earlier release. Choose another one with --stage, --region and --profile, or deploy it: npx cdk deploy --all -c stage=${stage}`;
  if ([500, 502, 503, 504].includes(httpStatusCode))
    return `AWS failed to answer ${call} ${attempts} times in a row (${name}: ${message}). Try again later; https://health.aws.amazon.com/health/status shows whether AWS has a problem.`;
  return `AWS refused ${call} (${name}: ${message}).`;
}

/** `Lambda GetFunctionConfiguration` */
function callName(error: Error): string {
  const call = callOf(error);
  return call ? `${call.service} ${call.operation}` : 'the request';
}
