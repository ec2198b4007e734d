import { execFile } from 'node:child_process';
import { randomUUID } from 'node:crypto';
import { existsSync } from 'node:fs';
import { mkdir, readdir, readFile, rm } from 'node:fs/promises';
import { dirname, join, relative } from 'node:path';
import { promisify } from 'node:util';
import {
  type Fingerprint,
  fingerprintOf,
  isUnchanged,
  projectFolder,
  readJson,
  replaceFile,
} from './fingerprint.ts';
import { BuildError } from './functions.ts';

/** The settings that are built into the pages of the site. */
export interface SiteSettings {
  readonly brandName: string;
  /** As `#rrggbb`; the default is in the stylesheet of the site. */
  readonly brandColor?: string;
  readonly brandColorDark?: string;
  readonly passwordMinLength: number;
  readonly supportAddress?: string;
  readonly termsUrl?: string;
  readonly privacyUrl?: string;
}

/** The environment variable from which vite.config.ts reads each of them. */
const variables = {
  brandName: 'BRAND_NAME',
  brandColor: 'BRAND_COLOR',
  brandColorDark: 'BRAND_COLOR_DARK',
  passwordMinLength: 'PASSWORD_MIN_LENGTH',
  supportAddress: 'SUPPORT_ADDRESS',
  termsUrl: 'TERMS_URL',
  privacyUrl: 'PRIVACY_URL',
} as const satisfies Record<keyof SiteSettings, string>;
const names = Object.keys(variables) as readonly (keyof SiteSettings)[];

const sourceFolder = join(projectFolder, 'static-site');
const buildFolder = join(projectFolder, 'build');
const recordPath = join(buildFolder, 'site.json');

/** Where the built site is. */
export const siteFolder = join(buildFolder, 'site');

interface SiteRecord {
  readonly settings: SiteSettings;
  readonly fingerprint: Fingerprint;
}

async function filesBelow(folder: string): Promise<string[]> {
  const entries = await readdir(folder, { recursive: true, withFileTypes: true });
  return entries.filter((entry) => entry.isFile()).map((entry) => join(entry.parentPath, entry.name));
}

async function currentFingerprint(): Promise<Fingerprint> {
  const tools = ['package-lock.json', 'lib/build/site.ts'].map((path) => join(projectFolder, path));
  return fingerprintOf([...(await filesBelow(sourceFolder)), ...tools]);
}

async function isCurrent(settings: SiteSettings, fingerprint: Fingerprint): Promise<boolean> {
  const record = await readJson<SiteRecord>(recordPath);
  if (!record || !existsSync(join(siteFolder, 'index.html'))) return false;
  const sameFiles = Object.keys(record.fingerprint).join() === Object.keys(fingerprint).join();
  const sameSettings = JSON.stringify(record.settings) === JSON.stringify(settings);
  return sameFiles && sameSettings && (await isUnchanged(record.fingerprint));
}

/** Runs Vite in its own process, because the configuration of the site reads its settings from the environment. */
async function runVite(settings: SiteSettings, outputFolder: string): Promise<void> {
  const vite = join(projectFolder, 'node_modules/vite/bin/vite.js');
  const config = join(sourceFolder, 'vite.config.ts');
  const env = {
    ...process.env,
    // Vite would build for development if a test runner has set it, and the next deployment would take that build.
    NODE_ENV: 'production',
    ...Object.fromEntries(names.map((name) => [variables[name], String(settings[name] ?? '')])),
    NO_COLOR: '1',
  };
  const run = promisify(execFile)(
    process.execPath,
    [
      vite,
      'build',
      sourceFolder,
      '--config',
      config,
      '--outDir',
      outputFolder,
      '--emptyOutDir',
      '--logLevel',
      'warn',
    ],
    { cwd: projectFolder, env },
  );
  await run.catch((error: { stderr?: string; stdout?: string; message: string }) => {
    throw new BuildError(
      `The build of the site failed:\n${error.stderr || error.stdout || error.message}`.trimEnd(),
    );
  });
}

/** Copies pages last, so that whoever reads in the meantime finds every file that a page loads. */
async function publish(fromFolder: string, files: readonly string[]): Promise<void> {
  const pagesLast = [...files].sort((a, b) => Number(a.endsWith('.html')) - Number(b.endsWith('.html')));
  const published = new Set<string>();
  for (const file of pagesLast) {
    const target = join(siteFolder, relative(fromFolder, file));
    await replaceFile(target, await readFile(file), join(buildFolder, '.writing'));
    published.add(target);
  }
  for (const file of await filesBelow(siteFolder)) if (!published.has(file)) await rm(file, { force: true });
}

async function make(settings: SiteSettings): Promise<void> {
  const outputFolder = join(buildFolder, '.writing', `site-${randomUUID()}`);
  await mkdir(dirname(outputFolder), { recursive: true });
  try {
    await runVite(settings, outputFolder);
    await publish(outputFolder, await filesBelow(outputFolder));
  } finally {
    await rm(outputFolder, { recursive: true, force: true });
  }
}

/**
 * Builds the site into `build/site`, unless nothing has changed since the last build.
 * @returns whether anything was built.
 * @throws BuildError with the output of the bundler.
 */
export async function buildSite(settings: SiteSettings): Promise<boolean> {
  const wanted = Object.fromEntries(
    names.flatMap((name) => (settings[name] === undefined ? [] : [[name, settings[name]]])),
  ) as unknown as SiteSettings;
  const fingerprint = await currentFingerprint();
  if (await isCurrent(wanted, fingerprint)) return false;
  await make(wanted);
  const record: SiteRecord = { settings: wanted, fingerprint };
  await replaceFile(recordPath, JSON.stringify(record), join(buildFolder, '.writing'));
  return true;
}

/** The packages that the scripts of the last build contain, as Vite lists them in the file with their licenses. */
export async function packagesOfSite(): Promise<
  readonly { readonly name: string; readonly version: string }[]
> {
  const text = await readFile(join(siteFolder, 'licenses.md'), 'utf8');
  return [...text.matchAll(/^## (\S+) - (\S+)/gm)].map(([, name = '', version = '']) => ({ name, version }));
}
