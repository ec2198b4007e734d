import { addressKey } from '../accounts/user.ts';
import { type Change, present, update } from '../kernel/change.ts';
import { digest } from '../kernel/digest.ts';
import { type Row, ttlAfter } from '../kernel/rows.ts';

/** How long a place stays known after a sign-in from there. */
export const knownPlaceSeconds = 30 * 86_400;

/**
 * A place from which users sign in to an account. A network source is one kind. Anything else that distinguishes the user
 * from strangers can be another kind, with rows of its own.
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

/** Forgets all places of an account: whoever knew the old password may have signed in from some of them. */
export function forgetPlaces(address: string, now: number): Change {
  return update('users', addressKey(address), { placesSince: now }, [present('id')]);
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
