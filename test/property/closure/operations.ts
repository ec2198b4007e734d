import type { StepName } from '../../../functions/steps.ts';
import type { CallRequest } from '../../support/service.ts';
import { attackersPassword, linkIn, user, type World } from './world.ts';

/** A request as the attacker would send it, with the account that it is about. */
type Filled = CallRequest & { readonly userID?: string };

const nobody = (): Filled => ({});
const someone = ({ victim, mallory, otherOwner }: World, variant: number): string =>
  [victim.id, mallory.id, otherOwner.id][variant % 3] ?? victim.id;
const about = (world: World, variant: number): Filled => ({ userID: someone(world, variant) });
const pick = <T>(all: readonly T[], variant: number): T => all[variant % all.length] as T;

/**
 * How the attacker fills the request of each operation. A new operation does not compile until it is here; `modelled` are
 * those that an action of their own performs, in all their steps.
 */
export const fills: Readonly<Record<StepName, 'modelled' | ((world: World, variant: number) => Filled)>> = {
  'account/register': ({ victim }, variant) => ({
    body: { email: variant % 2 ? victim.email : 'new@example.com', password: attackersPassword },
  }),
  'account/verify-email': () => ({ body: { registrationID: 'x', code: '000000' } }),
  'account/forgot-password': 'modelled',
  'account/reset-password': 'modelled',
  'account/read': nobody,
  'account/rename': () => ({ body: { name: 'Someone Else' } }),
  'account/choose-language': () => ({ body: { language: 'de' } }),
  'account/change-password': ({ password }) => ({
    body: { currentPassword: password ?? 'not the password', newPassword: attackersPassword },
  }),
  'account/remove-password': nobody,
  'account/events': nobody,
  'account/export': nobody,
  'account/delete': nobody,
  'account/keep': nobody,
  'account/list-devices': nobody,
  'account/remove-device': () => ({ parameters: { deviceID: 'none' } }),
  'account/list-invitations': nobody,
  'account/accept-invitation': () => ({ parameters: { inviteID: 'none' } }),
  'auth/sign-in': 'modelled',
  'auth/sign-in-with-key': 'modelled',
  'auth/passkey-options': 'modelled',
  'auth/sign-in-with-passkey': 'modelled',
  'auth/submit-code': 'modelled',
  'auth/submit-passkey': 'modelled',
  'auth/switch-method': 'modelled',
  'auth/resend-code': () => ({ parameters: { mfaID: 'x' } }),
  'auth/verify': nobody,
  'auth/token': () => ({ body: { audience: 'https://app.example' } }),
  'oidc/discovery': nobody,
  // A code that an attacker gets opens nothing of ours; attacks/apps tries what it opens elsewhere.
  'oidc/provider': () => ({ parameters: { proxy: 'token' }, method: 'POST' }),
  'oidc/read-request': () => ({ parameters: { requestID: 'none' } }),
  'oidc/answer-request': () => ({ parameters: { requestID: 'none' }, body: { approve: true } }),
  'passkeys/origins': nobody,
  'oidc/keys': nobody,
  'auth/sign-out': nobody,
  'step-up/start': 'modelled',
  'step-up/submit-code': 'modelled',
  'step-up/submit-passkey': 'modelled',
  'step-up/switch-method': 'modelled',
  'step-up/resend-code': () => ({ parameters: { mfaID: 'x' } }),
  'mfa/activate': 'modelled',
  'mfa/complete-activation': 'modelled',
  'mfa/resend-activation': () => ({ parameters: { activationID: 'x' } }),
  'mfa/disable-factor': (world, variant) => ({
    parameters: { factorID: pick([...user(world, world.victim).factors, { id: 'none' }], variant).id },
  }),
  'mfa/rename-factor': (world, variant) => ({
    parameters: { factorID: pick([...user(world, world.victim).factors, { id: 'none' }], variant).id },
    body: { name: 'Renamed' },
  }),
  'mfa/prefer-factor': (world, variant) => ({
    body: { factorID: pick([...user(world, world.victim).factors, { id: 'none' }], variant).id },
  }),
  'mfa/regenerate-recovery-codes': nobody,
  'mfa/make-browser-code': nobody,
  'mfa/undo': 'modelled',
  'mfa/cancel-reset': () => ({ body: { token: 'x' } }),
  'sessions/list': nobody,
  'sessions/end': () => ({ parameters: { sessionID: 'none' } }),
  'sessions/end-others': nobody,
  'keys/add': ({ victimsKey }) => ({ body: { name: 'another', key: victimsKey.publicKey } }),
  'keys/list': nobody,
  'keys/remove': () => ({ parameters: { name: 'laptop' } }),
  'orgs/create': () => ({ body: { name: 'Another' } }),
  'orgs/list': nobody,
  'orgs/read': nobody,
  'orgs/rename': () => ({ body: { name: 'Renamed' } }),
  'orgs/delete': nobody,
  'orgs/keep': nobody,
  'orgs/require-mfa': (_, variant) => ({
    body: pick([{ required: false }, { required: true, accept: ['email'] }, { required: true }], variant),
  }),
  'orgs/preview-mfa': nobody,
  'orgs/coverage': nobody,
  'orgs/list-users': nobody,
  'orgs/remove-user': about,
  'orgs/leave': nobody,
  'orgs/change-role': (world, variant) => ({
    ...about(world, variant),
    body: { role: pick(['owner', 'member'], Math.floor(variant / 3)) },
  }),
  'orgs/confirm-member': (world, variant) => ({
    ...about(world, variant),
    body: { undoneAt: new Date(user(world, world.victim).undoneAt ?? 0).toISOString() },
  }),
  'orgs/reset-factors': about,
  'orgs/withdraw-reset': about,
  'orgs/invite': ({ mallory, victim }, variant) => ({
    body: { email: pick([mallory.email, victim.email], variant), role: 'owner' },
  }),
  'orgs/list-invites': nobody,
  'orgs/revoke-invite': () => ({ parameters: { inviteID: 'x' } }),
  'orgs/resend-invite': () => ({ parameters: { inviteID: 'x' } }),
  'orgs/read-invite': (world) => ({
    parameters: { inviteCode: linkIn(world, '/account/accept-invite') ?? 'x' },
  }),
  'orgs/accept-invite': (world) => ({
    parameters: { inviteCode: linkIn(world, '/account/accept-invite') ?? 'x' },
  }),
  'orgs/events': nobody,
  'orgs/list-groups': nobody,
  'environments/create': (_, variant) => ({ body: { name: `environment-${variant}` } }),
  'pods/list': nobody,
  'environments/list': nobody,
  'environments/read': () => ({ parameters: { environmentID: 'first' } }),
  'openapi/read': nobody,
  'http/not-found': nobody,
};

/** What a success in the victim's session shows or changes something of the organization. */
export const ofOrganization = (name: StepName): boolean =>
  (name.startsWith('orgs/') || name.startsWith('environments/')) &&
  !['orgs/create', 'orgs/read-invite', 'orgs/accept-invite'].includes(name);

/** Operations of the account that only its user should do, whatever organizations require. */
export const ofAccount: readonly StepName[] = [
  'account/delete',
  'account/remove-password',
  'keys/add',
  'mfa/make-browser-code',
  'mfa/regenerate-recovery-codes',
];
