import { readdir, readFile } from 'node:fs/promises';
import { join } from 'node:path';
import type { Metafile } from 'esbuild';
import { projectFolder } from './fingerprint.ts';

/** A package by someone else that is in a bundle. */
export interface BundledPackage {
  readonly name: string;
  readonly version: string;
  /** An SPDX expression, as the package states it. */
  readonly license: string;
  /** The texts of its license and notice files. */
  readonly texts: readonly string[];
}

const packageFolder = /^(?:.*\/)?node_modules\/(?:@[^/]+\/)?[^/]+(?=\/)/;
const licenseFile = /^(?:licen[cs]e|copying|notice)(?:[.-].*)?$/i;

/** The packages of which something is in the bundles, by name. */
export async function packagesIn({ outputs }: Pick<Metafile, 'outputs'>): Promise<readonly BundledPackage[]> {
  const inputs = Object.values(outputs).flatMap((output) =>
    Object.entries(output.inputs).flatMap(([path, { bytesInOutput }]) => (bytesInOutput > 0 ? [path] : [])),
  );
  const folders = new Set(inputs.flatMap((path) => packageFolder.exec(path)?.[0] ?? []));
  const packages = await Promise.all([...folders].map((folder) => readPackage(join(projectFolder, folder))));
  return packages.sort((one, other) => one.name.localeCompare(other.name, 'en'));
}

async function readPackage(folder: string): Promise<BundledPackage> {
  const { name, version, license } = JSON.parse(await readFile(join(folder, 'package.json'), 'utf8'));
  const files = (await readdir(folder)).filter((file) => licenseFile.test(file)).sort();
  const texts = await Promise.all(files.map((file) => readFile(join(folder, file), 'utf8')));
  return { name, version, license: String(license), texts: texts.map((text) => text.trim()) };
}

const rule = '-'.repeat(80);

/** The notices that licenses ask for beside a bundle. Packages with the same text share it. */
export function noticesOf(packages: readonly BundledPackage[]): string {
  const byText = new Map<string, BundledPackage[]>();
  for (const one of packages) {
    const text = one.texts.join(`\n\n${rule}\n\n`);
    byText.set(text, [...(byText.get(text) ?? []), one]);
  }
  const blocks = [...byText].map(([text, all]) => {
    const names = all.map(({ name, version, license }) => `${name} ${version} (${license})`);
    return [...names, '', text === '' ? 'The package has no license file.' : text].join('\n');
  });
  return `${['This program contains parts of these packages:', ...blocks].join(`\n\n${rule}\n\n`)}\n`;
}
