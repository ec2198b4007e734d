import type { Circumstances } from '../../../core/accounts/security-log.ts';
import { type OperatorNotice, operatorMail } from '../../../core/mail/operator-notices.ts';
import { type Telling, trySending } from './account.ts';
import { stationery } from './branding.ts';

/** Tells an account what its operator did; see tellOf. */
export async function tellOfOperator(
  notice: OperatorNotice,
  to: string,
  using: Telling,
  circumstances: Circumstances,
): Promise<void> {
  const write = () => operatorMail(stationery(using.host), to, notice, circumstances);
  await trySending(using, notice.kind, write);
}
