import { createHash, randomUUID } from 'node:crypto';
import { mkdir, readFile, rename, writeFile } from 'node:fs/promises';
import { dirname, join, relative } from 'node:path';
import { fileURLToPath } from 'node:url';

/** The folder of package.json. */
export const projectFolder = fileURLToPath(new URL('../..', import.meta.url)).replace(/[/\\]$/, '');

/** The inputs of a finished build: a path relative to the project folder → the hash of the file's content. */
export type Fingerprint = Readonly<Record<string, string>>;

async function hashOf(path: string): Promise<string> {
  const content = await readFile(path).catch(() => undefined);
  return content ? createHash('sha256').update(content).digest('hex') : 'absent';
}

/** Hashes files. A file that does not exist is included too, so that creating it is a change. */
export async function fingerprintOf(paths: readonly string[]): Promise<Fingerprint> {
  const sorted = [...new Set(paths)].sort();
  const entries = sorted.map(async (path) => [relative(projectFolder, path), await hashOf(path)] as const);
  return Object.fromEntries(await Promise.all(entries));
}

/** Whether the files in a stored fingerprint still have the same content. */
export async function isUnchanged(stored: Fingerprint | undefined): Promise<boolean> {
  if (!stored) return false;
  const now = await fingerprintOf(Object.keys(stored).map((path) => join(projectFolder, path)));
  return Object.entries(stored).every(([path, hash]) => now[path] === hash);
}

export async function readJson<T>(path: string): Promise<T | undefined> {
  const text = await readFile(path, 'utf8').catch(() => undefined);
  return text === undefined ? undefined : (JSON.parse(text) as T);
}

/**
 * Writes a file atomically, by renaming, so that two concurrent builds (tests and `npm start`) never leave or read half a file.
 * @param temporaryFolder on the same file system, outside what is deployed.
 */
export async function replaceFile(
  path: string,
  content: string | Uint8Array,
  temporaryFolder: string,
): Promise<void> {
  await Promise.all([mkdir(dirname(path), { recursive: true }), mkdir(temporaryFolder, { recursive: true })]);
  const temporary = join(temporaryFolder, randomUUID());
  await writeFile(temporary, content);
  await rename(temporary, path);
}
