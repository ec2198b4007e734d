import * as z from 'zod/mini';

/** What the command reads of the service's answers. Whatever does not have this shape did not come from the service. */

export const person = z.object({ id: z.string(), name: z.string(), email: z.string() });

const method = z.string();

/** What an organization requires of its members: a factor of one of these methods. */
export const demand = z.object({ id: z.string(), name: z.string(), accept: z.array(method) });
export type Demand = z.infer<typeof demand>;

export const session = z.object({
  ...person.shape,
  sessionToken: z.string(),
  expiresAt: z.string(),
  /** `enrolment`: good for the account alone, until what organizations require is met. */
  scope: z.optional(z.string()),
  requiredBy: z.optional(z.array(demand)),
  /** What they require from a date on. */
  due: z.optional(z.array(z.object({ ...demand.shape, deadline: z.string() }))),
});
export type Session = z.infer<typeof session>;

export const challenge = z.object({
  mfaID: z.string().check(z.minLength(1)),
  mfaPreferredType: method,
  mfaTypes: z.array(method),
  attemptsLeft: z.optional(z.int()),
  expiresAt: z.string(),
  notice: z.optional(z.string()),
});
export type Challenge = z.infer<typeof challenge>;

export const signIn = z.union([challenge, session]);

const membership = z.object({ id: z.string(), name: z.string(), role: z.string() });
export type Membership = z.infer<typeof membership>;

export const verification = z.object({
  ...person.shape,
  organizations: z.array(membership),
  authenticatedAt: z.string(),
  amr: z.array(z.string()),
  methods: z.array(method),
  expiresAt: z.string(),
});

export const factor = z.object({
  id: z.string(),
  type: method,
  name: z.string(),
  createdAt: z.string(),
  lastUsedAt: z.nullable(z.string()),
  preferred: z.boolean(),
});
export type Factor = z.infer<typeof factor>;

export const account = z.object({
  ...person.shape,
  scope: z.optional(z.string()),
  organizations: z.array(membership),
  mfa: z.object({
    enabled: z.boolean(),
    preferred: z.nullable(method),
    factors: z.array(factor),
    recoveryCodesLeft: z.int(),
    /** What holds the session back. */
    unmet: z.optional(z.array(demand)),
  }),
});

export const activation = z.object({
  activationID: z.string(),
  type: method,
  expiresAt: z.string(),
  secret: z.optional(z.string()),
  uri: z.optional(z.string()),
});
export type Activation = z.infer<typeof activation>;

export const activated = z.object({ factor, recoveryCodes: z.optional(z.array(z.string())) });
export const preferred = z.object({ factor });
export const recoveryCodes = z.object({ recoveryCodes: z.array(z.string()) });

export const environment = z.object({
  id: z.string(),
  name: z.string(),
  namespace: z.string(),
  organizationId: z.string(),
});
export const environments = z.array(environment);

export const sessions = z.object({
  sessions: z.array(
    z.object({
      id: z.string(),
      current: z.boolean(),
      kind: z.string(),
      createdAt: z.string(),
      lastSeenAt: z.string(),
      expiresAt: z.string(),
      methods: z.array(method),
      address: z.string(),
      browser: z.string(),
    }),
  ),
});

export const events = z.object({
  events: z.array(
    z.object({
      id: z.string(),
      at: z.string(),
      kind: z.string(),
      factor: z.optional(z.object({ type: z.string(), name: z.optional(z.string()) })),
      key: z.optional(z.object({ name: z.string(), fingerprint: z.string() })),
      organization: z.optional(z.object({ id: z.string(), name: z.string() })),
      reason: z.optional(z.string()),
      address: z.string(),
      browser: z.string(),
    }),
  ),
  next: z.optional(z.string()),
});

export const pods = z.object({ pods: z.array(z.object({ name: z.string() })) });

export const problem = z.object({
  type: z.string(),
  detail: z.string(),
  attemptsLeft: z.optional(z.int()),
  activateUrl: z.optional(z.string()),
  organizations: z.optional(z.array(demand)),
});
