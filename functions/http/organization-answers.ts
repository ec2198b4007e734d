import * as z from 'zod/mini';
import { organizationEntryKinds } from '../../core/organizations/organization-log.ts';
import { named, person, role, type } from './answers.ts';
import { instant } from './fields.ts';

/** The shapes of answers about organizations; see answers.ts. */

const orNull = z.nullable(instant);

/**
 * Facts such as `canLeave` say what clients can offer, so that they need not know the rules. `canInviteOwner`,
 * `maximumDeadlineDays` and `withMfa` are only for owners; `withMfa` is left out for large organizations, whose coverage has it.
 */
export const organization = z.strictObject({
  ...named,
  role,
  canLeave: z.boolean(),
  /** When the organization is deleted, unless an owner keeps it. */
  deletionDueAt: z.optional(instant),
  canInviteOwner: z.optional(z.boolean()),
  mfa: z.strictObject({
    required: z.boolean(),
    inForce: z.boolean(),
    since: orNull,
    accept: z.array(type),
    deadline: orNull,
    /** Whether the requirement lets members skip the second factor in browsers that they trust. */
    trustedDevices: z.boolean(),
    maximumDeadlineDays: z.optional(z.int()),
    members: z.strictObject({ total: z.int(), withMfa: z.optional(z.int()) }),
  }),
});

/** The members that a requirement would lock out today, and whether the owner meets it. */
export const preview = z.strictObject({
  accept: z.array(type),
  canRequire: z.boolean(),
  /** Of all members, or of those in the page. */
  members: z.strictObject({ total: z.int(), stopped: z.int() }),
  stopped: z.array(z.strictObject({ ...person, role, methods: z.array(type) })),
  /** The cursor of the next page; missing in the last. */
  next: z.optional(z.string()),
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

/** Everything after `role` is only for owners, except that members see a reset request for their own account. */
export const member = z.strictObject({
  ...person,
  roleID,
  role,
  mfa: z.optional(z.boolean()),
  /** Whether an owner must confirm the account; see confirmMember. */
  awaitsConfirmation: z.optional(z.boolean()),
  /** When its factors were last undone, if so. Whoever confirms the account sends it back. */
  undoneAt: z.optional(instant),
  canChangeRole: z.optional(z.boolean()),
  canRemove: z.optional(z.boolean()),
  canReset: z.optional(z.boolean()),
  /** Whether a reset by this owner only begins, and waits for another owner. */
  resetNeedsSecondOwner: z.optional(z.boolean()),
  resetRequest: z.optional(z.strictObject({ by: z.strictObject(named), expiresAt: instant })),
});

export const memberRole = z.strictObject({ id: z.string(), role, roleID });

/** Until when the reset waits for a second owner. */
export const resetRequested = z.strictObject({ expiresAt: instant });

/** `mailedAt` is null if the mail could not be sent; `resendableAt` is missing if it cannot be sent again. */
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
  mailedAt: orNull,
  expiresAt: instant,
  resendableAt: z.optional(instant),
});

/** An open invitation of the account of the session. */
export const ownInvitation = z.strictObject({
  id: z.string(),
  organization: z.strictObject(named),
  role,
  expiresAt: instant,
  mfaRequired: z.boolean(),
  accept: z.array(type),
});

export const invitationPreview = z.strictObject({
  organization: z.strictObject(named),
  email: z.string(),
  role,
  expiresAt: instant,
  mfaRequired: z.boolean(),
  accept: z.array(type),
  /** Whether it is for the account of the session; absent without a session. */
  isForCaller: z.optional(z.boolean()),
});

export const organizationEntryKind = z.enum(organizationEntryKinds);

export const organizationLog = z.strictObject({
  events: z.array(
    z.strictObject({
      id: z.string(),
      at: instant,
      kind: organizationEntryKind,
      actor: z.strictObject(person),
      member: z.optional(
        z.strictObject({ id: z.optional(z.string()), name: z.optional(z.string()), email: z.string() }),
      ),
      role: z.optional(role),
      name: z.optional(z.string()),
      accept: z.optional(z.array(type)),
      deadline: z.optional(instant),
      trustedDevices: z.optional(z.literal(true)),
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
