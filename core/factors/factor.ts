import type { Change } from '../kernel/change.ts';
import type { Row } from '../kernel/rows.ts';

/** The kinds of factor that an account can enable, in the order in which they are shown. `mfaTypes` on the wire. */
export const factorTypes = ['email', 'authenticator'] as const;
export type FactorType = (typeof factorTypes)[number];

/** What a session can have been authenticated with. `methods` on the wire; our own rules read these. */
export type Method = PrimaryMethod | CodeMethod;

/** What a sign-in begins with: no factor by itself. */
export const primaryMethods = ['password', 'key'] as const;
export type PrimaryMethod = (typeof primaryMethods)[number];

/** What proves the second factor, in the order in which it is shown: each method counts its own failures. */
export const codeMethods = [...factorTypes, 'recovery-code'] as const;
export type CodeMethod = (typeof codeMethods)[number];

/** Every method that a session can have been authenticated with. */
export const methods = [...primaryMethods, ...codeMethods] as const;

export function isPrimary(method: Method): method is PrimaryMethod {
  return (primaryMethods as readonly Method[]).includes(method);
}

/** Whether a method replaces any factor that is out of reach, and is not one itself: recovery codes do. */
export function replacesFactors(method: Method): method is 'recovery-code' {
  return method === 'recovery-code';
}

/** A factor's row: what every factor has. The attributes of its own come with the proof that it was enabled by. */
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

/** What is true of a method, whoever uses it. */
export interface MethodFacts {
  /** In English, for the details of problems. */
  readonly title: string;
  /** Authentication method references of RFC 8176; none for a look-up secret. */
  readonly amr: readonly string[];
  /**
   * What a session reaches with it after a password or an SSH key. From `aal2` on it counts as a second authenticator,
   * and the session as multi-factor.
   */
  readonly acr: Acr;
  readonly maximumPerAccount: number;
  /** Whether its challenge mails a code, so that its proof shows that mail to the account arrives. */
  readonly mailsCodes: boolean;
}

/** What is true of a factor that an account can enable: it has a name as well. */
export interface FactorFacts extends MethodFacts {
  /** Its name if its user gave none. */
  readonly defaultName: string;
}

/** The types that the functions of one method share with the shell. Each method's file has its own. */
export interface MethodSeam {
  /** A proof as it was read from the request. */
  readonly input: unknown;
  /** What the shell prepares for the check: stored rows, unsealed secrets, the code that was mailed. */
  readonly evidence: object;
}

/** The types of the beginning of a challenge or an activation. */
export interface Stage {
  /** What the shell prepares for it. */
  readonly prepared: object;
  /** What the answer shows, beside what it shows for every method. */
  readonly shown: object;
}

/** The same for a factor, which also begins challenges and activations. */
export interface FactorSeam extends MethodSeam {
  /** How the challenge of enabled factors begins. */
  readonly challenge: Stage;
  readonly activation: Stage;
  /** What the row of the challenge keeps until the check. A secret is sealed. */
  readonly kept: object;
}

/** For a seam that needs nothing. */
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

/** One proof that is tried against one method of one user. */
export interface Attempt<Seam extends MethodSeam> {
  readonly input: Seam['input'];
  readonly evidence: Seam['evidence'];
  readonly now: number;
}

/** How the proofs of a method are read and checked. */
export interface MethodCheck<Seam extends MethodSeam> {
  /** Reads what was given: the proof in its one form, or undefined for what cannot be one. */
  readonly parse: (given: unknown) => Seam['input'] | undefined;
  /** Seconds until a new code, if this one was already used; undefined otherwise. Such a code is not charged. */
  readonly retryAfterUse: (attempt: Attempt<Seam>) => number | undefined;
  /** Compares with what is right, after the attempt was charged. */
  readonly check: (attempt: Attempt<Seam>) => Promise<CodeProof | undefined>;
}

declare const proved: unique symbol;

/** Proof that a right code was entered: only a method's own check makes one. */
export interface CodeProof {
  readonly [proved]: true;
  readonly method: CodeMethod;
  /** What uses the code up: to be committed together with whatever the proof is good for. */
  readonly uses: readonly Change[];
  /** The attributes of its own that the row of a factor gets if this proof enables it. */
  readonly record: Row;
}

/** For the checks in this folder alone: a test holds that nothing else calls it. */
export function makeCodeProof(method: CodeMethod, uses: readonly Change[], record: Row = {}): CodeProof {
  return { method, uses, record } as unknown as CodeProof;
}
