import type { Device } from '../accounts/device.ts';
import type { User } from '../accounts/user.ts';
import type { FactorType } from '../factors/factor.ts';
import { hasAcceptedFactor, type RequiringOrganization } from './requirement.ts';

/*
 * A user can trust a browser with their second factor: for some days, the password alone signs in there (rule 12). The
 * operator has to allow it, and no organization of the account may forbid it. Such a session shows `trusted-device` among its
 * methods. It is never multi-factor and never fresh, and owners cannot act with it.
 */

const dayMilliseconds = 86_400_000;

/**
 * Whether no organization of an account forbids trusted devices. Those that require MFA do by default, also before
 * their deadline.
 * @param after The factor that was proved when the device was trusted: each of them has to accept it.
 * @param days For how long the operator allows it; 0 for not at all.
 */
export function allowsTrust(
  organizations: readonly RequiringOrganization[],
  days: number,
  after?: FactorType,
): boolean {
  return (
    days > 0 &&
    organizations.every(
      ({ mfaRequired, mfaTrustedDevices, mfaAccept }) =>
        !mfaRequired || (mfaTrustedDevices === true && (after === undefined || mfaAccept.includes(after))),
    )
  );
}

/** Until when a device is trusted; undefined if it is not, or not any more. */
export function trustedUntil(
  { trust }: Pick<Device, 'trust'>,
  user: Pick<User, 'credentialVersion' | 'factors'>,
  organizations: readonly RequiringOrganization[],
  days: number,
  now: number,
): number | undefined {
  if (trust?.credentialVersion !== user.credentialVersion) return undefined;
  if (!hasAcceptedFactor(user, [trust.after]) || !allowsTrust(organizations, days, trust.after))
    return undefined;
  const until = trust.at + days * dayMilliseconds;
  return until > now ? until : undefined;
}
