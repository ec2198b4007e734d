import type { FactorType } from '../../../contract/api.ts';

/** What the API sends and takes, in the words of the HTTP contract. Times are ISO 8601 in UTC. */

/** A kind of factor a person can enable and answer a challenge with. */
export type MethodType = FactorType;

export interface Factor {
  id: string;
  type: MethodType;
  name: string;
  createdAt: string;
  lastUsedAt?: string | null;
  preferred: boolean;
  /** False if an organization requires it. */
  canDisable: boolean;
}

/** A kind of factor, and how many of it the account may have. */
export interface OfferedFactor {
  type: MethodType;
  maximum: number;
  canAdd: boolean;
}

export type Role = 'owner' | 'member';

export interface Organization {
  id: string;
  name: string;
  role: Role;
}

/** An organization that requires a factor, and the methods it accepts. */
export interface Demand {
  id: string;
  name: string;
  accept?: readonly MethodType[];
}

/** A demand that begins on a date and that the account does not meet yet. */
export interface DueDemand extends Demand {
  deadline: string;
}

export interface Account {
  id: string;
  name?: string;
  email: string;
  mfa: {
    enabled: boolean;
    preferred?: string | null;
    factors: Factor[];
    types: OfferedFactor[];
    recoveryCodesLeft: number;
    requiredBy: Demand[];
    due?: DueDemand[];
    /** With scope `enrolment`: the demands that this session does not meet. */
    unmet?: Demand[];
  };
  organizations: Organization[];
  /** `enrolment`: the session is good for setting up a factor, leaving an organization and signing out. */
  scope?: 'enrolment';
}

/** A question for a one-time password, at sign-in or step-up. `mfaPreferredType` is the method in use now. */
export interface Challenge {
  mfaID: string;
  mfaPreferredType: MethodType;
  mfaTypes: MethodType[];
  /** What the user should know of the methods. */
  notice?: string;
  sentTo?: string;
  expiresAt: string;
  attemptsLeft: number;
  maximumAttempts: number;
  resendsLeft?: number;
  /** Between these moments the code can be sent again. */
  resendableAt?: string;
  resendableUntil?: string;
}

/** A session asked for as a cookie: the token is not in the body. */
export interface Session {
  id: string;
  name?: string;
  email: string;
  expiresAt: string;
  due?: DueDemand[];
}

export interface Activation {
  activationID: string;
  type: MethodType;
  expiresAt: string;
  attemptsLeft: number;
  maximumAttempts: number;
  sentTo?: string;
  resendsLeft?: number;
  resendableAt?: string;
  resendableUntil?: string;
  /** Base32, for typing in. */
  secret?: string;
  /** `otpauth://…` */
  uri?: string;
  /** An SVG document. */
  qr?: string;
}

export interface ListedSession {
  id: string;
  current: boolean;
  kind: 'dashboard' | 'cli';
  createdAt: string;
  authenticatedAt: string;
  lastSeenAt: string;
  expiresAt: string;
  methods: string[];
  address: string;
  browser: string;
}

export interface SshKey {
  name: string;
  key: string;
  fingerprint: string;
  createdAt: string;
}

export interface SecurityEvent {
  id: string;
  at: string;
  kind: string;
  factor?: { type: string; name?: string };
  key?: { name: string; fingerprint: string };
  organization?: { id: string; name: string };
  /** Why an operator of the service did it. */
  reason?: string;
  address?: string;
  browser?: string;
}

export interface EventPage {
  events: SecurityEvent[];
  next?: string;
}
