import { addressKey } from '../accounts/user.ts';
import { type Change, present, update } from '../kernel/change.ts';
import { digest } from '../kernel/digest.ts';
import { type Row, ttlAfter } from '../kernel/rows.ts';

/**
 * By what an account recognized where a sign-in came from, when its first proof was checked: a network source or a device
 * from which its user signed in before.
 */
export interface Recognized {
  readonly source?: string | undefined;
  readonly deviceID?: string | undefined;
}

/** How long a place stays known after a sign-in from there. */
export const knownPlaceSeconds = 30 * 86_400;

/**
 * A place from which users sign in to an account. A network source is the only kind with a row of its own:
 * devices are in core/accounts/device.ts.
 */
export interface Place {
  readonly kind: 'source';
  readonly id: string;
}

/** @param subject What the user signs in with: a canonical email address, or an SSH key. */
export function placeKey(subject: string, place: Place): { id: string } {
  return { id: `known-${place.kind}#${digest(subject)}#${place.id}` };
}

/** @param since Places that were remembered before are not known any more. */
export function isKnownPlace(row: Row | undefined, now: number, since = 0): boolean {
  const expiresAt = Number(row?.['expiresAt'] ?? 0);
  return expiresAt > now && expiresAt - knownPlaceSeconds * 1000 >= since;
}

/**
 * Forgets all places and devices of an account: whoever knew the old password may have signed in from some of them.
 * @param keptDeviceID The device of the user, which stays known.
 */
export function forgetPlaces(address: string, now: number, keptDeviceID?: string): Change {
  return update('users', addressKey(address), { placesSince: now, keptDeviceID }, [present('id')]);
}

/** Remembers a place after a successful sign-in. */
export function rememberPlace(subject: string, place: Place, now: number): Change {
  const expiresAt = now + knownPlaceSeconds * 1000;
  return update('challenges', placeKey(subject, place), { expiresAt, ttl: ttlAfter(expiresAt) }, []);
}

/** The same for the network source of a sign-in to an account. */
export function rememberSource(address: string, source: string, now: number): Change {
  return rememberPlace(address, { kind: 'source', id: source }, now);
}
