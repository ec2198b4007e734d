import { type Change, present, update } from '../kernel/change.ts';
import { parseAddress } from './email-address.ts';
import { addressKey, type User, userKey } from './user.ts';

/** Why mail to an address goes nowhere: it came back for good, or its reader called it spam. */
export type ReturnReason = NonNullable<User['mailReturned']>['reason'];

/**
 * Why mail to an address is held to be undeliverable, from what SES reports of one mail. A mailbox that is full today
 * may have room tomorrow, so only permanent bounces count.
 */
export function returnReason(report: {
  readonly bounceType: string | undefined;
  readonly isComplaint: boolean;
}): ReturnReason | undefined {
  if (report.isComplaint) return 'complaint';
  return report.bounceType === 'Permanent' ? 'bounce' : undefined;
}

/** Where the account of an address is looked up; undefined for what no account can have. */
export function returnedAddressKey(address: string): { readonly id: string } | undefined {
  const parsed = parseAddress(address);
  return parsed && addressKey(parsed.canonical);
}

/** Marks an account as one that mail does not reach, from `at` on (epoch milliseconds). */
export function markReturned(userID: string, reason: ReturnReason, at: number): Change {
  return update('users', userKey(userID), { mailReturned: { reason, at } }, [present('id')]);
}

/** Whether no code is mailed to the account, because mail to it came back. */
export const isReturned = (user: Pick<User, 'mailReturned'>): boolean => user.mailReturned !== undefined;

/** What a proof that a mail was read sets on the user row. */
export const mailArrived = { mailReturned: undefined } as const;
