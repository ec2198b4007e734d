import type { Circumstances } from '../../../kernel/circumstances.ts';
import { type Branding, compose, type Mail } from '../../compose.ts';
import type { CodeMessage } from '../../messages.ts';

const purposes: Record<CodeMessage['kind'], { action: string; ifNotYou: string }> = {
  'sign-in': {
    action: 'sign in',
    ifNotYou: 'If this was not you, someone knows your password. Change it now, and give the code to nobody.',
  },
  'step-up': {
    action: 'confirm that it is you',
    ifNotYou:
      'If this was not you, someone is signed in to your account. End your other sessions and change your password.',
  },
  activation: {
    action: 'activate multi-factor authentication by email',
    ifNotYou: 'If this was not you, someone knows your password. Change it now, and give the code to nobody.',
  },
  registration: {
    action: 'create your account',
    ifNotYou: 'If this was not you, ignore this mail: without the code no account is created.',
  },
};

/** The mail that carries a one-time password: in the subject's end and in the first line. */
export function codeMail(
  branding: Branding,
  to: string,
  message: CodeMessage,
  circumstances: Circumstances,
): Mail {
  const { code, kind, expiresAt } = message;
  const { action, ifNotYou } = purposes[kind];
  const minutes = Math.max(1, Math.floor((expiresAt - circumstances.at) / 60_000));
  const mail = compose({
    to,
    subject: `Your ${branding.brand} one-time password: ${code}`,
    lead: `${code} is your one-time password.`,
    paragraphs: [`Enter it to ${action}. It can be used once, within ${minutes} minutes.`],
    ...(message.kind === 'registration' && {
      link: {
        label: 'Enter it here',
        url: `${branding.origin}/account/verify?registration=${message.registrationID}`,
      },
    }),
    ifNotYou,
    circumstances,
    branding,
  });
  return { ...mail, holdsCode: true };
}
