import { type User, userKey } from '../../../core/accounts/user.ts';
import { type Organization, organizationRows } from '../../../core/organizations/organization.ts';
import { isLive, markSeen, readToken, type Session, sessionKey } from '../../../core/sign-in/session.ts';
import type { Store } from '../../adapters/store.ts';
import { presentedToken } from '../session-token.ts';
import type { SignedIn } from '../step.ts';
import { beforeTimeout } from '../time-limit.ts';
import type { Middleware } from './middleware.ts';

/**
 * Identifies the caller by the session that the request presents, if it is live.
 * @param sessions gives the store that has the sessions; undefined for an operation that does not look at sessions.
 */
export function identifyCaller(sessions: () => Store | undefined): Middleware {
  return {
    before: async ({ event, context }) => {
      const store = sessions();
      if (!store) return;
      const { token } = presentedToken(event);
      context.caller = await beforeTimeout(context, findCaller(token, store, context.now));
    },
  };
}

async function findCaller(
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
