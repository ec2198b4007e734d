import type { Account, Member, MfaCoverage, Organization } from '../../../../contract/api.ts';

type Coverage = MfaCoverage['members'][number];

/** What all sections of the page of an organization get. */
export interface OrganizationView {
  organization: Organization;
  account: Account;
  /** Changes whenever the organization is read again. */
  revision: unknown;
  /** To be called after a change that is otherwise only visible in the log. */
  logged: () => void;
  logRevision: number;
}

/** A member; for owners, with the facts of the coverage list. */
export type CoveredMember = Member & Partial<Pick<Coverage, 'methods' | 'accepted' | 'lastSignedInAt'>>;

/** One member on the page of an organization. */
export interface MemberView {
  member: CoveredMember;
  view: OrganizationView;
  /** The name of the member, or the email address if there is no name. */
  title: string;
  isSelf: boolean;
}
