import { isDeviceRow } from '../accounts/device.ts';
import { accountEntry } from '../accounts/security-log.ts';
import { changeUser, endSessions, type User } from '../accounts/user.ts';
import type { FactorType, Method } from '../factors/factor.ts';
import { absent, type Change, equal, present, put, remove, update } from '../kernel/change.ts';
import type { Circumstances } from '../kernel/circumstances.ts';
import { type Decision, notLogged } from '../kernel/decision.ts';
import { digest } from '../kernel/digest.ts';
import { problem } from '../kernel/problem.ts';
import { type Random, randomSecret } from '../kernel/random.ts';
import { ttlAfter } from '../kernel/rows.ts';
import type { SessionKind } from './session-kind.ts';
import type { Verified } from './verified.ts';

/** The limits of NIST SP 800-63B-4 section 2.2.3 (24 h, 1 h idle), and shorter ones for browsers. */
export const sessionLimits = {
  dashboard: { lifetimeSeconds: 12 * 3600, idleSeconds: 1800 },
  cli: { lifetimeSeconds: 24 * 3600, idleSeconds: 3600 },
} as const satisfies Record<SessionKind, { lifetimeSeconds: number; idleSeconds: number }>;

export interface Session {
  readonly userID: string;
  /** The digest of the token's secret. The token itself is not stored. */
  readonly id: string;
  readonly kind: SessionKind;
  /** How often all sessions of the account had been ended when this one was created. */
  readonly generation: number;
  readonly methods: readonly Method[];
  /** When each method was last proved. A step-up proves one of them again, and leaves the others as they were. */
  readonly provedAt?: { readonly [method in Method]?: number };
  /** What `amr` says about the passkey that was used last, in addition to the facts of its method; absent if it is nothing. */
  readonly amr?: readonly string[];
  readonly createdAt: number;
  readonly authenticatedAt: number;
  readonly lastSeenAt: number;
  readonly expiresAt: number;
  readonly ttl: number;
  readonly address: string;
  readonly browser: string;
  /** The device that signed in; absent if the client keeps no token. */
  readonly deviceID?: string;
  /** The factor behind a trusted device, if it signed in with that. */
  readonly trustedAfter?: FactorType;
}

export interface NewSession {
  readonly token: string;
  readonly session: Session;
  /** The session, what it was granted for, and the condition that the account's credentials still hold. */
  readonly changes: readonly Change[];
}

/**
 * An account has at most so many live sessions; then the oldest end. To count them takes a call, so it is done with every
 * tenth sign-in, which leaves room for those until the next count.
 */
export const sessionsPerAccount = { most: 50, countEvery: 10 } as const;

/** Whether the sessions of the account have to be counted with the next sign-in. */
export function isCountDue({ sessionsMade = 0, sessionsCounted = 0 }: User): boolean {
  return sessionsMade - sessionsCounted >= sessionsPerAccount.countEvery;
}

/** What a count of the sessions sets on the account's row. */
export function countSessions(
  user: User,
  sessions: readonly Session[],
  now: number,
): Pick<User, 'sessionsCounted' | 'sessionsSince'> {
  const { most, countEvery } = sessionsPerAccount;
  const starts = sessions.filter((session) => isLive(session, user, now)).map(({ createdAt }) => createdAt);
  const oldestKept = starts.sort((a, b) => b - a)[most - countEvery - 1];
  const sessionsCounted = user.sessionsMade ?? 0;
  return oldestKept === undefined ? { sessionsCounted } : { sessionsCounted, sessionsSince: oldestKept };
}

