/** Everything that is loaded with the first page of organizations. */
export { AcceptInvitation } from './accept-invitation.tsx';
export { CreateOrganization } from './create-organization.tsx';
export { EditOrganization } from './edit-organization.tsx';
export { Organizations } from './organizations.tsx';
