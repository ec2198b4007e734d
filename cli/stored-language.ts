import { readFile, rm } from 'node:fs/promises';
import { join } from 'node:path';
import { configFolder, fileFailure, writePrivately } from './folders.ts';
import { texts } from './texts/index.ts';

type Environment = Readonly<Record<string, string | undefined>>;

const fileIn = (environment: Environment) => join(configFolder(environment), 'language');

/** The language of the account that is current here, so that help and questions are in it before the server is asked. */
export async function storedLanguage(environment: Environment): Promise<string | undefined> {
  try {
    return (await readFile(fileIn(environment), 'utf8')).trim() || undefined;
  } catch {
    // What cannot be read must not keep a command from running: it speaks the language of the system then.
    return undefined;
  }
}

/** @param language undefined for an account that has none */
export async function keepLanguage(environment: Environment, language: string | undefined): Promise<void> {
  const path = fileIn(environment);
  if (language !== undefined) return writePrivately(path, `${language}\n`);
  await rm(path, { force: true }).catch((error: unknown) => {
    throw fileFailure(texts.folders.notDeleted(path), error);
  });
}
