import { type Due, hasAccepted } from '../../core/enforcement.ts';
import type { User } from '../../core/user.ts';

/** What an account must do before dates that lie ahead. */
export function dueOf(user: User, due: readonly Due[]) {
  return due
    .filter(({ accepted }) => !hasAccepted(user, accepted))
    .map(({ organization, deadline, accepted }) => ({
      ...organization,
      deadline: new Date(deadline).toISOString(),
      accept: accepted,
    }));
}
