import type { Method } from '../../../../contract/api.ts';
import type { Formats } from '../formats.ts';
import type { ReasonTexts } from '../reason-texts.ts';

/** What proofs can be made with, in a sentence. */
export const methodNames: Readonly<Record<Method, string>> = {
  password: 'password',
  email: 'email code',
  authenticator: 'authenticator',
  passkey: 'passkey',
  'recovery-code': 'recovery code',
  'browser-code': 'code from the browser',
  key: 'SSH key',
  'trusted-device': 'trusted browser',
};

/** For refusals that only a fault of the dashboard can cause. */
const ourFault = 'Something went wrong on our side. Reload the page and try again.';
const changedMeanwhile = 'This changed in the meantime. Reload the page and try again.';
const ourAddress =
  'This page is open at an address that the service does not know. Open the dashboard at its own address.';
const busy = 'The service is busy. Try again in a moment.';

export const reasons = (format: Formats): ReasonTexts => {
  const { number, choice, duration, plural } = format;
  /** The way on after a wait. The seconds count down to 0 while it is on the screen. */
  const wait = (seconds: number, then = 'then try again') =>
    seconds > 0 ? `Wait ${duration(seconds)}, ${then}.` : 'You can try again now.';
  /** Methods by their names on the wire, of which a newer service may have more. */
  const methods = (names: readonly string[]) =>
    choice(names.map((name) => methodNames[name as Method] ?? name));

  return {
    'invalid-request': 'Some of the fields are not right. Check what you typed.',
    'body-missing': ourFault,
    'body-not-json': ourFault,
    'body-not-object': ourFault,
    'body-field-twice': ourFault,
    'body-media-type': ourFault,
    'body-too-large': 'This is too much text. Shorten it and try again.',
    'field-missing': 'Fill in this field.',
    'field-invalid': 'This is not right. Check what you typed.',
    'field-not-text': ourFault,
    'field-not-unicode': 'This contains characters that are not valid. Type it again.',
    'field-not-one-line': 'Use one line of text, without special characters.',
    'name-invisible': 'Enter a name that can be seen.',
    'name-hides-characters':
      'The name contains characters that show nothing or change the direction of the text. Type it again without them.',
    'field-not-encoded': ourFault,
    'field-not-boolean': ourFault,
    'field-not-list': ourFault,
    'field-not-date-time': 'Choose a date.',
    'field-too-long': ({ maximum }) => `Use at most ${number(maximum)} characters.`,
    'role-unknown': 'Choose a role: owner or member.',
    'method-unknown': ({ methods: known }) => `Choose one of these methods: ${methods(known)}.`,
    'methods-missing': 'Choose at least one method.',
    'method-repeated': ourFault,
    'email-invalid': 'Enter an email address, like jane.doe@company.com.',
    'code-malformed': 'A code has six digits. Check it and try again.',
    'code-length': ({ digits }) =>
      `A code has six digits, and this has ${number(digits)}. Check it and try again.`,
    'code-not-found': 'There is no code of six digits in what you entered. Enter only the code.',
    'several-codes': 'There are several numbers of six digits in what you entered. Enter only the code.',
    'browser-code-malformed':
      'This sign-in waits for a passkey. Use your passkey, or one of your recovery codes.',
    'recovery-code-length': ({ expected }) =>
      `A recovery code has ${number(expected)} letters and digits. Compare what you entered with your list.`,
    'recovery-code-instead':
      'That is a recovery code, which cannot activate a method. Enter the six digits of the new method.',
    'limit-invalid': ourFault,
    'cursor-invalid': 'The list has changed. Reload the page.',
    'format-unknown': ourFault,
    'methods-unknown': ourFault,
    'signature-headers-missing': ourFault,
    'two-session-cookies':
      'Your browser has two sessions of this site at once. Clear the cookies of this site, then sign in again.',
    'foreign-origin': ourAddress,
    'not-through-edge': ourAddress,
    'unknown-operation': 'The service has changed. Reload the page and try again.',
    'method-not-allowed': 'The service has changed. Reload the page and try again.',
    'not-found': 'That is not here any more. Reload the page to see what is.',
    'changed-meanwhile': changedMeanwhile,

    busy,
    'internal-error':
      'Something went wrong on our side. Reload the page to see what was changed, then try again.',
    'mail-not-sent': 'The mail could not be sent. Try again in a moment.',

    'signed-out': 'Your session has ended. Sign in again to go on.',
    'wrong-credentials':
      'The email or the password is wrong. Check both and try again, or reset your password.',
    'account-changed-meanwhile': 'Your account changed while you were signing in. Sign in again.',
    'too-many-failed-sign-ins': ({ retryAfterSeconds }) =>
      `Too many tries. ${wait(retryAfterSeconds, 'then try again, or reset your password')}`,
    'confirmation-needed': ({ methods: accepted }) =>
      `Confirm that it is you with ${methods(accepted)}, then try again.`,
    'acr-unknown': ourFault,
    'max-age-invalid': ourFault,
    'stronger-sign-in-needed': 'Confirm that it is you, then try again.',
    'app-unknown': ourFault,
    'stronger-factor-needed': 'The app requires a sign-in method that your account does not have.',
    'authorization-over': 'This sign-in to the app has expired. Go back to the app and sign in again.',
    'factor-enabled-meanwhile': 'A method was enabled in the meantime. Confirm with it, then try again.',
    'password-needed': 'Enter your password.',
    'mfa-required': ({ organizations }) =>
      `${format.list(organizations.map(({ name }) => name)) || 'Your organization'} requires multi-factor authentication. Activate it for your account, then sign in.`,
    'confirmation-awaited': ({ organizations }) =>
      `Your multi-factor authentication was undone by a link in an email. Ask an owner of ${format.list(organizations.map(({ name }) => name))} to confirm that this account is still yours. If there is no other owner, ask the operator of this service.`,
    'nothing-to-confirm': 'This member does not need a confirmation any more. Reload the page.',
    'undone-again':
      'The factors of this account were undone again meanwhile. Ask the member about that as well, then reload the page and confirm it.',
    'own-confirmation': 'Another owner must confirm your account. Ask one of them.',

    'wrong-code': ({ attemptsLeft }) =>
      attemptsLeft > 0
        ? `That code is not right. Check it and try again: ${plural(attemptsLeft, { one: '# try', other: '# tries' })} left.`
        : 'That code is not right, and no tries are left. Start again to get a new one.',
    'phone-clock-wrong': ({ attemptsLeft, clockAheadSeconds }) =>
      `The clock of your phone is about ${duration(60 * Math.round(Math.abs(clockAheadSeconds) / 60))} ${clockAheadSeconds > 0 ? 'fast' : 'slow'}. Set it to automatic, then enter the code that the app shows: ${plural(attemptsLeft, { one: '# try', other: '# tries' })} left.`,
    'passkey-refused': ({ attemptsLeft }) =>
      attemptsLeft > 0
        ? 'This passkey was not accepted. Try it again, or use another method.'
        : 'This passkey was not accepted, and no tries are left. Start again.',
    'passkey-copied':
      'This passkey seems to have been copied, so it was not accepted. Use another method, then disable this passkey in your settings.',
    'passkey-not-requested': changedMeanwhile,
    'browser-code-not-needed': changedMeanwhile,
    'passkey-registered': 'Your account already has this passkey. Choose another device or security key.',
    'passkey-unknown':
      'This passkey does not belong to any account here. It may have been removed. Sign in with your email address and password.',
    'passkey-challenge-over': 'This page was open for too long. Try the passkey again.',
    'wrong-passkey':
      'This passkey was not accepted. Try it again, or sign in with your email address and password.',
    'code-used': ({ retryAfterSeconds }) =>
      retryAfterSeconds > 0
        ? `That code was already used. Wait ${duration(retryAfterSeconds)} for the next one.`
        : 'That code was already used. Enter the one your authenticator app shows now.',
    'challenge-over': 'This code has expired or was used. Start again to get a new one.',
    'link-over': 'This link has expired or was used. Ask for a new one.',
    'too-many-wrong-codes': ({ retryAfterSeconds }) =>
      `Too many wrong codes. ${wait(retryAfterSeconds, 'then try again. Or use another method or a recovery code')}`,
    'method-locked':
      'This method is locked after too many wrong codes. Use another method or a recovery code: that unlocks it.',
    'method-not-enabled': ({ methods: enabled }) => `Choose a method that is enabled: ${methods(enabled)}.`,
    'method-not-accepted': ({ methods: accepted }) =>
      `Your organizations do not accept this method. Use one that they accept: ${methods(accepted)}.`,
    'nothing-to-resend': 'This method sends no codes. Enter the code that your authenticator app shows.',
    'code-just-sent': ({ retryAfterSeconds }) => `The code was just sent. ${wait(retryAfterSeconds)}`,
    'resends-spent': ({ retryAfterSeconds }) =>
      retryAfterSeconds > 0
        ? `The code cannot be sent again. Enter the one you have, or start again in ${duration(retryAfterSeconds)}.`
        : 'The code cannot be sent again. Start again to get a new one.',
    'codes-of-the-hour-spent': ({ retryAfterSeconds }) =>
      `Too many codes were mailed to you in the last hour. ${wait(retryAfterSeconds, 'then try again. Or use another method or a recovery code')}`,
    'code-not-sent':
      'The code could not be mailed. Send it again in a moment, or use another method or a recovery code.',
    'mails-of-the-hour-spent': ({ retryAfterSeconds }) =>
      `This address received several of these mails in the last hour. Use the latest one. ${wait(retryAfterSeconds)}`,
    'mails-from-network-spent': ({ retryAfterSeconds }) =>
      `Too many mails were requested from your network. An account that signed in from here before still gets its link to reset the password. ${wait(retryAfterSeconds)}`,
    'mails-of-account-spent': ({ retryAfterSeconds }) =>
      `You have sent many mails in the last hour. ${wait(retryAfterSeconds)}`,
    'mails-of-the-day-spent': ({ retryAfterSeconds }) =>
      `The service has sent all the mails that it may send today, except for codes. ${wait(retryAfterSeconds)}`,
    'member-lists-spent': ({ retryAfterSeconds }) =>
      `You listed very many members in the last minute. ${wait(retryAfterSeconds)}`,
    'mail-returned':
      'We do not send mail to your address, because earlier mail bounced or was reported as spam. Use another method or a recovery code.',
    'mail-returned-at-activation':
      'We do not send mail to your address, because earlier mail bounced or was reported as spam. Activate an authenticator app instead. Or, once mail arrives again, reset your password.',

    'registration-by-invitation':
      'Accounts are only created for invited email addresses. Ask an owner of your organization to invite you.',
    'registration-by-domain': ({ domains }) =>
      `Accounts are only created for email addresses at ${choice(domains)}.`,
    'address-taken': 'This address already has an account. Sign in, or reset your password.',
    'password-too-short': ({ minimum }) =>
      `Use at least ${number(minimum)} characters. Several words in a row work well.`,
    'password-too-long': ({ maximum }) => `Use at most ${number(maximum)} characters.`,
    'password-too-uniform': 'Use more than three different characters.',
    'password-too-personal': 'This is made from your own address or name. Choose something else.',
    'password-too-common':
      'This is one of the most common passwords, or is made of them. Choose a few words that do not belong together.',

    'existing-factor-needed': ({ methods: accepted }) =>
      `This account already has multi-factor authentication. Confirm with ${methods(accepted)}, then try again.`,
    'factor-limit': ({ maximum }) =>
      maximum === 1
        ? 'Your account already has this method.'
        : `Your account already has ${number(maximum)} of this method. Disable one first.`,
    'passkeys-needed':
      'Without a password, an account needs two passkeys with a PIN, fingerprint or face, or one and recovery codes. Enable another passkey, or use a password.',
    'no-password': changedMeanwhile,
    'factor-required': ({ organization }) =>
      `${organization} requires this method. Enable another one that it accepts first.`,
    'no-factor': 'Recovery codes come with a method. Enable a method first.',

    'key-name-invalid':
      'Use letters, digits, dots, dashes, underscores and @ in the name. Begin with a letter or a digit.',
    'key-invalid': ({ minimumBits, maximumBits }) =>
      `Enter an RSA key of ${minimumBits} to ${maximumBits} bits, as the one line of its .pub file: ssh-rsa AAAA…`,
    'key-name-taken': 'You already have an SSH key of this name. Choose another name, or remove that key.',
    'keys-repeated': ourFault,
    'keys-unknown': ({ names }) =>
      `You no longer have this SSH key: ${format.list(names)}. Reload the page and try again.`,
    'key-limit': ({ maximum }) =>
      `You already have ${number(maximum)} SSH keys, which is the limit. Remove one that you no longer use.`,
    'key-in-use':
      'Another account has this SSH key. Prove that you have its private key to add it here, or create a new one.',
    'signature-time-invalid': ourFault,
    'key-proof-wrong':
      'The proof must be a signature by this SSH key, for this account and this service, and at most five minutes old.',
    'wrong-key': 'This SSH key is unknown, or its signature is wrong. Sign in with your password.',
    'signature-clock': 'The clock of your device is wrong. Set it to automatic, then try again.',

    'owner-needed': ({ organization }) => `Only an owner of ${organization} can do this. Ask one of them.`,
    'last-owner': 'An organization needs an owner. Make another member an owner first.',
    'owner-still-needed': ({ organization }) =>
      `${organization} needs you as its owner. Make another member an owner, or delete the organization first.`,
    'account-deletion-begun': 'The deletion of your account has begun, so it cannot be kept any more.',
    'owner-limit': ({ maximum }) =>
      `An organization can have at most ${number(maximum)} owners. Make one of them a member first.`,
    'organization-limit': ({ maximum }) =>
      `You are in ${number(maximum)} organizations, which is the limit. Leave one first.`,
    'environment-name-taken': 'There already is an environment of this name. Choose another name.',
    'environment-limit': ({ maximum }) =>
      `This organization already has ${number(maximum)} environments, which is the limit.`,
    'own-factor-needed':
      'This would lock you out. Activate one of the accepted methods for your own account first.',
    'accepted-factor-needed': 'Confirm with one of the methods that will be accepted, then try again.',
    'requirement-incomplete': ourFault,
    'deadline-past': 'Choose a date after today.',
    'deadline-too-far': ({ maximumDays }) =>
      `Choose a date within the next ${plural(maximumDays, { one: '# day', other: '# days' })}.`,

    'already-invited': 'This address has an open invitation. Send that one again, or revoke it first.',
    'already-member': 'This address already belongs to a member.',
    'you-are-member': 'You are already a member.',
    'invitation-limit': ({ maximum }) =>
      `There are ${number(maximum)} open invitations, which is the limit. Revoke some first.`,
    'invitation-for-another':
      'This invitation is for another address than yours. Log out, then sign in with the invited address.',
    'invitation-accepted': 'This invitation was already accepted. Remove the member instead.',
    'invitation-closed': 'This invitation was already accepted or revoked. Send a new one.',
    'invitation-unknown': 'There is no such invitation. Open the link in the mail again.',
    'invitation-over': 'This invitation no longer works. Ask whoever invited you for a new one.',
    'invitation-not-mailed':
      'The invitation is created, but its mail could not be sent. Send it again from the list below.',
    'invitation-just-sent': ({ retryAfterSeconds }) =>
      `The invitation was just sent. ${wait(retryAfterSeconds)}`,
    'link-template-foreign': ourFault,
    'link-template-malformed': ourFault,
    'link-template-without-code': ourFault,

    'own-reset': 'These are your own methods. Change them in your account settings.',
    'no-factor-to-reset': 'This member has no method to reset.',
    'member-elsewhere':
      'This member also belongs to another organization, so you cannot reset their methods alone. Ask whoever runs this service.',
    'second-owner-needed':
      'A second owner must confirm this, and there is no other owner. Make another member an owner, or ask whoever runs this service.',
    'no-reset-pending': 'This reset is no longer pending. Reload the page to see what is.',
  };
};
