import type { User } from '../../core/accounts/user.ts';
import { type Due, hasAccepted } from '../../core/sign-in/requirement.ts';

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
