import { type ExitCode, exitCodes, Failure } from '../cli/failure.ts';
import { printable } from '../cli/terminal/printable.ts';
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

/** Ends the process with the exit code that belongs to how the work went. */
export async function endWith(name: string, work: () => Promise<ExitCode>): Promise<void> {
  process.stdout.on('error', (error: NodeJS.ErrnoException) => {
    // A reader that has seen enough is no error.
    if (error.code !== 'EPIPE') throw error;
    process.exit();
  });
  process.exitCode = await work().catch((error: unknown) => {
    if (isFromCommander(error)) return error.exitCode === 0 ? exitCodes.done : exitCodes.usage;
    if (!(error instanceof Failure)) {
      process.stderr.write(`${name}: this is a defect of the command.\n${(error as Error).stack}\n`);
      return exitCodes.refused;
    }
    process.stderr.write(`${name}: ${error.message.split('\n').map(printable).join('\n')}\n`);
    return error.exitCode;
  });
}

const isFromCommander = (error: unknown): error is { exitCode: number } =>
  error instanceof Error && 'code' in error && String(error.code).startsWith('commander.');
