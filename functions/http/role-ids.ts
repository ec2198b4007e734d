import type { Role } from '../../core/organizations/organization.ts';

/** Roles as the guide's command line writes them. */
export const roleIDs = { owner: 1, member: 5 } as const satisfies Record<Role, number>;
