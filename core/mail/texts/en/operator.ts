import type { OperatorKinds } from '../../messages.ts';
import type { Texts } from '../../wording.ts';
import { resetPasswordLink, withoutPassword } from './phrases.ts';

export const operator: Texts<OperatorKinds> = {
  'operator-reset-requested': ({ dueAt, token, reason }, context) => ({
    heading: 'Your multi-factor authentication will be reset',
    paragraphs: [
      `The operator of this service was asked to reset it.${reasonSentence(reason)}`,
      `After ${context.formats.instant(dueAt)}, all your methods and recovery codes will be removed and all your sessions will be ended, unless the reset is cancelled. Until then, nothing changes.`,
    ],
    link: { label: 'Cancel the reset', url: context.pages.cancelReset(token) },
    advice: {
      text: 'If this was not you, cancel the reset with the link above and then reset your password: someone may be trying to get into your account.',
      link: resetPasswordLink(context),
    },
  }),

  'operator-reset-withdrawn': () => ({
    heading: 'Your multi-factor authentication will not be reset',
    paragraphs: ['The operator of this service withdrew the reset. Nothing was changed.'],
    advice: { text: 'If you still need the reset, ask the operator again.' },
  }),

  'operator-reset-cancelled': () => ({
    heading: 'The reset of your multi-factor authentication was cancelled',
    paragraphs: [
      'The link in our email was used to cancel the reset that the operator of this service had planned. Nothing was changed.',
    ],
    advice: {
      text: 'If this was not you, someone else can read your email. Secure your mailbox first, then contact the operator of this service.',
    },
  }),

  'operator-reset': ({ reason }, context) => ({
    heading: 'Your multi-factor authentication was reset',
    paragraphs: [
      `The operator of this service reset it.${reasonSentence(reason)}`,
      'All your methods and recovery codes were removed, and all your sessions were ended. Sign in with your password, and activate a method again as soon as you can.',
      withoutPassword,
    ],
    link: { label: 'Activate a method', url: context.pages.activate },
    advice: {
      text: 'If you did not ask for this, reset your password now, activate a method, and contact the operator of this service.',
      link: resetPasswordLink(context),
    },
  }),

  'methods-unlocked': ({ reason }, context) => ({
    heading: 'Your multi-factor authentication was unlocked',
    paragraphs: [
      `The operator of this service unlocked it.${reasonSentence(reason)}`,
      'Wrong codes that were entered earlier no longer count, we send email to this address again, and no owner of an organization has to confirm your account. Your methods are unchanged.',
    ],
    advice: {
      text: 'If you did not ask for this, someone may know your password and have entered wrong codes after it: reset it now.',
      link: resetPasswordLink(context),
    },
  }),
};

const reasonSentence = (reason: string | undefined) =>
  reason === undefined ? '' : ` The reason given is “${reason}”.`;
