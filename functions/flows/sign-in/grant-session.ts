import type { User } from '../../../core/accounts/user.ts';
import type { Change } from '../../../core/kernel/change.ts';
import type { Circumstances } from '../../../core/kernel/circumstances.ts';
import { problem } from '../../../core/kernel/problem.ts';
import { type Organization, organizationRows } from '../../../core/organizations/organization.ts';
import {
  requirementRefusal,
  requirementsOf,
  type SessionScope,
  sessionScope,
  type UpcomingRequirement,
} from '../../../core/sign-in/requirement.ts';
import { createSession, type NewSession } from '../../../core/sign-in/session.ts';
import type { Verified } from '../../../core/sign-in/verified.ts';
import type { Commit, Store } from '../../adapters/store.ts';
import type { Host } from '../../host.ts';
import { Refusal } from '../../refusal.ts';

/** A new session with what its account must still do for its organizations. */
export interface GrantedSession extends NewSession {
  readonly user: User;
  readonly scope: SessionScope;
  readonly upcoming: readonly UpcomingRequirement[];
}

/** Grants a session for a proof, with all that this sign-in changes, in one commit. */
export async function grantSession(
  { store, host }: { store: Store; host: Host },
  user: User,
  verified: Verified,
  request: { readonly circumstances: Circumstances; readonly wantsCookie: boolean },
  also: {
    readonly changes: readonly Change[];
    readonly userSet?: Readonly<Record<string, unknown>>;
    readonly endsBy?: number;
    readonly lost?: (failed: Extract<Commit, { committed: false }>['failed']) => ReturnType<typeof problem>;
  },
): Promise<GrantedSession> {
  const organizations = await store.readMany<Organization>(organizationRows(user));
  const { inForce, upcoming } = requirementsOf(organizations, request.circumstances.at);
  const scope = sessionScope(user, verified.methods, inForce);
  if ('refusedBy' in scope) throw new Refusal(requirementRefusal(scope.refusedBy));
  const granted = createSession(user, verified, {
    kind: request.wantsCookie ? 'dashboard' : 'cli',
    circumstances: request.circumstances,
    random: host.random,
    ...(also.userSet && { userSet: also.userSet }),
    ...(also.endsBy !== undefined && { endsBy: also.endsBy }),
  });
  const commit = await store.commit([...granted.changes, ...also.changes]);
  if (!commit.committed)
    throw new Refusal(also.lost?.(commit.failed) ?? problem('account-changed-meanwhile'));
  return { user, ...granted, scope, upcoming };
}
