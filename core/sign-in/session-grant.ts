import {
  type Device,
  type NamedDevice,
  nameDevice,
  type PresentedDevice,
  type Trust,
} from '../accounts/device.ts';
import { accountEntry } from '../accounts/security-log.ts';
import { clearedMailReturn } from '../accounts/undeliverable-mail.ts';
import type { User } from '../accounts/user.ts';

import { type CodeMethod, type CodeProof, replacesFactors, standsInForFactors } from '../factors/factor.ts';

import type { CheckedPasskey } from '../factors/passkey-assertion.ts';

import { factorFacts } from '../factors/registry.ts';
import type { Change } from '../kernel/change.ts';
import type { Circumstances } from '../kernel/circumstances.ts';
import type { Accepted, Decision, FailedChange, LogEntry } from '../kernel/decision.ts';
import { type Problem, problem } from '../kernel/problem.ts';
import type { Random } from '../kernel/random.ts';
import { type AccountNotice, noticeToAccount, type OwnersNotice } from '../mail/notice.ts';
import { attemptsAfter, type Challenge, useUpChallenge } from './challenge.ts';
import { proofLost } from './code-attempt.ts';
import { clearedFailures } from './code-failures.ts';
import { noticesOfOwnersRecovery } from './confirmation.ts';
import { type Recognized, rememberSource } from './known-place.ts';
import {
  type RequiringOrganization,
  requirementRefusal,
  requirementsOf,
  type UpcomingRequirement,
} from './requirement.ts';
import { countSessions, createSession, endSession, type NewSession, type Session } from './session.ts';
import type { SessionKind } from './session-kind.ts';
import { type SessionScope, sessionScope } from './session-scope.ts';

import { canBeTrusted } from './trusted-device.ts';
import { type Verified, verifiedByCode, verifiedByPasskey } from './verified.ts';

/** A new session, with what its account must still do to meet the requirements of its organizations. */
export interface GrantedSession extends NewSession {
  readonly user: User;
  readonly scope: SessionScope;
  readonly upcoming: readonly UpcomingRequirement[];
  /** What the client has to keep as its device; see core/accounts/device.ts. */
  readonly deviceTokens?: string | undefined;
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
  readonly device: PresentedDevice;
  readonly recognized: Recognized;
  /** Whether the user trusts the device with the second factor, and for how many days the operator allows it. */
  readonly trust?: { readonly isWanted: boolean; readonly days: number };
  /** The devices of the account, if this one has to be added to them. */
  readonly devices: readonly Device[];
  /** The sessions of the account, if they have to be counted. */
  readonly sessions?: readonly Session[] | undefined;
  readonly random: Random;
}

/** Signs in to an account without a factor: the password or the SSH key is enough. */
export function signIn(request: SessionRequest, verified: Verified): Decision<GrantedSession, AccountNotice> {
  const { user, source, circumstances } = request;
  const named = nameDeviceOf(request);
  return grantSession(request, verified, {
    log: accountEntry(user.userID, 'signed-in'),
    changes: [rememberSource(user.address, source, circumstances.at)],
    named,
    notify: noticesOfNewDevice(request),
  });
}

/** Names the device, unless the client keeps no token. */
function nameDeviceOf(request: SessionRequest, trust?: { readonly trust: Trust | undefined }) {
  const { user, device, recognized, devices, circumstances, random } = request;
  if (!device.keepsToken) return undefined;
  return nameDevice(user.userID, device, recognized.deviceID, devices, circumstances, random, trust);
}

/** What the user chose about the device when proving a factor in a browser after the password. */
function trustOf(request: SessionRequest, challenge: Challenge, method: CodeMethod): Trust | undefined {
  const { user, organizations, kind, circumstances, trust } = request;
  if (!trust?.isWanted || standsInForFactors(method)) return undefined;
  const rule = { kind, organizations, days: trust.days };
  if (!canBeTrusted(rule, challenge.provedMethods, method)) return undefined;
  return { after: method, at: circumstances.at, credentialVersion: user.credentialVersion };
}

/**
 * The mail about a sign-in from a new device, or from a new network source by a client that keeps no token. The first
 * sign-in of an account needs none.
 */
function noticesOfNewDevice({ user, device, recognized, source }: SessionRequest): readonly AccountNotice[] {
  const isKnown = device.keepsToken
    ? device.tokens.some(({ id }) => id === recognized.deviceID)
    : recognized.source === source;
  if (isKnown || user.lastSignedInAt === undefined) return [];
  return [noticeToAccount(user, { kind: 'signed-in-from-new-device' })];
}

/** Renews the session of an account without a factor after its password was entered again. */
export function stepUpByPassword(
  request: SessionRequest,
  verified: Verified,
  replaced: Session,
): Decision<GrantedSession, AccountNotice> {
  // The password is proof enough for a whole new session.
  return grantSession({ ...request, kind: replaced.kind }, verified, {
    log: accountEntry(request.user.userID, 'stepped-up'),
    changes: [endSession(replaced)],
    deviceID: replaced.deviceID,
  });
}

