import type { Circumstances } from '../../../kernel/circumstances.ts';
import { type Branding, composeNotice, type Mail, type Wording, withoutCode } from '../../compose.ts';
import type { OperatorMessage } from '../../messages.ts';

/** The mail about what an operator did to an account, or is going to do. */
export function operatorMail(
  branding: Branding,
  to: string,
  notice: OperatorMessage,
  circumstances: Circumstances | undefined,
): Mail {
  return composeNotice(branding, to, wordingOf(notice, branding), circumstances);
}

function wordingOf(notice: OperatorMessage, { origin }: Branding): Wording {
  switch (notice.kind) {
    case 'operator-reset-requested':
      return {
        subject: 'Your multi-factor authentication will be reset',
        paragraphs: [
          `The operator of this service was asked to do this${reasonWords(notice.reason)}. It is done after ${instant(notice.dueAt)}, if nobody cancels it: then all methods and recovery codes are removed and all sessions end. Until then nothing changes.`,
        ],
        link: { label: 'Cancel it', url: `${origin}/account/mfa/cancel-reset#token=${notice.token}` },
        ifNotYou:
          'If this was not you, cancel it with the link, and change your password: someone may be trying to get into your account.',
      };
    case 'operator-reset-withdrawn':
      return {
        subject: 'Your multi-factor authentication will not be reset',
        paragraphs: ['The operator of this service withdrew the reset. Nothing was changed.'],
        ifNotYou: 'If this was not you, there is nothing to do.',
      };
    case 'operator-reset-cancelled':
      return {
        subject: 'The reset of your multi-factor authentication was cancelled',
        paragraphs: ['Someone followed the link in our mail about it. Nothing was changed.'],
        ifNotYou:
          'If this was not you, someone reads your mail: secure your mailbox first, then ask the operator of this service.',
      };
    case 'operator-reset':
      return {
        subject: 'Your multi-factor authentication was reset',
        paragraphs: [
          `The operator of this service did this${reasonWords(notice.reason)}. All methods and recovery codes are removed and all sessions have ended. Sign in with your password, and activate a method again as soon as you can.`,
        ],
        link: { label: 'Activate a method', url: `${origin}/account/mfa/activate` },
        ifNotYou:
          'If this was not you, reset your password now at the sign-in page, activate a method, and tell the operator of this service.',
      };
    case 'methods-unlocked':
      return {
        subject: 'Your multi-factor authentication was unlocked',
        paragraphs: [
          `The operator of this service did this${reasonWords(notice.reason)}. Wrong codes of the past no longer count, and mail is sent to this address again. Your methods are as they were.`,
        ],
        ifNotYou:
          'If this was not you, someone may have entered wrong codes after your password: change it now.',
      };
  }
}

const reasonWords = (reason: string | undefined) =>
  reason === undefined ? '' : `, for this reason: “${withoutCode(reason)}”`;

function instant(at: number): string {
  const options = { timeZone: 'UTC', dateStyle: 'long', timeStyle: 'short' } as const;
  return `${new Date(at).toLocaleString('en-GB', options)} UTC`;
}