/** Creates a session for a proof. `userSet` is what else the same sign-in writes to the user row. */
export function createSession(
  user: User,
  verified: Verified,
  granted: {
    readonly kind: SessionKind;
    readonly circumstances: Circumstances;
    readonly random: Random;
    readonly userSet?: Readonly<Record<string, unknown>>;
    /** The expiry of the session that this one replaces: a code alone does not extend it. */
    readonly endsBy?: number;
    /** What was proved in the session that this one replaces, and when. */
    readonly provedBefore?: Session['provedAt'];
    readonly deviceID?: string | undefined;
    readonly amrBefore?: Session['amr'];
  },
): NewSession {
  const { kind, circumstances } = granted;
  const secret = randomSecret(granted.random);
  const createdAt = circumstances.at;
  const lifetimeEndsAt = createdAt + sessionLimits[kind].lifetimeSeconds * 1000;
  const expiresAt = Math.min(lifetimeEndsAt, granted.endsBy ?? lifetimeEndsAt);
  const amr = verified.amr ?? granted.amrBefore ?? [];
  const session: Session = {
    userID: verified.userID,
    id: digest(secret),
    kind,
    generation: user.sessionGeneration,
    methods: verified.methods,
    ...(verified.trustedAfter && { trustedAfter: verified.trustedAfter }),
    provedAt: {
      ...granted.provedBefore,
      ...Object.fromEntries(verified.proved.map((method) => [method, createdAt])),
    },
    ...(amr.length > 0 && { amr }),
    createdAt,
    authenticatedAt: createdAt,
    lastSeenAt: createdAt,
    expiresAt,
    ttl: ttlAfter(expiresAt),
    address: circumstances.address,
    browser: circumstances.browser,
    ...(granted.deviceID !== undefined && { deviceID: granted.deviceID }),
  };
  const account = { userID: verified.userID, credentialVersion: verified.credentialVersion };
  const notEndedSince = equal('sessionGeneration', user.sessionGeneration);
  return {
    token: `${verified.userID}.${secret}`,
    session,
    changes: [
      ...verified.uses,
      put('sessions', sessionKey(session), { ...session }, [absent('id')]),
      {
        ...changeUser(account, { ...granted.userSet, lastSignedInAt: createdAt }, [notEndedSince]),
        add: { sessionsMade: 1 },
      },
    ],
  };
}

export function sessionKey(session: { userID: string; id: string }): { userID: string; id: string } {
  return { userID: session.userID, id: session.id };
}

/** The row key of the session that a token names; undefined if the text is not a token. */
export function readToken(token: string): { readonly userID: string; readonly id: string } | undefined {
  const [userID, secret, ...rest] = token.split('.');
  if (!userID || !secret || rest.length > 0 || token.length > 256) return undefined;
  return { userID, id: digest(secret) };
}

/** Whether a stored session is still valid: within both limits, and not ended with the others of the account. */
export function isLive(session: Session, user: User, now: number): boolean {
  const idleUntil = session.lastSeenAt + sessionLimits[session.kind].idleSeconds * 1000;
  const notEnded = session.generation === user.sessionGeneration || session.id === user.keptSessionID;
  const isKept = session.createdAt >= (user.sessionsSince ?? 0);
  return notEnded && isKept && now < session.expiresAt && now < idleUntil;
}

/** The write that notes that the session was used, if it is due: at most once every tenth of the idle limit. */
export function markSeen(session: Session, now: number): Change | undefined {
  const dueAt = session.lastSeenAt + sessionLimits[session.kind].idleSeconds * 100;
  return now < dueAt
    ? undefined
    : update('sessions', sessionKey(session), { lastSeenAt: now }, [present('id')]);
}

export function endSession(session: { userID: string; id: string }): Change {
  return remove('sessions', sessionKey(session), [present('id')]);
}

/** Ends the caller's session. It does not matter if it has just been ended elsewhere. */
export function signOut(session: Session): Decision {
  return {
    commit: [endSession(session)],
    log: notLogged('the list of sessions shows it'),
    notify: [],
    answer: undefined,
    ifLost: { answer: undefined },
  };
}

/** Ends one session of an account, by its id. */
export function endOneSession(userID: string, id: string): Decision {
  if (id.length === 0 || id.length > 100 || isDeviceRow({ id })) return { refuse: problem('not-found') };
  return {
    commit: [endSession({ userID, id })],
    log: [accountEntry(userID, 'session-ended')],
    notify: [],
    answer: undefined,
    ifLost: problem('not-found'),
  };
}

/** Ends every session of an account except the caller's. */
export function endOtherSessions(user: User, keptSessionID: string): Decision {
  return {
    commit: [endSessions(changeUser(user, {}), keptSessionID)],
    log: [accountEntry(user.userID, 'other-sessions-ended')],
    notify: [],
    answer: undefined,
  };
}
