import {
  type Access,
  type AccountWithOrganizations,
  accessToMember,
  memberAccess,
  ownerAccess,
} from '../../../core/organizations/membership.ts';
import type { Organization } from '../../../core/organizations/organization.ts';
import { Refusal } from '../../refusal.ts';

type Parameters = Readonly<Record<string, string>>;

/** The organization that a path names, for its members. @throws Refusal */
export function requireMembership(caller: AccountWithOrganizations, parameters: Parameters): Organization {
  return granted(memberAccess(caller, parameters['orgID'] ?? ''));
}

/** The organization that a path names, for its owners. @throws Refusal */
export function requireOwnership(caller: AccountWithOrganizations, parameters: Parameters): Organization {
  return granted(ownerAccess(caller, parameters['orgID'] ?? ''));
}

/** The organization that a path names, for its owners and for the member that the path names. @throws Refusal */
export function requireAccessToMember(
  caller: AccountWithOrganizations,
  parameters: Parameters,
): Organization {
  return granted(accessToMember(caller, parameters['orgID'] ?? '', parameters['userID'] ?? ''));
}

function granted(access: Access): Organization {
  if ('refuse' in access) throw new Refusal(access.refuse);
  return access.organization;
}
