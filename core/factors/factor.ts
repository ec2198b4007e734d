import type { Change } from '../kernel/change.ts';

/** The kinds of factor an account can enable. `mfaTypes` on the wire. */
export const factorTypes = ['email', 'authenticator'] as const;
export type FactorType = (typeof factorTypes)[number];

/** What a session can have been authenticated with. `methods` on the wire; our own rules read these. */
export type Method = PrimaryMethod | CodeMethod;

/** What a sign-in begins with: no factor by itself. */
export const primaryMethods = ['password', 'key'] as const;
export type PrimaryMethod = (typeof primaryMethods)[number];

export function isPrimary(method: Method): method is PrimaryMethod {
  return (primaryMethods as readonly Method[]).includes(method);
}

/** What a code can be tried against, in the order in which methods are shown: each counts its own failures. */
export const codeMethods = [...factorTypes, 'recovery-code'] as const;
export type CodeMethod = (typeof codeMethods)[number];

/** A factor's row. */
export interface Factor {
  readonly userID: string;
  readonly id: string;
  readonly type: FactorType;
  readonly name: string;
  readonly createdAt: number;
  readonly lastUsedAt?: number;
  /** Authenticator: the sealed secret, and the highest time step accepted so far. */
  readonly sealedSecret?: string;
  readonly lastUsedStep?: number;
}

/** An authenticator whose secret has been unsealed for this attempt. */
export interface OpenAuthenticator {
  readonly userID: string;
  readonly id: string;
  readonly secret: Uint8Array;
  readonly lastUsedStep: number;
}

/** The row of a recovery code. Its id is the code's HMAC: whoever found the row gave the code. */
export interface StoredRecoveryCode {
  readonly userID: string;
  readonly id: string;
}

/** One code tried against one method of one user, with what that method needs to judge it. */
export interface Attempt {
  readonly code: string;
  readonly now: number;
  readonly userID: string;
  /** The code that was derived for this challenge; only when the challenge's method is email. */
  readonly mailedCode?: string;
  readonly emailFactorID?: string;
  readonly authenticators: readonly OpenAuthenticator[];
  readonly recoveryCode?: StoredRecoveryCode;
}

declare const live: unique symbol;

/** Proof that a live code was given: only a factor's own check makes one. */
export interface Live {
  readonly [live]: true;
  readonly method: CodeMethod;
  /** What uses the code up; must be committed together with whatever the proof is good for. */
  readonly uses: readonly Change[];
  /** Authenticator: the time step of the code. */
  readonly step?: number;
}

/** For the checks in this folder alone: a test holds that nothing else calls it. */
export function proofOfLiveCode(method: CodeMethod, uses: readonly Change[], step?: number): Live {
  return { method, uses, ...(step !== undefined && { step }) } as unknown as Live;
}

/** What is true of a factor, whoever uses it. */
export interface FactorFacts {
  /** In words, for mails and messages. */
  readonly title: string;
  /** Authentication method reference of RFC 8176; none for a look-up secret. */
  readonly amr: readonly string[];
  /** Whether with a password it makes two different kinds of authenticator (NIST SP 800-63B). */
  readonly isMultiFactor: boolean;
  readonly maximumPerAccount: number;
  readonly mailsCodes: boolean;
}

/** What is true of a factor that an account can enable: it has a name as well. */
export interface NamedFactorFacts extends FactorFacts {
  /** Its name where its user gave none. */
  readonly defaultName: string;
}

/** What every factor's file exports; `registry.ts` holds them to it. */
export interface FactorStrategy {
  readonly method: CodeMethod;
  readonly facts: FactorFacts;
  /** Reads what was typed: the code in its one form, or undefined for what cannot be one. */
  readonly parse: (typed: string) => string | undefined;
  /** Seconds until a new code, when this one is dead by use; undefined when it is not. Not charged. */
  readonly retryAfterUse: (attempt: Attempt) => number | undefined;
  /** Compares with the live codes, after the attempt was charged. */
  readonly check: (attempt: Attempt) => Promise<Live | undefined>;
}
