import type { Circumstances } from '../../../core/accounts/security-log.ts';
import type { OperatorMessage } from '../../../core/mail/messages.ts';
import { operatorMail } from '../../../core/mail/texts/en/operator.ts';
import { type NotifyPorts, trySend } from './account.ts';
import { readBranding } from './branding.ts';

/** Tells an account what its operator did; see notifyAccount. */
export async function notifyOfOperatorAct(
  notice: OperatorMessage,
  to: string,
  using: NotifyPorts,
  circumstances: Circumstances,
): Promise<void> {
  const write = () => operatorMail(readBranding(using.host), to, notice, circumstances);
  await trySend(using, notice.kind, write);
}
