import { changeUser, methodsOf, sameMemberships, type User } from '../accounts/user.ts';
import { type Method, trustMethod } from '../factors/factor.ts';
import { absent, below, type Change, put, type Update, update } from '../kernel/change.ts';
import type { Claim } from '../kernel/claim.ts';
import { type Problem, problem } from '../kernel/problem.ts';
import {
  changeOrganization,
  type Organization,
  organizationKey,
  organizationLimits,
  type Role,
  roleOf,
  sameVersion,
} from './organization.ts';

/** Makes an account a member, together with the organization's id on the user row. */
export interface Member extends Partial<Claim> {
  readonly organizationID: string;
  readonly item: `member#${string}`;
  readonly userID: string;
  readonly joinedAt: number;
  /** An owner has asked to reset the factors of this account, and a second owner must confirm it. */
  readonly resetRequest?: ResetRequest;
  /** Incremented by every request, and when a request ends. Absent before the first one. */
  readonly resetVersion?: number;
  /** The last reminder of an upcoming requirement that was mailed; see reminder.ts. */
  readonly reminded?: string;
  /** The date of the organization's deletion that the last mail to the member announced; see delete-organization.ts. */
  readonly deletionAnnounced?: number;
}

export interface ResetRequest {
  /** The user id of the owner who asked. */
  readonly by: string;
  readonly expiresAt: number;
  /** The request is void once the account has other credentials than these. */
  readonly credentialVersion: number;
}

export const memberPrefix = 'member#';
export const memberKey = (organizationID: string, userID: string) =>
  ({ organizationID, item: `${memberPrefix}${userID}` }) as const;

/** An account with the organizations that it is a member of. */
export interface AccountWithOrganizations {
  readonly user: Pick<User, 'userID' | 'factors'>;
  /** What the session was made with. */
  readonly session: { readonly methods: readonly Method[] };
  readonly organizations: readonly Organization[];
}

/** The organization that a caller may act on, or why not. */
export type Access = { readonly organization: Organization } | { readonly refuse: Problem };

/** Access for members. To everybody else the organization does not exist. */
export function memberAccess({ organizations }: AccountWithOrganizations, organizationID: string): Access {
  const organization = organizations.find((one) => one.organizationID === organizationID);
  return organization ? { organization } : { refuse: problem('not-found') };
}

/** Access for owners. A trusted device is not enough for them: they have to prove a factor first. */
export function ownerAccess(caller: AccountWithOrganizations, organizationID: string): Access {
  const access = memberAccess(caller, organizationID);
  if ('refuse' in access) return access;
  const { user, session } = caller;
  if (roleOf(access.organization, user.userID) === 'owner') {
    const isTrusted = session.methods.includes(trustMethod);
    return isTrusted ? { refuse: problem('confirmation-needed', { methods: methodsOf(user) }) } : access;
  }
  return { refuse: problem('owner-needed', { organization: access.organization.name }) };
}

/** Access to what concerns one member: for the owners, and for the member itself. */
export function accessToMember(
  caller: AccountWithOrganizations,
  organizationID: string,
  memberID: string,
): Access {
  const isOwn = caller.user.userID === memberID;
  return isOwn ? memberAccess(caller, organizationID) : ownerAccess(caller, organizationID);
}

/** Why an account cannot be in one more organization. */
export function membershipLimitRefusal({ organizations }: Pick<User, 'organizations'>): Problem | undefined {
  const maximum = organizationLimits.organizationsPerAccount;
  return organizations.length < maximum ? undefined : problem('organization-limit', { maximum });
}

/** Changes the memberships of an account, provided that nothing else has changed them since the decision. */
export function changeMemberships(user: User, organizations: readonly string[]): Update {
  return { ...changeUser(user, { organizations }, [sameMemberships(user)]), add: { membershipVersion: 1 } };
}

/** The two rows that make an account a member. */
export function becomeMember(user: User, organizationID: string, now: number): readonly Change[] {
  const key = memberKey(organizationID, user.userID);
  const member: Member = { ...key, userID: user.userID, joinedAt: now };
  return [
    put('organizations', key, { ...member }, [absent('item')]),
    changeMemberships(user, [...user.organizations, organizationID]),
  ];
}

/** An account joins an organization that exists, provided that the organization has not changed since the decision. */
export function joinOrganization(
  user: User,
  organization: Organization,
  role: Role,
  now: number,
): readonly Change[] {
  const { organizationID, owners } = organization;
  const key = organizationKey(organizationID);
  const joined =
    role === 'owner'
      ? changeOrganization(organization, { owners: [...owners, user.userID] }, { members: 1 })
      : update('organizations', key, {}, [sameVersion(organization)], { members: 1 });
  const hasRoom = below('members', organizationLimits.membersPerOrganization);
  return [{ ...joined, when: [...joined.when, hasRoom] }, ...becomeMember(user, organizationID, now)];
}
