import type { Circumstances } from '../../../core/kernel/circumstances.ts';
import type { OrganizationMessage } from '../../../core/mail/messages.ts';
import { noticeToMember, noticeToOwners } from '../../../core/mail/notice.ts';
import type { Organization } from '../../../core/organizations/organization.ts';
import type { Store } from '../../adapters/store.ts';
import { sendNotices } from './send-notices.ts';
import { type NotifyPorts, trySend } from './try-send.ts';

/** Sends one account a mail about what was just done in an organization; see trySend. */
export async function notifyMember(
  ports: NotifyPorts,
  to: string,
  message: OrganizationMessage,
  circumstances: Circumstances,
): Promise<void> {
  await trySend(ports, noticeToMember({ email: to }, message), circumstances);
}

/** Sends the owners a mail about what was just done. */
export async function notifyOwners(
  ports: NotifyPorts & { readonly store: Store },
  organization: Organization,
  message: OrganizationMessage,
  circumstances: Circumstances,
  except: readonly string[] = [],
): Promise<void> {
  await sendNotices(ports, [noticeToOwners(organization, message, except)], circumstances);
}
