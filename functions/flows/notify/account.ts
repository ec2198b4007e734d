import type { Circumstances } from '../../../core/kernel/circumstances.ts';
import type { AccountMessage } from '../../../core/mail/messages.ts';
import { noticeToAccount } from '../../../core/mail/notice.ts';
import { type NotifyPorts, trySend } from './try-send.ts';

/** Sends the user of an account a mail about what was just committed; see trySend. */
export async function notifyAccount(
  message: AccountMessage,
  to: string,
  ports: NotifyPorts,
  circumstances: Circumstances,
): Promise<void> {
  await trySend(ports, noticeToAccount({ email: to }, message), circumstances);
}
