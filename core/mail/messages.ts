import type { CodeMethod, FactorType } from '../factors/factor.ts';

/*
 * Every kind of mail, with the parameters that its text needs. Each audience has one map from kind to parameters; a
 * language has one text for each entry (see texts/), and the compiler asks for those that are missing.
 */

type NoParameters = unknown;

/** A message of one of the kinds of a map, or of some of them: its kind, and the parameters of that kind. */
export type MessageOf<Kinds, Some extends keyof Kinds = keyof Kinds> = {
  readonly [kind in Some]: { readonly kind: kind } & Kinds[kind];
}[Some];

/** A link that is good for something until it expires (epoch milliseconds). */
interface MailToken {
  readonly token: string;
  readonly expiresAt: number;
}

/** A factor as its user knows it. */
interface FactorReference {
  readonly method: FactorType;
  readonly name: string;
}

/** An SSH key as its user knows it. */
interface KeyReference {
  readonly name: string;
  readonly fingerprint: string;
}

export interface Person {
  readonly name: string;
  readonly email: string;
}

/** To the user of an account, or whoever reads the mail of an address that has none. */
export interface AccountKinds {
  'address-has-account': NoParameters;
  'no-account': NoParameters;
  'password-reset-requested': MailToken;
  'password-reset': { readonly keysRemoved: number };
  'password-changed': NoParameters;
  /** `undo` only if it is the first factor. */
  'factor-enabled': FactorReference & { readonly undo?: MailToken };
  /** `isLast` where none is left, so that multi-factor authentication is off. */
  'factor-disabled': FactorReference & { readonly isLast: boolean };
  'factor-preferred': FactorReference;
  'activation-undone': MailToken;
  'recovery-code-used': NoParameters;
  'recovery-codes-regenerated': NoParameters;
  'sign-in-code-failed': {
    readonly method: CodeMethod;
    /** Whether the code was asked of someone who was already signed in. */
    readonly signedIn: boolean;
    /** Whether an SSH key was used in place of the password. */
    readonly byKey: boolean;
  };
  'key-added': KeyReference;
  'key-removed': KeyReference;
}
export type AccountMessage = MessageOf<AccountKinds>;

/** What a member is in an organization. */
export type Role = 'owner' | 'member';

interface InOrganization {
  readonly organization: { readonly id: string; readonly name: string };
}

/** To members and owners of an organization, and to those who are invited. */
export interface OrganizationKinds {
  invited: InOrganization & {
    readonly by: Person;
    readonly role: Role;
    readonly url: string;
    readonly expiresAt: number;
  };
  removed: InOrganization;
  'role-changed': InOrganization & { readonly role: Role };
  'owner-added': InOrganization & { readonly by: Person; readonly member: Person };
  'owner-removed': InOrganization & { readonly by: Person; readonly member: Person };
  /** Without a deadline the requirement is in force at once. */
  'mfa-required': InOrganization & {
    readonly by: Person;
    readonly accept: readonly FactorType[];
    readonly deadline?: number;
  };
  'mfa-not-required': InOrganization & { readonly by: Person };
  /** The reminder of a member who does not meet the requirement yet. */
  'mfa-reminder': InOrganization & { readonly accept: readonly FactorType[]; readonly deadline: number };
  /** A second owner can confirm it until it expires. */
  'mfa-reset-requested': InOrganization & { readonly by: Person; readonly expiresAt: number };
  'mfa-reset-to-confirm': InOrganization & {
    readonly by: Person;
    readonly member: Person;
    readonly expiresAt: number;
  };
  'mfa-reset': InOrganization & { readonly by: Person; readonly required: boolean };
}
export type OrganizationMessage = MessageOf<OrganizationKinds>;

interface WithReason {
  /** As the operator wrote it. */
  readonly reason?: string;
}

/** To the user of an account that the operator of the service acted on. */
export interface OperatorKinds {
  'operator-reset-requested': WithReason & { readonly dueAt: number; readonly token: string };
  'operator-reset-withdrawn': NoParameters;
  'operator-reset-cancelled': NoParameters;
  'operator-reset': WithReason;
  'methods-unlocked': WithReason;
}
export type OperatorMessage = MessageOf<OperatorKinds>;

interface OneTimePassword {
  readonly code: string;
  readonly expiresAt: number;
}

/** Mails that carry a one-time password, by what it is for. */
export interface CodeKinds {
  'sign-in': OneTimePassword;
  'step-up': OneTimePassword;
  activation: OneTimePassword;
  registration: OneTimePassword & { readonly registrationID: string };
}
export type CodeMessage = MessageOf<CodeKinds>;
