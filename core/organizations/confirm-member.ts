import { changeUser, type User } from '../accounts/user.ts';
import type { Decision } from '../kernel/decision.ts';
import { problem } from '../kernel/problem.ts';
import { type MemberNotice, noticeToMember } from '../mail/notice.ts';
import { awaitsConfirmation } from '../sign-in/confirmation.ts';
import { checkOrganization, type Organization, referenceTo } from './organization.ts';
import { actorOf, membershipEntry, organizationEntry } from './organization-log.ts';

/**
 * Confirms that an account still belongs to the member after its factors were removed by an undo link. The owner should
 * have asked the member by another channel than email.
 */
export function confirmMember(
  organization: Organization,
  owner: User,
  user: User,
): Decision<void, MemberNotice> {
  if (user.userID === owner.userID) return { refuse: problem('own-confirmation') };
  if (!awaitsConfirmation(user, organization)) return { refuse: problem('nothing-to-confirm') };
  const { organizationID } = organization;
  const left = (user.awaitingConfirmation ?? []).filter((id) => id !== organizationID);
  const by = actorOf(owner);
  return {
    commit: [
      changeUser(user, { awaitingConfirmation: left.length > 0 ? left : undefined }),
      checkOrganization(organization),
    ],
    log: [
      organizationEntry(organizationID, 'member-confirmed', by, { member: actorOf(user) }),
      membershipEntry(user.userID, 'membership-confirmed', organization),
    ],
    notify: [
      noticeToMember(user, { kind: 'membership-confirmed', organization: referenceTo(organization), by }),
    ],
    answer: undefined,
  };
}
