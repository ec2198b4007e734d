import * as authenticator from './authenticator.ts';
import * as email from './email.ts';
import {
  type CodeMethod,
  type FactorFacts,
  type FactorStrategy,
  type FactorType,
  isPrimary,
  type Method,
  type NamedFactorFacts,
} from './factor.ts';
import * as recoveryCode from './recovery-code.ts';

/** What is true of each method: apart from how it is checked, which most functions do not need in their bundle. */
export const factorFacts = {
  email: email.facts,
  authenticator: authenticator.facts,
  'recovery-code': recoveryCode.facts,
} as const satisfies { readonly [method in CodeMethod]: FactorFacts } & {
  readonly [type in FactorType]: NamedFactorFacts;
};

/** Every way to prove a second factor. A new factor is one file and one entry. */
export const factors = {
  email,
  authenticator,
  'recovery-code': recoveryCode,
} as const satisfies { readonly [method in CodeMethod]: FactorStrategy & { readonly method: method } };

const primaryReferences = { password: 'pwd', key: 'swk' } as const;

/**
 * Authentication method references of RFC 8176 for the methods that a session was authenticated with. `mfa` stands
 * only where NIST SP 800-63B would count two kinds of authenticator: not for a code by email.
 */
export function amrOf(methods: readonly Method[]): readonly string[] {
  const references = methods.flatMap((method) =>
    isPrimary(method) ? [primaryReferences[method]] : [...factorFacts[method].amr],
  );
  const isMultiFactor =
    methods.some(isPrimary) &&
    methods.some((method) => !isPrimary(method) && factorFacts[method].isMultiFactor);
  return [...new Set([...references, ...(isMultiFactor ? ['mfa'] : [])])];
}
