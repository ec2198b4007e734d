import type { Circumstances } from '../../../core/kernel/circumstances.ts';
import type { AddressedNotice } from '../../../core/mail/notice.ts';
import { loadLanguage } from '../../../core/mail/texts/languages.ts';
import { writeMail } from '../../../core/mail/write-mail.ts';
import type { Mailer } from '../../adapters/mailer.ts';
import { errorLine } from '../../error-line.ts';
import type { Host } from '../../host.ts';
import { readBranding } from './branding.ts';

export interface NotifyPorts {
  readonly mailer: Mailer;
  readonly host: Host;
  /** Learns why a mail could not be sent, in place of the log. */
  readonly reportUnsent?: (error: unknown, notice: AddressedNotice) => Promise<void>;
}

/**
 * Sends the mail of a notice. The change that it reports is committed by now, and in the security log. So a mail that cannot be
 * sent is logged for the operator and does not make the request fail: the user would lose new recovery codes, or the
 * session for which a recovery code was used.
 * @returns whether the mail was sent; the error is in the log of the function.
 */
export async function trySend(
  { mailer, host, reportUnsent }: NotifyPorts,
  notice: AddressedNotice,
  circumstances: Circumstances | { readonly at: number },
): Promise<boolean> {
  try {
    const language = await loadLanguage(notice.to.language);
    await mailer.send(writeMail(language, readBranding(host), notice, circumstances));
    return true;
  } catch (error) {
    if (reportUnsent) await reportUnsent(error, notice);
    else console.error(errorLine(host, error, { notice: notice.message.kind }));
    return false;
  }
}