/**
 * Answers a sign-in or step-up challenge with a proof, which is used up. Success clears the failures of the method, and a
 * mailed code shows that mail arrives.
 * @param replaced The session that a step-up renews. The new one is of the same kind and expires at the same time.
 */
export function grantSessionForProof(
  request: SessionRequest,
  challenge: Challenge,
  proof: CodeProof,
  replaced: Session | undefined,
): Decision<GrantedSession, AccountNotice | OwnersNotice> {
  const { user, source, circumstances } = request;
  const { method } = proof;
  const verified = verifiedByCode(challenge, proof, useUpChallenge(challenge, circumstances.at));
  if (!verified) return { refuse: problem('passkey-refused', { attemptsLeft: attemptsAfter(challenge) }) };
  const isReplaced = replacesFactors(method);
  const isSignIn = challenge.purpose === 'sign-in';
  const done = isSignIn ? 'signed-in' : 'stepped-up';
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
    deviceID: replaced?.deviceID,
    named: isSignIn ? nameDeviceOf(request, { trust: trustOf(request, challenge, method) }) : undefined,
    notify: isSignIn ? noticesOfNewDevice(request) : [],
  });
  if ('refuse' in granted) return granted;
  const recovered = isReplaced
    ? [
        noticeToAccount(user, { kind: 'recovery-code-used' }),
        ...noticesOfOwnersRecovery(user, request.organizations, 'recovery-code'),
      ]
    : [];
  return { ...granted, notify: [...granted.notify, ...recovered], ifLost: proofLost };
}

/**
 * Signs in with a passkey alone, which is both factors if it verified its user.
 * @param checked The passkey, if its signature was right.
 * @param useUp Uses up the challenge that it signed.
 */
export function signInWithPasskey(
  request: SessionRequest,
  checked: CheckedPasskey | undefined,
  useUp: Change,
): Decision<GrantedSession, AccountNotice> {
  if (!checked) return { refuse: problem('wrong-passkey') };
  const { user, source, circumstances } = request;
  const { type, name } = checked.stored;
  const factor = { type, name };
  const regressed = accountEntry(user.userID, 'passkey-counter-regressed', { factor });
  if (!checked.proof) {
    const notice = noticeToAccount(user, { kind: 'passkey-copied', method: type, name });
    // An answer that was sent before did not rise either, because it has raised the count itself. Its challenge is used.
    return {
      refuse: problem('passkey-copied'),
      commit: [useUp],
      log: [regressed],
      notify: [notice],
      ifLost: passkeyLost,
    };
  }
  const verified = verifiedByPasskey(user, checked.proof, useUp);
  if (!verified) return { refuse: problem('wrong-passkey') };
  const granted = grantSession(request, verified, {
    log: accountEntry(user.userID, 'signed-in', { factor }),
    changes: [rememberSource(user.address, source, circumstances.at)],
    userSet: clearedFailures(user, type),
    named: nameDeviceOf(request),
    notify: noticesOfNewDevice(request),
  });
  if ('refuse' in granted) return granted;
  const log = checked.countWentBack ? ([granted.log[0], regressed] as const) : granted.log;
  return { ...granted, log, ifLost: passkeyLost };
}

/** The refusal of a right passkey that lost a race: its challenge was used, or the account or the passkey changed. */
function passkeyLost(failed: readonly FailedChange[]): Problem {
  const isUsed = failed.some(({ change }) => change.table === 'challenges');
  return problem(isUsed ? 'passkey-challenge-over' : 'account-changed-meanwhile');
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
    readonly named?: NamedDevice | undefined;
    readonly deviceID?: string | undefined;
    readonly notify?: readonly AccountNotice[];
  },
):
  | { readonly refuse: Problem }
  | (Accepted<GrantedSession, AccountNotice> & { readonly log: readonly [LogEntry] }) {
  const { user, organizations, kind, circumstances, random } = request;
  const { named, replaced, notify = [] } = also;
  const { upcoming } = requirementsOf(organizations, circumstances.at);
  const scope = sessionScope(user, verified.methods, organizations, circumstances.at, verified.trustedAfter);
  if ('refusedBy' in scope) return { refuse: requirementRefusal(scope.refusedBy) };
  const session = createSession(user, verified, {
    kind,
    circumstances,
    random,
    userSet: {
      ...also.userSet,
      ...(request.sessions && countSessions(user, request.sessions, circumstances.at)),
    },
    ...(replaced && { endsBy: replaced.expiresAt, provedBefore: replaced.provedAt, amrBefore: replaced.amr }),
    deviceID: named?.id ?? also.deviceID,
  });
  return {
    commit: [...session.changes, ...(named?.changes ?? []), ...also.changes],
    log: [also.log],
    notify,
    answer: { user, ...session, scope, upcoming, deviceTokens: named?.tokens },
    ifLost: problem('account-changed-meanwhile'),
  };
}
