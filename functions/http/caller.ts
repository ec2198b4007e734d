import { type User, userKey } from '../../core/accounts/user.ts';
import { type Organization, organizationRows } from '../../core/organizations/organization.ts';
import { accessRefusal } from '../../core/sign-in/access.ts';
import { isLive, markSeen, readToken, type Session, sessionKey } from '../../core/sign-in/session.ts';
import type { Store } from '../adapters/store.ts';
import { type Host, setting } from '../host.ts';
import { Refusal, refuse, refuseField } from '../refusal.ts';
import type { Step } from '../steps.ts';
import type { Event } from './event.ts';
import type { SignedIn } from './step.ts';

export const cookieName = '__Host-session';

interface Presented {
  readonly token: string | undefined;
  readonly isCookie: boolean;
}

/** The token that a request presents: a bearer token, or else the cookie. An empty bearer is none (the CLI sends it). */
export function presentedToken(event: Event): Presented {
  const bearer = /^Bearer\s+(\S+)\s*$/i.exec(event.headers?.['authorization'] ?? '')?.[1];
  if (bearer) return { token: bearer, isCookie: false };
  const values = (event.cookies ?? [])
    .filter((cookie) => cookie.toLowerCase().startsWith(`${cookieName.toLowerCase()}=`))
    .map((cookie) => cookie.slice(cookieName.length + 1));
  if (values.length > 1) refuseField('Cookie', 'two-session-cookies');
  return { token: values[0] || undefined, isCookie: values.length === 1 };
}

/** State changes by cookie need the dashboard's own origin: no other site can make a browser do them. */
export function requireOwnOrigin(event: Event, host: Host, byCookie: boolean, wantsCookie: boolean): void {
  const origin = event.headers?.['origin'];
  const isOwn = origin === setting(host, 'PUBLIC_ORIGIN');
  const changes = !['GET', 'HEAD'].includes(event.requestContext.http.method);
  if ((changes && byCookie && !isOwn) || (wantsCookie && origin !== undefined && !isOwn))
    refuse('foreign-origin');
}

/** The session and its account, read consistently and judged; undefined where there is none. */
export async function findCaller(
  token: string | undefined,
  store: Store,
  now: number,
): Promise<SignedIn | undefined> {
  const key = token === undefined ? undefined : readToken(token);
  if (key === undefined) return undefined;
  const [session, user] = await store.read<[Session, User]>(
    { table: 'sessions', key: sessionKey(key) },
    { table: 'users', key: userKey(key.userID) },
  );
  if (!session || !user || !isLive(session, user, now)) return undefined;
  const mark = markSeen(session, now);
  const [organizations] = await Promise.all([
    store.readMany<Organization>(organizationRows(user)),
    ...(mark ? [store.commit([mark])] : []),
  ]);
  return { session, user, organizations };
}

/** Holds the caller to what the row of the operation asks: a session, of which scope, how fresh. @throws Refusal */
export function requireCaller(caller: SignedIn | undefined, row: Step, now: number): void {
  const refused = accessRefusal(caller, row, now);
  if (refused) throw new Refusal(refused);
}
