import type { Circumstances } from '../../../core/accounts/security-log.ts';
import type { AddressedNotice } from '../../../core/mail/notice.ts';
import { writeMail } from '../../../core/mail/write-mail.ts';
import type { Mailer } from '../../adapters/mailer.ts';
import { errorLine } from '../../error-line.ts';
import type { Host } from '../../host.ts';
import { readBranding } from './branding.ts';

export interface NotifyPorts {
  readonly mailer: Mailer;
  readonly host: Host;
}

/**
 * Sends the mail of a notice. What it is about is committed by then, and in the log of the account: a mail that cannot be
 * sent is for the operator to see, and no reason to answer that it failed. Recovery codes would be lost by that, or a
 * session for which one was used up.
 * @returns whether it was sent; why not is in the log of the function.
 */
export async function trySend(
  { mailer, host }: NotifyPorts,
  notice: AddressedNotice,
  circumstances: Circumstances | { readonly at: number },
): Promise<boolean> {
  try {
    await mailer.send(writeMail(readBranding(host), notice, circumstances));
    return true;
  } catch (error) {
    console.error(errorLine(error, { notice: notice.message.kind }));
    return false;
  }
}
