import { spawn } from 'node:child_process';
import { text } from 'node:stream/consumers';
import { usageFailure } from '../failure.ts';
import { texts } from '../texts/index.ts';

/**
 * Runs the command of `--otp-command` in the shell and returns the first line that it prints. It may ask on the terminal,
 * as password managers do that are locked.
 * @throws Failure if it cannot be run, fails, or prints nothing
 */
export async function runOtpCommand(command: string): Promise<string> {
  const child = spawn(command, { shell: true, stdio: ['inherit', 'pipe', 'inherit'] });
  const ended = new Promise<number | null>((resolve, reject) => {
    child.on('error', reject);
    child.on('close', resolve);
  });
  const [printed, code] = await Promise.all([text(child.stdout), ended]).catch((error: Error) => {
    throw usageFailure(texts.otpCommand.failed(error.message));
  });
  if (code !== 0) throw usageFailure(texts.otpCommand.failed(texts.otpCommand.endedWith(code ?? -1)));
  const [otp = ''] = printed.trim().split(/\r?\n/);
  if (otp === '') throw usageFailure(texts.otpCommand.failed(texts.otpCommand.printedNothing));
  return otp;
}
