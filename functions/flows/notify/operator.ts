import type { Circumstances } from '../../../core/kernel/circumstances.ts';
import type { OperatorMessage } from '../../../core/mail/messages.ts';
import { noticeByOperator } from '../../../core/mail/notice.ts';
import { type NotifyPorts, trySend } from './try-send.ts';

/** Sends the user of an account a mail about what the operator did; see trySend. */
export async function notifyOfOperatorAct(
  message: OperatorMessage,
  to: string,
  ports: NotifyPorts,
  circumstances: Circumstances,
): Promise<void> {
  await trySend(ports, noticeByOperator({ email: to }, message), circumstances);
}
