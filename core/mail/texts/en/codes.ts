import type { CodeKinds } from '../../messages.ts';
import type { TextContext, Texts, Wording } from '../../wording.ts';
import { resetPasswordLink } from './phrases.ts';

export const codes: Texts<CodeKinds> = {
  'sign-in': (message, context) => ({
    ...oneTimePassword(message, 'sign in', context),
    advice: adviceOnKnownPassword(context),
  }),

  activation: (message, context) => ({
    ...oneTimePassword(message, 'complete the activation of this method', context),
    advice: adviceOnKnownPassword(context),
  }),

  'step-up': (message, context) => ({
    ...oneTimePassword(message, 'confirm that it is you', context),
    advice: {
      text: 'If this was not you, someone is signed in to your account. Do not share the code with anyone, and reset your password now: this ends all sessions.',
      link: resetPasswordLink(context),
    },
  }),

  registration: (message, context) => ({
    ...oneTimePassword(message, 'create your account', context),
    link: {
      label: 'Create the account without the code',
      url: context.pages.verifyEmail(message.registrationID, message.token),
    },
    advice: {
      text: 'If this was not you, ignore this email. No account is created without the code or the link.',
    },
  }),
};

/** The code is at the end of the subject and at the beginning of the text, where people and scripts look for it. */
function oneTimePassword(
  { code, expiresAt }: { readonly code: string; readonly expiresAt: number },
  purpose: string,
  { brand, formats, now }: TextContext,
): Pick<Wording, 'heading' | 'subject' | 'paragraphs'> {
  return {
    heading: `${code} is your one-time password.`,
    subject: `Your ${brand} one-time password: ${code}`,
    paragraphs: [
      `Enter it to ${purpose}. It works once and expires in ${formats.duration((expiresAt - now) / 1000)}.`,
    ],
  };
}

const adviceOnKnownPassword = (context: TextContext): Wording['advice'] => ({
  text: 'If this was not you, someone knows your password. Do not share the code with anyone, and reset your password now.',
  link: resetPasswordLink(context),
});
