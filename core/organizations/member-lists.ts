import { type Pot, potOfPeriod } from '../kernel/pot.ts';

/**
 * How members are listed. Each costs a read of the account, from the table that every sign-in reads.
 * `page` is the most in one page; `ofMinute` is how many an account may list in a minute, over all its organizations.
 */
export const memberListLimits = { page: 500, ofMinute: 60_000 } as const;

/** Which members are asked for, by id. */
export interface MemberPage {
  readonly limit: number;
  /** The id of the last member of the previous page. */
  readonly after?: string;
}

/**
 * What an account may list in a minute. The last list may exceed it, because an organization cannot be divided for a
 * client that asks for all of it.
 */
export const memberListPot = (userID: string, members: number, now: number): Pot =>
  potOfPeriod(`member-lists#${userID}`, 60, now, {
    size: memberListLimits.ofMinute,
    takes: members,
    mayExceed: true,
    reason: 'member-lists-spent',
  });
