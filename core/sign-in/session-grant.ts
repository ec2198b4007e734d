import { accountEntry } from '../accounts/security-log.ts';
import { clearedMailReturn } from '../accounts/undeliverable-mail.ts';
import type { User } from '../accounts/user.ts';
import { type CodeProof, replacesFactors } from '../factors/factor.ts';
import { factorFacts } from '../factors/registry.ts';
import type { Change } from '../kernel/change.ts';
import type { Circumstances } from '../kernel/circumstances.ts';
import type { Accepted, Decision, LogEntry } from '../kernel/decision.ts';
import { problem } from '../kernel/problem.ts';
import type { Random } from '../kernel/random.ts';
import { type AccountNotice, noticeToAccount, type OwnersNotice } from '../mail/notice.ts';
import { type Challenge, useUpChallenge } from './challenge.ts';
import { proofLost } from './code-attempt.ts';
import { noticesOfOwnersRecovery } from './confirmation.ts';
import { rememberSource } from './known-place.ts';
import {
  type RequiringOrganization,
  requirementRefusal,
  requirementsOf,
  type UpcomingRequirement,
} from './requirement.ts';
import { createSession, endSession, type NewSession, type Session, type SessionKind } from './session.ts';
import { type SessionScope, sessionScope } from './session-scope.ts';
import { clearedFailures } from './throttle.ts';
import { type Verified, verifiedByCode } from './verified.ts';

/** A new session, with what its account must still do to meet the requirements of its organizations. */
export interface GrantedSession extends NewSession {
  readonly user: User;
  readonly scope: SessionScope;
  readonly upcoming: readonly UpcomingRequirement[];
}

/** The request for a session: for which account, from where, and of which kind. */
export interface SessionRequest {
  readonly user: User;
  /** The organizations that the account is a member of. */
  readonly organizations: readonly RequiringOrganization[];
  readonly kind: SessionKind;
  readonly circumstances: Circumstances;
  /** What guesses are counted for; see network-source.ts. */
  readonly source: string;
  readonly random: Random;
}

/** Signs in to an account without a factor: the password or the SSH key is enough. */
export function signIn(request: SessionRequest, verified: Verified): Decision<GrantedSession> {
  const { user, source, circumstances } = request;
  return grantSession(request, verified, {
    log: accountEntry(user.userID, 'signed-in'),
    changes: [rememberSource(user.address, source, circumstances.at)],
  });
}

/** Renews the session of an account without a factor after its password was entered again. */
export function stepUpByPassword(
  request: SessionRequest,
  verified: Verified,
  replaced: Session,
): Decision<GrantedSession> {
  return grantSession(
    { ...request, kind: replaced.kind },
    verified,
    // The password is proof enough for a whole new session.
    { log: accountEntry(request.user.userID, 'stepped-up'), changes: [endSession(replaced)] },
  );
}

/**
 * Answers a sign-in or step-up challenge with a proof, which is used up. Success clears the failures of the method, and a
 * mailed code shows that mail arrives.
 * @param replaced The session that a step-up renews. The new one is of the same kind and expires at the same time.
 */
export function answerChallenge(
  request: SessionRequest,
  challenge: Challenge,
  proof: CodeProof,
  replaced: Session | undefined,
): Decision<GrantedSession, AccountNotice | OwnersNotice> {
  const { user, source, circumstances } = request;
  const { method } = proof;
  const verified = verifiedByCode(challenge, proof, useUpChallenge(challenge, circumstances.at));
  const isReplaced = replacesFactors(method);
  const done = challenge.purpose === 'sign-in' ? 'signed-in' : 'stepped-up';
  const entry = accountEntry(user.userID, isReplaced ? 'recovery-code-used' : done, {
    factor: { type: method },
  });
  const granted = grantSession({ ...request, kind: replaced?.kind ?? request.kind }, verified, {
    log: entry,
    changes: [
      rememberSource(user.address, source, circumstances.at),
      ...(replaced ? [endSession(replaced)] : []),
    ],
    userSet: { ...clearedFailures(user, method), ...(factorFacts[method].mailsCodes && clearedMailReturn) },
    replaced,
  });
  if ('refuse' in granted) return granted;
  const notify = isReplaced
    ? [
        noticeToAccount(user, { kind: 'recovery-code-used' }),
        ...noticesOfOwnersRecovery(user, request.organizations, 'recovery-code'),
      ]
    : [];
  return { ...granted, notify, ifLost: proofLost };
}

/** Grants a session for a proof, together with all other changes of the sign-in, if the account's organizations accept it. */
function grantSession(
  request: SessionRequest,
  verified: Verified,
  also: {
    readonly log: LogEntry;
    readonly changes: readonly Change[];
    readonly userSet?: Readonly<Record<string, unknown>>;
    readonly replaced?: Session | undefined;
  },
): { readonly refuse: ReturnType<typeof requirementRefusal> } | Accepted<GrantedSession> {
  const { user, organizations, kind, circumstances, random } = request;
  const { upcoming } = requirementsOf(organizations, circumstances.at);
  const scope = sessionScope(user, verified.methods, organizations, circumstances.at);
  if ('refusedBy' in scope) return { refuse: requirementRefusal(scope.refusedBy) };
  const session = createSession(user, verified, {
    kind,
    circumstances,
    random,
    ...(also.userSet && { userSet: also.userSet }),
    ...(also.replaced && { endsBy: also.replaced.expiresAt, provedBefore: also.replaced.provedAt }),
  });
  return {
    commit: [...session.changes, ...also.changes],
    log: [also.log],
    notify: [],
    answer: { user, ...session, scope, upcoming },
    ifLost: problem('account-changed-meanwhile'),
  };
}
