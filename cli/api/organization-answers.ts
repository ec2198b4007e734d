import * as z from 'zod/mini';
import { person } from './answers.ts';

/** What the command reads of answers about organizations; see answers.ts. */

const method = z.string();
const instant = z.nullable(z.string());

export const organization = z.object({
  id: z.string(),
  name: z.string(),
  role: z.string(),
  mfa: z.object({
    required: z.boolean(),
    since: instant,
    accept: z.array(method),
    deadline: instant,
    /** How many have a factor is told to owners. */
    members: z.object({ total: z.int(), withMfa: z.optional(z.int()) }),
  }),
});
export type Organization = z.infer<typeof organization>;
export const organizations = z.array(organization);

export const member = z.object({
  ...person.shape,
  role: z.string(),
  roleID: z.int(),
  mfa: z.optional(z.boolean()),
  resetRequest: z.optional(
    z.object({ by: z.object({ id: z.string(), name: z.string() }), expiresAt: z.string() }),
  ),
});
export type Member = z.infer<typeof member>;
export const members = z.array(member);

export const memberRole = z.object({ id: z.string(), role: z.string(), roleID: z.int() });

/** Done, or until when a second owner can confirm it. */
export const reset = z.union([z.undefined(), z.object({ expiresAt: z.string() })]);

export const preview = z.object({
  accept: z.array(method),
  members: z.object({ total: z.int(), stopped: z.int() }),
  stopped: z.array(z.object({ ...person.shape, role: z.string(), methods: z.array(method) })),
});
export type Preview = z.infer<typeof preview>;

export const coverage = z.object({
  members: z.array(
    z.object({
      ...person.shape,
      role: z.string(),
      mfa: z.boolean(),
      methods: z.array(method),
      accepted: z.boolean(),
      lastSignedInAt: instant,
    }),
  ),
});

export const invitation = z.object({
  id: z.string(),
  orgID: z.string(),
  senderID: z.string(),
  roleID: z.int(),
  role: z.string(),
  email: z.string(),
  consumed: z.boolean(),
  revoked: z.boolean(),
  expired: z.boolean(),
  createdAt: z.string(),
  expiresAt: z.string(),
});
export type Invitation = z.infer<typeof invitation>;
export const invitations = z.array(invitation);

export const invitationPreview = z.object({
  organization: z.object({ id: z.string(), name: z.string() }),
  email: z.string(),
  role: z.string(),
  expiresAt: z.string(),
  mfaRequired: z.boolean(),
});

export const accepted = z.object({ orgID: z.string() });

export const organizationEvents = z.object({
  events: z.array(
    z.object({
      id: z.string(),
      at: z.string(),
      kind: z.string(),
      actor: z.optional(person),
      member: z.optional(
        z.object({ id: z.optional(z.string()), name: z.optional(z.string()), email: z.string() }),
      ),
      role: z.optional(z.string()),
      name: z.optional(z.string()),
      accept: z.optional(z.array(method)),
      deadline: z.optional(z.string()),
      address: z.string(),
      browser: z.string(),
    }),
  ),
  next: z.optional(z.string()),
});
