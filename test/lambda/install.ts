import { copyFileSync, existsSync, mkdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { projectFolder, runOrFail } from '../deploy/programs.ts';

/** AWS's runtime interface client, and the Node that Lambda runs it on. */
export interface LambdaRuntime {
  readonly node: string;
  readonly client: string;
}

const wantedFolder = join(import.meta.dirname, 'runtime');
const folder = join(projectFolder, 'build/lambda-runtime');

export const runtime: LambdaRuntime = {
  node: join(folder, 'node_modules/.bin/node'),
  client: join(folder, 'node_modules/aws-lambda-ric/index.mjs'),
};

/**
 * Installs them below `build/`, unless they are there. The client builds a part in C++, for which it needs a compiler, make and
 * CMake. @throws Problem with what npm said
 */
export async function installRuntime(): Promise<void> {
  const stampPath = join(folder, 'installed.json');
  const wanted = readFileSync(join(wantedFolder, 'package-lock.json'), 'utf8');
  if (existsSync(stampPath) && readFileSync(stampPath, 'utf8') === wanted) return;
  console.log('Building the runtime of AWS Lambda into build/lambda-runtime, which takes a minute or two');
  rmSync(folder, { recursive: true, force: true });
  mkdirSync(folder, { recursive: true });
  for (const name of ['package.json', 'package-lock.json'])
    copyFileSync(join(wantedFolder, name), join(folder, name));
  await runOrFail('npm', ['ci', '--no-audit', '--no-fund'], {
    cwd: folder,
    // Both packages install their programs by a script, which .npmrc otherwise refuses.
    environment: { ...process.env, npm_config_strict_allow_scripts: 'false' },
  });
  writeFileSync(stampPath, wanted);
}
