/** One function per operation of the HTTP contract about organizations. */
import { request, requestText } from './client.ts';
import type { MethodType, Role } from './types.ts';

const id = encodeURIComponent;
const at = (orgID: string, rest = ''): string => `/orgs/${id(orgID)}${rest}`;

export interface OrganizationDetail {
  id: string;
  name: string;
  role: Role;
  mfa: {
    required: boolean;
    inForce: boolean;
    since: string | null;
    accept: MethodType[];
    deadline: string | null;
    /** `maximumDeadlineDays` and `withMfa` are for owners. */
    maximumDeadlineDays?: number;
    members: { total: number; withMfa?: number };
  };
}

export interface PersonOfOrganization {
  id: string;
  name: string;
  email: string;
  role: Role;
}

/** What owners see and can do; `resetRequest` is also for the account that it is about. */
export interface Member extends PersonOfOrganization {
  mfa?: boolean;
  canChangeRole?: boolean;
  canRemove?: boolean;
  canReset?: boolean;
  resetNeedsSecondOwner?: boolean;
  resetRequest?: { by: { id: string; name: string }; expiresAt: string };
}

export interface Coverage extends PersonOfOrganization {
  methods: MethodType[];
  accepted: boolean;
  lastSignedInAt: string | null;
}

export interface Preview {
  canRequire: boolean;
  members: { total: number; stopped: number };
  stopped: (PersonOfOrganization & { methods: MethodType[] })[];
}

export interface Invitation {
  id: string;
  role: Role;
  email: string;
  consumed: boolean;
  revoked: boolean;
  expired: boolean;
  createdAt: string;
  /** Null if the mail could not be sent. */
  mailedAt: string | null;
  expiresAt: string;
  /** Missing if it cannot be sent again. */
  resendableAt?: string;
}

/** What an invitation says to whoever has its link. */
export interface InvitationPreview {
  organization: { id: string; name: string };
  email: string;
  role: Role;
  expiresAt: string;
  mfaRequired: boolean;
  accept?: MethodType[];
}

export interface OrganizationEvent {
  id: string;
  at: string;
  kind: string;
  actor?: { name: string; email: string };
  member?: { name?: string; email: string };
  role?: Role;
  name?: string;
  accept?: MethodType[];
  deadline?: string;
  address: string;
  browser: string;
}

export interface OrganizationEventPage {
  events: OrganizationEvent[];
  next?: string;
}

export interface Environment {
  id: string;
  name: string;
  namespace: string;
  organizationId: string;
}

export const createOrganization = (name: string) =>
  request<OrganizationDetail>('POST', '/orgs', { body: { name } });
export const readOrganization = (orgID: string) => request<OrganizationDetail>('GET', at(orgID));
export const renameOrganization = (orgID: string, name: string) =>
  request<OrganizationDetail>('PATCH', at(orgID), { body: { name } });

interface Policy {
  accept: readonly MethodType[];
  /** Null where it is required at once. */
  deadline: string | null;
}

export const requireMfa = (orgID: string, policy: Policy) =>
  request<OrganizationDetail>('PUT', at(orgID, '/mfa'), { body: { required: true, ...policy } });
export const stopRequiringMfa = (orgID: string) =>
  request<OrganizationDetail>('PUT', at(orgID, '/mfa'), { body: { required: false } });
export const previewMfa = (orgID: string, accept: readonly MethodType[]) =>
  request<Preview>('GET', at(orgID, `/mfa/preview?accept=${accept.join(',')}`));
export const readCoverage = (orgID: string) =>
  request<{ members: Coverage[] }>('GET', at(orgID, '/mfa/coverage'));
export const coverageFile = (orgID: string) => requestText('GET', at(orgID, '/mfa/coverage?format=csv'));

export const listMembers = (orgID: string) => request<Member[]>('GET', at(orgID, '/users'));
export const removeMember = (orgID: string, userID: string) =>
  request<void>('DELETE', at(orgID, `/users/${id(userID)}`));
export const changeRole = (orgID: string, userID: string, role: Role) =>
  request<unknown>('PUT', at(orgID, `/users/${id(userID)}/role`), { body: { role } });
/** With an answer where a second owner must ask for the same until then. */
export const resetFactors = (orgID: string, userID: string) =>
  request<{ expiresAt: string } | undefined>('POST', at(orgID, `/users/${id(userID)}/mfa/reset`));
export const withdrawReset = (orgID: string, userID: string) =>
  request<void>('DELETE', at(orgID, `/users/${id(userID)}/mfa/reset`));

export const listInvitations = (orgID: string) => request<Invitation[]>('GET', at(orgID, '/invites'));
export const invite = (orgID: string, email: string, role: Role) =>
  request<Invitation>('POST', at(orgID, '/invites'), { body: { email, role } });
export const resendInvitation = (orgID: string, inviteID: string) =>
  request<Invitation>('POST', at(orgID, `/invites/${id(inviteID)}/resend`));
export const revokeInvitation = (orgID: string, inviteID: string) =>
  request<void>('DELETE', at(orgID, `/invites/${id(inviteID)}`));
export const readInvitation = (code: string) =>
  request<InvitationPreview>('GET', `/orgs/accept-invite/${id(code)}`);
export const acceptInvitation = (code: string) =>
  request<{ orgID: string }>('POST', `/orgs/accept-invite/${id(code)}`);

export const listOrganizationEvents = (orgID: string, cursor?: string) =>
  request<OrganizationEventPage>(
    'GET',
    at(orgID, `/events?limit=20${cursor ? `&cursor=${id(cursor)}` : ''}`),
  );

export const listEnvironments = () => request<Environment[]>('GET', '/environments');
export const createEnvironment = (orgID: string, name: string) =>
  request<Environment>('POST', at(orgID, '/environments'), { body: { name } });
