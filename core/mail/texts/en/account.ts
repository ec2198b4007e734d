import type { AccountKinds, MessageOf } from '../../messages.ts';
import type { TextContext, Texts, Wording } from '../../wording.ts';
import {
  adviceOnChange,
  adviceToIgnore,
  factorPhrase,
  methodTitles,
  resetPasswordLink,
  titlePhrase,
} from './phrases.ts';

export const account: Texts<AccountKinds> = {
  'address-has-account': (_message, { pages }) => ({
    heading: 'You already have an account',
    paragraphs: [
      'Someone tried to register with this email address, but you already have an account. Nothing was changed. If you forgot your password, you can reset it from the sign-in page.',
    ],
    link: { label: 'Sign in', url: pages.signIn },
    advice: adviceToIgnore,
  }),

  'no-account': (_message, { pages }) => ({
    heading: 'There is no account with this email address',
    paragraphs: [
      'Someone asked to reset a password, but no account has this email address. You may have registered with another one.',
    ],
    link: { label: 'Create an account', url: pages.register },
    advice: adviceToIgnore,
  }),

  'password-reset-requested': ({ token, expiresAt }, { pages, formats, now }) => ({
    heading: 'Reset your password',
    paragraphs: [
      `Use the link below to choose a new password. It works once and expires in ${formats.duration((expiresAt - now) / 1000)}.`,
      'A new password ends all your sessions and removes your SSH keys. Your methods of multi-factor authentication stay as they are.',
    ],
    link: { label: 'Choose a new password', url: pages.resetPassword(token) },
    advice: { text: 'If this was not you, ignore this email. Your password stays as it is.' },
  }),

  'password-reset': ({ keysRemoved }, context) => ({
    heading: 'Your password was reset',
    paragraphs: [
      'You can now sign in with your new password. All your sessions were ended; your methods of multi-factor authentication are unchanged.',
      ...(keysRemoved > 0
        ? ['Your SSH keys were removed. Add the ones that you still use again in your settings.']
        : []),
    ],
    link: { label: 'Sign in', url: context.pages.signIn },
    advice: {
      text: 'If this was not you, someone else can read your email. Secure your mailbox first, then reset your password again.',
      link: resetPasswordLink(context),
    },
  }),

  'password-changed': ({ keysRemoved, keysKept }, context) => ({
    heading: 'Your password was changed',
    paragraphs: [
      'From now on, sign in with your new password. Your other sessions were ended.',
      ...keysAfterChange({ keysRemoved, keysKept }, context),
    ],
    advice: adviceOnChange(context),
  }),

  'password-removed': ({ keysRemoved, keysKept }, context) => ({
    heading: 'Your password was removed',
    paragraphs: [
      'From now on, only a passkey signs in to your account, and no password does. Your other sessions were ended.',
      ...keysAfterChange({ keysRemoved, keysKept }, context),
      'To have a password again, set one in your settings. If you lose your passkeys, ask for the link to reset it, and have a recovery code ready.',
    ],
    link: { label: 'Open your settings', url: context.pages.settings },
    advice: adviceOnChange(context),
  }),

  'factor-enabled': (message, context) =>
    message.undo === undefined
      ? anotherFactorEnabled(message, context)
      : firstFactorEnabled(message, message.undo, context),

  'factor-disabled': (message, context) => ({
    heading: message.isLast
      ? 'Multi-factor authentication is now off'
      : `${titlePhrase(message.method)} removed from your account`,
    paragraphs: message.isLast
      ? [
          `You removed your last method: ${factorPhrase(message, context)}. Your account is now protected by your password alone, and your recovery codes no longer work.`,
        ]
      : [`This method can no longer be used: ${factorPhrase(message, context)}.`],
    link: message.isLast
      ? { label: 'Turn it on again', url: context.pages.activate }
      : { label: 'Manage your methods', url: context.pages.settings },
    advice: adviceOnChange(context),
  }),

  'factor-preferred': (message, context) => ({
    heading: 'Your preferred method was changed',
    paragraphs: [
      `When you sign in, this method now comes first: ${factorPhrase(message, context)}. You can still choose another one.`,
    ],
    advice: adviceOnChange(context),
  }),

  'factor-renamed': ({ method, name, before }, context) => ({
    heading: 'One of your methods was renamed',
    paragraphs: [`${titlePhrase(method)} “${before}” is now called “${name}”.`],
    advice: adviceOnChange(context),
  }),

  'passkey-copied': (message, context) => ({
    heading: 'A passkey may have been copied',
    paragraphs: [
      `Someone tried to use your ${factorPhrase(message, context)}, and was refused: its signature counter went backwards, which happens when a security key was copied.`,
      'Disable this passkey in your settings and enable a new one.',
    ],
    link: { label: 'Manage your methods', url: context.pages.settings },
    advice: adviceOnChange(context),
  }),

  'activation-undone': ({ token, expiresAt }, { pages, formats, now }) => ({
    heading: 'Multi-factor authentication was undone',
    paragraphs: [
      'The link in our email was used to undo its activation. All methods and SSH keys were removed, all sessions were ended, and your old password no longer works.',
      `Use the link below to choose a new password. It works once and expires in ${formats.duration((expiresAt - now) / 1000)}.`,
    ],
    link: { label: 'Choose a new password', url: pages.resetPassword(token) },
    advice: {
      text: 'If this was not you, someone else can read your email. Secure your mailbox first, then choose a new password with the link above.',
    },
  }),

  'recovery-code-used': (_message, context) => ({
    heading: 'A recovery code was used',
    paragraphs: [
      'A recovery code was entered in place of a one-time password. It does not work a second time.',
      'If you lost a device, remove its method in your settings and add a new one. You can also create new recovery codes there.',
    ],
    link: { label: 'Open your settings', url: context.pages.settings },
    advice: adviceOnChange(context),
  }),

  'recovery-codes-regenerated': (_message, context) => ({
    heading: 'You have new recovery codes',
    paragraphs: [
      'New recovery codes were created for your account. Keep them in a safe place; the old ones no longer work.',
    ],
    advice: adviceOnChange(context),
  }),

  'sign-in-code-failed': (message, context) => {
    if (message.signedIn) return codeFailedInSession(message, context);
    return message.byKey ? codeFailedAfterKey(message, context) : codeFailedAfterPassword(message, context);
  },

  'signed-in-from-new-device': (_message, context) => ({
    heading: 'New sign-in to your account',
    paragraphs: [
      'Your account was signed in to from a browser, a command line or a network that was not used with it before. If this was you, there is nothing to do.',
      'Your settings list the devices that signed in to your account. You can remove those that you do not use any more.',
    ],
    link: { label: 'Manage your devices', url: context.pages.settings },
    advice: adviceOnChange(context),
  }),

  'key-added': ({ name, fingerprint }, context) => ({
    heading: 'An SSH key was added to your account',
    paragraphs: [
      `You can now sign in from a command line with the SSH key “${name}” (${fingerprint}). If multi-factor authentication is on, you will still be asked for your second factor.`,
    ],
    advice: adviceOnChange(context),
  }),

  'key-removed': ({ name, fingerprint }, context) => ({
    heading: 'An SSH key was removed from your account',
    paragraphs: [
      `The SSH key “${name}” (${fingerprint}) can no longer be used to sign in. Your other sessions were ended.`,
    ],
    advice: adviceOnChange(context),
  }),

  'language-changed': ({ language }, context) => ({
    heading: 'The language of your account was changed',
    paragraphs: [`Emails about your account, and the pages that show it, are now in ${language}.`],
    link: { label: 'Open your settings', url: context.pages.settings },
    advice: adviceOnChange(context),
  }),

  'account-deletion-requested': ({ dueAt }, context) => ({
    heading: `Your account will be deleted on ${context.formats.instant(dueAt)}`,
    paragraphs: [
      'You asked to delete your account. Your other sessions were ended. Until that day you can keep the account: sign in, and confirm it on the home page.',
      'After that, the account, its methods, its SSH keys and its security log are gone, and nobody can bring them back. Organizations in which you are alone are deleted with it.',
    ],
    link: { label: 'Keep my account', url: context.pages.signIn },
    advice: {
      text: 'If this was not you, someone else has access to your account. Reset your password now, sign in, and keep the account.',
      link: resetPasswordLink(context),
    },
  }),

  'account-kept': (_message, context) => ({
    heading: 'Your account is kept',
    paragraphs: ['The deletion of your account was cancelled. Everything stays as it is.'],
    link: { label: 'Manage your account', url: context.pages.settings },
    advice: adviceOnChange(context),
  }),

  'account-deletion-stopped': ({ organization }, context) => ({
    heading: 'Your account was not deleted',
    paragraphs: [
      `You have become the only owner of ${organization.name}, which has other members. Your account stays until you make another member an owner, or delete the organization. Then you can delete the account again.`,
    ],
    link: { label: `Open ${organization.name}`, url: context.pages.organization(organization.id) },
    advice: {
      text: 'If you did not ask to delete your account, someone else has access to it. Reset your password now.',
      link: resetPasswordLink(context),
    },
  }),

  'account-deleted': () => ({
    heading: 'Your account was deleted',
    paragraphs: [
      'Your account and everything that belonged to it were deleted, as was requested. This is the last email about it.',
    ],
    advice: { text: 'If you want to come back, you can register again with this email address.' },
  }),
};

