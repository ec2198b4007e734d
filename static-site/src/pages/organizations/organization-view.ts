import type { Account, Member, MfaCoverage, Organization } from '../../../../contract/api.ts';

type Coverage = MfaCoverage['members'][number];

/** What the sections of the page of an organization share. */
export interface OrganizationView {
  organization: Organization;
  account: Account;
  /** Changes whenever the organization was read again. */
  revision: unknown;
  /** To be called after a change that is visible elsewhere only in the list of events. */
  logged: () => void;
  logRevision: number;
}

/** A member; owners also get what the coverage list tells about it. */
export type CoveredMember = Member & Partial<Pick<Coverage, 'methods' | 'accepted' | 'lastSignedInAt'>>;

/** One member on the page of an organization. */
export interface MemberView {
  member: CoveredMember;
  view: OrganizationView;
  /** What the member is called. */
  title: string;
  isSelf: boolean;
}
