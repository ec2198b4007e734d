import type { Reason } from '../../core/kernel/reasons.ts';
import type { StepName } from '../steps.ts';

/** What the OpenAPI document says about an operation in addition to its row in steps.ts and its schemas. */
export interface Operation {
  /** The operationId. Generated clients contain it, so it never changes. */
  readonly id: string;
  readonly tag: Tag;
  /**
   * The reasons for which this operation itself refuses. refusals.ts adds those that follow from its row, its body and its
   * parameters.
   */
  readonly refusals?: readonly Reason[];
  /** Operations that take an id from the answer. */
  readonly links?: readonly Link[];
}

export interface Link {
  readonly status: number;
  readonly to: DescribedStep;
  /** The path parameters of that operation, as runtime expressions of OpenAPI. */
  readonly parameters?: Readonly<Record<string, string>>;
  /** Its request body, as runtime expressions too. */
  readonly body?: Readonly<Record<string, unknown>>;
}

/** Every operation except the one that answers requests without a route. */
export type DescribedStep = Exclude<StepName, 'http/not-found' | 'oidc/provider'>;

/** The subjects of operations, in the order in which documentation shows them. */
export const tags = {
  Accounts: 'Register, read and change an account, and reset its password.',
  'Sign-in': 'A password or an SSH key begins a sign-in. An account with a factor then gets a challenge.',
  'Step-up': 'Prove the factor again for operations that need a fresh session.',
  Factors: 'Activate, prefer and disable second factors, and recovery codes.',
  Apps: 'Tokens for products that rely on the accounts, and what verifies them.',
  Sessions: 'List and end the sessions of an account.',
  Devices: 'The browsers and command lines that signed in to an account.',
  'SSH keys': 'Keys that sign in on a command line instead of the password.',
  Organizations: 'Organizations, their security log and their groups.',
  Members: 'The members of an organization, their roles, and resets of their factors.',
  Invitations: 'Invitations to an organization.',
  'MFA requirement': 'What an organization requires of its members.',
  Environments: 'An example of a product that relies on the session.',
  API: 'The API itself.',
} as const;
export type Tag = keyof typeof tags;

const passwordGuess = ['wrong-credentials', 'too-many-failed-sign-ins'] as const;
const newPassword = [
  'password-too-short',
  'password-too-long',
  'password-too-uniform',
  'password-too-personal',
  'password-too-common',
] as const;
/** A new session is refused if the account changed, or if an organization requires a factor that it does not have. */
const newSession = ['account-changed-meanwhile', 'mfa-required'] as const;
const challenge = ['not-found', 'challenge-over'] as const;
const malformedCode = ['code-malformed', 'code-length', 'code-not-found', 'several-codes'] as const;
/** Why a passkey does not answer a challenge. */
const passkey = [
  'passkey-not-requested',
  'passkey-refused',
  'passkey-copied',
  'code-used',
  'too-many-wrong-codes',
  'method-locked',
] as const;
const code = [
  ...malformedCode,
  'browser-code-malformed',
  'recovery-code-length',
  'recovery-code-instead',
  'wrong-code',
  'phone-clock-wrong',
  'code-used',
  'too-many-wrong-codes',
  'method-locked',
] as const;
const resend = [
  'nothing-to-resend',
  'resends-spent',
  'code-just-sent',
  'method-locked',
  'mail-returned',
  'codes-of-the-hour-spent',
  'code-not-sent',
] as const;
const switchMethod = ['method-not-enabled', 'mail-returned', 'codes-of-the-hour-spent'] as const;
const page = ['limit-invalid', 'cursor-invalid'] as const;
const memberPage = ['limit-invalid', 'cursor-invalid', 'member-lists-spent'] as const;
const ofMember = ['not-found'] as const;
/** A trusted device is not enough for what owners do. */
const ofOwner = ['not-found', 'owner-needed', 'confirmation-needed'] as const;
/** Why no mail is sent for someone who is not signed in. */
const requestedMail = [
  'mails-from-network-spent',
  'mails-of-the-hour-spent',
  'mails-of-the-day-spent',
  'mail-not-sent',
] as const;
const invitable = [
  'already-invited',
  'already-member',
  'invitation-limit',
  'mails-of-the-hour-spent',
  'mails-of-the-day-spent',
] as const;

