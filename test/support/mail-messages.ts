import { randomSecret } from '../../core/kernel/random.ts';
import type {
  AccountKinds,
  CodeKinds,
  MessageOf,
  OperatorKinds,
  OrganizationKinds,
} from '../../core/mail/messages.ts';
import {
  type AddressedNotice,
  noticeByOperator,
  noticeOfCode,
  noticeToAccount,
  noticeToMember,
} from '../../core/mail/notice.ts';
import { noon, repeatableRandom } from './users.ts';

/** Samples of every kind of mail: the compiler demands those of a new one. */
type Samples<Kinds> = { readonly [kind in keyof Kinds]: readonly MessageOf<Kinds, kind>[] };

export const token = randomSecret(repeatableRandom(3));
export const code = '042137';
export const invitationUrl = `https://mfa.example.com/account/accept-invite?code=${token}`;

const phone = { method: 'authenticator', name: 'Phone' } as const;
const mailbox = { method: 'email', name: 'Email' } as const;
const sshKey = { name: 'Laptop', fingerprint: 'SHA256:ab123456cd' };
const failed = { kind: 'sign-in-code-failed', signedIn: false, byKey: false } as const;

const account: Samples<AccountKinds> = {
  'address-has-account': [{ kind: 'address-has-account' }],
  'no-account': [{ kind: 'no-account' }],
  'password-reset-requested': [{ kind: 'password-reset-requested', token, expiresAt: noon + 3_600_000 }],
  'password-reset': [0, 2].map((keysRemoved) => ({ kind: 'password-reset', keysRemoved }) as const),
  'password-changed': [
    { kind: 'password-changed', keysRemoved: [], keysKept: [] },
    { kind: 'password-changed', keysRemoved: ['Laptop', 'CI'], keysKept: ['Desk'] },
  ],
  'password-removed': [
    { kind: 'password-removed', keysRemoved: [], keysKept: [] },
    { kind: 'password-removed', keysRemoved: ['Laptop', 'CI'], keysKept: [] },
  ],
  'factor-enabled': [
    { kind: 'factor-enabled', ...phone, undo: { token, expiresAt: noon + 7 * 86_400_000 } },
    { kind: 'factor-enabled', ...phone },
    { kind: 'factor-enabled', ...mailbox },
  ],
  'factor-disabled': [
    { kind: 'factor-disabled', ...phone, isLast: false },
    { kind: 'factor-disabled', ...mailbox, isLast: true },
  ],
  'factor-preferred': [{ kind: 'factor-preferred', ...phone }],
  'factor-renamed': [{ kind: 'factor-renamed', ...phone, before: 'Authenticator' }],
  'passkey-copied': [{ kind: 'passkey-copied', method: 'passkey', name: 'YubiKey' }],
  'activation-undone': [{ kind: 'activation-undone', token, expiresAt: noon + 3_600_000 }],
  'recovery-code-used': [{ kind: 'recovery-code-used' }],
  'recovery-codes-regenerated': [{ kind: 'recovery-codes-regenerated' }],
  'sign-in-code-failed': [
    { ...failed, method: 'email' },
    { ...failed, method: 'email', byKey: true },
    { ...failed, method: 'recovery-code', signedIn: true },
  ],
  'signed-in-from-new-device': [{ kind: 'signed-in-from-new-device' }],
  'key-added': [{ kind: 'key-added', ...sshKey }],
  'key-removed': [{ kind: 'key-removed', ...sshKey }],
  'language-changed': [{ kind: 'language-changed', language: 'Deutsch' }],
  'account-deletion-requested': [{ kind: 'account-deletion-requested', dueAt: noon + 7 * 86_400_000 }],
  'account-kept': [{ kind: 'account-kept' }],
  'account-deletion-stopped': [
    { kind: 'account-deletion-stopped', organization: { id: 'acme', name: 'Sample & Söhne <GmbH>' } },
  ],
  'account-deleted': [{ kind: 'account-deleted' }],
};

