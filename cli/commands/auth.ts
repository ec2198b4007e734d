import { type Context, serviceOf } from '../context.ts';
import { usageFailure } from '../failure.ts';
import { findServer } from '../server-choice.ts';
import {
  isCurrent,
  isSameEmail,
  listSessions,
  makeCurrent,
  type StoredSession,
  serversWithSessions,
} from '../stored-session.ts';
import { localTime, printable } from '../terminal/printable.ts';
import { texts } from '../texts/index.ts';

/** `mfa auth list`: the accounts that are signed in here, on all servers or on the one that is named. */
export async function list(context: Context): Promise<void> {
  const { environment, options, output } = context;
  const named = options.server === undefined ? undefined : await findServer(environment, options.server);
  const servers = named ? [named.server] : await serversWithSessions(environment);
  const accounts = (await Promise.all(servers.map((server) => accountsOf(context, server)))).flat();
  if (output.isJson) return output.json(accounts);
  if (accounts.length === 0) return output.note(texts.accounts.none);
  const rows = accounts.map(({ email, current, expiresAt, server }) => [
    email,
    current ? texts.words.yes : '',
    new Date(expiresAt) < new Date() ? texts.accounts.ended : texts.accounts.until(localTime(expiresAt)),
    server,
  ]);
  await output.table(Object.values(texts.accounts.columns), rows);
}

interface ListedAccount {
  readonly server: string;
  readonly email: string;
  /** Whether commands use it that name no account. */
  readonly current: boolean;
  /** The latest moment at which the session ends; without use it ends earlier. */
  readonly expiresAt: string;
}

async function accountsOf({ environment }: Context, server: string): Promise<readonly ListedAccount[]> {
  const sessions = await storedSessions(environment, server);
  return Promise.all(
    sessions.map(async (session) => ({
      server,
      email: session.email,
      current: await isCurrent(environment, session),
      expiresAt: session.expiresAt,
    })),
  );
}

async function storedSessions(environment: Context['environment'], server: string) {
  const found = await listSessions(environment, server);
  return found.flatMap((one): readonly StoredSession[] => ('session' in one ? [one.session] : []));
}

/** `mfa auth switch [EMAIL]`: without an address, to the other one of two accounts. */
export async function switchTo(context: Context, email: string | undefined): Promise<void> {
  const { environment, output } = context;
  const { server } = await serviceOf(context);
  const sessions = await storedSessions(environment, server);
  const chosen = email === undefined ? await otherOf(context, sessions) : named(sessions, email);
  await makeCurrent(environment, chosen);
  if (output.isJson) output.json({ server, email: chosen.email });
  else output.line(texts.accounts.nowCurrent(printable(chosen.email)));
}

function named(sessions: readonly StoredSession[], email: string): StoredSession {
  const found = sessions.find((one) => isSameEmail(one.email, email));
  if (found) return found;
  throw usageFailure(texts.accounts.unknown(printable(email), emailsOf(sessions)));
}

async function otherOf({ environment }: Context, sessions: readonly StoredSession[]): Promise<StoredSession> {
  const current = await Promise.all(sessions.map((one) => isCurrent(environment, one)));
  const [other, ...more] = sessions.filter((_, index) => !current[index]);
  if (other && more.length === 0) return other;
  throw usageFailure(texts.accounts.whichOne(emailsOf(sessions)));
}

const emailsOf = (sessions: readonly StoredSession[]) => sessions.map(({ email }) => printable(email));
