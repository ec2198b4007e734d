import { exitCodes, Failure } from '../../cli/failure.ts';
import { Busy } from '../../core/kernel/busy.ts';
import { Refusal } from '../../functions/refusal.ts';
import { AwsError } from './caller.ts';

/** Where something was tried. */
export interface Where {
  readonly stage: string;
  /** Absent where none could be found. */
  readonly region: string | undefined;
}

const permissions = 'docs/operating.md lists the permissions that this needs ("Permissions").';

/** What a failure is called by the SDK, by AWS or by Node, and what to do about it. */
const explanations: readonly (readonly [RegExp, (where: Where, message: string) => string, number?])[] = [
  [
    /^(CredentialsProviderError|TokenProviderError|NoAuthHandlerError)$/,
    (_, message) =>
      `No AWS credentials were found (${message}). Sign in with "aws sso login" or "aws configure", and choose a profile with --profile or AWS_PROFILE.`,
    exitCodes.unreachable,
  ],
  [
    /^(ExpiredToken(Exception)?|InvalidClientTokenId|UnrecognizedClientException|SignatureDoesNotMatch|InvalidSignatureException|InvalidAccessKeyId|IncompleteSignature|RequestExpired)$/,
    (_, message) =>
      `AWS does not accept the credentials (${message}). Sign in again; if they are right, look at this machine's clock.`,
    exitCodes.unreachable,
  ],
  [/AccessDenied|NotAuthorized|^Forbidden/, (_, message) => `AWS denied this: ${message}\n${permissions}`],
  [
    /^ResourceNotFoundException$/,
    ({ stage, region }) =>
      `There is no stage "${stage}" in ${region ?? 'this region'} of this account, or it is of an earlier release. Choose with --stage, --region and --profile, or deploy it: npx cdk deploy --all -c stage=${stage}`,
  ],
  [
    /^(AbortError|TimeoutError|NetworkingError|ENOTFOUND|ECONNREFUSED|ECONNRESET|EAI_AGAIN|ETIMEDOUT|UND_ERR_\w+)$/,
    (_, message) =>
      `AWS cannot be reached (${message}). Look at the network, at --region, and at AWS_ENDPOINT_URL if it is set.`,
    exitCodes.unreachable,
  ],
];

/** A failure in words that say what to do; what is not known here is thrown on as it is. */
export function explain(error: unknown, where: Where): unknown {
  if (error instanceof Refusal) return new Failure(error.problem.detail, exitCodes.refused, { cause: error });
  if (error instanceof Busy) return new Failure(error.message, exitCodes.refused, { cause: error });
  if (!(error instanceof Error) || error instanceof Failure) return error;
  if (error.message === 'Region is missing')
    return new Failure('No AWS region was found. Choose it with --region or AWS_REGION.', exitCodes.usage);
  const cause = error.cause instanceof Error ? error.cause : undefined;
  const names = [error.name, codeOf(error), cause?.name, codeOf(cause)];
  for (const [pattern, words, exitCode] of explanations) {
    if (!names.some((name) => name !== undefined && pattern.test(name))) continue;
    const message = (cause?.message || error.message).trim();
    return new Failure(words(where, message), (exitCode ?? exitCodes.refused) as 1, { cause: error });
  }
  if (error instanceof AwsError) return new Failure(`AWS answered ${error.name}: ${error.message}`);
  return error;
}

const codeOf = (error: unknown): string | undefined => {
  const code = (error as { code?: unknown } | undefined)?.code;
  return typeof code === 'string' ? code : undefined;
};
