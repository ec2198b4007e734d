import type { Circumstances } from '../../../core/kernel/circumstances.ts';
import { takeFrom } from '../../../core/kernel/pot.ts';
import { dayPotOfNotices, isNotice } from '../../../core/mail/mail-pots.ts';
import { type AddressedNotice, type Notice, noticeToMember } from '../../../core/mail/notice.ts';
import type { Store } from '../../adapters/store.ts';
import { errorLine } from '../../error-line.ts';
import { readUsers } from '../organizations/members.ts';
import { dailyMails } from '../pots.ts';
import { type NotifyPorts, trySend } from './try-send.ts';

/** Notices were not sent, because their part of the mails of the day is spent. */
class DailyMailsSpentError extends Error {
  override name = 'DailyMailsSpentError';
}

/**
 * Sends the mails of a committed decision, all at once. A mail that cannot be sent undoes nothing: it is logged with its
 * kind and the error, and the caller decides what to answer. The same holds if the recipients cannot be read.
 * @returns the notices that did not reach every recipient.
 */
export async function sendNotices(
  ports: NotifyPorts & { readonly store: Store },
  notices: readonly Notice[],
  circumstances: Circumstances | { readonly at: number },
): Promise<readonly Notice[]> {
  const addressed = await Promise.all(notices.map((notice) => tryToAddress(ports, notice)));
  const all = addressed.flatMap((mails) => mails ?? []);
  const unpaid = (await payForNotices(ports, all, circumstances.at)) ? [] : all.filter(isNotice);
  const sent = await Promise.all(
    addressed.map(async (mails) => {
      if (!mails) return false;
      const each = mails.map(async (one) => !unpaid.includes(one) && trySend(ports, one, circumstances));
      return (await Promise.all(each)).every(Boolean);
    }),
  );
  return notices.filter((_, index) => !sent[index]);
}

/**
 * Takes notices from the mails of the day. If too few are left, the notices are not sent, as if SES had refused them: what
 * they report stays done, and one-time passwords can still be mailed. If they cannot be counted, they are sent: that a user
 * learns of a change matters more than one count.
 */
async function payForNotices(
  { store, host }: NotifyPorts & { readonly store: Store },
  mails: readonly AddressedNotice[],
  now: number,
): Promise<boolean> {
  const pot = dayPotOfNotices(mails, now);
  if (!pot) return true;
  const kinds = mails.filter(isNotice).map(({ message }) => message.kind);
  const log = (error: unknown) => console.error(errorLine(host, error, { notices: kinds.join(', ') }));
  try {
    const { committed } = await store.commit([takeFrom(pot, dailyMails(host))]);
    if (!committed) log(new DailyMailsSpentError());
    return committed;
  } catch (error) {
    log(error);
    return true;
  }
}

/** The mails of a notice; undefined if their recipients cannot be read, which is logged. */
async function tryToAddress(
  { store, host }: NotifyPorts & { readonly store: Store },
  notice: Notice,
): Promise<readonly AddressedNotice[] | undefined> {
  try {
    return await addressEach(store, notice);
  } catch (error) {
    console.error(errorLine(host, error, { notice: notice.message.kind }));
    return undefined;
  }
}

/** The mails of a notice: one to each owner that it is for. */
export async function addressEach(store: Store, notice: Notice): Promise<readonly AddressedNotice[]> {
  if (notice.audience !== 'owners') return [notice];
  const ids = notice.owners.filter((id) => !notice.except.includes(id));
  return (await readUsers(store, ids)).map((owner) => noticeToMember(owner, notice.message));
}
