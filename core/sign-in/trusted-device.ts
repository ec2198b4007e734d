import type { Device } from '../accounts/device.ts';
import type { User } from '../accounts/user.ts';
import type { FactorType, Method } from '../factors/factor.ts';
import { hasAcceptedFactor, type RequiringOrganization } from './requirement.ts';
import { isBrowser, type SessionKind } from './session-kind.ts';

/*
 * A user can trust a browser with their second factor: for some days, the password alone signs in there (rule 12). The
 * operator has to allow it, and no organization of the account may forbid it. Such a session shows `trusted-device` among its
 * methods. It is never multi-factor and never fresh, and owners cannot act with it.
 */

const dayMilliseconds = 86_400_000;

/** What a trusted device depends on, besides the device itself. */
export interface TrustRule {
  /** The kind of the session: only a browser can be trusted. */
  readonly kind: SessionKind;
  readonly organizations: readonly RequiringOrganization[];
  /** For how many days the operator allows it; 0 for not at all. */
  readonly days: number;
}

/**
 * Whether the user of a sign-in can trust the device: only a browser, and only after the password, because it is the
 * password alone that signs in there afterwards.
 * @param provedMethods What was proved before the factor.
 * @param after The factor, if it is proved already.
 */
export function canBeTrusted(
  { kind, organizations, days }: TrustRule,
  provedMethods: readonly Method[],
  after?: FactorType,
): boolean {
  return isBrowser(kind) && provedMethods.includes('password') && allowsTrust(organizations, days, after);
}

/**
 * Whether no organization of an account forbids trusted devices. Those that require MFA do by default, also before
 * their deadline.
 * @param after The factor that was proved when the device was trusted: each of them has to accept it.
 * @param days For how long the operator allows it; 0 for not at all.
 */
function allowsTrust(
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
