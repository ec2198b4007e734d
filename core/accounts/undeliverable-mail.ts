import { type Change, present, update } from '../kernel/change.ts';
import { parseAddress } from './email-address.ts';
import { addressKey, type User, userKey } from './user.ts';

/** Why mail to an email address is undeliverable: it bounced permanently, or its reader reported it as spam. */
export type ReturnReason = NonNullable<User['mailReturned']>['reason'];

/**
 * Why mail to an email address is considered undeliverable, from SES's report about one mail. Only permanent bounces
 * count: a mailbox that is full today may have room tomorrow.
 */
export function returnReason(report: {
  readonly bounceType: string | undefined;
  readonly isComplaint: boolean;
}): ReturnReason | undefined {
  if (report.isComplaint) return 'complaint';
  return report.bounceType === 'Permanent' ? 'bounce' : undefined;
}

/** The row key under which the account of an email address is found; undefined for text that no account can have. */
export function returnedAddressKey(address: string): { readonly id: string } | undefined {
  const parsed = parseAddress(address);
  return parsed && addressKey(parsed.canonical);
}

/** Marks an account as unreachable by mail since `at` (epoch milliseconds). */
export function markReturned(userID: string, reason: ReturnReason, at: number): Change {
  return update('users', userKey(userID), { mailReturned: { reason, at } }, [present('id')]);
}

/** Whether mail to the account bounced, so that no code is mailed to it. */
export const isReturned = (user: Pick<User, 'mailReturned'>): boolean => user.mailReturned !== undefined;

/** What to set on the user row once someone has proved that they read a mail. */
export const clearedMailReturn = { mailReturned: undefined } as const;
