import * as z from 'zod/mini';
import * as answers from '../http/answers.ts';
import * as organizationAnswers from '../http/organization-answers.ts';

/** The schemas with a name in the OpenAPI document and in the types generated from it. */
const components: Readonly<Record<string, z.ZodMiniType>> = {
  Method: answers.method,
  FactorType: answers.type,
  Role: answers.role,
  Membership: answers.membership,
  Requirement: answers.requirement,
  UpcomingRequirement: answers.upcomingRequirement,
  Session: answers.session,
  Challenge: answers.challenge,
  Activation: answers.activation,
  Factor: answers.factor,
  ListedFactor: answers.listedFactor,
  OfferedFactor: answers.offeredFactor,
  Account: answers.account,
  VerifiedSession: answers.verification,
  SessionList: answers.sessions,
  DeviceList: answers.devices,
  AccountLogKind: answers.entryKind,
  AccountLog: answers.accountLog,
  SshKey: answers.key,
  Environment: answers.environment,
  Organization: organizationAnswers.organization,
  RequirementPreview: organizationAnswers.preview,
  MfaCoverage: organizationAnswers.coverage,
  Member: organizationAnswers.member,
  MemberRole: organizationAnswers.memberRole,
  ResetRequest: organizationAnswers.resetRequested,
  Invitation: organizationAnswers.invitation,
  InvitationPreview: organizationAnswers.invitationPreview,
  OwnInvitation: organizationAnswers.ownInvitation,
  OrganizationLogKind: organizationAnswers.organizationEntryKind,
  OrganizationLog: organizationAnswers.organizationLog,
  Groups: organizationAnswers.groups,
};

/** Makes toJSONSchema refer to these schemas by their names. */
export function nameComponents(): void {
  for (const [id, schema] of Object.entries(components)) z.globalRegistry.add(schema, { id });
}