const organization = { id: 'acme', name: 'Sample & Söhne <GmbH>' };
const by = { name: 'Olivia <b>Owner</b>', email: 'olivia@example.com' };
const member = { name: 'Max', email: 'max@example.com' };
const accept = ['email', 'authenticator'] as const;

const organizations: Samples<OrganizationKinds> = {
  invited: [
    {
      kind: 'invited',
      organization,
      by,
      role: 'owner',
      url: invitationUrl,
      expiresAt: noon + 7 * 86_400_000,
    },
  ],
  removed: [{ kind: 'removed', organization }],
  'role-changed': (['owner', 'member'] as const).map((role) => ({
    kind: 'role-changed',
    organization,
    role,
  })),
  'owner-added': [{ kind: 'owner-added', organization, by, member }],
  'owner-removed': [{ kind: 'owner-removed', organization, by, member }],
  'mfa-required': [
    { kind: 'mfa-required', organization, by, accept },
    { kind: 'mfa-required', organization, by, accept, deadline: noon },
  ],
  'mfa-not-required': [{ kind: 'mfa-not-required', organization, by }],
  'mfa-reminder': [{ kind: 'mfa-reminder', organization, accept, deadline: noon }],
  'mfa-reset-requested': [{ kind: 'mfa-reset-requested', organization, by, expiresAt: noon + 86_400_000 }],
  'mfa-reset-to-confirm': [
    { kind: 'mfa-reset-to-confirm', organization, by, member, expiresAt: noon + 86_400_000 },
  ],
  'member-recovered': (['undo', 'recovery-code', 'operator-reset'] as const).map((how) => ({
    kind: 'member-recovered',
    organization,
    member,
    role: how === 'undo' ? 'member' : 'owner',
    how,
  })),
  'membership-confirmed': [{ kind: 'membership-confirmed', organization, by }],
  'organization-deletion-requested': [
    { kind: 'organization-deletion-requested', organization, by, dueAt: noon + 7 * 86_400_000 },
  ],
  'organization-deletion-announced': [
    { kind: 'organization-deletion-announced', organization, dueAt: noon + 7 * 86_400_000 },
  ],
  'organization-kept': [{ kind: 'organization-kept', organization, by }],
  'mfa-reset': [true, false].map((required) => ({ kind: 'mfa-reset', organization, by, required })),
};

const operator: Samples<OperatorKinds> = {
  'operator-reset-requested': [
    { kind: 'operator-reset-requested', dueAt: noon + 86_400_000, token, reason: 'ticket 123456' },
  ],
  'operator-reset-withdrawn': [{ kind: 'operator-reset-withdrawn' }],
  'operator-reset-cancelled': [{ kind: 'operator-reset-cancelled' }],
  'operator-reset': [{ kind: 'operator-reset', reason: 'ticket 123456' }, { kind: 'operator-reset' }],
  'methods-unlocked': [{ kind: 'methods-unlocked' }],
};

const oneTimePassword = { code, expiresAt: noon + 600_000 };
const codes: Samples<CodeKinds> = {
  'sign-in': [{ kind: 'sign-in', ...oneTimePassword }],
  'step-up': [{ kind: 'step-up', ...oneTimePassword }],
  activation: [{ kind: 'activation', ...oneTimePassword }],
  registration: [{ kind: 'registration', ...oneTimePassword, registrationID: 'abcdefgh', token }],
};

const to = { email: 'ada@example.com' };
const all = <Kinds>(samples: Samples<Kinds>): readonly MessageOf<Kinds>[] =>
  Object.values<readonly MessageOf<Kinds>[]>(samples).flat();

/** A notice for every sample, all to one recipient. */
export const sampleNotices: readonly AddressedNotice[] = [
  ...all(account).map((message) => noticeToAccount(to, message)),
  ...all(organizations).map((message) => noticeToMember(to, message)),
  ...all(operator).map((message) => noticeByOperator(to, message)),
  ...all(codes).map((message) => noticeOfCode(to, message)),
];
