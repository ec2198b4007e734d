import type { User } from '../../core/accounts/user.ts';
import { type Admission, type Due, listRequirements } from '../../core/sign-in/requirement.ts';
import type { NewSession } from '../../core/sign-in/session.ts';
import type { Answer } from './step.ts';
import { dueOf } from './upcoming-requirement.ts';

interface GrantedSession extends NewSession {
  readonly user: User;
  readonly admission: Admission;
  readonly due: readonly Due[];
}

/** The answer that hands over a new session: the token is in the body for a command line, in a cookie for a dashboard. */
export function sessionAnswer({ user, token, session, admission, due }: GrantedSession): Answer {
  const isCookie = session.kind === 'dashboard';
  const upcoming = dueOf(user, due);
  const body = {
    id: user.userID,
    name: user.name,
    email: user.email,
    ...(!isCookie && { sessionToken: token }),
    expiresAt: new Date(session.expiresAt).toISOString(),
    ...('unmet' in admission && { scope: admission.scope, requiredBy: listRequirements(admission.unmet) }),
    ...(upcoming.length > 0 && { due: upcoming }),
  };
  return { status: 200, body, ...(isCookie && { cookie: token }) };
}
