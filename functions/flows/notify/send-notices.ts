import type { Circumstances } from '../../../core/accounts/security-log.ts';
import type { Notice, Recipient } from '../../../core/mail/notice.ts';
import { writeMail } from '../../../core/mail/write-mail.ts';
import type { Store } from '../../adapters/store.ts';
import { readUsers } from '../organizations/members.ts';
import { type NotifyPorts, trySend } from './account.ts';
import { readBranding } from './branding.ts';

/**
 * Sends the mails of a committed decision, all at once. What was committed stays committed: a mail that cannot be sent
 * is logged with its kind and why, and is for the caller to judge. A decision whose answer is worth nothing without its
 * mail, such as a code, answers `unavailable`; one that is worth something, such as new recovery codes, goes on.
 * @returns the notices that did not reach every recipient.
 */
export async function sendNotices(
  ports: NotifyPorts & { readonly store: Store },
  notices: readonly Notice[],
  circumstances: Circumstances,
): Promise<readonly Notice[]> {
  if (notices.length === 0) return [];
  const branding = readBranding(ports.host);
  const sent = await Promise.all(
    notices.map(async (notice) => {
      const recipients = await recipientsOf(ports.store, notice);
      const mails = recipients.map((to) =>
        trySend(ports, notice.message.kind, () => writeMail(branding, to, notice, circumstances)),
      );
      return (await Promise.all(mails)).every(Boolean);
    }),
  );
  return notices.filter((_, index) => !sent[index]);
}

function recipientsOf(store: Store, notice: Notice): Promise<readonly Recipient[]> | readonly Recipient[] {
  if (notice.audience !== 'owners') return [notice.to];
  return readUsers(
    store,
    notice.owners.filter((id) => !notice.except.includes(id)),
  );
}
