import { changeUser, sameConfirmations, type User } from '../accounts/user.ts';
import type { Decision, FailedChange } from '../kernel/decision.ts';
import { type Problem, problem } from '../kernel/problem.ts';
import { type MemberNotice, noticeToMember } from '../mail/notice.ts';
import { awaitsConfirmation, undoneAt } from '../sign-in/confirmation.ts';
import { checkOrganization, type Organization, referenceTo } from './organization.ts';
import { actorOf, membershipEntry, organizationEntry } from './organization-log.ts';

/**
 * The account after an owner of another organization confirmed it at the same time. Anything else that changed it, such as another
 * undo, is not what this owner looked at.
 */
export function confirmedMeanwhile(user: User, failed: readonly FailedChange[]): User | Problem {
  const [lost] = failed;
  const now =
    failed.length === 1 && lost?.change.table === 'users' ? (lost.old as User | undefined) : undefined;
  const isSame =
    now?.credentialVersion === user.credentialVersion && now.confirmations !== user.confirmations;
  return isSame ? now : problem('changed-meanwhile');
}

/**
 * Confirms that an account still belongs to the member after its factors were removed by an undo link. The owner should
 * have asked the member by another channel than email.
 * @param seenAt The undo that the owner saw: somebody else may have used another link since the member was asked.
 */
export function confirmMember(
  organization: Organization,
  owner: User,
  user: User,
  seenAt: number,
): Decision<void, MemberNotice> {
  if (user.userID === owner.userID) return { refuse: problem('own-confirmation') };
  if (!awaitsConfirmation(user, organization)) return { refuse: problem('nothing-to-confirm') };
  if (undoneAt(user) !== seenAt) return { refuse: problem('undone-again') };
  const { organizationID } = organization;
  const left = (user.awaitingConfirmation ?? []).filter((id) => id !== organizationID);
  const by = actorOf(owner);
  return {
    commit: [
      {
        ...changeUser(user, { awaitingConfirmation: left.length > 0 ? left : undefined }, [
          sameConfirmations(user),
        ]),
        add: { confirmations: 1 },
      },
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
