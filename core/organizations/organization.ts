import { changeUser, sameMemberships, type User } from '../accounts/user.ts';
import type { FactorType } from '../factors/factor.ts';
import {
  above,
  absent,
  below,
  type Change,
  type Condition,
  equal,
  put,
  remove,
  type Update,
  update,
} from '../kernel/change.ts';
import { type Problem, problem } from '../kernel/problem.ts';

export const organizationLimits = {
  membersPerOrganization: 10_000,
  /** All of them are told by mail of what changes, before the answer. */
  ownersPerOrganization: 25,
  /** All of their demands are read in one call on every request. */
  organizationsPerAccount: 50,
  environmentsPerOrganization: 100,
} as const;

export type Role = 'owner' | 'member';

/** The organization, with its owners and its demand: one row, so that one write changes either for all members. */
export interface Organization {
  readonly organizationID: string;
  readonly item: 'organization';
  readonly name: string;
  readonly createdAt: number;
  /** Rises with every change of the name, the owners and the demand; what was decided on an earlier one is void. */
  readonly version: number;
  /** User ids. The one place that says who is an owner. */
  readonly owners: readonly string[];
  /** How many members there are, the owners among them. */
  readonly members: number;
  readonly mfaRequired: boolean;
  readonly mfaAccept: readonly FactorType[];
  /** Since when the demand has been on. */
  readonly mfaSince?: number;
  /** When the demand begins to bite; absent where it does at once. */
  readonly mfaDeadline?: number;
  /** How many were ever made; each guards its list. Absent before the first one. */
  readonly invitations?: number;
  readonly environments?: number;
}

/** Makes an account a member, together with the organization's id on the user row. */
export interface Member {
  readonly organizationID: string;
  readonly item: `member#${string}`;
  readonly userID: string;
  readonly joinedAt: number;
  /** An owner has asked for this account's factors to be reset, and another one must confirm it. */
  readonly resetRequest?: ResetRequest;
  /** Rises with every request, and when one ends. Absent before the first one. */
  readonly resetVersion?: number;
}

export interface ResetRequest {
  readonly by: string;
  readonly expiresAt: number;
  /** The request is for the credentials of that moment. */
  readonly credentialVersion: number;
}

/** When an account ceased to be an owner, whether or not it is a member still or again; see factor-reset.ts. */
export interface FormerOwner {
  readonly organizationID: string;
  readonly item: `former-owner#${string}`;
  readonly until: number;
}

export const formerOwnerKey = (organizationID: string, userID: string) =>
  ({ organizationID, item: `former-owner#${userID}` }) as const;

function rememberOwner(organizationID: string, userID: string, until: number): Change {
  const key = formerOwnerKey(organizationID, userID);
  const row: FormerOwner = { ...key, until };
  return put('organizations', key, { ...row });
}

export const memberPrefix = 'member#';
export const organizationKey = (organizationID: string) => ({ organizationID, item: 'organization' });
/** The rows of the organizations that an account is a member of. */
export const organizationRows = ({ organizations }: Pick<User, 'organizations'>) =>
  organizations.map((id) => ({ table: 'organizations', key: organizationKey(id) }) as const);
export const memberKey = (organizationID: string, userID: string) =>
  ({ organizationID, item: `${memberPrefix}${userID}` }) as const;

export function roleOf(organization: Organization, userID: string): Role {
  return organization.owners.includes(userID) ? 'owner' : 'member';
}

/** The organization is still as the decision saw it: same owners, same demand. */
export const sameVersion = ({ version }: Organization): Condition => equal('version', version);

/** Holds a decision to the organization that it was made on, where nothing of it is written. */
export function checkOrganization(organization: Organization): Change {
  return {
    table: 'organizations',
    key: organizationKey(organization.organizationID),
    kind: 'check',
    when: [sameVersion(organization)],
  };
}

/**
 * Counts one more invitation or environment, provided that the organization is still as the decision saw it and that
 * no other one came in between: what was judged on the list of them still holds.
 */
export function countOneMore(organization: Organization, what: 'invitations' | 'environments'): Change {
  const { organizationID, [what]: seen } = organization;
  const isSame = seen === undefined ? absent(what) : equal(what, seen);
  const when = [sameVersion(organization), isSame];
  return update('organizations', organizationKey(organizationID), {}, when, { [what]: 1 });
}

