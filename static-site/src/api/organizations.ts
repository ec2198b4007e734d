/** One function per operation of the HTTP contract about organizations. */
import type { FactorType, RequirementPreview, Role } from '../../../contract/api.ts';
import { request, requestText } from './client.ts';

export const createOrganization = (name: string) => request('POST /orgs', { body: { name } });
export const readOrganization = (orgID: string) => request('GET /orgs/{orgID}', { path: { orgID } });
/** Returns when it is due, unless the organization was deleted at once. */
export const deleteOrganization = (orgID: string) => request('DELETE /orgs/{orgID}', { path: { orgID } });
export const keepOrganization = (orgID: string) =>
  request('DELETE /orgs/{orgID}/deletion', { path: { orgID } });
export const renameOrganization = (orgID: string, name: string) =>
  request('PATCH /orgs/{orgID}', { path: { orgID }, body: { name } });

interface Policy {
  accept: readonly FactorType[];
  /** Null if it is required at once. */
  deadline: string | null;
  /** Whether members may skip the code in browsers that they trust. */
  trustedDevices: boolean;
}

export const requireMfa = (orgID: string, policy: Policy) =>
  request('PUT /orgs/{orgID}/mfa', { path: { orgID }, body: { required: true, ...policy } });
export const stopRequiringMfa = (orgID: string) =>
  request('PUT /orgs/{orgID}/mfa', { path: { orgID }, body: { required: false } });
/** Which members a requirement would stop, of all. */
export async function previewMfa(orgID: string, accept: readonly FactorType[]): Promise<RequirementPreview> {
  const read = (cursor?: string) => {
    const page = { limit: pageOfMembers, ...(cursor !== undefined && { cursor }) };
    return request('GET /orgs/{orgID}/mfa/preview', { path: { orgID }, query: { accept, ...page } });
  };
  const first = await read();
  const pages = [first];
  for (let { next } = first; next !== undefined; next = pages.at(-1)?.next) pages.push(await read(next));
  const sum = (of: 'total' | 'stopped') => pages.reduce((total, { members }) => total + members[of], 0);
  const stopped = byName(pages.flatMap((page) => page.stopped));
  return { ...first, members: { total: sum('total'), stopped: sum('stopped') }, stopped };
}
/** What members have, page by page. */
export const readCoverage = (orgID: string) =>
  allMembers(async (page) => {
    const options = { path: { orgID }, query: page } as const;
    return (await request('GET /orgs/{orgID}/mfa/coverage', options)).members;
  });
export const coverageFile = (orgID: string) =>
  requestText('GET /orgs/{orgID}/mfa/coverage', { path: { orgID }, query: { format: 'csv' } });

/** All members, page by page. */
export const listMembers = (orgID: string) =>
  allMembers((page) => request('GET /orgs/{orgID}/users', { path: { orgID }, query: page }));
export const removeMember = (orgID: string, userID: string) =>
  request('DELETE /orgs/{orgID}/users/{userID}', { path: { orgID, userID } });
export const changeRole = (orgID: string, userID: string, role: Role) =>
  request('PUT /orgs/{orgID}/users/{userID}/role', { path: { orgID, userID }, body: { role } });
/** Returns a request if a second owner must confirm the reset. */
export const resetFactors = (orgID: string, userID: string) =>
  request('POST /orgs/{orgID}/users/{userID}/mfa/reset', { path: { orgID, userID } });
/** Confirms that an account still belongs to its member, after its factors were undone. */
export const confirmMember = (orgID: string, userID: string, undoneAt: string) =>
  request('POST /orgs/{orgID}/users/{userID}/confirm', { path: { orgID, userID }, body: { undoneAt } });
export const withdrawReset = (orgID: string, userID: string) =>
  request('DELETE /orgs/{orgID}/users/{userID}/mfa/reset', { path: { orgID, userID } });

export const listInvitations = (orgID: string) => request('GET /orgs/{orgID}/invites', { path: { orgID } });
export const invite = (orgID: string, email: string, role: Role) =>
  request('POST /orgs/{orgID}/invites', { path: { orgID }, body: { email, role } });
export const resendInvitation = (orgID: string, inviteID: string) =>
  request('POST /orgs/{orgID}/invites/{inviteID}/resend', { path: { orgID, inviteID } });
export const revokeInvitation = (orgID: string, inviteID: string) =>
  request('DELETE /orgs/{orgID}/invites/{inviteID}', { path: { orgID, inviteID } });
export const readInvitation = (inviteCode: string) =>
  request('GET /orgs/accept-invite/{inviteCode}', { path: { inviteCode } });
export const acceptInvitation = (inviteCode: string) =>
  request('POST /orgs/accept-invite/{inviteCode}', { path: { inviteCode } });

export const listOrganizationEvents = (orgID: string, cursor?: string) =>
  request('GET /orgs/{orgID}/events', {
    path: { orgID },
    query: { limit: 20, ...(cursor ? { cursor } : {}) },
  });

export const listEnvironments = () => request('GET /environments');
export const createEnvironment = (orgID: string, name: string) =>
  request('POST /orgs/{orgID}/environments', { path: { orgID }, body: { name } });

/** The most in one page. The last page is the first that is not full. */
const pageOfMembers = 500;

interface MemberPage {
  limit: number;
  cursor?: string;
}

async function allMembers<Member extends { id: string; name: string; email: string }>(
  readPage: (page: MemberPage) => Promise<readonly Member[]>,
): Promise<readonly Member[]> {
  const members: Member[] = [];
  let page: readonly Member[];
  do {
    const cursor = members.at(-1)?.id;
    page = await readPage({ limit: pageOfMembers, ...(cursor !== undefined && { cursor }) });
    members.push(...page);
  } while (page.length === pageOfMembers);
  return byName(members);
}

const byName = <Member extends { name: string; email: string }>(members: readonly Member[]): Member[] =>
  [...members].sort((a, b) => a.name.localeCompare(b.name) || a.email.localeCompare(b.email));
