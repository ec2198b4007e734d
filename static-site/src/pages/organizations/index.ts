/** What comes with the first page of organizations, and not before it. */
export { AcceptInvitation } from './accept-invitation.tsx';
export { CreateOrganization } from './create-organization.tsx';
export { EditOrganization } from './edit-organization.tsx';
export { Organizations } from './organizations.tsx';
