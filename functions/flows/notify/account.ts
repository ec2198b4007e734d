import type { Circumstances } from '../../../core/accounts/security-log.ts';
import type { Mail } from '../../../core/mail/compose.ts';
import type { AccountMessage } from '../../../core/mail/messages.ts';
import { noticeMail } from '../../../core/mail/texts/en/account.ts';
import type { Mailer } from '../../adapters/mailer.ts';
import { errorLine } from '../../error-line.ts';
import type { Host } from '../../host.ts';
import { readBranding } from './branding.ts';

export interface NotifyPorts {
  readonly mailer: Mailer;
  readonly host: Host;
}

/**
 * Tells the user by mail of what was just committed. By then it is done, and in the log of the account: a mail that
 * cannot be sent is for the operator to see, and no reason to answer that it failed. Recovery codes would be lost by that,
 * or a session for which one was used up.
 */
export async function notifyAccount(
  notice: AccountMessage,
  to: string,
  using: NotifyPorts,
  circumstances: Circumstances,
): Promise<void> {
  await trySend(using, notice.kind, () => noticeMail(readBranding(using.host), to, notice, circumstances));
}

/** Whether it was sent; why not is in the log. */
export async function trySend({ mailer }: NotifyPorts, kind: string, write: () => Mail): Promise<boolean> {
  try {
    await mailer.send(write());
    return true;
  } catch (error) {
    console.error(errorLine(error, { notice: kind }));
    return false;
  }
}
