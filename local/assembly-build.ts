import { spawn } from 'node:child_process';
import { rmSync } from 'node:fs';
import { join } from 'node:path';

const projectFolder = join(import.meta.dirname, '..');

/** The build of the bundles or the site failed, or the synthesis of the stacks; the message is the output of the build. */
export class BuildFailedError extends Error {}

/**
 * Builds and synthesizes the CDK app like the CDK CLI, in a separate process: this one stays free for other work and for
 * Ctrl-C, and the memory is released afterwards.
 * @returns the folder of the assembly, which is deleted when this process exits. @throws BuildFailedError
 */
export async function buildAssembly(port: number): Promise<string> {
  const folder = join(projectFolder, 'build/local-run', String(port));
  const remove = () => rmSync(folder, { recursive: true, force: true });
  remove();
  // The emulator of SES has no quota. The suites that run against this stage register more people than the sandbox's allows.
  const settings = { stage: 'local', publicOrigin: `http://localhost:${port}`, dailyMails: 50_000 };
  const child = spawn(process.execPath, ['--import', 'tsx', 'lib/app.ts'], {
    cwd: projectFolder,
    env: {
      ...process.env,
      CDK_OUTDIR: folder,
      CDK_CONTEXT_JSON: JSON.stringify(settings),
      // The CDK's check of the templates takes as long as the rest of the build; `cdk synth` and the tests run it.
      CDK_VALIDATION: 'false',
    },
    stdio: ['ignore', 'ignore', 'pipe'],
  });
  process.once('exit', () => {
    child.kill('SIGKILL');
    remove();
  });
  const output: Buffer[] = [];
  child.stderr.on('data', (chunk: Buffer) => output.push(chunk));
  const code = await new Promise<number | null>((resolve, reject) => {
    child.on('error', reject);
    child.on('close', resolve);
  });
  if (code !== 0) throw new BuildFailedError(Buffer.concat(output).toString().trimEnd());
  return folder;
}
