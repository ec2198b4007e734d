import * as z from 'zod/mini';
import { eventKinds } from '../../core/accounts/security-log.ts';
import { factorTypes } from '../../core/factors/factor.ts';
import { instant } from './fields.ts';

/** The shapes of answers, for the OpenAPI document and for the tests that hold real answers to it. */

export const method = z.enum(['password', 'key', 'email', 'authenticator', 'recovery-code']);
export const type = z.enum(factorTypes);

export const person = { id: z.string(), name: z.string(), email: z.string() };

export const named = { id: z.string(), name: z.string() };
export const role = z.enum(['owner', 'member']);
export const membership = z.strictObject({ ...named, role });

export const demand = z.strictObject({ ...named, accept: z.array(type) });

/** What an organization demands from a date on, and the account does not have yet. */
export const dueDemand = z.strictObject({ ...named, deadline: instant, accept: z.array(type) });

export const session = z.strictObject({
  ...person,
  sessionToken: z.optional(z.string()),
  expiresAt: instant,
  /** Good only for the account, activations, leaving and signing out, until what these organizations demand is met. */
  scope: z.optional(z.literal('enrolment')),
  requiredBy: z.optional(z.array(demand)),
  due: z.optional(z.array(dueDemand)),
});

const mailed = {
  sentTo: z.optional(z.string()),
  resendsLeft: z.optional(z.int()),
  resendAt: z.optional(instant),
};

export const challenge = z.strictObject({
  mfaID: z.string(),
  mfaPreferredType: type,
  mfaTypes: z.array(type),
  expiresAt: instant,
  attemptsLeft: z.int(),
  /** What the user should know of the methods, in words. */
  notice: z.optional(z.string()),
  ...mailed,
});

export const activation = z.strictObject({
  activationID: z.string(),
  type,
  expiresAt: instant,
  attemptsLeft: z.int(),
  ...mailed,
  secret: z.optional(z.string()),
  uri: z.optional(z.string()),
  qr: z.optional(z.string()),
});

export const factor = z.strictObject({
  id: z.string(),
  type,
  name: z.string(),
  createdAt: instant,
  lastUsedAt: z.nullable(instant),
  preferred: z.boolean(),
});

export const recoveryCodes = z.array(z.string());

export const account = z.strictObject({
  ...person,
  scope: z.optional(z.literal('enrolment')),
  mfa: z.strictObject({
    enabled: z.boolean(),
    preferred: z.nullable(type),
    factors: z.array(factor),
    recoveryCodesLeft: z.int(),
    requiredBy: z.array(demand),
    /** Those that this session does not meet: it is good only for the account until then. */
    unmet: z.optional(z.array(demand)),
    due: z.optional(z.array(dueDemand)),
  }),
  organizations: z.array(membership),
});

export const verification = z.strictObject({
  ...person,
  authenticatedAt: instant,
  amr: z.array(z.string()),
  methods: z.array(method),
  expiresAt: instant,
  organizations: z.array(membership),
});

export const sessions = z.strictObject({
  sessions: z.array(
    z.strictObject({
      id: z.string(),
      current: z.boolean(),
      kind: z.enum(['dashboard', 'cli']),
      createdAt: instant,
      authenticatedAt: instant,
      lastSeenAt: instant,
      expiresAt: instant,
      methods: z.array(method),
      address: z.string(),
      browser: z.string(),
    }),
  ),
});

export const eventKind = z.enum(eventKinds);

export const events = z.strictObject({
  events: z.array(
    z.strictObject({
      id: z.string(),
      at: instant,
      kind: eventKind,
      factor: z.optional(z.strictObject({ type: z.string(), name: z.optional(z.string()) })),
      key: z.optional(z.strictObject({ name: z.string(), fingerprint: z.string() })),
      organization: z.optional(z.strictObject(named)),
      /** Why an operator of the service did it. */
      reason: z.optional(z.string()),
      address: z.string(),
      browser: z.string(),
    }),
  ),
  next: z.optional(z.string()),
});

export const key = z.strictObject({
  name: z.string(),
  key: z.string(),
  fingerprint: z.string(),
  createdAt: instant,
});

/** Names as the guide's command line reads them. */
export const environment = z.strictObject({
  id: z.string(),
  name: z.string(),
  namespace: z.string(),
  organizationId: z.string(),
});

/** An answer without a body. */
export const nothing = undefined;
