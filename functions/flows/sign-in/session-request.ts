import type { User } from '../../../core/accounts/user.ts';
import type { Circumstances } from '../../../core/kernel/circumstances.ts';
import { type Organization, organizationRows } from '../../../core/organizations/organization.ts';
import type { SessionRequest } from '../../../core/sign-in/session-grant.ts';
import type { Store } from '../../adapters/store.ts';
import type { Host } from '../../host.ts';

/** The part of a request that a session depends on. */
export interface Requester {
  readonly circumstances: Circumstances;
  readonly source: string;
  readonly wantsCookie: boolean;
}

/** What the decision to grant a session needs, with the organizations of the account as they are now. */
export async function toSessionRequest(
  { store, host }: { readonly store: Store; readonly host: Host },
  user: User,
  { circumstances, source, wantsCookie }: Requester,
): Promise<SessionRequest> {
  const organizations = await store.readMany<Organization>(organizationRows(user));
  const kind = wantsCookie ? 'dashboard' : 'cli';
  return { user, organizations, kind, circumstances, source, random: host.random };
}
