import { randomUUID } from 'node:crypto';
import { mkdir, open, rename, rm } from 'node:fs/promises';
import { homedir, userInfo } from 'node:os';
import { dirname, isAbsolute, join } from 'node:path';
import { exitCodes, Failure } from './failure.ts';
import { texts } from './texts/index.ts';

type Environment = Readonly<Record<string, string | undefined>>;

/**
 * Where the platform keeps the settings of programs: XDG_CONFIG_HOME, `%APPDATA%` on Windows, or `~/.config`. It is never
 * below the current folder, which may be somebody's working tree.
 * @throws Failure if none of these is an absolute path
 */
export function configFolder(environment: Environment): string {
  const given = environment['XDG_CONFIG_HOME'];
  // The XDG specification says to ignore relative paths.
  if (given && isAbsolute(given)) return join(given, 'mfa');
  const applications = process.platform === 'win32' ? environment['APPDATA'] : undefined;
  if (applications && isAbsolute(applications)) return join(applications, 'mfa');
  return join(homeFolder(), '.config', 'mfa');
}

/** HOME may be empty or relative, for example in a container. */
function homeFolder(): string {
  const home = [homedir, () => userInfo().homedir].map(attempt).find((path) => isAbsolute(path));
  if (home === undefined) throw new Failure(texts.folders.noHome, exitCodes.thisMachine);
  return home;
}

/** A user without an entry in the list of users has no home. */
function attempt(find: () => string): string {
  try {
    return find();
  } catch {
    return '';
  }
}

/**
 * Writes a file that only its owner can read, as a whole or not at all.
 * @throws Failure if the disk is full, the folder cannot be written to, and so on
 */
export async function writePrivately(path: string, text: string): Promise<void> {
  try {
    await makeFolder(dirname(path));
    await replaceFile(path, text);
  } catch (error) {
    throw fileFailure(texts.folders.notWritten(path), error);
  }
}

async function replaceFile(path: string, text: string): Promise<void> {
  const temporary = join(dirname(path), `.${randomUUID()}`);
  try {
    const file = await open(temporary, 'wx', 0o600);
    try {
      await file.writeFile(text);
      await file.sync();
    } finally {
      await file.close();
    }
    await rename(temporary, path);
  } catch (error) {
    await rm(temporary, { force: true }).catch(() => undefined);
    throw error;
  }
}

/** Makes a folder and those above it. Node's own recursive `mkdir` never returns in /proc. */
async function makeFolder(folder: string): Promise<void> {
  const make = () => mkdir(folder, { mode: 0o700 });
  const code = await make().then(
    () => undefined,
    (error: NodeJS.ErrnoException) => error,
  );
  if (code === undefined || code.code === 'EEXIST') return;
  if (code.code !== 'ENOENT' || dirname(folder) === folder) throw code;
  await makeFolder(dirname(folder));
  await make().catch((error: NodeJS.ErrnoException) => {
    if (error.code !== 'EEXIST') throw error;
  });
}

/** A failure of the file system in words: `EACCES: permission denied, open '/…'` says too little about what to do. */
export function fileFailure(what: string, error: unknown): Failure {
  const { code = '', message } = error as NodeJS.ErrnoException;
  const why = texts.folders.errors[code] ?? message;
  return new Failure(`${what}: ${why}.`, exitCodes.thisMachine, { cause: error });
}
