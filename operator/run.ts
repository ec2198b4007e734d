import { usageFailure } from '../cli/failure.ts';
import { type Aws, openAws } from './aws/clients.ts';
import { explain } from './aws/explain.ts';
import type { DeploymentOptions } from './program.ts';

/** Passes the options on to the SDK, which reads profile and region from the environment. */
export function applyDeploymentOptions({ profile, region }: DeploymentOptions): void {
  if (profile !== undefined) process.env['AWS_PROFILE'] = profile;
  if (region !== undefined) process.env['AWS_REGION'] = region;
  process.env['AWS_SDK_JS_NODE_VERSION_SUPPORT_WARNING_DISABLED'] ??= 'true';
}

/** AWS with the credentials of whoever runs the command. @throws Failure if no region is set. */
export const openOperatorAws = (): Promise<Aws> => openAws({ askMfaCode });

/** Does work that calls AWS. @throws Failure that explains what went wrong. */
export async function withAws<T>(options: DeploymentOptions, work: (aws: Aws) => Promise<T>): Promise<T> {
  let aws: Aws | undefined;
  try {
    applyDeploymentOptions(options);
    aws = await openOperatorAws();
    return await work(aws);
  } catch (error) {
    throw await explain(error, { stage: options.stage, region: aws?.region });
  }
}

/** A role whose profile names an `mfa_serial` is assumed with a code of that device, as the AWS CLI does it. */
async function askMfaCode(serial: string): Promise<string> {
  if (process.stdin.isTTY !== true)
    throw usageFailure(
      `The AWS profile needs a code of the MFA device ${serial}, and there is no terminal to ask on. Get temporary credentials first, and run the command without --profile: eval "$(aws configure export-credentials --format env --profile NAME)"; unset AWS_PROFILE`,
    );
  const { askOnTerminal } = await import('../cli/terminal/prompt.ts');
  return (await askOnTerminal({ message: `Code of the MFA device ${serial}: `, isHidden: false })).trim();
}
