import { above, absent, type Change, equal, putNew, update } from '../kernel/change.ts';
import { digest } from '../kernel/digest.ts';
import { type Problem, problem } from '../kernel/problem.ts';
import { type Random, randomSecret } from '../kernel/random.ts';
import { ttlAfter } from '../kernel/rows.ts';

/** The purposes of single-use links in mails, and how long each link is valid. */
export const linkLifetimesSeconds = {
  'password-reset': 3600,
  undo: 7 * 86_400,
  // Valid until the reset is carried out, which is up to an hour after the delay.
  'cancel-reset': 2 * 86_400,
} as const;
export type LinkPurpose = keyof typeof linkLifetimesSeconds;

export interface MailLink {
  /** The purpose and the digest of the token. The token itself is only in the mail. */
  readonly id: string;
  readonly purpose: LinkPurpose;
  readonly userID: string;
  /** The version of the credentials. The link is void once they have changed in another way. */
  readonly credentialVersion?: number;
  /** The first factor, whose activation an undo link undoes. The link is void once this and all later factors are gone. */
  readonly factorID?: string;
  readonly usedAt?: number;
  readonly expiresAt: number;
  readonly ttl: number;
}

export function mailLinkKey(purpose: LinkPurpose, token: string): { id: string } {
  return { id: `${purpose}#${digest(token)}` };
}

export function createMailLink(
  purpose: LinkPurpose,
  bound: Pick<MailLink, 'userID' | 'credentialVersion' | 'factorID'>,
  now: number,
  random: Random,
): { token: string; expiresAt: number; change: Change } {
  const token = randomSecret(random);
  const key = mailLinkKey(purpose, token);
  const expiresAt = now + linkLifetimesSeconds[purpose] * 1000;
  const link: MailLink = { ...key, purpose, ...bound, expiresAt, ttl: ttlAfter(expiresAt) };
  return { token, expiresAt, change: putNew('challenges', key, { ...link }, [absent('usedAt')]) };
}

export function useUpMailLink(link: MailLink, now: number): Change {
  const open = [equal('purpose', link.purpose), absent('usedAt'), above('expiresAt', now)];
  return update('challenges', { id: link.id }, { usedAt: now }, open);
}

/** Why a link cannot be used: one refusal for all reasons. */
export function mailLinkRefusal(
  link: MailLink | undefined,
  purpose: LinkPurpose,
  now: number,
): Problem | undefined {
  const isGood = link?.purpose === purpose && link.usedAt === undefined && link.expiresAt > now;
  return isGood ? undefined : expiredLink();
}

export function expiredLink(): Problem {
  return problem('link-over');
}
