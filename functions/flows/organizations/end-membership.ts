import type { User } from '../../../core/accounts/user.ts';
import type { Circumstances } from '../../../core/kernel/circumstances.ts';
import { leaveOrganization, type Organization, roleOf } from '../../../core/organizations/organization.ts';
import {
  actorOf,
  recordMembershipEvent,
  recordOrganizationEvent,
} from '../../../core/organizations/organization-log.ts';
import type { Store } from '../../adapters/store.ts';
import { refuse } from '../../refusal.ts';
import { notifyMember, notifyOwners } from '../notify/organization.ts';
import type { NotifyPorts } from '../notify/try-send.ts';

/** Ends a membership, by the member or by an owner, and tells whom it concerns. */
export async function endMembership(
  using: NotifyPorts & { readonly store: Store },
  user: User,
  organization: Organization,
  by: User,
  circumstances: Circumstances,
): Promise<void> {
  const { organizationID, name } = organization;
  const { random } = using.host;
  const isOwn = by.userID === user.userID;
  const member = actorOf(user);
  const ended = await using.store.commit([
    ...leaveOrganization(user, organization, circumstances.at),
    recordOrganizationEvent(
      organizationID,
      isOwn ? 'member-left' : 'member-removed',
      actorOf(by),
      { member },
      circumstances,
      random,
    ),
    recordMembershipEvent(
      user.userID,
      isOwn ? 'organization-left' : 'organization-removed',
      organization,
      circumstances,
      random,
    ),
  ]);
  if (!ended.committed) refuse('changed-meanwhile');
  const named = { id: organizationID, name };
  const notices = isOwn
    ? []
    : [notifyMember(using, user.email, { kind: 'removed', organization: named }, circumstances)];
  if (roleOf(organization, user.userID) === 'owner') {
    const notice = { kind: 'owner-removed', organization: named, by: actorOf(by), member } as const;
    notices.push(notifyOwners(using, organization, notice, circumstances, [user.userID]));
  }
  await Promise.all(notices);
}
