import type { Change } from '../kernel/change.ts';
import type { Row } from '../kernel/rows.ts';

/** The kinds of factors that an account can enable, in the order in which they are shown. `mfaTypes` on the wire. */
export const factorTypes = ['email', 'authenticator', 'passkey'] as const;
export type FactorType = (typeof factorTypes)[number];

/** What a session can have been authenticated with. `methods` on the wire; the rules are based on these. */
export type Method = PrimaryMethod | CodeMethod | TrustMethod;

/** What a sign-in begins with. These are not factors. */
export const primaryMethods = ['password', 'key'] as const;
export type PrimaryMethod = (typeof primaryMethods)[number];

/** The methods that prove a second factor, in the order in which they are shown. Failures are counted per method. */
export const codeMethods = [...factorTypes, 'recovery-code', 'browser-code'] as const;
export type CodeMethod = (typeof codeMethods)[number];

/** In place of a factor: a browser that the user trusted with it. It proves nothing by itself. */
export const trustMethod = 'trusted-device';
export type TrustMethod = typeof trustMethod;
/** Those of them whose proof is typed, in the field `otp`. A passkey answers with a credential, at operations of its own. */
export type TypedMethod = Exclude<CodeMethod, 'passkey'>;

export function isTyped(method: CodeMethod): method is TypedMethod {
  return method !== 'passkey';
}

/** Every method that a session can have been authenticated with. */
export const methods = [...primaryMethods, ...codeMethods, trustMethod] as const;

export function isPrimary(method: Method): method is PrimaryMethod {
  return (primaryMethods as readonly Method[]).includes(method);
}

/** Whether a method proves a second factor. */
export function isCodeMethod(method: Method): method is CodeMethod {
  return (codeMethods as readonly Method[]).includes(method);
}

/** Whether a method replaces any factor that is unavailable without being one itself, as recovery codes do. */
export function replacesFactors(method: Method): method is 'recovery-code' {
  return method === 'recovery-code';
}

/**
 * Whether a method is accepted in place of the factors of an account, where not only what cannot be phished is accepted: a recovery
 * code, and the code that a browser shows for a passkey.
 */
export function standsInForFactors(method: Method): method is 'recovery-code' | 'browser-code' {
  return replacesFactors(method) || method === 'browser-code';
}

/** What the rows of all factors have in common. Each type adds attributes, which come with the proof that enabled it. */
export interface Factor {
  readonly userID: string;
  readonly id: string;
  readonly type: FactorType;
  readonly name: string;
  readonly createdAt: number;
  readonly lastUsedAt?: number;
}

/** Authentication context class (OpenID Connect `acr`): the levels of NIST SP 800-63B, `phr` for phishing-resistant. */
export const acrs = ['aal1', 'aal2', 'phr'] as const;
export type Acr = (typeof acrs)[number];

/** The facts about a method, which are the same for every user. */
export interface MethodFacts {
  /** In English, for the `detail` of problems. */
  readonly title: string;
  /** Authentication method references (RFC 8176); empty for a look-up secret. */
  readonly amr: readonly string[];
  /**
   * The level that a session reaches with it after a password or an SSH key. From `aal2` up, it counts as a second
   * authenticator, and the session as multi-factor.
   */
  readonly acr: Acr;
  readonly maximumPerAccount: number;
  /** Whether its challenge mails a code. The proof then shows that mail to the account arrives. */
  readonly mailsCodes: boolean;
}

/** The facts about a factor that an account can enable. */
export interface FactorFacts extends MethodFacts {
  /** The name of a factor to which its user gave no name. */
  readonly defaultName: string;
}

/** The types that the functions of one method share with the shell. Each method defines its own. */
export interface MethodSeam {
  /** A proof, as parsed from the request. */
  readonly input: unknown;
  /** What the shell prepares for the check: stored rows, unsealed secrets, the code that was mailed. */
  readonly evidence: object;
}

/** The types for the beginning of a challenge or an activation. */
export interface Stage {
  /** What the shell prepares for it. */
  readonly prepared: object;
  /** What the answer shows in addition to what it shows for every method. */
  readonly shown: object;
}

/** The same for a factor, which also begins challenges and activations. */
export interface FactorSeam extends MethodSeam {
  /** How the challenge of enabled factors begins. */
  readonly challenge: Stage;
  readonly activation: Stage;
  /** What the row of the challenge keeps until the check. Secrets in it are sealed. */
  readonly kept: object;
}

/** For a method that needs nothing in that place. */
export type Nothing = Readonly<Record<never, never>>;

/** How a challenge or an activation of a factor begins. */
export interface Begun<Shown, Kept> {
  readonly show?: Shown;
  readonly keep?: Kept;
  /** The one-time password to mail. */
  readonly code?: string;
}
export type Begin<Of extends Stage, Kept> = (
  prepared: Of['prepared'],
) => Begun<Of['shown'], Kept> | Promise<Begun<Of['shown'], Kept>>;

/** An attempt to prove one method of one user. */
export interface Attempt<Seam extends MethodSeam> {
  readonly input: Seam['input'];
  readonly evidence: Seam['evidence'];
  readonly now: number;
}

/** A right code of another time, which is refused: how wrong the clock of the phone is. */
export interface ClockDrift {
  /** Positive if the clock of the phone is fast. */
  readonly seconds: number;
  /**
   * Keeps the drift with the factor, and rules the step out if it is still to come: otherwise the hint would tell a guesser
   * a code of the future. The hint is given only if this is written. Absent in an activation, whose user has the secret.
   */
  readonly note?: Change;
}

/** How the proofs of a method are read and checked. */
export interface MethodCheck<Seam extends MethodSeam> {
  /** Parses what was entered into the normal form of a proof; undefined if it cannot be one. */
  readonly parse: (given: unknown) => Seam['input'] | undefined;
  /** Seconds until a new code, if this one was already used; undefined otherwise. A used code is not charged. */
  readonly retryAfterUse: (attempt: Attempt<Seam>) => number | undefined;
  /** Checks the proof, after the attempt was charged. */
  readonly check: (attempt: Attempt<Seam>) => Promise<CodeProof | undefined>;
  /** For a refused proof, whether it is a right one of another time, for a method that depends on a clock. */
  readonly findClockDrift?: (attempt: Attempt<Seam>) => ClockDrift | undefined;
}

declare const proved: unique symbol;

/** Proof that a right code was entered. Only the check of a method makes one. */
export interface CodeProof {
  readonly [proved]: true;
  readonly method: CodeMethod;
  /** The changes that use the code up, to be committed together with whatever the proof allows. */
  readonly uses: readonly Change[];
  /** The attributes to add to the row of a factor that this proof enables. */
  readonly record: Row;
  /** Whether it is two factors in one: what its user has, and a PIN or biometrics. */
  readonly userVerified?: boolean;
  /** What `amr` says about this proof, in addition to the facts of its method. */
  readonly amr?: readonly string[];
  /** The id and the name of a factor that this proof enables, where they come from the proof. */
  readonly factor?: { readonly id: string; readonly name: string };
}

/** Only for the checks in this folder; a test makes sure that nothing else calls it. */
export function makeCodeProof(
  method: CodeMethod,
  uses: readonly Change[],
  record: Row = {},
  more: Pick<CodeProof, 'userVerified' | 'amr' | 'factor'> = {},
): CodeProof {
  return { method, uses, record, ...more } as unknown as CodeProof;
}
