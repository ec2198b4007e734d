import { methodsOf, type User } from '../accounts/user.ts';
import { type Method, trustMethod } from '../factors/factor.ts';
import type { Decision } from '../kernel/decision.ts';
import { type Problem, problem } from '../kernel/problem.ts';
import { noticeToOwners, type OwnersNotice } from '../mail/notice.ts';
import { requirementRefusal, requirementsOf, unmetRequirements } from '../sign-in/requirement.ts';
import { type Invitation, isFor, useUpInvitation } from './invitation.ts';
import { joinOrganization, membershipLimitRefusal } from './membership.ts';
import { type Organization, referenceTo } from './organization.ts';
import { actorOf, membershipEntry, organizationEntry } from './organization-log.ts';
import { ownerLimitRefusal } from './role.ts';

/** An open invitation and the account that wants to accept it. */
export interface Acceptance {
  readonly invitation: Invitation;
  readonly organization: Organization;
  /** The owner who sent the invitation; undefined if that account is gone. */
  readonly sender: User | undefined;
  readonly user: User;
  /** What the user's session was made with. */
  readonly methods: readonly Method[];
}

/** Accepts an invitation: the account becomes a member. */
export function acceptInvitation(given: Acceptance, now: number): Decision<void, OwnersNotice> {
  const refuse = acceptanceRefusal(given, now);
  if (refuse) return { refuse };
  const { invitation, organization, sender, user } = given;
  const { role } = invitation;
  const member = actorOf(user);
  return {
    commit: [useUpInvitation(invitation, now), ...joinOrganization(user, organization, role, now)],
    log: [
      organizationEntry(organization.organizationID, 'member-joined', member, { member, role }),
      membershipEntry(user.userID, 'organization-joined', organization),
    ],
    notify:
      role === 'owner'
        ? [
            noticeToOwners(organization, {
              kind: 'owner-added',
              organization: referenceTo(organization),
              by: actorOf(sender ?? user),
              member,
            }),
          ]
        : [],
    answer: undefined,
  };
}

function acceptanceRefusal(
  { invitation, organization, user, methods }: Acceptance,
  now: number,
): Problem | undefined {
  if (!isFor(invitation, user)) return problem('invitation-for-another');
  if (user.organizations.includes(organization.organizationID)) return problem('you-are-member');
  const limit =
    membershipLimitRefusal(user) ??
    (invitation.role === 'owner' ? ownerLimitRefusal(organization) : undefined);
  if (limit) return limit;
  // The session must meet the requirement already, or it would stop working by joining.
  const { inForce } = requirementsOf([organization], now);
  if (unmetRequirements(user, methods, inForce).length === 0) return undefined;
  // A trusted device would sign in again in the same way, without the factor that the organization wants to be proved.
  const accepted = methodsOf(user).filter((type) => organization.mfaAccept.includes(type));
  return methods.includes(trustMethod) && accepted.length > 0
    ? problem('confirmation-needed', { methods: accepted })
    : requirementRefusal(inForce);
}
