import { execFile } from 'node:child_process';
import { readdir, rm } from 'node:fs/promises';
import { basename, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { promisify } from 'node:util';
import { build } from 'esbuild';
import { projectFolder, replaceFile } from './fingerprint.ts';
import { type BundledPackage, noticesOf, packagesIn } from './third-party.ts';

/** Contains `mfa.mjs`, the parts that it loads on demand, and notices; `npm pack ./cli` packs it. */
export const cliBuildFolder = join(projectFolder, 'cli', 'build');

/** The libraries have CommonJS parts that call `require`, which an ES module does not have. */
const requireBanner = "import{createRequire as __c}from'node:module';const require=__c(import.meta.url);";

const noticesName = 'THIRD-PARTY-NOTICES.txt';
const manualName = 'mfa.1';

/** The manual page is made from the commands of the bundle, in English. */
async function writeManual(): Promise<void> {
  const program = join(cliBuildFolder, 'mfa.mjs');
  const { stdout } = await promisify(execFile)(process.execPath, [program, 'help', '--man'], {
    env: { LC_ALL: 'C' },
  });
  await writeOutput(join(cliBuildFolder, manualName), stdout);
}

/**
 * Bundles the `mfa` command with its libraries, so that its package has no dependencies.
 * @returns the packages that are in it.
 */
export async function buildCli(): Promise<readonly BundledPackage[]> {
  const { outputFiles, metafile } = await build({
    absWorkingDir: projectFolder,
    entryPoints: [{ in: join(projectFolder, 'cli', 'main.ts'), out: 'mfa' }],
    outdir: cliBuildFolder,
    outExtension: { '.js': '.mjs' },
    chunkNames: 'part-[hash]',
    bundle: true,
    splitting: true,
    write: false,
    metafile: true,
    platform: 'node',
    target: 'node20',
    format: 'esm',
    mainFields: ['module', 'main'],
    minify: true,
    legalComments: 'none',
    banner: { js: `#!/usr/bin/env node\n${requireBanner}` },
    logLevel: 'silent',
  });
  // The parts first, so that a command that starts in the meantime finds all of them.
  const sorted = outputFiles.sort((one) => (basename(one.path) === 'mfa.mjs' ? 1 : -1));
  for (const { path, contents } of sorted) await writeOutput(path, contents);
  const packages = await packagesIn(metafile);
  await writeOutput(join(cliBuildFolder, noticesName), noticesOf(packages));
  await writeManual();
  const wanted = new Set([noticesName, manualName, ...outputFiles.map(({ path }) => basename(path))]);
  for (const name of await readdir(cliBuildFolder))
    if (!wanted.has(name)) await rm(join(cliBuildFolder, name), { force: true });
  return packages;
}

const writeOutput = (path: string, content: string | Uint8Array) =>
  replaceFile(path, content, join(projectFolder, 'build', '.writing'));

if (process.argv[1] === fileURLToPath(import.meta.url)) await buildCli();
