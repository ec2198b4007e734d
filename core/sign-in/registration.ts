import { above, absent, anyOf, atMost, below, type Change, equal, put, update } from '../kernel/change.ts';
import { digest } from '../kernel/digest.ts';
import { type Problem, problem } from '../kernel/problem.ts';
import { ttlAfter } from '../kernel/rows.ts';
import { triesPerChallenge } from './challenge.ts';

/** An account that was asked for and whose address is not proved yet. */
export interface Registration {
  readonly id: string;
  readonly purpose: 'registration';
  readonly address: string;
  readonly email: string;
  readonly name: string;
  /** Of the password that was sent with this registration: the code confirms this one and no other. */
  readonly passwordHash: string;
  readonly keyVersion: number;
  readonly attempts: number;
  readonly usedAt?: number;
  readonly expiresAt: number;
  readonly ttl: number;
}

const ttlSeconds = 600;

export function openRegistration(
  begin: Pick<Registration, 'id' | 'address' | 'email' | 'name' | 'passwordHash' | 'keyVersion'>,
  now: number,
): { registration: Registration; change: Change } {
  const expiresAt = now + ttlSeconds * 1000;
  const registration: Registration = {
    ...begin,
    purpose: 'registration',
    attempts: 0,
    expiresAt,
    ttl: ttlAfter(expiresAt),
  };
  return {
    registration,
    change: put('challenges', { id: begin.id }, { ...registration }, [absent('id')]),
  };
}

export function registrationRefusal(
  registration: Registration | undefined,
  now: number,
): Problem | undefined {
  if (registration?.purpose !== 'registration') return problem('not-found');
  const isOver =
    registration.usedAt !== undefined ||
    registration.expiresAt <= now ||
    registration.attempts >= triesPerChallenge;
  return isOver ? problem('challenge-over') : undefined;
}

export function chargeRegistration(id: string, now: number): Change {
  const open = [equal('purpose', 'registration'), absent('usedAt'), above('expiresAt', now)];
  return update('challenges', { id }, {}, [...open, below('attempts', triesPerChallenge)], { attempts: 1 });
}

export function useUpRegistration(id: string, now: number): Change {
  return update('challenges', { id }, { usedAt: now }, [absent('usedAt'), above('expiresAt', now)]);
}

/** Mails that anyone can cause to an address: registrations and forgotten passwords. */
export const requestedMailLimits = { freePerHour: 5 } as const;

export function requestedMailKey(canonical: string, now: number): { id: string } {
  return { id: `requested-mail#${digest(canonical)}#${Math.floor(now / 3_600_000)}` };
}

/** Counts a mail that a stranger can cause; the condition fails once the hour's are spent, and then none is sent. */
export function countRequestedMail(canonical: string, now: number): Change {
  const open = anyOf([absent('mails')], [atMost('mails', requestedMailLimits.freePerHour - 1)]);
  return update('challenges', requestedMailKey(canonical, now), { ttl: ttlAfter(now + 3_600_000) }, [open], {
    mails: 1,
  });
}
