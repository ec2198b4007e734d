import type { Circumstances } from '../../../core/accounts/security-log.ts';
import type { User } from '../../../core/accounts/user.ts';
import type { Change } from '../../../core/kernel/change.ts';
import { problem } from '../../../core/kernel/problem.ts';
import { type Organization, organizationRows } from '../../../core/organizations/organization.ts';
import { type Admission, admit, type Due, demandsOf } from '../../../core/sign-in/requirement.ts';
import { createSession, type NewSession } from '../../../core/sign-in/session.ts';
import type { Verified } from '../../../core/sign-in/verified.ts';
import type { Commit, Store } from '../../adapters/store.ts';
import type { Host } from '../../host.ts';
import { demandsBody, organizationRefusal } from '../../http/caller.ts';
import type { Answer } from '../../http/step.ts';
import { dueOf } from '../../http/upcoming-requirement.ts';
import { Refusal } from '../../refusal.ts';

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
): Promise<Answer> {
  const organizations = await store.readMany<Organization>(organizationRows(user));
  const { biting, due } = demandsOf(organizations, request.circumstances.at);
  const admission = admit(user, verified.methods, biting);
  if ('refusedBy' in admission) throw new Refusal(organizationRefusal(admission.refusedBy));
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
  return sessionAnswer(user, granted, request.wantsCookie, { admission, due });
}

function sessionAnswer(
  user: User,
  { token, session }: NewSession,
  wantsCookie: boolean,
  demanded: { readonly admission: Admission; readonly due: readonly Due[] },
): Answer {
  const { admission } = demanded;
  const due = dueOf(user, demanded.due);
  const body = {
    id: user.userID,
    name: user.name,
    email: user.email,
    ...(!wantsCookie && { sessionToken: token }),
    expiresAt: new Date(session.expiresAt).toISOString(),
    ...('unmet' in admission && { scope: admission.scope, requiredBy: demandsBody(admission.unmet) }),
    ...(due.length > 0 && { due }),
  };
  return { status: 200, body, ...(wantsCookie && { cookie: token }) };
}
