import type { Circumstances } from '../../core/event.ts';
import { type Notice, noticeMail } from '../../core/mail/notices.ts';
import type { Mailer } from '../adapters/mailer.ts';
import { errorLine } from '../error-line.ts';
import type { Host } from '../host.ts';
import { stationery } from './stationery.ts';

/**
 * Tells the user by mail of what was just committed. By then it is done, and in the log of the account: a mail that
 * cannot be sent is for the operator to see, and no reason to answer that it failed. Recovery codes would be lost by that,
 * or a session for which one was used up.
 */
export async function tellOf(
  notice: Notice,
  to: string,
  { mailer, host }: { readonly mailer: Mailer; readonly host: Host },
  circumstances: Circumstances,
): Promise<void> {
  try {
    await mailer.send(noticeMail(stationery(host), to, notice, circumstances));
  } catch (error) {
    console.error(errorLine(error, { notice: notice.kind }));
  }
}
