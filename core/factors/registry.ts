import * as authenticator from './authenticator.ts';
import * as browserCode from './browser-code.ts';
import * as email from './email.ts';
import {
  type Acr,
  type Begin,
  type Begun,
  type CodeMethod,
  type FactorFacts,
  type FactorType,
  isCodeMethod,
  isPrimary,
  type Method,
  type MethodCheck,
  type MethodFacts,
  type TypedMethod,
} from './factor.ts';
import * as passkey from './passkey.ts';
import * as recoveryCode from './recovery-code.ts';

/*
 * Every method that proves a second factor. The bundle of a function contains only the tables that it uses: most need the
 * facts, few need the libraries that check codes. How activations begin is in activations.ts, and how passkeys are checked in
 * passkey-assertion.ts and passkey-registration.ts.
 */

/** The types that each method shares with the shell. */
export interface Seams {
  readonly email: email.EmailSeam;
  readonly authenticator: authenticator.AuthenticatorSeam;
  readonly passkey: passkey.PasskeySeam;
  readonly 'recovery-code': recoveryCode.RecoveryCodeSeam;
  readonly 'browser-code': browserCode.BrowserCodeSeam;
}

export const factorFacts = {
  email: email.facts,
  authenticator: authenticator.facts,
  passkey: passkey.facts,
  'recovery-code': recoveryCode.facts,
  'browser-code': browserCode.facts,
} as const satisfies { readonly [method in CodeMethod]: MethodFacts } & {
  readonly [type in FactorType]: FactorFacts;
};

/** How the challenge of a factor of this type began. */
export type BegunChallenge<T extends FactorType> = Begun<Seams[T]['challenge']['shown'], Seams[T]['kept']>;
/** How the activation of a factor of this type began. */
export type BegunActivation<T extends FactorType> = Begun<Seams[T]['activation']['shown'], Seams[T]['kept']>;

/** How the challenge of an enabled factor begins. */
export const challengeBeginnings: {
  readonly [type in FactorType]: Begin<Seams[type]['challenge'], Seams[type]['kept']>;
} = { email: email.begin, authenticator: authenticator.begin, passkey: passkey.begin };

/** How what is typed is read and checked. */
export const methodChecks: { readonly [method in TypedMethod]: MethodCheck<Seams[method]> } = {
  email,
  authenticator,
  'recovery-code': recoveryCode,
  'browser-code': browserCode,
};

const primaryReferences = { password: 'pwd', key: 'swk' } as const;

/**
 * Authentication method references (RFC 8176) for the methods that a session was authenticated with. They contain `mfa`
 * only if NIST SP 800-63B counts two kinds of authenticators, so not for a code by email.
 * @param also What the proofs say besides, such as that a passkey can be synced.
 */
export function amrOf(methods: readonly Method[], also: readonly string[] = []): readonly string[] {
  const references = methods.flatMap((method) => {
    if (isPrimary(method)) return [primaryReferences[method]];
    return isCodeMethod(method) ? [...factorFacts[method].amr] : [];
  });
  return [...new Set([...references, ...also, ...(acrOf(methods) === 'aal1' ? [] : ['mfa'])])];
}

/**
 * The authentication context class of a session: the highest level that any of its methods reaches after a primary one. A
 * passkey needs none: without a password, it is only accepted if it verified its user, and then it is both factors.
 */
export function acrOf(methods: readonly Method[]): Acr {
  const reached = methods.map((method): Acr => (isCodeMethod(method) ? factorFacts[method].acr : 'aal1'));
  if (reached.includes('phr')) return 'phr';
  return methods.some(isPrimary) && reached.includes('aal2') ? 'aal2' : 'aal1';
}
