import type { User } from '../accounts/user.ts';
import { factorTypes } from '../factors/factor.ts';
import { noticeToOwners, type OwnersNotice } from '../mail/notice.ts';
import { hasAcceptedFactor, type Requirement, type RequiringOrganization } from './requirement.ts';

/*
 * After the activation of an account's first factor is undone by a link in a mail, the mailbox alone is enough to get back
 * in: to set a new password, and with that to activate a new factor. If the account owns an organization, or if an
 * organization required a factor that it had, an owner of that organization must confirm that it is still the same person
 * (rule 8). Until then, the sessions of the account are valid only for setting up a factor.
 */

/** The organizations in which an owner must confirm an account whose factors are about to be removed by an undo. */
export function organizationsToConfirm<O extends RequiringOrganization>(
  user: Pick<User, 'userID' | 'factors'>,
  organizations: readonly O[],
): readonly O[] {
  return organizations.filter(
    (organization) =>
      otherOwners(organization, user).length > 0 &&
      (organization.owners.includes(user.userID) ||
        (organization.mfaRequired && hasAcceptedFactor(user, organization.mfaAccept))),
  );
}

/** The memberships that still need a confirmation. */
export function unconfirmedMemberships(
  user: Pick<User, 'userID' | 'awaitingConfirmation'>,
  organizations: readonly RequiringOrganization[],
): readonly Requirement[] {
  return organizations
    .filter((organization) => awaitsConfirmation(user, organization))
    .map(({ organizationID, name, owners, mfaRequired, mfaAccept }) => ({
      organization: { id: organizationID, name },
      accepted: mfaRequired ? mfaAccept : factorTypes,
      awaitsConfirmation: true,
      ...(owners.includes(user.userID) && { canLeave: false }),
    }));
}

/**
 * Whether an owner of the organization must confirm the account. It does not depend on who else still owns it: someone with
 * the mailboxes of two owners could otherwise leave with one to set the other free. The operator can end the wait.
 */
export function awaitsConfirmation(
  user: Pick<User, 'awaitingConfirmation'>,
  { organizationID }: Pick<RequiringOrganization, 'organizationID'>,
): boolean {
  return user.awaitingConfirmation?.includes(organizationID) ?? false;
}

/** When the factors of an account that awaits a confirmation were last undone; 0 for those of an earlier version. */
export const undoneAt = (user: Pick<User, 'undoneAt'>): number => user.undoneAt ?? 0;

/** The owners other than the account itself. */
function otherOwners(
  { owners }: Pick<RequiringOrganization, 'owners'>,
  { userID }: Pick<User, 'userID'>,
): readonly string[] {
  return owners.filter((id) => id !== userID);
}

/** How a user got back into an account without its factors. */
export type Recovery = 'undo' | 'recovery-code' | 'operator-reset';

/** Tells the other owners of an organization that a member of it recovered the account. */
export function noticeOfRecovery(
  user: Pick<User, 'userID' | 'name' | 'email'>,
  organization: RequiringOrganization,
  how: Recovery,
): OwnersNotice {
  const { organizationID: id, name } = organization;
  const { userID } = user;
  const message = {
    kind: 'member-recovered',
    organization: { id, name },
    member: { name: user.name, email: user.email },
    role: organization.owners.includes(userID) ? 'owner' : 'member',
    how,
  } as const;
  return noticeToOwners(organization, message, [userID]);
}

/** The same for every organization that the account owns with others. Whoever owns several of them gets one mail. */
export function noticesOfOwnersRecovery(
  user: Pick<User, 'userID' | 'name' | 'email'>,
  organizations: readonly RequiringOrganization[],
  how: Recovery,
): readonly OwnersNotice[] {
  const owned = organizations.filter(({ owners }) => owners.includes(user.userID));
  return owned
    .map((organization, index) => {
      const told = owned.slice(0, index).flatMap(({ owners }) => owners);
      const notice = noticeOfRecovery(user, organization, how);
      return { ...notice, except: [...new Set([...notice.except, ...told])] };
    })
    .filter(({ owners, except }) => owners.some((id) => !except.includes(id)));
}
