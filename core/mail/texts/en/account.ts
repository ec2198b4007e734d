import type { FactorType } from '../../../factors/factor.ts';
import { factorFacts } from '../../../factors/registry.ts';
import type { Circumstances } from '../../../kernel/circumstances.ts';
import { type Branding, composeNotice, type Mail, type Wording, withoutCode } from '../../compose.ts';
import type { AccountMessage } from '../../messages.ts';

/** The mail about a change of the account, or about a request for it that came to nothing. */
export function noticeMail(
  branding: Branding,
  to: string,
  notice: AccountMessage,
  circumstances: Circumstances | undefined,
): Mail {
  return composeNotice(branding, to, wordingOf(notice, branding.origin), circumstances);
}

const changeNow =
  'If this was not you, reset your password now at the sign-in page and look at your sessions and factors.';

function wordingOf(notice: AccountMessage, origin: string): Wording {
  const link = (label: string, path: string) => ({ label, url: `${origin}${path}` });
  const resetLink = (token: string) => link('Choose a new password', `/account/reset#token=${token}`);
  switch (notice.kind) {
    case 'address-has-account':
      return {
        subject: 'You already have an account',
        paragraphs: [
          'Someone asked for a new account with this address, but it has one. Nothing was changed.',
        ],
        link: link('Sign in, or reset your password', '/account'),
        ifNotYou: 'If this was not you, there is nothing to do.',
      };
    case 'password-reset-requested':
      return {
        subject: 'Choose a new password',
        paragraphs: ['The link works once, within one hour. Your factors stay as they are.'],
        link: resetLink(notice.token),
        ifNotYou: 'If this was not you, ignore this mail: your password stays as it is.',
      };
    case 'no-account':
      return {
        subject: 'There is no account with this address',
        paragraphs: [
          'Someone asked for a new password, but this address has no account here. Perhaps you used another one.',
        ],
        link: link('Register', '/account/register'),
        ifNotYou: 'If this was not you, there is nothing to do.',
      };
    case 'password-reset':
      return {
        subject: 'Your password was reset',
        paragraphs: [
          'All sessions have ended. Sign in with the new password; your factors are as they were.',
          ...(notice.keysRemoved ? ['Your SSH keys were removed. Add those you still use again.'] : []),
        ],
        ifNotYou: changeNow,
      };
    case 'password-changed':
      return {
        subject: 'Your password was changed',
        paragraphs: ['Your other sessions have ended.'],
        ifNotYou: changeNow,
      };
    case 'factor-enabled':
      return {
        subject: 'Multi-factor authentication: a method was enabled',
        paragraphs: [`Enabled: ${factorWords(notice)}. Your other sessions have ended.`],
        ...(notice.undoToken && {
          link: link('Undo it: this was not me', `/account/mfa/undo#token=${notice.undoToken}`),
        }),
        ifNotYou: notice.undoToken
          ? 'If this was not you, undo it with the link, within 7 days: multi-factor authentication is removed, all sessions end, and you choose a new password.'
          : changeNow,
      };
    case 'factor-disabled':
      return {
        subject: 'Multi-factor authentication: a method was disabled',
        paragraphs: [`Disabled: ${factorWords(notice)}.`],
        ifNotYou: changeNow,
      };
    case 'factor-preferred':
      return {
        subject: 'Multi-factor authentication: another method is preferred',
        paragraphs: [`Preferred from now on: ${factorWords(notice)}.`],
        ifNotYou: changeNow,
      };
    case 'recovery-code-used':
      return {
        subject: 'A recovery code was used to sign in',
        paragraphs: ['Each recovery code works once. You can make new ones in your account settings.'],
        ifNotYou: changeNow,
      };
    case 'recovery-codes-regenerated':
      return {
        subject: 'New recovery codes were made',
        paragraphs: ['The old ones no longer work.'],
        ifNotYou: changeNow,
      };
    case 'sign-in-code-failed':
      return notice.signedIn
        ? {
            subject: 'Someone who is signed in to your account entered a wrong code',
            paragraphs: [`The ${factorFacts[notice.method].title} was wrong. Nothing was changed by it.`],
            ifNotYou:
              'If you mistyped the code, there is nothing to do. If this was not you, end your other sessions and change your password now.',
          }
        : {
            subject: notice.byKey
              ? 'Someone used your SSH key and then entered a wrong code'
              : 'Someone entered your password and then a wrong code',
            paragraphs: [
              `The ${notice.byKey ? 'SSH key' : 'password'} was right; the ${factorFacts[notice.method].title} was not. Nobody was signed in by it.`,
            ],
            ifNotYou: notice.byKey
              ? 'If you mistyped the code, there is nothing to do. If this was not you, someone has your SSH key: remove it now.'
              : 'If you mistyped the code, there is nothing to do. If this was not you, someone knows your password: change it now.',
          };
    case 'key-added':
      return {
        subject: 'An SSH key was added',
        paragraphs: [
          `Added: ${keyWords(notice)}. Whoever has the key can sign in with it; a second factor is asked for all the same.`,
        ],
        ifNotYou: changeNow,
      };
    case 'key-removed':
      return {
        subject: 'An SSH key was removed',
        paragraphs: [`Removed: ${keyWords(notice)}. Your other sessions have ended.`],
        ifNotYou: changeNow,
      };
    case 'activation-undone':
      return {
        subject: 'Multi-factor authentication was undone',
        paragraphs: [
          'All sessions have ended and the old password no longer works. The link works once, within one hour.',
        ],
        link: resetLink(notice.token),
        ifNotYou:
          'If this was not you, someone reads your mail: secure your mailbox first, then choose a new password here.',
      };
  }
}

function keyWords(key: { name: string; fingerprint: string }): string {
  return `${withoutCode(key.name)} (${withoutCode(key.fingerprint)})`;
}

function factorWords(factor: { method: FactorType; name: string }): string {
  const { title, defaultName } = factorFacts[factor.method];
  return factor.name === defaultName ? title : `${title} “${withoutCode(factor.name)}”`;
}
