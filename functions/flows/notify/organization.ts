import type { Circumstances } from '../../../core/accounts/security-log.ts';
import type { OrganizationMessage } from '../../../core/mail/messages.ts';
import { organizationMail } from '../../../core/mail/texts/en/organization.ts';
import type { Organization } from '../../../core/organizations/organization.ts';
import type { Store } from '../../adapters/store.ts';
import { readUsers } from '../organizations/members.ts';
import { type NotifyPorts, trySend } from './account.ts';
import { readBranding } from './branding.ts';

/** Tells one account of what was just done in an organization; see notifyAccount. */
export async function notifyMember(
  using: NotifyPorts,
  to: string,
  notice: OrganizationMessage,
  circumstances?: Circumstances,
): Promise<void> {
  const write = () => organizationMail(readBranding(using.host), to, notice, circumstances);
  await trySend(using, notice.kind, write);
}

/** Tells the owners of what was just done. */
export async function notifyOwners(
  using: NotifyPorts & { readonly store: Store },
  organization: Organization,
  notice: OrganizationMessage,
  circumstances: Circumstances,
  except: readonly string[] = [],
): Promise<void> {
  const owners = await readUsers(
    using.store,
    organization.owners.filter((id) => !except.includes(id)),
  );
  await Promise.all(owners.map(({ email }) => notifyMember(using, email, notice, circumstances)));
}
