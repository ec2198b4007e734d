import { readFile, stat } from 'node:fs/promises';
import { join } from 'node:path';
import { configFolder, writePrivately } from './folders.ts';

type Environment = Readonly<Record<string, string | undefined>>;

/** One file per server, beside that of the session. It stays when the session ends. */
const devicesFolder = (environment: Environment): string => join(configFolder(environment), 'devices');
const devicePath = (environment: Environment, server: string): string =>
  join(devicesFolder(environment), encodeURIComponent(server));

/** What the header X-Device says before the server has given anything to keep. */
const newDevice = 'new';

/**
 * By what the server knows this command line: what it gave at the last sign-in. A file that others can read, or that is
 * damaged, is not used: the server then takes this for a new device.
 */
export async function readDevice(environment: Environment, server: string): Promise<string> {
  try {
    const path = devicePath(environment, server);
    const [text, { mode }] = await Promise.all([readFile(path, 'utf8'), stat(path)]);
    const isPrivate = process.platform === 'win32' || (mode & 0o077) === 0;
    return isPrivate && /^[\x21-\x7e]{1,1000}$/.test(text.trim()) ? text.trim() : newDevice;
  } catch {
    return newDevice;
  }
}

/** Keeps what the server gave. The sign-in succeeded, so it does not matter if that fails. */
export async function storeDevice(environment: Environment, server: string, tokens: string): Promise<void> {
  try {
    // Some people keep their settings under version control.
    await writePrivately(join(devicesFolder(environment), '.gitignore'), '*\n');
    await writePrivately(devicePath(environment, server), `${tokens}\n`);
  } catch {
    // The server takes this for a new device the next time.
  }
}
