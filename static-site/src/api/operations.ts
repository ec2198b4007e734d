/** One function per operation of the HTTP contract that the dashboard uses. */
import type { Challenge, FactorType, Operations, Session } from '../../../contract/api.ts';
import { knowsPasskeys } from '../passkeys.ts';
import type { LanguageTag } from '../texts/languages.ts';
import { request } from './client.ts';

export const readAccount = () => request('GET /account');
export const exportAccount = () => request('GET /account/export');
export const deleteAccount = () => request('DELETE /account');
export const keepAccount = () => request('DELETE /account/deletion');
export const chooseLanguage = (language: LanguageTag) =>
  request('PUT /account/language', { body: { language } });
export const rename = (name: string) => request('PATCH /account', { body: { name } });
/** @param keepKeys The names of the SSH keys that stay; the others are removed. */
export const changePassword = (currentPassword: string, newPassword: string, keepKeys: readonly string[]) =>
  request('PUT /account/password', { body: { currentPassword, newPassword, keepKeys } });
/** For an account without a password. */
export const setPassword = (newPassword: string, keepKeys: readonly string[]) =>
  request('PUT /account/password', { body: { newPassword, keepKeys } });
export const removePassword = () => request('DELETE /account/password');

export const register = (email: string, password: string, name: string) =>
  request('POST /account/register', { body: { email, password, ...(name ? { name } : {}) } });
export const verifyEmail = (registrationID: string, code: string) =>
  request('POST /account/verify-email', { body: { registrationID, code } });
/** With the link in the mail. */
export const createAccountByLink = (registrationID: string, token: string, password: string) =>
  request('POST /account/verify-email', { body: { registrationID, code: token, password } });
export const forgotPassword = (email: string) =>
  request('POST /account/password/forgot', { body: { email } });
export const resetPassword = (token: string, password: string) =>
  request('POST /account/password/reset', { body: { token, password } });

export const signIn = (identifier: string, password: string) =>
  request('POST /auth/signin', {
    body: { identifier, password },
    sessionAsCookie: true,
    usesPasskeys: knowsPasskeys(),
  });
type Asserted = Operations['POST /auth/signin/passkey']['body']['credential'];
type Created = NonNullable<Operations['POST /mfa/activations/{activationID}']['body']['credential']>;

export const requestPasskeyOptions = () => request('POST /auth/passkey/options');
export const signInWithPasskey = (credential: Asserted) =>
  request('POST /auth/signin/passkey', { body: { credential }, sessionAsCookie: true });
export const readAuthorization = (requestID: string) =>
  request('GET /oidc/auth/{requestID}/request', { path: { requestID } });
export const answerAuthorization = (requestID: string, approve: boolean) =>
  request('POST /oidc/auth/{requestID}/request', { path: { requestID }, body: { approve } });
export const signOut = () => request('DELETE /auth/signout');
export const startStepUp = (password?: string) =>
  request('POST /auth/step-up', {
    ...(password ? { body: { password } } : {}),
    usesPasskeys: knowsPasskeys(),
  });

export const isChallenge = (answer: Session | Challenge): answer is Challenge => 'mfaID' in answer;

/** The operations on a challenge, for a sign-in or a step-up. */
export interface ChallengeOperations {
  /** @param trustDevice Whether this browser needs no code for some days; only for a sign-in. */
  submit(mfaID: string, otp: string, trustDevice: boolean): Promise<Session>;
  submitPasskey(mfaID: string, credential: Asserted): Promise<Session>;
  switchMethod(mfaID: string, type: FactorType): Promise<Challenge>;
  resend(mfaID: string): Promise<Challenge>;
}

export const signInChallenge: ChallengeOperations = {
  submit: (mfaID, otp, trustDevice) =>
    request('POST /auth/signin/mfa/{mfaID}', {
      path: { mfaID },
      body: { otp, ...(trustDevice && { trustDevice }) },
      sessionAsCookie: true,
    }),
  submitPasskey: (mfaID, credential) =>
    request('POST /auth/signin/mfa/{mfaID}/passkey', {
      path: { mfaID },
      body: { credential },
      sessionAsCookie: true,
    }),
  switchMethod: (mfaID, type) =>
    request('PUT /auth/signin/mfa/{mfaID}/type', { path: { mfaID }, body: { type } }),
  resend: (mfaID) => request('POST /auth/signin/mfa/{mfaID}/resend', { path: { mfaID } }),
};
/** The new session is a cookie, like the one that it replaces. */
export const stepUpChallenge: ChallengeOperations = {
  submit: (mfaID, otp) => request('POST /auth/step-up/{mfaID}', { path: { mfaID }, body: { otp } }),
  submitPasskey: (mfaID, credential) =>
    request('POST /auth/step-up/{mfaID}/passkey', { path: { mfaID }, body: { credential } }),
  switchMethod: (mfaID, type) =>
    request('PUT /auth/step-up/{mfaID}/type', { path: { mfaID }, body: { type } }),
  resend: (mfaID) => request('POST /auth/step-up/{mfaID}/resend', { path: { mfaID } }),
};

/** @param password Undefined for an account without one, whose session has proved a passkey. */
export const activate = (type: FactorType, identifier: string, password: string | undefined, name: string) =>
  request('POST /mfa/activations', {
    body: { type, identifier, ...(password !== undefined && { password }), ...(name ? { name } : {}) },
  });
export const completeActivation = (activationID: string, otp: string, preferred: boolean) =>
  request('POST /mfa/activations/{activationID}', { path: { activationID }, body: { otp, preferred } });
export const completePasskeyActivation = (activationID: string, credential: Created, preferred: boolean) =>
  request('POST /mfa/activations/{activationID}', {
    path: { activationID },
    body: { credential, preferred },
  });
export const renameFactor = (factorID: string, name: string) =>
  request('PATCH /mfa/factors/{factorID}', { path: { factorID }, body: { name } });
export const resendActivation = (activationID: string) =>
  request('POST /mfa/activations/{activationID}/resend', { path: { activationID } });
export const disableFactor = (factorID: string) =>
  request('DELETE /mfa/factors/{factorID}', { path: { factorID } });
export const preferFactor = (factorID: string) => request('PUT /mfa/preferred', { body: { factorID } });
export const makeRecoveryCodes = () => request('POST /mfa/recovery-codes');
export const makeBrowserCode = () => request('POST /mfa/browser-code');
export const undoActivation = (token: string) => request('POST /mfa/undo', { body: { token } });
export const cancelReset = (token: string) => request('POST /mfa/cancel-reset', { body: { token } });

export const leaveOrganization = (orgID: string) =>
  request('DELETE /orgs/{orgID}/membership', { path: { orgID } });

export const listSessions = () => request('GET /sessions');
export const endSession = (sessionID: string) =>
  request('DELETE /sessions/{sessionID}', { path: { sessionID } });
export const endOtherSessions = () => request('DELETE /sessions');
export const listOwnInvitations = () => request('GET /account/invitations');
export const acceptOwnInvitation = (inviteID: string) =>
  request('POST /account/invitations/{inviteID}/accept', { path: { inviteID } });
export const listDevices = () => request('GET /account/devices');
export const removeDevice = (deviceID: string) =>
  request('DELETE /account/devices/{deviceID}', { path: { deviceID } });
export const listKeys = () => request('GET /keys');
export const addKey = (name: string, key: string) => request('POST /keys', { body: { name, key } });
export const removeKey = (name: string) => request('DELETE /keys/{name}', { path: { name } });
export const listEvents = (cursor?: string) =>
  request('GET /account/events', { query: { limit: 10, ...(cursor ? { cursor } : {}) } });
