import { existsSync } from 'node:fs';
import { readdir, rm } from 'node:fs/promises';
import { basename, dirname, join, relative } from 'node:path';
import { build, type Metafile, type OutputFile, type Plugin } from 'esbuild';
import { jobs } from '../../functions/jobs.ts';
import { steps } from '../../functions/steps.ts';
import { dashed } from '../names.ts';
import {
  type Fingerprint,
  fingerprintOf,
  isUnchanged,
  projectFolder,
  readJson,
  replaceFile,
} from './fingerprint.ts';
import { leanFunctions, withoutMails } from './lean-functions.ts';
import { ownClients } from './own-clients.ts';

/** A step or job, and its file, relative to the source folder. */
export interface FunctionRow {
  readonly name: string;
  readonly file: string;
}

/** Where a build reads and writes. */
export interface FunctionsBuild {
  readonly rows: readonly FunctionRow[];
  readonly sourceFolder: string;
  /** Where `functions/<row>/index.mjs`, `maps/` and `functions.json` are written. */
  readonly buildFolder: string;
}

/** A row of steps.ts or jobs.ts has no file, or a file does not compile. */
export class BuildError extends Error {
  override name = 'BuildError';
}

/** The content of `functions.json`: what a build was made from. */
export interface FunctionsRecord {
  readonly rows: readonly FunctionRow[];
  readonly fingerprint: Fingerprint;
  /** esbuild's report of what is in each bundle. */
  readonly metafile: Metafile;
}

export const functionsBuild: FunctionsBuild = {
  rows: [
    ...steps.map(({ name }) => ({ name, file: `steps/${name}.ts` })),
    ...jobs.map(({ name }) => ({ name, file: `jobs/${name}.ts` })),
  ],
  sourceFolder: join(projectFolder, 'functions'),
  buildFolder: join(projectFolder, 'build'),
};

/** CommonJS packages call `require`, which ES modules do not have. */
const requireBanner = "import{createRequire as __c}from'node:module';const require=__c(import.meta.url);";

/** A bundle without such parts does without the banner, whose line stays for the source map. */
function withoutNeedlessBanner(contents: Uint8Array): Uint8Array {
  const text = Buffer.from(contents).toString('utf8');
  if (!text.startsWith(requireBanner)) return contents;
  const rest = text.slice(requireBanner.length);
  return /\brequire\b/.test(rest) ? contents : Buffer.from(rest, 'utf8');
}

function checkFiles({ rows, sourceFolder }: FunctionsBuild): void {
  const missing = rows.filter(({ file }) => !existsSync(join(sourceFolder, file)));
  if (missing.length === 0) return;
  const folder = basename(sourceFolder);
  const lines = missing.map(({ name, file }) => `The row ${name} has no file ${folder}/${file}.`);
  throw new BuildError(lines.join('\n'));
}

/** Makes the bundles in two passes, so that shared modules are parsed only twice: those that send no mail have no texts of mails. */
async function bundle(wanted: FunctionsBuild) {
  const isSilent = ({ name }: FunctionRow) => steps.find((step) => step.name === name)?.mail === false;
  const [mailing, silent] = await Promise.all([
    bundleRows({ ...wanted, rows: wanted.rows.filter((row) => !isSilent(row)) }, leanFunctions),
    bundleRows({ ...wanted, rows: wanted.rows.filter(isSilent) }, leanFunctions, withoutMails),
  ]);
  return {
    outputFiles: [...mailing.outputFiles, ...silent.outputFiles],
    metafile: {
      inputs: { ...mailing.metafile.inputs, ...silent.metafile.inputs },
      outputs: { ...mailing.metafile.outputs, ...silent.metafile.outputs },
    },
  };
}

interface Bundled {
  readonly outputFiles: readonly OutputFile[];
  readonly metafile: Metafile;
}

/** What a function imports with `import()`, because few of its requests need it, becomes a file of its own beside its bundle. */
async function bundleRows(
  { rows, sourceFolder, buildFolder }: FunctionsBuild,
  ...plugins: readonly Plugin[]
): Promise<Bundled> {
  const entryPoints = rows.map(({ name, file }) => ({
    in: join(sourceFolder, file),
    out: `${dashed(name)}/index`,
  }));
  const lateFiles = new Map<string, string>();
  const bundles = await bundleFiles(buildFolder, entryPoints, [keepApart(lateFiles), ...plugins]);
  const late = Object.entries(bundles.metafile.outputs).flatMap(([output, { imports }]) =>
    imports
      .filter(({ path }) => lateFiles.has(path))
      .map(({ path }) => ({
        in: lateFiles.get(path) ?? path,
        out: `${basename(dirname(output))}/${basename(path, '.mjs')}`,
      })),
  );
  const [named, others] = [late.filter(readsNames), late.filter((entry) => !readsNames(entry))];
  const all = [
    bundles,
    ...(others.length > 0 ? [await bundleFiles(buildFolder, others, plugins)] : []),
    ...(named.length > 0 ? [await bundleFiles(buildFolder, named, plugins, { keepNames: true })] : []),
  ];
  return {
    outputFiles: all.flatMap(({ outputFiles }) => outputFiles),
    metafile: {
      inputs: Object.assign({}, ...all.map(({ metafile }) => metafile.inputs)) as Metafile['inputs'],
      outputs: Object.assign({}, ...all.map(({ metafile }) => metafile.outputs)) as Metafile['outputs'],
    },
  };
}

/** The library of OpenID Connect names its rows after its classes, whose names are shortened otherwise. */
const readsNames = ({ out }: { readonly out: string }): boolean => out === 'oidc-provider/make-provider';

