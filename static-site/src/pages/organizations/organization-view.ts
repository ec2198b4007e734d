import type { Coverage, Member, OrganizationDetail } from '../../api/organizations.ts';
import type { Account } from '../../api/types.ts';

/** What the sections of the page of an organization share. */
export interface OrganizationView {
  organization: OrganizationDetail;
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
