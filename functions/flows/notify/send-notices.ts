import type { Circumstances } from '../../../core/kernel/circumstances.ts';
import { type AddressedNotice, type Notice, noticeToMember } from '../../../core/mail/notice.ts';
import type { Store } from '../../adapters/store.ts';
import { readUsers } from '../organizations/members.ts';
import { type NotifyPorts, trySend } from './try-send.ts';

/**
 * Sends the mails of a committed decision, all at once. A mail that cannot be sent undoes nothing: it is logged with its
 * kind and the error, and the caller decides what to answer.
 * @returns the notices that did not reach every recipient.
 */
export async function sendNotices(
  ports: NotifyPorts & { readonly store: Store },
  notices: readonly Notice[],
  circumstances: Circumstances | { readonly at: number },
): Promise<readonly Notice[]> {
  const sent = await Promise.all(
    notices.map(async (notice) => {
      const addressed = await addressEach(ports.store, notice);
      const mails = addressed.map((one) => trySend(ports, one, circumstances));
      return (await Promise.all(mails)).every(Boolean);
    }),
  );
  return notices.filter((_, index) => !sent[index]);
}

async function addressEach(store: Store, notice: Notice): Promise<readonly AddressedNotice[]> {
  if (notice.audience !== 'owners') return [notice];
  const ids = notice.owners.filter((id) => !notice.except.includes(id));
  return (await readUsers(store, ids)).map((owner) => noticeToMember(owner, notice.message));
}