/** Leaves what is imported with `import()` out of the bundles. @param files By the path that the bundles import it from. */
function keepApart(files: Map<string, string>): Plugin {
  return {
    name: 'keep-apart',
    setup({ onResolve }) {
      onResolve({ filter: /^\..*\.ts$/ }, ({ kind, path, resolveDir }) => {
        if (kind !== 'dynamic-import') return undefined;
        const late = `./${lateName(path)}.mjs`;
        files.set(late, join(resolveDir, path));
        return { path: late, external: true };
      });
    },
  };
}

/** Many folders have an `index.ts`, so its file is named after the folder. */
const lateName = (path: string): string =>
  basename(path) === 'index.ts' ? basename(dirname(path)) : basename(path, '.ts');

async function bundleFiles(
  buildFolder: string,
  entryPoints: { in: string; out: string }[],
  plugins: readonly Plugin[],
  { keepNames = false } = {},
) {
  return build({
    absWorkingDir: projectFolder,
    entryPoints,
    outdir: join(buildFolder, 'functions'),
    outExtension: { '.js': '.mjs' },
    bundle: true,
    write: false,
    metafile: true,
    platform: 'node',
    target: 'node20',
    format: 'esm',
    mainFields: ['module', 'main'],
    minify: true,
    keepNames,
    legalComments: 'none',
    sourcemap: 'external',
    banner: { js: requireBanner },
    alias: ownClients,
    plugins: [...plugins],
    logLevel: 'silent',
  });
}

const errorLines = (error: unknown): string => {
  const { errors } = error as {
    errors?: { text: string; location?: { file: string; line: number } | null }[];
  };
  if (!errors) return String(error);
  return errors
    .map(({ text, location }) => `${location ? `${location.file}:${location.line}: ` : ''}${text}`)
    .join('\n');
};

async function writeOutputs(
  { buildFolder }: FunctionsBuild,
  files: readonly { path: string; contents: Uint8Array }[],
) {
  const temporaryFolder = join(buildFolder, '.writing');
  await Promise.all(
    files.map(({ path, contents }) => {
      const row = basename(dirname(path));
      const file = basename(path, '.mjs.map');
      const map = file === 'index' ? `${row}.mjs.map` : `${row}.${file}.mjs.map`;
      const target = path.endsWith('.map') ? join(buildFolder, 'maps', map) : path;
      return replaceFile(target, withoutNeedlessBanner(contents), temporaryFolder);
    }),
  );
}

async function removeStale({ rows, buildFolder }: FunctionsBuild): Promise<void> {
  const wanted = new Set(rows.map(({ name }) => dashed(name)));
  const remove = async (folder: string, nameOf: (entry: string) => string) => {
    for (const entry of await readdir(join(buildFolder, folder)))
      if (!wanted.has(nameOf(entry)))
        await rm(join(buildFolder, folder, entry), { recursive: true, force: true });
  };
  await remove('functions', (entry) => entry);
  await remove('maps', (entry) => entry.replace(/(\.[A-Za-z-]+)?\.mjs\.map$/, ''));
}

/** The lock file identifies all packages, so only our own sources are hashed one by one. */
function inputsOf(metafile: Metafile): string[] {
  const own = Object.keys(metafile.inputs).filter((path) => !path.includes('node_modules/'));
  const tools = [
    'package-lock.json',
    'node_modules/.package-lock.json',
    'functions/steps.ts',
    'lib/build/functions.ts',
    'lib/build/lean-functions.ts',
    'lib/names.ts',
  ];
  return [...own, ...tools].map((path) => join(projectFolder, path));
}

async function isCurrent(wanted: FunctionsBuild, recordPath: string): Promise<boolean> {
  const record = await readJson<FunctionsRecord>(recordPath);
  // A record of an earlier version may have no rows.
  if (!record || JSON.stringify(record.rows) !== JSON.stringify(wanted.rows)) return false;
  const sources = wanted.rows.map(({ file }) => relative(projectFolder, join(wanted.sourceFolder, file)));
  if (!sources.every((path) => path in record.fingerprint)) return false;
  const outputs = wanted.rows.map(({ name }) =>
    join(wanted.buildFolder, 'functions', dashed(name), 'index.mjs'),
  );
  return outputs.every((path) => existsSync(path)) && (await isUnchanged(record.fingerprint));
}

/**
 * Bundles every step and job for Lambda, unless nothing has changed since the last build.
 * @returns whether anything was built.
 * @throws BuildError with a line for each row without a file, or for each error in the sources.
 */
export async function buildFunctions(wanted: FunctionsBuild = functionsBuild): Promise<boolean> {
  checkFiles(wanted);
  const recordPath = join(wanted.buildFolder, 'functions.json');
  if (await isCurrent(wanted, recordPath)) return false;
  const { outputFiles, metafile } = await bundle(wanted).catch((error: unknown) => {
    throw new BuildError(errorLines(error));
  });
  const fingerprint = await fingerprintOf(inputsOf(metafile));
  await writeOutputs(wanted, outputFiles);
  await removeStale(wanted);
  const record: FunctionsRecord = { rows: wanted.rows, fingerprint, metafile };
  await replaceFile(recordPath, JSON.stringify(record), join(wanted.buildFolder, '.writing'));
  return true;
}

/** esbuild's report of the last build. @throws BuildError if there was none */
export async function functionsMetafile(): Promise<Metafile> {
  const record = await readJson<FunctionsRecord>(join(functionsBuild.buildFolder, 'functions.json'));
  if (!record) throw new BuildError('The functions are not built.');
  return record.metafile;
}
