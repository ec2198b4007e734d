import type { User } from '../accounts/user.ts';
import type { FactorType } from '../factors/factor.ts';
import { absent, type Change, type Condition, equal, type Update, update } from '../kernel/change.ts';

export const organizationLimits = {
  membersPerOrganization: 10_000,
  /** All of them get a mail about every change, before the answer. */
  ownersPerOrganization: 25,
  /** The requirements of all of them are read in one call on every request. */
  organizationsPerAccount: 50,
  environmentsPerOrganization: 100,
} as const;

export type Role = 'owner' | 'member';

/** The organization with its owners and its MFA requirement: one row, so that one write changes either for all members. */
export interface Organization {
  readonly organizationID: string;
  readonly item: 'organization';
  readonly name: string;
  readonly createdAt: number;
  /** Incremented by every change of the name, the owners and the requirement. A decision on an earlier version is void. */
  readonly version: number;
  /** User ids. The only place that says who is an owner. */
  readonly owners: readonly string[];
  /** How many members there are, including the owners. */
  readonly members: number;
  readonly mfaRequired: boolean;
  readonly mfaAccept: readonly FactorType[];
  /** When the owners first required it; absent if they do not. */
  readonly mfaSince?: number;
  /** When the requirement comes into force; absent if it did at once. */
  readonly mfaDeadline?: number;
  /** Whether members may skip the second factor in browsers that they trust. Forbidden if absent. */
  readonly mfaTrustedDevices?: boolean;
  /** How many were ever created; each count guards its list. Absent before the first one. */
  readonly invitations?: number;
  readonly environments?: number;
  /** When the organization is deleted, unless an owner keeps it; see delete-organization.ts. */
  readonly deletionDueAt?: number;
}

export const organizationKey = (organizationID: string) => ({ organizationID, item: 'organization' });

/** The rows of the organizations that an account is a member of. */
export const organizationRows = ({ organizations }: Pick<User, 'organizations'>) =>
  organizations.map((id) => ({ table: 'organizations', key: organizationKey(id) }) as const);

export function roleOf({ owners }: Pick<Organization, 'owners'>, userID: string): Role {
  return owners.includes(userID) ? 'owner' : 'member';
}

/** How log entries, mails and answers refer to an organization. */
export function referenceTo({ organizationID, name }: Pick<Organization, 'organizationID' | 'name'>) {
  return { id: organizationID, name };
}

/** The organization has the same owners and the same requirement as when the decision was made. */
export const sameVersion = ({ version }: Organization): Condition => equal('version', version);

/** Binds a decision that does not write the organization's row to the version that it was made on. */
export function checkOrganization(organization: Organization): Change {
  return {
    table: 'organizations',
    key: organizationKey(organization.organizationID),
    kind: 'check',
    when: [sameVersion(organization)],
  };
}

/**
 * Counts one more invitation or environment. The condition fails if the organization changed, or if another one was
 * created, so that what was decided on the list of them still holds.
 */
export function incrementCount(organization: Organization, what: 'invitations' | 'environments'): Change {
  const { organizationID, [what]: seen } = organization;
  const isSame = seen === undefined ? absent(what) : equal(what, seen);
  const when = [sameVersion(organization), isSame];
  return update('organizations', organizationKey(organizationID), {}, when, { [what]: 1 });
}

/** Changes the organization, provided that nobody else has changed it since the decision. */
export function changeOrganization(
  organization: Organization,
  set: Readonly<Record<string, unknown>>,
  add: Readonly<Record<string, number>> = {},
): Update {
  const key = organizationKey(organization.organizationID);
  return update('organizations', key, set, [sameVersion(organization)], { version: 1, ...add });
}