type FactorEnabled = MessageOf<AccountKinds, 'factor-enabled'>;

function firstFactorEnabled(
  message: FactorEnabled,
  undo: NonNullable<FactorEnabled['undo']>,
  context: TextContext,
): Wording {
  const { pages, formats, now } = context;
  return {
    heading: 'Multi-factor authentication is now on',
    paragraphs: [
      `Congratulations! Your account is now protected by more than a password. You enabled: ${factorPhrase(message, context)}.`,
      'Keep your recovery codes in a safe place: each one signs you in once if you lose access to your method. It is a good idea to add a second method as well.',
      'Your other sessions were ended.',
    ],
    link: { label: 'Manage your methods', url: pages.settings },
    advice: {
      text: `If this was not you, undo it within ${formats.duration((undo.expiresAt - now) / 1000)}. This removes multi-factor authentication, ends all sessions and lets you choose a new password.`,
      link: { label: 'Undo this change', url: pages.undoActivation(undo.token) },
    },
  };
}

function anotherFactorEnabled(message: FactorEnabled, context: TextContext): Wording {
  return {
    heading: `${titlePhrase(message.method)} added to your account`,
    paragraphs: [
      `Congratulations! You have another way to confirm that it is you: ${factorPhrase(message, context)}.`,
      'Your other sessions were ended.',
    ],
    link: { label: 'Manage your methods', url: context.pages.settings },
    advice: adviceOnChange(context),
  };
}

