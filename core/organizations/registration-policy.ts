import type { Change } from '../kernel/change.ts';
import { update } from '../kernel/change.ts';
import { digest } from '../kernel/digest.ts';
import { type Problem, problem } from '../kernel/problem.ts';
import { ttlAfter } from '../kernel/rows.ts';
import { type Invitation, isOpen } from './invitation.ts';
import type { Organization } from './organization.ts';

/** Who may register: everybody, whoever is invited to an organization, or everybody at certain domains. */
export type RegistrationPolicy = 'open' | 'invited' | { readonly domains: readonly string[] };

const domainsPrefix = 'domains=';

/**
 * Reads the operator's setting: `open`, `invited`, or `domains=` with domains separated by commas.
 * @throws Error if it is none of them: nobody may register by a setting that is not understood.
 */
export function parseRegistrationPolicy(setting: string): RegistrationPolicy {
  if (setting === 'open' || setting === 'invited') return setting;
  if (!setting.startsWith(domainsPrefix)) throw new Error('the setting for registrations is not understood');
  return { domains: setting.slice(domainsPrefix.length).split(',') };
}

/** In the table `challenges`: the latest invitations of an email address, by organization. */
export type InvitedAddress = Readonly<Record<string, unknown>>;

/** Where an invitation is found. */
export interface InvitationReference {
  readonly organizationID: string;
  readonly invitationID: string;
}

/**
 * How many attributes of the row hold invitations. An organization has one of them by its id, so that one more invitation
 * hardly ever replaces that of another organization, and the row stays small whoever invites the address.
 */
const slots = 64;

const slotPrefix = 'slot';
const slotOf = (organizationID: string) =>
  `${slotPrefix}${Number.parseInt(digest(organizationID).slice(0, 8), 16) % slots}`;

/** @param canonical The email address. */
export const invitedAddressKey = (canonical: string) => ({ id: `invited#${digest(canonical)}` });

/** Remembers that an email address is invited. Of one organization, the latest invitation counts. */
export function rememberInvited({
  address,
  organizationID,
  id,
  expiresAt,
}: Pick<Invitation, 'address' | 'organizationID' | 'id' | 'expiresAt'>): Change {
  const key = invitedAddressKey(address);
  return update(
    'challenges',
    key,
    { [slotOf(organizationID)]: `${organizationID} ${id}`, ttl: ttlAfter(expiresAt) },
    [],
  );
}

/** The invitations of an address, from its row. */
export function invitationsIn(row: InvitedAddress | undefined): readonly InvitationReference[] {
  const inSlots = Object.entries(row ?? {}).flatMap(([name, value]) => {
    const [organizationID, invitationID] = name.startsWith(slotPrefix) ? String(value).split(' ') : [];
    return organizationID && invitationID ? [{ organizationID, invitationID }] : [];
  });
  // Rows of versions before held one invitation.
  const { organizationID, invitationID } = row ?? {};
  return typeof organizationID === 'string' && typeof invitationID === 'string'
    ? [...inSlots, { organizationID, invitationID }]
    : inSlots;
}

/**
 * Why an email address cannot be registered. It does not depend on whether the address has an account: that is what a
 * stranger must not learn.
 * @param canonical The email address.
 * @param invited Its invitations with their organizations, as far as the policy asks for them.
 */
export function registrationPolicyRefusal(
  policy: RegistrationPolicy,
  canonical: string,
  invited: readonly {
    readonly invitation: Invitation | undefined;
    readonly organization: Organization | undefined;
  }[],
  now: number,
): Problem | undefined {
  if (policy === 'open') return undefined;
  if (policy === 'invited') {
    const isInvited = invited.some(
      ({ invitation, organization }) =>
        invitation?.address === canonical &&
        organization !== undefined &&
        isOpen(invitation, organization, now),
    );
    return isInvited ? undefined : problem('registration-by-invitation');
  }
  const domain = canonical.slice(canonical.lastIndexOf('@') + 1);
  const { domains } = policy;
  return domains.includes(domain) ? undefined : problem('registration-by-domain', { domains });
}
