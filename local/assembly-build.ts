import { spawn } from 'node:child_process';
import { rmSync } from 'node:fs';
import { join } from 'node:path';

const projectFolder = join(import.meta.dirname, '..');

/** The bundles or the site do not build, or the stacks do not synthesize; the message is what the build said. */
export class BuildFailedError extends Error {}

/**
 * Builds and synthesizes the CDK app as the CDK CLI does it, in a process of its own: it keeps this one free for
 * other work and for Ctrl-C, and takes its memory with it.
 * @returns the folder of the assembly, which is there as long as this process. @throws BuildFailedError
 */
export async function buildAssembly(port: number): Promise<string> {
  const folder = join(projectFolder, 'build/local-run', String(port));
  const remove = () => rmSync(folder, { recursive: true, force: true });
  remove();
  const settings = { stage: 'local', publicOrigin: `http://localhost:${port}` };
  const child = spawn(process.execPath, ['--import', 'tsx', 'lib/app.ts'], {
    cwd: projectFolder,
    env: {
      ...process.env,
      CDK_OUTDIR: folder,
      CDK_CONTEXT_JSON: JSON.stringify(settings),
      // The CDK's check of the templates takes as long as all the rest; `cdk synth` and the tests make it.
      CDK_VALIDATION: 'false',
    },
    stdio: ['ignore', 'ignore', 'pipe'],
  });
  process.once('exit', () => {
    child.kill('SIGKILL');
    remove();
  });
  const said: Buffer[] = [];
  child.stderr.on('data', (chunk: Buffer) => said.push(chunk));
  const code = await new Promise<number | null>((resolve, reject) => {
    child.on('error', reject);
    child.on('close', resolve);
  });
  if (code !== 0) throw new BuildFailedError(Buffer.concat(said).toString().trimEnd());
  return folder;
}