const body = (field: string) => `$response.body#/${field}`;
const path = (parameter: string) => `$request.path.${parameter}`;

/** Operations that take an organization's id. */
const ofOrganization = (status: number, orgID: string): readonly Link[] => {
  const parameters = { orgID };
  const steps = [
    'orgs/read',
    'orgs/rename',
    'orgs/list-users',
    'orgs/invite',
    'orgs/list-invites',
    'orgs/require-mfa',
    'orgs/preview-mfa',
    'orgs/coverage',
    'orgs/events',
    'orgs/list-groups',
    'environments/create',
    'orgs/leave',
  ] as const;
  return steps.map((to) => ({ status, to, parameters }));
};

export const operations: Readonly<Record<DescribedStep, Operation>> = {
  'account/register': {
    id: 'registerAccount',
    tag: 'Accounts',
    refusals: [...newPassword, ...requestedMail, 'registration-by-invitation', 'registration-by-domain'],
    links: [{ status: 202, to: 'account/verify-email', body: { registrationID: body('registrationID') } }],
  },
  'account/verify-email': {
    id: 'verifyEmail',
    tag: 'Accounts',
    refusals: [
      ...challenge,
      ...malformedCode,
      ...newPassword,
      'wrong-code',
      'too-many-wrong-codes',
      'address-taken',
      'registration-by-invitation',
      'registration-by-domain',
    ],
  },
  'account/forgot-password': { id: 'requestPasswordReset', tag: 'Accounts', refusals: requestedMail },
  'account/reset-password': { id: 'resetPassword', tag: 'Accounts', refusals: ['link-over', ...newPassword] },
  'account/read': {
    id: 'readAccount',
    tag: 'Accounts',
    links: [
      { status: 200, to: 'mfa/disable-factor', parameters: { factorID: body('mfa/factors/0/id') } },
      { status: 200, to: 'mfa/prefer-factor', body: { factorID: body('mfa/factors/0/id') } },
      ...ofOrganization(200, body('organizations/0/id')),
    ],
  },
  'account/rename': { id: 'renameAccount', tag: 'Accounts', refusals: ['changed-meanwhile'] },
  'account/change-password': {
    id: 'changePassword',
    tag: 'Accounts',
    refusals: [...passwordGuess, ...newPassword, 'field-missing', 'keys-unknown', 'changed-meanwhile'],
  },
  'account/remove-password': {
    id: 'removePassword',
    tag: 'Accounts',
    refusals: ['passkeys-needed', 'no-password', 'changed-meanwhile'],
  },
  'account/events': {
    id: 'listAccountEvents',
    tag: 'Accounts',
    refusals: page,
    links: [{ status: 200, to: 'account/events', parameters: { cursor: body('next') } }],
  },
  'account/export': { id: 'exportAccount', tag: 'Accounts' },
  'account/delete': {
    id: 'deleteAccount',
    tag: 'Accounts',
    refusals: ['owner-still-needed', 'mail-not-sent', 'changed-meanwhile'],
    links: [{ status: 202, to: 'account/keep' }],
  },
  'account/keep': {
    id: 'keepAccount',
    tag: 'Accounts',
    refusals: ['account-deletion-begun', 'changed-meanwhile'],
  },
  'account/choose-language': {
    id: 'chooseLanguage',
    tag: 'Accounts',
    refusals: ['field-invalid', 'changed-meanwhile'],
  },
  'account/list-devices': {
    id: 'listDevices',
    tag: 'Devices',
    links: [{ status: 200, to: 'account/remove-device', parameters: { deviceID: body('devices/0/id') } }],
  },
  'account/remove-device': { id: 'removeDevice', tag: 'Devices', refusals: ['not-found'] },
  'account/list-invitations': {
    id: 'listOwnInvitations',
    tag: 'Invitations',
    links: [
      {
        status: 200,
        to: 'account/accept-invitation',
        parameters: { inviteID: body('invitations/0/id') },
      },
    ],
  },
  'account/accept-invitation': {
    id: 'acceptOwnInvitation',
    tag: 'Invitations',
    refusals: ['not-found', 'organization-limit', 'owner-limit', 'changed-meanwhile'],
    links: ofOrganization(200, body('orgID')),
  },
  'auth/sign-in': {
    id: 'signIn',
    tag: 'Sign-in',
    refusals: [...passwordGuess, ...newSession, 'challenge-over', 'codes-of-the-hour-spent'],
    links: ofChallenge('auth'),
  },
  'auth/sign-in-with-key': {
    id: 'signInWithKey',
    tag: 'Sign-in',
    refusals: [
      'signature-headers-missing',
      'key-invalid',
      'wrong-key',
      'signature-clock',
      'too-many-failed-sign-ins',
      ...newSession,
      'challenge-over',
      'codes-of-the-hour-spent',
    ],
    links: ofChallenge('auth'),
  },
  'auth/passkey-options': { id: 'requestPasskeyOptions', tag: 'Sign-in' },
  'auth/sign-in-with-passkey': {
    id: 'signInWithPasskey',
    tag: 'Sign-in',
    refusals: ['passkey-challenge-over', 'passkey-unknown', 'wrong-passkey', 'passkey-copied', ...newSession],
  },
  'auth/submit-passkey': {
    id: 'submitSignInPasskey',
    tag: 'Sign-in',
    refusals: [...challenge, ...passkey, ...newSession],
  },
  'auth/submit-code': {
    id: 'submitSignInCode',
    tag: 'Sign-in',
    refusals: [...challenge, ...code, ...newSession],
  },
  'auth/switch-method': {
    id: 'switchSignInMethod',
    tag: 'Sign-in',
    refusals: [...challenge, ...switchMethod],
    links: ofChallenge('auth'),
  },
  'auth/resend-code': {
    id: 'resendSignInCode',
    tag: 'Sign-in',
    refusals: [...challenge, ...resend],
    links: ofChallenge('auth'),
  },
  'auth/verify': {
    id: 'verifySession',
    tag: 'Sign-in',
    refusals: ['acr-unknown', 'max-age-invalid', 'stronger-sign-in-needed'],
    links: ofOrganization(200, body('organizations/0/id')),
  },
  'auth/token': { id: 'issueToken', tag: 'Apps', refusals: ['app-unknown'] },
  'oidc/read-request': {
    id: 'readAuthorizationRequest',
    tag: 'Apps',
    refusals: ['authorization-over'],
  },
  'oidc/answer-request': {
    id: 'answerAuthorizationRequest',
    tag: 'Apps',
    refusals: ['authorization-over', 'stronger-sign-in-needed', 'stronger-factor-needed'],
  },
  'passkeys/origins': { id: 'readPasskeyOrigins', tag: 'Factors' },
  'oidc/discovery': { id: 'readProviderMetadata', tag: 'Apps' },
  'oidc/keys': { id: 'listSigningKeys', tag: 'Apps' },
  'auth/sign-out': { id: 'signOut', tag: 'Sign-in' },
  'step-up/start': {
    id: 'startStepUp',
    tag: 'Step-up',
    refusals: [
      'password-needed',
      'factor-enabled-meanwhile',
      ...passwordGuess,
      ...newSession,
      'challenge-over',
      'codes-of-the-hour-spent',
    ],
    links: ofChallenge('step-up'),
  },
  'step-up/submit-code': {
    id: 'submitStepUpCode',
    tag: 'Step-up',
    refusals: [...challenge, ...code, ...newSession],
  },
  'step-up/submit-passkey': {
    id: 'submitStepUpPasskey',
    tag: 'Step-up',
    refusals: [...challenge, ...passkey, ...newSession],
  },
  'step-up/switch-method': {
    id: 'switchStepUpMethod',
    tag: 'Step-up',
    refusals: [...challenge, ...switchMethod, 'method-not-accepted'],
    links: ofChallenge('step-up'),
  },
  'step-up/resend-code': {
    id: 'resendStepUpCode',
    tag: 'Step-up',
    refusals: [...challenge, ...resend],
    links: ofChallenge('step-up'),
  },
  'mfa/activate': {
    id: 'startActivation',
    tag: 'Factors',
    refusals: [
      ...passwordGuess,
      'field-missing',
      'existing-factor-needed',
      'factor-limit',
      'mail-returned-at-activation',
      'codes-of-the-hour-spent',
      'challenge-over',
      'code-not-sent',
    ],
    links: [
      { status: 201, to: 'mfa/complete-activation', parameters: { activationID: body('activationID') } },
      { status: 201, to: 'mfa/resend-activation', parameters: { activationID: body('activationID') } },
    ],
  },
  'mfa/complete-activation': {
    id: 'completeActivation',
    tag: 'Factors',
    refusals: [
      ...challenge,
      ...code,
      'field-missing',
      'passkey-not-requested',
      'passkey-refused',
      'passkey-registered',
    ],
    links: [
      { status: 200, to: 'mfa/disable-factor', parameters: { factorID: body('factor/id') } },
      { status: 200, to: 'mfa/prefer-factor', body: { factorID: body('factor/id') } },
    ],
  },
  'mfa/resend-activation': {
    id: 'resendActivationCode',
    tag: 'Factors',
    refusals: [...challenge, ...resend],
    links: [
      { status: 200, to: 'mfa/complete-activation', parameters: { activationID: body('activationID') } },
    ],
  },
  'mfa/disable-factor': {
    id: 'disableFactor',
    tag: 'Factors',
    refusals: ['not-found', 'factor-required', 'passkeys-needed', 'changed-meanwhile'],
  },
  'mfa/rename-factor': {
    id: 'renameFactor',
    tag: 'Factors',
    refusals: ['not-found'],
  },
  'mfa/prefer-factor': {
    id: 'preferFactor',
    tag: 'Factors',
    refusals: ['not-found', 'changed-meanwhile'],
    links: [{ status: 200, to: 'mfa/disable-factor', parameters: { factorID: body('factor/id') } }],
  },
  'mfa/regenerate-recovery-codes': {
    id: 'regenerateRecoveryCodes',
    tag: 'Factors',
    refusals: ['no-factor', 'changed-meanwhile'],
  },
  'mfa/make-browser-code': {
    id: 'makeBrowserCode',
    tag: 'Factors',
    refusals: ['browser-code-not-needed'],
  },
  'mfa/undo': { id: 'undoActivation', tag: 'Factors', refusals: ['link-over', 'changed-meanwhile'] },
  'mfa/cancel-reset': { id: 'cancelFactorReset', tag: 'Factors', refusals: ['link-over'] },
  'sessions/list': {
    id: 'listSessions',
    tag: 'Sessions',
    links: [{ status: 200, to: 'sessions/end', parameters: { sessionID: body('sessions/1/id') } }],
  },
  'sessions/end': { id: 'endSession', tag: 'Sessions', refusals: ['not-found'] },
  'sessions/end-others': { id: 'endOtherSessions', tag: 'Sessions', refusals: ['changed-meanwhile'] },
  'keys/add': {
    id: 'addSshKey',
    tag: 'SSH keys',
    refusals: [
      'key-invalid',
      'key-proof-wrong',
      'key-name-taken',
      'key-limit',
      'key-in-use',
      'changed-meanwhile',
    ],
    links: [{ status: 201, to: 'keys/remove', parameters: { name: body('name') } }],
  },
  'keys/list': {
    id: 'listSshKeys',
    tag: 'SSH keys',
    links: [{ status: 200, to: 'keys/remove', parameters: { name: body('0/name') } }],
  },
  'keys/remove': { id: 'removeSshKey', tag: 'SSH keys', refusals: ['not-found', 'changed-meanwhile'] },
  'orgs/create': {
    id: 'createOrganization',
    tag: 'Organizations',
    refusals: ['organization-limit', 'changed-meanwhile'],
    links: ofOrganization(201, body('id')),
  },
  'orgs/list': {
    id: 'listOrganizations',
    tag: 'Organizations',
    links: ofOrganization(200, body('0/id')),
  },
  'orgs/read': { id: 'readOrganization', tag: 'Organizations', refusals: ofMember },
  'orgs/rename': {
    id: 'renameOrganization',
    tag: 'Organizations',
    refusals: [...ofOwner, 'changed-meanwhile'],
  },
  'orgs/delete': {
    id: 'deleteOrganization',
    tag: 'Organizations',
    refusals: [...ofOwner, 'changed-meanwhile'],
    links: [{ status: 202, to: 'orgs/keep', parameters: { orgID: path('orgID') } }],
  },
  'orgs/keep': {
    id: 'keepOrganization',
    tag: 'Organizations',
    refusals: [...ofOwner, 'changed-meanwhile'],
  },
  'orgs/events': {
    id: 'listOrganizationEvents',
    tag: 'Organizations',
    refusals: [...ofOwner, ...page],
    links: [
      {
        status: 200,
        to: 'orgs/events',
        parameters: { orgID: path('orgID'), cursor: body('next') },
      },
    ],
  },
  'orgs/list-groups': { id: 'listGroups', tag: 'Organizations', refusals: [...ofMember, ...memberPage] },
  'orgs/leave': {
    id: 'leaveOrganization',
    tag: 'Members',
    refusals: [...ofMember, 'last-owner', 'confirmation-awaited', 'changed-meanwhile'],
  },
  'orgs/list-users': {
    id: 'listMembers',
    tag: 'Members',
    refusals: [...ofMember, ...memberPage],
    links: (
      [
        'orgs/change-role',
        'orgs/confirm-member',
        'orgs/reset-factors',
        'orgs/withdraw-reset',
        'orgs/remove-user',
      ] as const
    ).map((to) => ({ status: 200, to, parameters: { orgID: path('orgID'), userID: body('0/id') } })),
  },
  'orgs/remove-user': {
    id: 'removeMember',
    tag: 'Members',
    refusals: [...ofOwner, 'last-owner', 'changed-meanwhile'],
  },
  'orgs/change-role': {
    id: 'changeMemberRole',
    tag: 'Members',
    refusals: [...ofOwner, 'owner-limit', 'last-owner', 'mails-of-the-hour-spent', 'changed-meanwhile'],
  },
  'orgs/confirm-member': {
    id: 'confirmMember',
    tag: 'Members',
    refusals: [...ofOwner, 'own-confirmation', 'nothing-to-confirm', 'undone-again', 'changed-meanwhile'],
  },
  'orgs/reset-factors': {
    id: 'resetMemberFactors',
    tag: 'Members',
    refusals: [
      ...ofOwner,
      'own-reset',
      'no-factor-to-reset',
      'member-elsewhere',
      'second-owner-needed',
      'changed-meanwhile',
    ],
    links: [
      {
        status: 202,
        to: 'orgs/withdraw-reset',
        parameters: { orgID: path('orgID'), userID: path('userID') },
      },
    ],
  },
  'orgs/withdraw-reset': {
    id: 'withdrawFactorReset',
    tag: 'Members',
    refusals: [...ofOwner, 'no-reset-pending', 'changed-meanwhile'],
  },
  'orgs/invite': {
    id: 'inviteMember',
    tag: 'Invitations',
    refusals: [
      ...ofOwner,
      ...invitable,
      'owner-limit',
      'link-template-foreign',
      'link-template-malformed',
      'link-template-without-code',
      'invitation-not-mailed',
      'changed-meanwhile',
    ],
    links: ofInvitation(201, 'id'),
  },
  'orgs/list-invites': {
    id: 'listInvitations',
    tag: 'Invitations',
    refusals: ofOwner,
    links: ofInvitation(200, '0/id'),
  },
  'orgs/revoke-invite': {
    id: 'revokeInvitation',
    tag: 'Invitations',
    refusals: [...ofOwner, 'invitation-accepted', 'changed-meanwhile'],
  },
  'orgs/resend-invite': {
    id: 'resendInvitation',
    tag: 'Invitations',
    refusals: [
      ...ofOwner,
      ...invitable,
      'owner-limit',
      'invitation-closed',
      'invitation-just-sent',
      'invitation-not-mailed',
      'mail-not-sent',
      'changed-meanwhile',
    ],
    links: ofInvitation(200, 'id'),
  },
  'orgs/read-invite': {
    id: 'readInvitation',
    tag: 'Invitations',
    refusals: ['invitation-unknown', 'invitation-over'],
    links: [{ status: 200, to: 'orgs/accept-invite', parameters: { inviteCode: path('inviteCode') } }],
  },
  'orgs/accept-invite': {
    id: 'acceptInvitation',
    tag: 'Invitations',
    refusals: [
      'invitation-unknown',
      'invitation-over',
      'invitation-for-another',
      'you-are-member',
      'organization-limit',
      'owner-limit',
      'changed-meanwhile',
    ],
    links: ofOrganization(200, body('orgID')),
  },
  'orgs/require-mfa': {
    id: 'setMfaRequirement',
    tag: 'MFA requirement',
    refusals: [
      ...ofOwner,
      'requirement-incomplete',
      'deadline-past',
      'deadline-too-far',
      'own-factor-needed',
      'accepted-factor-needed',
      'changed-meanwhile',
    ],
  },
  'orgs/preview-mfa': {
    id: 'previewMfaRequirement',
    tag: 'MFA requirement',
    refusals: [...ofOwner, 'methods-unknown', ...memberPage],
  },
  'orgs/coverage': {
    id: 'readMfaCoverage',
    tag: 'MFA requirement',
    refusals: [...ofOwner, 'format-unknown', ...memberPage],
  },
  'environments/create': {
    id: 'createEnvironment',
    tag: 'Environments',
    refusals: [...ofOwner, 'environment-limit', 'environment-name-taken', 'changed-meanwhile'],
    links: [{ status: 201, to: 'environments/read', parameters: { environmentID: body('id') } }],
  },
  'environments/list': {
    id: 'listEnvironments',
    tag: 'Environments',
    links: [{ status: 200, to: 'environments/read', parameters: { environmentID: body('0/id') } }],
  },
  'environments/read': { id: 'readEnvironment', tag: 'Environments', refusals: ['not-found'] },
  'pods/list': { id: 'listPods', tag: 'Environments' },
  'openapi/read': { id: 'readApiDescription', tag: 'API' },
};

/** What can be done with a challenge, at a sign-in or a step-up. */
function ofChallenge(room: 'auth' | 'step-up'): readonly Link[] {
  const parameters = { mfaID: body('mfaID') };
  return [
    { status: 200, to: `${room}/submit-code`, parameters },
    { status: 200, to: `${room}/submit-passkey`, parameters },
    { status: 200, to: `${room}/switch-method`, parameters },
    { status: 200, to: `${room}/resend-code`, parameters },
  ];
}

function ofInvitation(status: number, id: string): readonly Link[] {
  const parameters = { orgID: path('orgID'), inviteID: body(id) };
  return [
    { status, to: 'orgs/resend-invite', parameters },
    { status, to: 'orgs/revoke-invite', parameters },
  ];
}
