import { execFile } from 'node:child_process';
import {
  cpSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  rmSync,
  symlinkSync,
  writeFileSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import { basename, dirname, join } from 'node:path';
import { fileURLToPath, pathToFileURL } from 'node:url';
import { promisify } from 'node:util';
import { gzipSync } from 'node:zlib';
import { transform } from 'esbuild';

const run = promisify(execFile);
const projectFolder = fileURLToPath(new URL('../..', import.meta.url));

/** What the tarball is used with. */
const installed = [
  ...['jose', 'aws-jwt-verify', 'hono', 'express', '@middy/core', 'aws-cdk-lib', 'constructs'],
  ...['@types/node', '@types/express', '@types/aws-lambda'],
];

/** The package `@serverless-mfa/verify` as npm would publish it, unpacked where an app has installed it. */
export interface PackedVerify {
  /** The folder of the app. */
  readonly folder: string;
  /** The files of the package, below its folder. */
  readonly files: readonly string[];
  /** The size of all its scripts, each compressed by itself. */
  readonly gzipBytes: number;
  /** Loads an entry of the package: `.`, `./express` and so on. */
  readonly load: <Module>(entry: string) => Promise<Module>;
  /** Runs a TypeScript file of an app that has installed the package. */
  readonly run: <Module>(file: URL) => Promise<Module>;
  readonly remove: () => void;
}

export async function packVerify(): Promise<PackedVerify> {
  const folder = mkdtempSync(join(tmpdir(), 'serverless-mfa-app-'));
  const packageFolder = join(folder, 'node_modules', '@serverless-mfa', 'verify');
  mkdirSync(packageFolder, { recursive: true });
  const source = copySource(join(folder, 'source'));
  const { stdout } = await run('npm', ['pack', '--pack-destination', folder, '--silent'], { cwd: source });
  const tarball = join(folder, stdout.trim().split('\n').at(-1) ?? '');
  await run('tar', ['-xzf', tarball, '-C', packageFolder, '--strip-components=1']);
  for (const name of installed) {
    const link = join(folder, 'node_modules', name);
    mkdirSync(dirname(link), { recursive: true });
    symlinkSync(join(projectFolder, 'node_modules', name), link);
  }
  const files = readdirSync(packageFolder, { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile())
    .map((entry) => join(entry.parentPath, entry.name).slice(packageFolder.length + 1))
    .sort();
  const scripts = files.filter((file) => file.endsWith('.js'));
  const { exports } = JSON.parse(readFileSync(join(packageFolder, 'package.json'), 'utf8')) as {
    readonly exports: Readonly<Record<string, { readonly default: string }>>;
  };
  return {
    folder,
    files,
    gzipBytes: scripts
      .map((file) => gzipSync(readFileSync(join(packageFolder, file))).length)
      .reduce((sum, bytes) => sum + bytes, 0),
    load: (entry) => import(pathToFileURL(join(packageFolder, exports[entry]?.default ?? '')).href),
    run: async (file) => {
      const { code } = await transform(readFileSync(file, 'utf8'), { loader: 'ts', format: 'esm' });
      const script = join(folder, `${basename(file.pathname, '.ts')}.mjs`);
      writeFileSync(script, code);
      return import(pathToFileURL(script).href);
    },
    remove: () => rmSync(folder, { recursive: true }),
  };
}

/** A copy of the package to build: another test may be building it at the same time. */
function copySource(folder: string): string {
  const source = join(folder, 'packages', 'verify');
  const isOurs = (path: string) => !/\/(dist|node_modules)$/.test(path);
  cpSync(join(projectFolder, 'packages', 'verify'), source, { recursive: true, filter: isOurs });
  cpSync(join(projectFolder, 'tsconfig.json'), join(folder, 'tsconfig.json'));
  symlinkSync(join(projectFolder, 'node_modules'), join(folder, 'node_modules'));
  return source;
}
