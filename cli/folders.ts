import { randomUUID } from 'node:crypto';
import { mkdir, open, rename, rm } from 'node:fs/promises';
import { homedir } from 'node:os';
import { dirname, isAbsolute, join } from 'node:path';

type Environment = Readonly<Record<string, string | undefined>>;

/** Where the platform keeps the settings of programs: XDG_CONFIG_HOME, `%APPDATA%` on Windows, or `~/.config`. */
export function configFolder(environment: Environment): string {
  const given = environment['XDG_CONFIG_HOME'];
  // The XDG specification says to ignore relative paths.
  if (given && isAbsolute(given)) return join(given, 'mfa');
  const applications = process.platform === 'win32' ? environment['APPDATA'] : undefined;
  return join(applications ?? join(homedir(), '.config'), 'mfa');
}

/** Writes a file that only its owner can read, as a whole or not at all. */
export async function writePrivately(path: string, text: string): Promise<void> {
  const folder = dirname(path);
  await mkdir(folder, { recursive: true, mode: 0o700 });
  const temporary = join(folder, `.${randomUUID()}`);
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
    await rm(temporary, { force: true });
    throw error;
  }
}
