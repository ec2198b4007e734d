import type { CodeMethod, FactorType } from '../factors/factor.ts';
import { absent, type Change, type Condition, equal, put, type Update, update } from '../kernel/change.ts';
import { type Decision, notLogged } from '../kernel/decision.ts';

/** A factor as the user row repeats it, so that a sign-in needs no second table to know the methods. */
export interface FactorSummary {
  readonly id: string;
  readonly type: FactorType;
}

/** An SSH key as the user row repeats it; see ssh-key.ts for the key itself. */
export interface KeySummary {
  readonly name: string;
  /** As `ssh-keygen -l` shows it: `SHA256:…`. */
  readonly fingerprint: string;
}

/**
 * Wrong codes in a row, and when the last one was entered: a pair of attributes for each method, named after it
 * (`emailFailures`, `emailFailedAt`). Only core/sign-in/throttle.ts reads and writes them.
 */
export type FailureAttributes = {
  readonly [method in CodeMethod as `${method}Failures` | `${method}FailedAt`]?: number;
};

/** The account. One row, read consistently by every decision about it. */
export interface User extends FailureAttributes {
  readonly id: string;
  readonly userID: string;
  /** Canonical; see address.ts. */
  readonly address: string;
  /** Where mail goes. */
  readonly email: string;
  readonly name: string;
  readonly createdAt: number;
  readonly lastSignedInAt?: number;
  /** A PHC string, or `void`: then no password opens the account until a reset. */
  readonly passwordHash: string;
  /** Rises with every change of password, factors or keys; a challenge counts only for the version it followed. */
  readonly credentialVersion: number;
  /** How often all sessions were ended. Those of an earlier count are over, but for `keptSessionID`. */
  readonly sessionGeneration: number;
  readonly keptSessionID?: string;
  readonly factors: readonly FactorSummary[];
  readonly preferredFactorID?: string;
  /** The factor that the enabled ones began with, enabled or not: what the undo link of its activation undoes. */
  readonly firstFactorID?: string;
  /** The version of the data key that the recovery codes are found by; absent before the first codes. */
  readonly recoveryCodeKeyVersion?: number;
  /** Absent while there is none. */
  readonly keys?: readonly KeySummary[];
  /** When codes were mailed, for the limit per hour; `codesMailed` rises with every change of the list and guards it. */
  readonly codesMailedAt: readonly number[];
  readonly codesMailed: number;
  /** The ids of the organizations that it is a member of; who owns them, they say themselves. */
  readonly organizations: readonly string[];
  /** Rises with every change of them. Absent before the first one. */
  readonly membershipVersion?: number;
  /** Organizations in which an owner must confirm the account; see core/sign-in/confirmation.ts. */
  readonly awaitingConfirmation?: readonly string[];
  /** Since when mail to the address came back, or was complained of; see mail/returned.ts. */
  readonly mailReturned?: { readonly reason: 'bounce' | 'complaint'; readonly at: number };
}

/** Says which account has an address; its existence is what makes addresses unique. */
export interface AddressClaim {
  readonly id: string;
  readonly userID: string;
}

export const voidPassword = 'void';

export const userKey = (userID: string) => ({ id: `user#${userID}` });
export const addressKey = (canonical: string) => ({ id: `address#${canonical}` });

export function createUser(user: {
  readonly userID: string;
  readonly address: string;
  readonly email: string;
  readonly name: string;
  readonly passwordHash: string;
  readonly now: number;
}): readonly Change[] {
  const row: User = {
    ...userKey(user.userID),
    userID: user.userID,
    address: user.address,
    email: user.email,
    name: user.name,
    createdAt: user.now,
    passwordHash: user.passwordHash,
    credentialVersion: 1,
    sessionGeneration: 0,
    factors: [],
    codesMailedAt: [],
    codesMailed: 0,
    organizations: [],
  };
  const claim: AddressClaim = { ...addressKey(user.address), userID: user.userID };
  return [
    put('users', userKey(user.userID), { ...row }, [absent('id')]),
    put('users', addressKey(user.address), { ...claim }, [absent('id')]),
  ];
}

export const sameCredentials = (version: number): Condition => equal('credentialVersion', version);

/** The account is in the organizations that the decision saw it in. */
export function sameMemberships({ membershipVersion }: Pick<User, 'membershipVersion'>): Condition {
  if (membershipVersion === undefined) return absent('membershipVersion');
  return equal('membershipVersion', membershipVersion);
}

/** Changes the account, provided that its credentials are still those the decision was made on. */
export function changeUser(
  user: Pick<User, 'userID' | 'credentialVersion'>,
  set: Readonly<Record<string, unknown>>,
  when: readonly Condition[] = [],
): Update {
  return update('users', userKey(user.userID), set, [sameCredentials(user.credentialVersion), ...when]);
}

/** The same for a change of credentials: what followed the old ones (challenges, activations) is void. */
export function changeCredentials(
  user: Pick<User, 'userID' | 'credentialVersion'>,
  set: Readonly<Record<string, unknown>>,
): Update {
  return changeUser(user, { ...set, credentialVersion: user.credentialVersion + 1 });
}

/** Sets the display name. */
export function renameUser(user: User, name: string): Decision<string> {
  return {
    commit: [changeUser(user, { name })],
    log: notLogged('a name protects nothing'),
    notify: [],
    answer: name,
  };
}

/** Adds to a change of the account that every session of it ends, but for the one that is kept. */
export function endSessions(change: Update, keptSessionID?: string): Update {
  return {
    ...change,
    set: { ...change.set, keptSessionID },
    add: { ...change.add, sessionGeneration: 1 },
  };
}

export function methodsOf(user: Pick<User, 'factors'>): readonly FactorType[] {
  return [...new Set(user.factors.map((factor) => factor.type))];
}

export function keysOf(user: Pick<User, 'keys'>): readonly KeySummary[] {
  return user.keys ?? [];
}

export function preferredType(user: Pick<User, 'factors' | 'preferredFactorID'>): FactorType | undefined {
  return user.factors.find((factor) => factor.id === user.preferredFactorID)?.type ?? user.factors[0]?.type;
}
