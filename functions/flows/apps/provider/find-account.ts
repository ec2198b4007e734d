import type { Account } from 'oidc-provider';
import { type User, userKey } from '../../../../core/accounts/user.ts';
import { type Organization, organizationRows, roleOf } from '../../../../core/organizations/organization.ts';
import { accessRefusal } from '../../../../core/sign-in/access.ts';
import { isLive, type Session, sessionKey } from '../../../../core/sign-in/session.ts';
import type { Store } from '../../../adapters/store.ts';
import type { Host } from '../../../host.ts';

/** The session of the service that a sign-in to an app relies on. */
export interface ReliedOnSession {
  readonly userID: string;
  readonly id: string;
}

/** A grant names its session in its id, which only the protocol knows: every code and token of it leads back to the session. */
export const grantIDOf = ({ userID, id }: ReliedOnSession, random: string): string =>
  `${userID}.${id}.${random}`;

export function sessionOfGrant(grantID: string | undefined): ReliedOnSession | undefined {
  const [userID, id, random, ...rest] = grantID?.split('.') ?? [];
  if (!userID || !id || !random || rest.length > 0) return undefined;
  return { userID, id };
}

/**
 * The account behind a code or token, as long as its session is live and may use the service: with the session, or when an
 * organization's requirement is no longer met, all that relies on it ends.
 */
export async function findAccountOf(
  relied: ReliedOnSession | undefined,
  { store, host }: { readonly store: Store; readonly host: Host },
): Promise<Account | undefined> {
  if (!relied) return undefined;
  const now = host.now();
  const [session, user] = await store.read<[Session, User]>(
    { table: 'sessions', key: sessionKey(relied) },
    { table: 'users', key: userKey(relied.userID) },
  );
  if (!session || !user || !isLive(session, user, now)) return undefined;
  const organizations = await store.readMany<Organization>(organizationRows(user));
  const caller = { session, user, organizations };
  if (accessRefusal(caller, { caller: 'signed-in', freshness: 'any' }, now)) return undefined;
  return { accountId: user.userID, claims: () => claimsOf(user, session, organizations) };
}

function claimsOf(user: User, session: Session, organizations: readonly Organization[]) {
  return {
    sub: user.userID,
    sid: session.id,
    name: user.name,
    email: user.email,
    // An account exists only for an address that was confirmed.
    email_verified: true,
    groups: organizations.map(({ organizationID }) => organizationID),
    orgs: organizations.map((organization) => ({
      id: organization.organizationID,
      role: roleOf(organization, user.userID),
    })),
  };
}
