import { type Aws, openAws } from './aws/caller.ts';
import { explain } from './aws/explain.ts';
import type { GlobalOptions } from './program.ts';

/** The SDK's clients read profile and region from the environment alone. */
export function chooseWhere({ profile, region }: Pick<GlobalOptions, 'profile' | 'region'>): void {
  if (profile !== undefined) process.env['AWS_PROFILE'] = profile;
  if (region !== undefined) process.env['AWS_REGION'] = region;
  process.env['AWS_SDK_JS_NODE_VERSION_SUPPORT_WARNING_DISABLED'] ??= 'true';
}

/** Does what needs AWS; what goes wrong is said in words. @throws Failure */
export async function withAws<T>(
  where: Pick<GlobalOptions, 'stage' | 'profile' | 'region'>,
  work: (aws: Aws) => Promise<T>,
): Promise<T> {
  let aws: Aws | undefined;
  try {
    chooseWhere(where);
    aws = await openAws(process.env);
    return await work(aws);
  } catch (error) {
    throw explain(error, { stage: where.stage, region: aws?.region });
  }
}
