import { mkdir, readdir, readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { TableLayoutError } from './emulators/index.ts';
import { KeyFileError } from './emulators/kms.ts';

/** The folder cannot be used; the message says in one line why, and what to do. */
export class DataFolderError extends Error {}

const layoutFile = 'layout.json';
const seededFile = 'seeded';
const logFile = 'functions.log';
const ownEntries = ['dynamodb', 'kms-key', layoutFile, seededFile, logFile, '.DS_Store'];

const elsewhere = 'choose another folder with --data, or --ephemeral';

/** The folder in which a local run keeps its tables and its key. */
export class DataFolder {
  readonly path: string;

  constructor(path: string) {
    this.path = path;
  }

  /** The log of the functions. */
  get logPath(): string {
    return join(this.path, logFile);
  }

  /** Creates the folder if it does not exist. @throws DataFolderError */
  async prepare(): Promise<void> {
    await this.explainErrors(async () => {
      await mkdir(this.path, { recursive: true, mode: 0o700 });
      const foreign = (await readdir(this.path)).find((entry) => !ownEntries.includes(entry));
      if (foreign !== undefined)
        throw new DataFolderError(`${this.path} contains other files ("${foreign}"): ${elsewhere}.`);
      await writeFile(this.logPath, '', { mode: 0o600 });
    });
  }

  /** The stored rows name the key that they are sealed with; another key cannot open them. @throws DataFolderError */
  async checkLayout(keyArns: readonly string[]): Promise<void> {
    const layout = JSON.stringify({ keyArns });
    const path = join(this.path, layoutFile);
    const kept = await readFile(path, 'utf8').catch(() => undefined);
    if (kept === undefined) await writeFile(path, layout);
    else if (kept !== layout) throw this.#otherLayout('it has another key');
  }

  /** Whether the demo accounts have been created. */
  async isSeeded(): Promise<boolean> {
    return (await readdir(this.path)).includes(seededFile);
  }

  async markSeeded(): Promise<void> {
    await writeFile(join(this.path, seededFile), '');
  }

  /** Runs something that uses the folder, and explains its errors. @throws DataFolderError */
  async explainErrors<T>(run: () => Promise<T>): Promise<T> {
    try {
      return await run();
    } catch (error) {
      throw this.#explained(error);
    }
  }

  #explained(error: unknown): unknown {
    if (error instanceof TableLayoutError)
      return this.#otherLayout(`the table ${error.tableName} has other keys`);
    if (error instanceof KeyFileError) return this.#damaged();
    const { code = '', cause } = error as NodeJS.ErrnoException & { cause?: NodeJS.ErrnoException };
    if (cause?.code === 'LEVEL_LOCKED')
      return new DataFolderError(`${this.path} is in use by another run: stop that one, or ${elsewhere}.`);
    if (cause?.code === 'LEVEL_IO_ERROR')
      return new DataFolderError(`${this.path} cannot be used (${cause.message}): ${elsewhere}.`);
    if (code.startsWith('LEVEL_')) return this.#damaged();
    if (['EACCES', 'EPERM', 'EROFS', 'EEXIST', 'ENOTDIR', 'EISDIR', 'ENOSPC', 'ENAMETOOLONG'].includes(code))
      return new DataFolderError(`${this.path} cannot be used (${code}): ${elsewhere}.`);
    return error;
  }

  #damaged(): DataFolderError {
    return new DataFolderError(`${this.path} is damaged: move it away or delete it, or ${elsewhere}.`);
  }

  #otherLayout(why: string): DataFolderError {
    return new DataFolderError(
      `${this.path} was created by another version of this software (${why}): move it away or delete it, or ${elsewhere}.`,
    );
  }
}
