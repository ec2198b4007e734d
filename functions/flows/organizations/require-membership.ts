import type { User } from '../../../core/accounts/user.ts';
import { type Organization, roleOf } from '../../../core/organizations/organization.ts';
import { refuse } from '../../refusal.ts';

/** An account with the organizations that it is a member of. */
interface Caller {
  readonly user: User;
  readonly organizations: readonly Organization[];
}

type Parameters = Readonly<Record<string, string>>;

/**
 * Returns the organization that a path names if the caller is one of its members.
 * @throws Refusal `not-found` otherwise, so that strangers do not learn which organizations exist.
 */
export function requireMembership({ organizations }: Caller, parameters: Parameters): Organization {
  const found = organizations.find(({ organizationID }) => organizationID === parameters['orgID']);
  return found ?? refuse('not-found');
}

/**
 * Returns the organization that a path names if the caller is one of its owners.
 * @throws Refusal `not-found` for strangers, `forbidden` for other members
 */
export function requireOwnership(caller: Caller, parameters: Parameters): Organization {
  const found = requireMembership(caller, parameters);
  if (roleOf(found, caller.user.userID) !== 'owner') refuse('owner-needed', { organization: found.name });
  return found;
}
