import * as z from 'zod/mini';
import { organizationEventKinds } from '../../core/organizations/organization-log.ts';
import { named, person, role, type } from './answers.ts';
import { instant } from './fields.ts';

/** The shapes of answers about organizations; see answers.ts. */

const orNull = z.nullable(instant);

/** How many members have a factor is for owners alone, and not said of large organizations: their coverage does. */
export const organization = z.strictObject({
  ...named,
  role,
  mfa: z.strictObject({
    required: z.boolean(),
    since: orNull,
    accept: z.array(type),
    deadline: orNull,
    members: z.strictObject({ total: z.int(), withMfa: z.optional(z.int()) }),
  }),
});

/** The members that a demand would stop today. */
export const preview = z.strictObject({
  accept: z.array(type),
  members: z.strictObject({ total: z.int(), stopped: z.int() }),
  stopped: z.array(z.strictObject({ ...person, role, methods: z.array(type) })),
});

export const coverage = z.strictObject({
  members: z.array(
    z.strictObject({
      ...person,
      role,
      mfa: z.boolean(),
      methods: z.array(type),
      accepted: z.boolean(),
      lastSignedInAt: orNull,
    }),
  ),
});

const roleID = z.int();

/** What stands behind `role` is for owners alone; a reset that waits is also for the account that it is about. */
export const member = z.strictObject({
  ...person,
  roleID,
  role,
  mfa: z.optional(z.boolean()),
  resetRequest: z.optional(z.strictObject({ by: z.strictObject(named), expiresAt: instant })),
});

export const memberRole = z.strictObject({ id: z.string(), role, roleID });

/** Waits for a second owner until then. */
export const resetRequested = z.strictObject({ expiresAt: instant });

export const invitation = z.strictObject({
  id: z.string(),
  orgID: z.string(),
  senderID: z.string(),
  roleID,
  role,
  email: z.string(),
  consumed: z.boolean(),
  revoked: z.boolean(),
  expired: z.boolean(),
  createdAt: instant,
  expiresAt: instant,
});

export const invitationPreview = z.strictObject({
  organization: z.strictObject(named),
  email: z.string(),
  role,
  expiresAt: instant,
  mfaRequired: z.boolean(),
  accept: z.array(type),
});

export const organizationEvents = z.strictObject({
  events: z.array(
    z.strictObject({
      id: z.string(),
      at: instant,
      kind: z.enum(organizationEventKinds),
      actor: z.strictObject(person),
      member: z.optional(
        z.strictObject({ id: z.optional(z.string()), name: z.optional(z.string()), email: z.string() }),
      ),
      role: z.optional(role),
      name: z.optional(z.string()),
      accept: z.optional(z.array(type)),
      deadline: z.optional(instant),
      address: z.string(),
      browser: z.string(),
    }),
  ),
  next: z.optional(z.string()),
});

export const groups = z.strictObject({
  groups: z.array(
    z.strictObject({
      name: z.string(),
      acls: z.array(z.string()),
      protected: z.boolean(),
      members: z.array(z.strictObject({ id: z.string(), email: z.string() })),
    }),
  ),
});
