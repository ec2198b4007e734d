import type { Circumstances } from '../../../core/kernel/circumstances.ts';
import type { Pot } from '../../../core/kernel/pot.ts';
import { dayPotOfNotices, potOfSecurityNotice, reservePotsOf } from '../../../core/mail/mail-pots.ts';
import {
  type AddressedNotice,
  type Notice,
  noticeToMember,
  ownersToNotify,
} from '../../../core/mail/notice.ts';
import type { Store } from '../../adapters/store.ts';
import { errorLine } from '../../error-line.ts';
import { Refusal } from '../../refusal.ts';
import { readUsers } from '../organizations/members.ts';
import { takeFromPots } from '../pots.ts';
import { type NotifyPorts, trySend } from './try-send.ts';

/** Notices were not sent, because their part of the mails of the day is spent. */
class DailyMailsSpentError extends Error {
  override name = 'DailyMailsSpentError';
}

type SendPorts = NotifyPorts & { readonly store: Store };

/**
 * Sends the mails of a committed decision, all at once. A mail that cannot be sent undoes nothing: it is logged with its
 * kind and the error, and the caller decides what to answer. The same holds if the recipients cannot be read.
 * @returns the notices that did not reach every recipient.
 */
export async function sendNotices(
  ports: SendPorts,
  notices: readonly Notice[],
  circumstances: Circumstances | { readonly at: number },
): Promise<readonly Notice[]> {
  const addressed = await Promise.all(notices.map((notice) => tryToAddress(ports, notice, circumstances.at)));
  const all = addressed.flatMap((mails) => mails ?? []);
  const paid = await payForNotices(ports, all, circumstances.at);
  const sent = await Promise.all(
    addressed.map(async (mails) => {
      if (!mails) return false;
      const each = mails.map(async (one) => paid.includes(one) && trySend(ports, one, circumstances));
      return (await Promise.all(each)).every(Boolean);
    }),
  );
  return notices.filter((_, index) => !sent[index]);
}

/**
 * Takes notices from the mails of the day. If too few are left, those about the user's own account take from the reserve for
 * them. The others are not sent, as if SES had refused them: what they report stays done, and one-time passwords can still be mailed.
 * @returns the mails to send.
 */
async function payForNotices(
  ports: SendPorts,
  mails: readonly AddressedNotice[],
  now: number,
): Promise<readonly AddressedNotice[]> {
  const pot = dayPotOfNotices(mails, now);
  if (!pot || (await tryToTake(ports, [pot], mails))) return mails;
  const paid = await Promise.all(
    mails.map(async (mail) => {
      const pots = reservePotsOf(mail, now);
      return pots !== undefined && (await tryToTake(ports, pots, [mail]));
    }),
  );
  const unpaid = mails.filter((_, index) => !paid[index]);
  if (unpaid.length > 0) logUnsent(ports, new DailyMailsSpentError(), unpaid);
  return mails.filter((_, index) => paid[index]);
}

/**
 * Whether all of these pots had enough. If they cannot be counted, the mails are sent: that a user learns of a change matters
 * more than one count.
 */
async function tryToTake(
  { store, host }: SendPorts,
  pots: readonly Pot[],
  mails: readonly Notice[],
): Promise<boolean> {
  try {
    await takeFromPots({ store, host }, pots, host.now());
    return true;
  } catch (error) {
    if (error instanceof Refusal) return false;
    logUnsent({ host }, error, mails);
    return true;
  }
}

function logUnsent({ host }: Pick<SendPorts, 'host'>, error: unknown, notices: readonly Notice[]): void {
  const kinds = notices.map(({ message }) => message.kind);
  console.error(errorLine(host, error, { notices: kinds.join(', ') }));
}

/**
 * The mails of a notice; undefined if the account got enough of this kind within the hour, or if their recipients cannot be
 * read, which is logged.
 */
async function tryToAddress(
  ports: SendPorts,
  notice: Notice,
  now: number,
): Promise<readonly AddressedNotice[] | undefined> {
  try {
    const pot = potOfSecurityNotice(notice, now);
    if (pot && !(await tryToTake(ports, [pot], [notice]))) return undefined;
    return await addressEach(ports.store, notice);
  } catch (error) {
    console.error(errorLine(ports.host, error, { notice: notice.message.kind }));
    return undefined;
  }
}

/** The mails of a notice: one to each owner that it is for. */
async function addressEach(store: Store, notice: Notice): Promise<readonly AddressedNotice[]> {
  if (notice.audience !== 'owners') return [notice];
  return (await readUsers(store, ownersToNotify(notice))).map((owner) =>
    noticeToMember(owner, notice.message),
  );
}
