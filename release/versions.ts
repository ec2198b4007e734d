import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';

/** All of them have the same version: they are released together. */
export const manifests = [
  'package.json',
  'cli/package.json',
  'local/package.json',
  'packages/verify/package.json',
];
const lockFile = 'package-lock.json';
/** The packages of the lock file that are ours. */
const lockedPackages = ['', 'local', 'packages/verify'];

interface Lock {
  version: string;
  readonly packages: Readonly<Record<string, { version: string }>>;
}

const readJson = <T>(path: string): T => JSON.parse(readFileSync(path, 'utf8')) as T;
/** As npm formats it. */
const writeJson = (path: string, content: unknown) =>
  writeFileSync(path, `${JSON.stringify(content, null, 2)}\n`);

export function readVersion(folder: string): string {
  return readJson<{ version: string }>(join(folder, 'package.json')).version;
}

/** Sets the version everywhere. @returns the files that it wrote */
export function writeVersion(folder: string, version: string): readonly string[] {
  for (const manifest of manifests) {
    const path = join(folder, manifest);
    writeJson(path, { ...readJson<object>(path), version });
  }
  const lock = readJson<Lock>(join(folder, lockFile));
  lock.version = version;
  for (const name of lockedPackages) {
    const entry = lock.packages[name];
    if (entry) entry.version = version;
  }
  writeJson(join(folder, lockFile), lock);
  return [...manifests, lockFile];
}