type CodeFailed = MessageOf<AccountKinds, 'sign-in-code-failed'>;

const ifMistyped = 'If you mistyped the code, there is nothing to do. If this was not you,';

function codeFailedInSession({ method }: CodeFailed, context: TextContext): Wording {
  return {
    heading: 'Someone who is signed in to your account entered a wrong code',
    paragraphs: [
      `They were asked to confirm their identity and did not succeed. Nothing was changed. ${methodSentence(method)}`,
    ],
    advice: {
      text: `${ifMistyped} reset your password now: this ends all sessions.`,
      link: resetPasswordLink(context),
    },
  };
}

function codeFailedAfterPassword({ method }: CodeFailed, context: TextContext): Wording {
  return {
    heading: 'Someone entered your password and then a wrong code',
    paragraphs: [
      `The password was correct, the code was not. Nobody was signed in. ${methodSentence(method)}`,
    ],
    advice: {
      text: `${ifMistyped} someone knows your password: reset it now.`,
      link: resetPasswordLink(context),
    },
  };
}

function codeFailedAfterKey({ method }: CodeFailed, context: TextContext): Wording {
  return {
    heading: 'Someone used your SSH key and then entered a wrong code',
    paragraphs: [
      `The SSH key was correct, the code was not. Nobody was signed in. ${methodSentence(method)}`,
    ],
    advice: {
      text: `${ifMistyped} someone has your SSH key: remove it in your settings now.`,
      link: { label: 'Manage your SSH keys', url: context.pages.settings },
    },
  };
}

const keysAfterChange = (
  {
    keysRemoved,
    keysKept,
  }: { readonly keysRemoved: readonly string[]; readonly keysKept: readonly string[] },
  { formats }: TextContext,
): readonly string[] => [
  ...(keysRemoved.length > 0
    ? [
        `SSH keys that were removed: ${formats.list(keysRemoved)}. Add the ones that you still use again in your settings.`,
      ]
    : []),
  ...(keysKept.length > 0 ? [`SSH keys that still sign in: ${formats.list(keysKept)}.`] : []),
];

const methodSentence = (method: CodeFailed['method']) => `Method: ${methodTitles[method]}.`;
