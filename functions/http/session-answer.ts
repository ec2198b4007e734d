import type { User } from '../../core/accounts/user.ts';
import { listRequirements, type UpcomingRequirement } from '../../core/sign-in/requirement.ts';
import type { NewSession } from '../../core/sign-in/session.ts';
import type { SessionScope } from '../../core/sign-in/session-scope.ts';
import type { Answer } from './step.ts';
import { listUpcomingUnmet } from './upcoming-requirement.ts';

interface GrantedSession extends NewSession {
  readonly user: User;
  readonly scope: SessionScope;
  readonly upcoming: readonly UpcomingRequirement[];
}

/** The header that requests the session as a cookie. */
export const sessionHeader = {
  'X-Session': {
    description:
      'With `cookie`, the session is set as a cookie that no script can read, and the answer has no `sessionToken`',
    schema: { type: 'string', enum: ['cookie'] },
  },
} as const;

/** The answer with a new session: the token is in the body for a command line, and in a cookie for the dashboard. */
export function sessionAnswer({ user, token, session, scope, upcoming }: GrantedSession): Answer {
  const isCookie = session.kind === 'dashboard';
  const due = listUpcomingUnmet(user, upcoming);
  const body = {
    id: user.userID,
    name: user.name,
    email: user.email,
    ...(!isCookie && { sessionToken: token }),
    expiresAt: new Date(session.expiresAt).toISOString(),
    ...('unmet' in scope && { scope: scope.scope, requiredBy: listRequirements(scope.unmet) }),
    ...(due.length > 0 && { due }),
  };
  return { status: 200, body, ...(isCookie && { cookie: token }) };
}
