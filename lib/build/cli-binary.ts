import { execFile } from 'node:child_process';
import { chmod, copyFile, mkdir, writeFile } from 'node:fs/promises';
import { createRequire } from 'node:module';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { build } from 'esbuild';
import { projectFolder } from './fingerprint.ts';
import { noticesOf, packagesIn } from './third-party.ts';

/**
 * `npm run cli:binary`: the `mfa` command as one file, for this system and processor. It is a copy of the Node that runs
 * this script, with the command inside (a "single executable application"); nothing needs to be installed to run it.
 */
const folder = join(projectFolder, 'build', 'cli-binary');
const binary = join(folder, process.platform === 'win32' ? 'mfa.exe' : 'mfa');
const run = promisify(execFile);

/** Node looks for the command behind this mark, which every official build has. */
const fuse = 'NODE_SEA_FUSE_fce680ab2cc467b6e072b8b5df1996b2';

async function bundle(): Promise<string> {
  const script = join(folder, 'mfa.cjs');
  const { metafile } = await build({
    absWorkingDir: projectFolder,
    entryPoints: [join(projectFolder, 'cli', 'main.ts')],
    outfile: script,
    bundle: true,
    platform: 'node',
    target: 'node20',
    // The only format that a single executable can have.
    format: 'cjs',
    mainFields: ['module', 'main'],
    minify: true,
    legalComments: 'none',
    metafile: true,
    logLevel: 'silent',
  });
  await writeFile(join(folder, 'THIRD-PARTY-NOTICES.txt'), noticesOf(await packagesIn(metafile)));
  return script;
}

async function makeBlob(main: string): Promise<string> {
  const [blob, config] = [join(folder, 'mfa.blob'), join(folder, 'sea-config.json')];
  await writeFile(config, JSON.stringify({ main, output: blob, disableExperimentalSEAWarning: true }));
  await run(process.execPath, ['--experimental-sea-config', config]);
  return blob;
}

async function inject(blob: string): Promise<void> {
  const isMac = process.platform === 'darwin';
  await copyFile(process.execPath, binary);
  await chmod(binary, 0o755);
  // What is signed cannot be changed, and macOS runs nothing without a signature.
  if (isMac) await run('codesign', ['--remove-signature', binary]);
  const postject = createRequire(import.meta.url).resolve('postject/dist/cli.js');
  const segment = isMac ? ['--macho-segment-name', 'NODE_SEA'] : [];
  await run(process.execPath, [postject, binary, 'NODE_SEA_BLOB', blob, '--sentinel-fuse', fuse, ...segment]);
  if (isMac) await run('codesign', ['--sign', '-', binary]);
}

await mkdir(folder, { recursive: true });
await inject(await makeBlob(await bundle()));
console.log(binary);
