import type { User } from '../../core/accounts/user.ts';
import { listRequirements, type UpcomingRequirement } from '../../core/sign-in/requirement.ts';
import type { NewSession } from '../../core/sign-in/session.ts';
import type { SessionScope } from '../../core/sign-in/session-scope.ts';
import { deviceHeader } from './device-token.ts';
import type { Answer } from './step.ts';
import { listUpcomingUnmet } from './upcoming-requirement.ts';

interface GrantedSession extends NewSession {
  readonly user: User;
  readonly scope: SessionScope;
  readonly upcoming: readonly UpcomingRequirement[];
  readonly deviceTokens?: string | undefined;
}

/** The headers of a sign-in: whether the session becomes a cookie, and from which device it comes. */
export const sessionHeaders = {
  ...deviceHeader,
  'X-Session': {
    description:
      'With `cookie`, the session is set as a cookie that no script can read, and the answer has no `sessionToken`',
    schema: { type: 'string', enum: ['cookie'] },
  },
} as const;

/** The header of a client that can use passkeys. The guide's command line does not send it. */
export const passkeysHeader = {
  'X-Passkeys': {
    description:
      'With `supported`, the client can answer a challenge with a passkey. Otherwise, the challenge begins with a method whose code is typed if the account has one.',
    schema: { type: 'string', enum: ['supported'] },
  },
} as const;

/** Whether a client can use passkeys. */
export const usesPasskeys = ({
  headers,
}: {
  readonly headers: Readonly<Record<string, string | undefined>>;
}) => headers['x-passkeys'] === 'supported';

/** The answer with a new session: the token is in the body for a command line, and in a cookie for the dashboard. */
export function sessionAnswer(granted: GrantedSession): Answer {
  const { user, token, session, scope, upcoming, deviceTokens } = granted;
  const isCookie = session.kind === 'dashboard';
  const due = listUpcomingUnmet(user, upcoming);
  const body = {
    id: user.userID,
    name: user.name,
    email: user.email,
    ...(user.language && { language: user.language }),
    ...(!isCookie && { sessionToken: token }),
    ...(!isCookie && deviceTokens !== undefined && { deviceTokens }),
    expiresAt: new Date(session.expiresAt).toISOString(),
    ...('unmet' in scope && { scope: scope.scope, requiredBy: listRequirements(scope.unmet) }),
    ...(due.length > 0 && { due }),
  };
  if (!isCookie) return { status: 200, body };
  return {
    status: 200,
    body,
    cookie: token,
    ...(deviceTokens !== undefined && { deviceCookie: deviceTokens }),
  };
}