/** Changes the organization, provided that it is still as the decision saw it. */
export function changeOrganization(
  organization: Organization,
  set: Readonly<Record<string, unknown>>,
  add: Readonly<Record<string, number>> = {},
): Update {
  const key = organizationKey(organization.organizationID);
  return update('organizations', key, set, [sameVersion(organization)], { version: 1, ...add });
}

/** Changes the memberships of an account, provided that no other change of them came in between. */
function changeMemberships(user: User, organizations: readonly string[]): Update {
  return { ...changeUser(user, { organizations }, [sameMemberships(user)]), add: { membershipVersion: 1 } };
}

export function membershipRefusal(user: User): Problem | undefined {
  const most = organizationLimits.organizationsPerAccount;
  if (user.organizations.length < most) return undefined;
  return problem('organization-limit', { maximum: most });
}

/** A new organization with its first owner. */
export function createOrganization(
  user: User,
  {
    organizationID,
    name,
    now,
  }: { readonly organizationID: string; readonly name: string; readonly now: number },
): { organization: Organization; changes: readonly Change[] } {
  const organization: Organization = {
    organizationID,
    item: 'organization',
    name,
    createdAt: now,
    version: 1,
    owners: [user.userID],
    members: 1,
    mfaRequired: false,
    mfaAccept: [],
  };
  const key = organizationKey(organizationID);
  return {
    organization,
    changes: [
      put('organizations', key, { ...organization }, [absent('item')]),
      ...becomeMember(user, organizationID, now),
    ],
  };
}

function becomeMember(user: User, organizationID: string, now: number): readonly Change[] {
  const key = memberKey(organizationID, user.userID);
  const member: Member = { ...key, userID: user.userID, joinedAt: now };
  return [
    put('organizations', key, { ...member }, [absent('item')]),
    changeMemberships(user, [...user.organizations, organizationID]),
  ];
}

/** An account becomes a member, on the organization as it was judged. */
export function joinOrganization(
  user: User,
  organization: Organization,
  role: Role,
  now: number,
): readonly Change[] {
  const { organizationID } = organization;
  const key = organizationKey(organizationID);
  const room = below('members', organizationLimits.membersPerOrganization);
  const joined =
    role === 'owner'
      ? changeOrganization(organization, { owners: [...organization.owners, user.userID] }, { members: 1 })
      : update('organizations', key, {}, [sameVersion(organization)], { members: 1 });
  return [{ ...joined, when: [...joined.when, room] }, ...becomeMember(user, organizationID, now)];
}

/** An account ceases to be a member. The last owner cannot: see lastOwnerRefusal. */
export function leaveOrganization(user: User, organization: Organization, now: number): readonly Change[] {
  const { organizationID, owners } = organization;
  const isOwner = owners.includes(user.userID);
  const key = organizationKey(organizationID);
  const left = isOwner
    ? changeOrganization(organization, { owners: owners.filter((id) => id !== user.userID) }, { members: -1 })
    : update('organizations', key, {}, [sameVersion(organization), above('members', 1)], { members: -1 });
  return [
    left,
    ...(isOwner ? [rememberOwner(organizationID, user.userID, now)] : []),
    remove('organizations', memberKey(organizationID, user.userID), [equal('userID', user.userID)]),
    changeMemberships(
      user,
      user.organizations.filter((id) => id !== organizationID),
    ),
  ];
}

export function lastOwnerRefusal(organization: Organization, userID: string): Problem | undefined {
  if (organization.owners.length > 1 || !organization.owners.includes(userID)) return undefined;
  return problem('last-owner');
}

export function ownersRefusal(organization: Organization): Problem | undefined {
  const most = organizationLimits.ownersPerOrganization;
  if (organization.owners.length < most) return undefined;
  return problem('owner-limit', { maximum: most });
}

/** Makes a member an owner, or an owner a member. */
export function changeRole(
  organization: Organization,
  userID: string,
  role: Role,
  now: number,
): readonly Change[] {
  const others = organization.owners.filter((id) => id !== userID);
  const owners = role === 'owner' ? [...others, userID] : others;
  const { organizationID } = organization;
  return [
    changeOrganization(organization, { owners }),
    {
      table: 'organizations',
      key: memberKey(organizationID, userID),
      kind: 'check',
      when: [equal('userID', userID)],
    },
    ...(role === 'member' ? [rememberOwner(organizationID, userID, now)] : []),
  ];
}
