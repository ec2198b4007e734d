import type { User } from '../../core/accounts/user.ts';
import { hasAcceptedFactor, type UpcomingRequirement } from '../../core/sign-in/requirement.ts';

/** The upcoming requirements for which the account still needs a factor, as answers show them. */
export function listUpcomingUnmet(user: User, upcoming: readonly UpcomingRequirement[]) {
  return upcoming
    .filter(({ accepted }) => !hasAcceptedFactor(user, accepted))
    .map(({ organization, deadline, accepted }) => ({
      ...organization,
      deadline: new Date(deadline).toISOString(),
      accept: accepted,
    }));
}
