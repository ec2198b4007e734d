import { shownClientProgram } from '../../../core/kernel/client-program.ts';
import type { Session } from '../../../core/sign-in/session.ts';

/** A session as its user sees it. */
export function sessionBody(session: Session) {
  const instant = (at: number) => new Date(at).toISOString();
  return {
    id: session.id,
    kind: session.kind,
    createdAt: instant(session.createdAt),
    authenticatedAt: instant(session.authenticatedAt),
    lastSeenAt: instant(session.lastSeenAt),
    expiresAt: instant(session.expiresAt),
    methods: session.methods,
    address: session.address,
    browser: shownClientProgram(session.browser),
  };
}
