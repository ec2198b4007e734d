import type { Circumstances } from '../../../core/accounts/security-log.ts';
import { type OrganizationNotice, organizationMail } from '../../../core/mail/organization-notices.ts';
import type { Organization } from '../../../core/organizations/organization.ts';
import type { Store } from '../../adapters/store.ts';
import { readUsers } from '../organizations/find.ts';
import { type Telling, trySending } from './account.ts';
import { stationery } from './branding.ts';

/** Tells one account of what was just done in an organization; see tellOf. */
export async function tellMember(
  using: Telling,
  to: string,
  notice: OrganizationNotice,
  circumstances?: Circumstances,
): Promise<void> {
  const write = () => organizationMail(stationery(using.host), to, notice, circumstances);
  await trySending(using, notice.kind, write);
}

/** Tells the owners of what was just done. */
export async function tellOwners(
  using: Telling & { readonly store: Store },
  organization: Organization,
  notice: OrganizationNotice,
  circumstances: Circumstances,
  except: readonly string[] = [],
): Promise<void> {
  const owners = await readUsers(
    using.store,
    organization.owners.filter((id) => !except.includes(id)),
  );
  await Promise.all(owners.map(({ email }) => tellMember(using, email, notice, circumstances)));
}
