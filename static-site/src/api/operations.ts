/** One function per operation of the HTTP contract that the dashboard uses. */
import { request } from './client.ts';
import type {
  Account,
  Activation,
  Challenge,
  EventPage,
  Factor,
  ListedSession,
  MethodType,
  Session,
  SshKey,
} from './types.ts';

const cookie = { sessionAsCookie: true } as const;
const id = encodeURIComponent;

export const readAccount = () => request<Account>('GET', '/account');
export const rename = (name: string) => request<unknown>('PATCH', '/account', { body: { name } });
export const changePassword = (currentPassword: string, newPassword: string) =>
  request<void>('PUT', '/account/password', { body: { currentPassword, newPassword } });

export const register = (email: string, password: string, name: string) =>
  request<{ registrationID: string }>('POST', '/account/register', {
    body: { email, password, ...(name ? { name } : {}) },
  });
export const verifyEmail = (registrationID: string, code: string) =>
  request<{ id: string; email: string }>('POST', '/account/verify-email', { body: { registrationID, code } });
export const forgotPassword = (email: string) =>
  request<void>('POST', '/account/password/forgot', { body: { email } });
export const resetPassword = (token: string, password: string) =>
  request<void>('POST', '/account/password/reset', { body: { token, password } });

export const signIn = (identifier: string, password: string) =>
  request<Session | Challenge>('POST', '/auth/signin', { body: { identifier, password }, ...cookie });
export const signOut = () => request<void>('DELETE', '/auth/signout');
export const startStepUp = (password?: string) =>
  request<Session | Challenge>('POST', '/auth/step-up', {
    ...(password ? { body: { password } } : {}),
    ...cookie,
  });

export const isChallenge = (answer: Session | Challenge): answer is Challenge => 'mfaID' in answer;

/** What can be done with a challenge; the same for a sign-in and a step-up. */
export interface ChallengeOperations {
  submit(mfaID: string, otp: string): Promise<Session>;
  switchMethod(mfaID: string, type: MethodType): Promise<Challenge>;
  resend(mfaID: string): Promise<Challenge>;
}

const challengeOperations = (base: string): ChallengeOperations => ({
  submit: (mfaID, otp) => request('POST', `${base}/${id(mfaID)}`, { body: { otp }, ...cookie }),
  switchMethod: (mfaID, type) => request('PUT', `${base}/${id(mfaID)}/type`, { body: { type } }),
  resend: (mfaID) => request('POST', `${base}/${id(mfaID)}/resend`),
});
export const signInChallenge = challengeOperations('/auth/signin/mfa');
export const stepUpChallenge = challengeOperations('/auth/step-up');

export const activate = (type: MethodType, identifier: string, password: string, name: string) =>
  request<Activation>('POST', '/mfa/activations', {
    body: { type, identifier, password, ...(name ? { name } : {}) },
  });
export const completeActivation = (activationID: string, otp: string, preferred: boolean) =>
  request<{ factor: Factor; recoveryCodes?: string[] }>('POST', `/mfa/activations/${id(activationID)}`, {
    body: { otp, preferred },
  });
export const resendActivation = (activationID: string) =>
  request<Activation>('POST', `/mfa/activations/${id(activationID)}/resend`);
export const disableFactor = (factorID: string) => request<void>('DELETE', `/mfa/factors/${id(factorID)}`);
export const preferFactor = (factorID: string) =>
  request<unknown>('PUT', '/mfa/preferred', { body: { factorID } });
export const makeRecoveryCodes = () => request<{ recoveryCodes: string[] }>('POST', '/mfa/recovery-codes');
export const undoActivation = (token: string) => request<void>('POST', '/mfa/undo', { body: { token } });
export const cancelReset = (token: string) => request<void>('POST', '/mfa/cancel-reset', { body: { token } });

export const leaveOrganization = (orgID: string) => request<void>('DELETE', `/orgs/${id(orgID)}/membership`);

export const listSessions = () => request<{ sessions: ListedSession[] }>('GET', '/sessions');
export const endSession = (sessionID: string) => request<void>('DELETE', `/sessions/${id(sessionID)}`);
export const endOtherSessions = () => request<void>('DELETE', '/sessions');
export const listKeys = () => request<SshKey[]>('GET', '/keys');
export const removeKey = (name: string) => request<void>('DELETE', `/keys/${id(name)}`);
export const listEvents = (cursor?: string) =>
  request<EventPage>('GET', `/account/events?limit=10${cursor ? `&cursor=${id(cursor)}` : ''}`);
