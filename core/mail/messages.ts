import type { CodeMethod, FactorType } from '../factors/factor.ts';

/*
 * Every kind of mail with the parameters that its text needs. Each audience has one map from kind to parameters. Each
 * language has one text per entry (see texts/); a missing text does not compile.
 */

type NoParameters = unknown;

/** A message of one of the given kinds (by default, any kind of the map): the kind and its parameters. */
export type MessageOf<Kinds, Some extends keyof Kinds = keyof Kinds> = {
  readonly [kind in Some]: { readonly kind: kind } & Kinds[kind];
}[Some];

/** A single-use token and the time at which it expires, in epoch milliseconds. */
interface MailToken {
  readonly token: string;
  readonly expiresAt: number;
}

/** A factor as its user knows it. */
export interface FactorReference {
  readonly method: FactorType;
  readonly name: string;
}

/** The names of the SSH keys that a change of the password removed, and of those that still sign in. */
interface KeysAfterChange {
  readonly keysRemoved: readonly string[];
  readonly keysKept: readonly string[];
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

/** Mails to the user of an account, or to an email address that has no account. */
export interface AccountKinds {
  'address-has-account': NoParameters;
  'no-account': NoParameters;
  'password-reset-requested': MailToken;
  'password-reset': { readonly keysRemoved: number };
  /** The names of SSH keys. */
  'password-changed': KeysAfterChange;
  'password-removed': KeysAfterChange;
  /** `undo` is present only for the first factor. */
  'factor-enabled': FactorReference & { readonly undo?: MailToken };
  /** `isLast`: no factor is left, so multi-factor authentication is off. */
  'factor-disabled': FactorReference & { readonly isLast: boolean };
  'factor-preferred': FactorReference;
  /** `name` is the new one. */
  'factor-renamed': FactorReference & { readonly before: string };
  /** A passkey counted fewer signatures than before, and was refused. */
  'passkey-copied': FactorReference;
  'activation-undone': MailToken;
  'recovery-code-used': NoParameters;
  'recovery-codes-regenerated': NoParameters;
  'sign-in-code-failed': {
    readonly method: CodeMethod;
    /** Whether the code was requested in an existing session (a step-up). */
    readonly signedIn: boolean;
    /** Whether the sign-in began with an SSH key instead of the password. */
    readonly byKey: boolean;
  };
  'signed-in-from-new-device': NoParameters;
  'key-added': KeyReference;
  'key-removed': KeyReference;
  /** In the language before, for a user who did not choose the new one. `language` is the name of that in itself. */
  'language-changed': { readonly language: string };
  'account-deletion-requested': { readonly dueAt: number };
  'account-kept': NoParameters;
  /** The account has become the only owner of this organization. */
  'account-deletion-stopped': { readonly organization: { readonly id: string; readonly name: string } };
  'account-deleted': NoParameters;
}
export type AccountMessage = MessageOf<AccountKinds>;

/** The role of a member in an organization. */
export type Role = 'owner' | 'member';

interface InOrganization {
  readonly organization: { readonly id: string; readonly name: string };
}

/** Mails to the members and owners of an organization, and to people who are invited to one. */
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
  /** Without a deadline, the requirement is in force immediately. */
  'mfa-required': InOrganization & {
    readonly by: Person;
    readonly accept: readonly FactorType[];
    readonly deadline?: number;
  };
  'mfa-not-required': InOrganization & { readonly by: Person };
  /** A reminder for a member who does not meet the requirement yet. */
  'mfa-reminder': InOrganization & { readonly accept: readonly FactorType[]; readonly deadline: number };
  /** A second owner can confirm it until it expires. */
  'mfa-reset-requested': InOrganization & { readonly by: Person; readonly expiresAt: number };
  'mfa-reset-to-confirm': InOrganization & {
    readonly by: Person;
    readonly member: Person;
    readonly expiresAt: number;
  };
  /** A member got around their factors; after an `undo` an owner must confirm the account. */
  'member-recovered': InOrganization & {
    readonly member: Person;
    readonly role: Role;
    readonly how: 'undo' | 'recovery-code' | 'operator-reset';
  };
  'membership-confirmed': InOrganization & { readonly by: Person };
  'mfa-reset': InOrganization & { readonly by: Person; readonly required: boolean };
  /** For the owners. */
  'organization-deletion-requested': InOrganization & { readonly by: Person; readonly dueAt: number };
  /** For members other than the owners. */
  'organization-deletion-announced': InOrganization & { readonly dueAt: number };
  'organization-kept': InOrganization & { readonly by: Person };
}
export type OrganizationMessage = MessageOf<OrganizationKinds>;

interface WithReason {
  /** As the operator wrote it. */
  readonly reason?: string;
}

/** Mails to the user of an account about something that the operator of the service did. */
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

/** Mails with a one-time password, by the purpose of the password. */
export interface CodeKinds {
  'sign-in': OneTimePassword;
  'step-up': OneTimePassword;
  activation: OneTimePassword;
  registration: OneTimePassword & { readonly registrationID: string; readonly token: string };
}
export type CodeMessage = MessageOf<CodeKinds>;
