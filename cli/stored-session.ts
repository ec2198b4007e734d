import { createHash } from 'node:crypto';
import { readdir, readFile, rm, stat } from 'node:fs/promises';
import { join } from 'node:path';
import * as z from 'zod/mini';
import type { Failure } from './failure.ts';
import { configFolder, fileFailure, writePrivately } from './folders.ts';
import { keepLanguage } from './stored-language.ts';
import { texts } from './texts/index.ts';

const storedSession = z.object({
  server: z.string(),
  /** The id of the account. */
  id: z.string(),
  email: z.string(),
  token: z.string().check(z.regex(/^[\x21-\x7e]{1,512}$/)),
  expiresAt: z.string(),
  /** Of the account, if it has one. */
  language: z.optional(z.string()),
});
export type StoredSession = z.infer<typeof storedSession>;

/** A stored session, or why the stored one is not used. */
export type Found = { readonly session: StoredSession } | { readonly unusable?: string };

type Environment = Readonly<Record<string, string | undefined>>;

/** Addresses that differ in case belong to one account. */
export const isSameEmail = (one: string, other: string): boolean =>
  one.normalize('NFC').toLowerCase() === other.normalize('NFC').toLowerCase();

const sessionsFolder = (environment: Environment) => join(configFolder(environment), 'sessions');

/** A folder per server, with a file per account: a session is never sent to another server. */
const serverFolder = (environment: Environment, server: string) =>
  join(sessionsFolder(environment), encodeURIComponent(server));

/** An id is a text of the server, so it does not become a name of a file. */
const fileOf = (id: string) => `${createHash('sha256').update(id).digest('hex').slice(0, 32)}.json`;
const sessionFileName = /^[0-9a-f]{32}\.json$/;
const currentFileName = 'current.json';

/** The accounts that were signed in on a server, also those whose session has ended since; in order of their addresses. */
export async function listSessions(environment: Environment, server: string): Promise<readonly Found[]> {
  const folder = serverFolder(environment, server);
  const names = (await readdir(folder).catch(emptyIfAbsent)).filter((name) => sessionFileName.test(name));
  const found = await Promise.all(names.sort().map((name) => readSession(join(folder, name), server)));
  const email = (one: Found) => ('session' in one ? one.session.email : '');
  return found.sort((one, other) => email(one).localeCompare(email(other)));
}

/** The servers that have stored sessions. */
export async function serversWithSessions(environment: Environment): Promise<readonly string[]> {
  const names = await readdir(sessionsFolder(environment)).catch(emptyIfAbsent);
  return names.filter((name) => !name.startsWith('.')).map(decodeURIComponent);
}

/**
 * The session of an account on a server; without an address, of the account that is current there. A file that others can
 * read, or that is damaged, is not used.
 */
export async function findSession(environment: Environment, server: string, email?: string): Promise<Found> {
  if (email === undefined) {
    const name = await currentName(environment, server);
    return name === undefined ? {} : readSession(join(serverFolder(environment, server), name), server);
  }
  const sessions = await listSessions(environment, server);
  const own = sessions.find((found) => 'session' in found && isSameEmail(found.session.email, email));
  // Nobody knows whose a file is that cannot be used.
  return own ?? sessions.find((found) => 'unusable' in found) ?? {};
}

/** The session of an account by its id, if there is one that can be used. */
export async function findSessionOfAccount(
  environment: Environment,
  server: string,
  id: string,
): Promise<StoredSession | undefined> {
  const found = await readSession(join(serverFolder(environment, server), fileOf(id)), server);
  return 'session' in found ? found.session : undefined;
}

async function currentName(environment: Environment, server: string): Promise<string | undefined> {
  const path = join(serverFolder(environment, server), currentFileName);
  const text = await readFile(path, 'utf8').catch(undefinedIfAbsent);
  const stored = z.safeParse(z.object({ account: z.string() }), parse(text ?? ''));
  return stored.success && sessionFileName.test(stored.data.account) ? stored.data.account : undefined;
}

/** Whether this session is of the account that commands use if they name none. */
export async function isCurrent(environment: Environment, { server, id }: StoredSession): Promise<boolean> {
  return (await currentName(environment, server)) === fileOf(id);
}

/** Makes an account the one that commands use if they name none. */
export async function makeCurrent(
  environment: Environment,
  { server, id, language }: Pick<StoredSession, 'server' | 'id' | 'language'>,
): Promise<void> {
  const path = join(serverFolder(environment, server), currentFileName);
  await writePrivately(path, `${JSON.stringify({ account: fileOf(id) })}\n`);
  await keepLanguage(environment, language);
}

/** Keeps a session. @param asCurrent whether the account becomes the current one; it does if none is. */
export async function storeSession(
  environment: Environment,
  session: StoredSession,
  asCurrent: boolean,
): Promise<void> {
  const folder = serverFolder(environment, session.server);
  // Some people keep their settings under version control.
  await writePrivately(join(sessionsFolder(environment), '.gitignore'), '*\n');
  await writePrivately(join(folder, fileOf(session.id)), `${JSON.stringify(session)}\n`);
  const current = await currentName(environment, session.server);
  if (asCurrent || current === undefined || current === fileOf(session.id))
    await makeCurrent(environment, session);
}

/** Deletes the session of an account; if the account was current, none is. */
export async function forgetSession(environment: Environment, session: StoredSession): Promise<void> {
  const folder = serverFolder(environment, session.server);
  const isOwn = await isCurrent(environment, session);
  if (isOwn) await keepLanguage(environment, undefined);
  const names = [fileOf(session.id), ...(isOwn ? [currentFileName] : [])];
  for (const name of names)
    await rm(join(folder, name), { force: true }).catch((error: unknown) => {
      throw fileFailure(texts.folders.notDeleted(join(folder, name)), error);
    });
}

async function readSession(path: string, server: string): Promise<Found> {
  const [text, mode] = await Promise.all([
    readFile(path, 'utf8').catch(undefinedIfAbsent),
    stat(path).then(({ mode }) => mode, undefinedIfAbsent),
  ]);
  if (text === undefined || mode === undefined) return {};
  if (process.platform !== 'win32' && (mode & 0o077) !== 0)
    return { unusable: texts.session.readableByOthers(path, (mode & 0o777).toString(8)) };
  const stored = z.safeParse(storedSession, parse(text));
  if (!stored.success || stored.data.server !== server) return { unusable: texts.session.broken(path) };
  return { session: stored.data };
}

function parse(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}

const unreadable = (error: NodeJS.ErrnoException): Failure =>
  fileFailure(texts.session.unreadable(error.path ?? ''), error);

function undefinedIfAbsent(error: NodeJS.ErrnoException): undefined {
  if (error.code === 'ENOENT') return undefined;
  throw unreadable(error);
}

function emptyIfAbsent(error: NodeJS.ErrnoException): string[] {
  if (error.code === 'ENOENT') return [];
  throw unreadable(error);
}
