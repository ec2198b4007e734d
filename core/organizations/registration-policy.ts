import type { Change } from '../kernel/change.ts';
import { put } from '../kernel/change.ts';
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

/** In the table `challenges`: the latest invitation of an email address. */
export interface InvitedAddress {
  readonly id: string;
  readonly organizationID: string;
  readonly invitationID: string;
  readonly ttl: number;
}

/** @param canonical The email address. */
export const invitedAddressKey = (canonical: string) => ({ id: `invited#${digest(canonical)}` });

/** Remembers that an email address is invited. If several organizations invite it, the latest invitation counts. */
export function rememberInvited({
  address,
  organizationID,
  id,
  expiresAt,
}: Pick<Invitation, 'address' | 'organizationID' | 'id' | 'expiresAt'>): Change {
  const key = invitedAddressKey(address);
  const row: InvitedAddress = { ...key, organizationID, invitationID: id, ttl: ttlAfter(expiresAt) };
  return put('challenges', key, { ...row });
}

/**
 * Why an email address cannot be registered. It does not depend on whether the address has an account: that is what a
 * stranger must not learn.
 * @param canonical The email address.
 * @param latest Its latest invitation with the organization, as far as the policy asks for one.
 */
export function registrationPolicyRefusal(
  policy: RegistrationPolicy,
  canonical: string,
  latest: {
    readonly invitation: Invitation | undefined;
    readonly organization: Organization | undefined;
  },
  now: number,
): Problem | undefined {
  if (policy === 'open') return undefined;
  if (policy === 'invited') {
    const { invitation, organization } = latest;
    const isInvited =
      invitation?.address === canonical &&
      organization !== undefined &&
      isOpen(invitation, organization, now);
    return isInvited ? undefined : problem('registration-by-invitation');
  }
  const domain = canonical.slice(canonical.lastIndexOf('@') + 1);
  const { domains } = policy;
  return domains.includes(domain) ? undefined : problem('registration-by-domain', { domains });
}
