import { readFile, rm, stat } from 'node:fs/promises';
import { join } from 'node:path';
import * as z from 'zod/mini';
import { Failure } from './failure.ts';
import { configFolder, writePrivately } from './folders.ts';
import { texts } from './texts/index.ts';

const storedSession = z.object({
  server: z.string(),
  email: z.string(),
  token: z.string().check(z.regex(/^[\x21-\x7e]{1,512}$/)),
  expiresAt: z.string(),
});
export type StoredSession = z.infer<typeof storedSession>;

/** A stored session, or why the stored one is not used. */
export type Found = { readonly session: StoredSession } | { readonly unusable?: string };

type Environment = Readonly<Record<string, string | undefined>>;

/** One file per server: a session is never sent to another one. */
export function sessionPath(environment: Environment, server: string): string {
  return join(configFolder(environment), 'sessions', `${encodeURIComponent(server)}.json`);
}

/** Reads the session of a server. A file that others can read, or that is damaged, is not used. */
export async function findSession(environment: Environment, server: string): Promise<Found> {
  const path = sessionPath(environment, server);
  const [text, mode] = await Promise.all([
    readFile(path, 'utf8').catch(ignoreAbsence),
    stat(path).then(({ mode }) => mode, ignoreAbsence),
  ]);
  if (text === undefined || mode === undefined) return {};
  if (process.platform !== 'win32' && (mode & 0o077) !== 0)
    return { unusable: texts.session.readableByOthers(path, (mode & 0o777).toString(8)) };
  const stored = z.safeParse(storedSession, parse(text));
  if (!stored.success || stored.data.server !== server) return { unusable: texts.session.broken(path) };
  return { session: stored.data };
}

export async function storeSession(environment: Environment, session: StoredSession): Promise<void> {
  const path = sessionPath(environment, session.server);
  await writePrivately(path, `${JSON.stringify(session)}\n`).catch((error: Error) => {
    throw new Failure(texts.session.notKept(path, error.message));
  });
}

export async function forgetSession(environment: Environment, server: string): Promise<void> {
  await rm(sessionPath(environment, server), { force: true });
}

function parse(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}

function ignoreAbsence(error: NodeJS.ErrnoException): undefined {
  if (error.code === 'ENOENT') return undefined;
  throw new Failure(texts.session.unreadable(error.message));
}
