import type { Formats } from '../formats.ts';
import type { ReasonTexts } from '../reason-texts.ts';

/** For refusals that only a fault of the command can cause, or a service of another version. */
const otherVersion =
  'The service did not understand this version of the command. Install the version that belongs to the service.';

export const reasons = (format: Formats): ReasonTexts => {
  const { number, choice, duration, plural } = format;
  const wait = (seconds: number) => `Wait ${duration(seconds)}, then try again.`;

  return {
    'invalid-request': 'Some of the values are invalid.',
    'body-missing': otherVersion,
    'body-not-json': otherVersion,
    'body-not-object': otherVersion,
    'body-field-twice': otherVersion,
    'body-media-type': otherVersion,
    'body-too-large': 'The values are too long. Shorten them and try again.',
    'field-missing': 'This is required.',
    'field-invalid': 'This is invalid. Check what you typed.',
    'field-not-text': otherVersion,
    'field-not-unicode': 'This contains characters that are not valid Unicode. Type it again.',
    'field-not-one-line': 'This must be one line, without control characters.',
    'name-invisible': 'Enter a name that can be seen.',
    'name-hides-characters':
      'The name has characters that show nothing or change the direction of the text. Type it again without them.',
    'field-not-encoded': 'Must be base64url, without padding.',
    'field-not-boolean': otherVersion,
    'field-not-list': otherVersion,
    'field-not-date-time': otherVersion,
    'field-too-long': ({ maximum }) => `This must be at most ${number(maximum)} characters long.`,
    'role-unknown': 'The role must be owner or member.',
    'method-unknown': ({ methods }) => `The method must be one of these: ${choice(methods)}.`,
    'methods-missing': 'Name at least one method with --accept.',
    'method-repeated': 'Name each method only once.',
    'email-invalid': 'Enter one email address, such as name@example.com.',
    'code-malformed': 'A one-time password has six digits. Check it and try again.',
    'code-length': ({ digits }) => `A one-time password has six digits, and this has ${digits}. Try again.`,
    'code-not-found': 'There is no one-time password of six digits in that text. Enter only the password.',
    'several-codes':
      'There are several numbers of six digits in that text. Enter only the one-time password.',
    'browser-code-malformed':
      'A terminal cannot use a passkey. Enter the eight letters that the dashboard shows at /account/cli, or a recovery code.',
    'recovery-code-length': ({ expected }) =>
      `A recovery code has ${expected} letters and digits. Compare it with your list and try again.`,
    'recovery-code-instead':
      'That is a recovery code, which cannot enable a factor. Enter the one-time password of the new factor.',
    'limit-invalid': ({ maximum }) => `--limit must be a whole number from 1 to ${number(maximum)}.`,
    'cursor-invalid': '--cursor must be the value that the previous page ended with.',
    'format-unknown': otherVersion,
    'methods-unknown': ({ methods }) => `Name one or more of these methods: ${choice(methods)}.`,
    'signature-headers-missing': otherVersion,
    'two-session-cookies': otherVersion,
    'foreign-origin': otherVersion,
    'not-through-edge': ({ origin }) =>
      `This is not the public address of the service. Set it: mfa config server ${origin}`,
    'unknown-operation':
      'The service does not have this operation. Install the version of the command that belongs to the service.',
    'method-not-allowed':
      'The service does not have this operation. Install the version of the command that belongs to the service.',
    'not-found': 'It does not exist, or it is not yours. Check the id.',
    'changed-meanwhile':
      'Something else changed at the same time. Look at the current state, then try again.',

    busy: 'The service is busy. Try again in a moment.',
    'internal-error': 'The service failed. Look at the current state, then try again in a moment.',
    'mail-not-sent': 'The mail could not be sent. Try again in a moment.',

    'signed-out': 'You are signed out. Sign in and try again: mfa signin',
    'wrong-credentials':
      'The email address or the password is wrong. Check both and try again, or reset the password in the dashboard.',
    'account-changed-meanwhile': 'The account changed during this sign-in. Sign in again: mfa signin',
    'too-many-failed-sign-ins': ({ retryAfterSeconds }) =>
      `There were too many failed sign-ins. ${wait(retryAfterSeconds)} Or reset the password in the dashboard.`,
    'confirmation-needed': ({ methods }) => `Confirm with ${choice(methods)}, and try again.`,
    'acr-unknown': ({ acrs }) => `The class must be ${choice(acrs)}.`,
    'max-age-invalid': ({ maximum }) =>
      `The age must be a whole number of seconds from 0 to ${number(maximum)}.`,
    'stronger-sign-in-needed': 'A stronger or more recent sign-in is required. Confirm, and try again.',
    'stronger-factor-needed':
      'The app requires a factor that this account does not have. Activate one first.',
    'authorization-over': 'This sign-in to the app is over. Begin it again in the app.',
    'app-unknown': 'No app has this audience. Ask the operator of this service to register it.',
    'factor-enabled-meanwhile': 'A factor was enabled at the same time. Confirm with it, and try again.',
    'password-needed': 'The password is required, because this account has no factor.',
    'mfa-required':
      'Your organization requires multi-factor authentication. Activate a factor that it accepts, then sign in again.',
    'confirmation-awaited': ({ organizations }) =>
      `Your multi-factor authentication was undone by a link in an email. Ask an owner of ${format.list(organizations.map(({ name }) => name))} to confirm that this account is still yours. If there is no other owner, ask the operator of this service.`,
    'nothing-to-confirm': 'This member does not need a confirmation.',
    'undone-again':
      'The factors of this account were undone again meanwhile. Ask the member about that as well, then run the command again.',
    'own-confirmation': 'Another owner must confirm your account. Ask one of them.',

    'wrong-code': ({ attemptsLeft }) =>
      attemptsLeft > 0
        ? `The code is wrong. Check it and try again: ${plural(attemptsLeft, { one: '# try', other: '# tries' })} left.`
        : 'The code is wrong, and no tries are left. Run the command again to get a new code.',
    'phone-clock-wrong': ({ attemptsLeft, clockAheadSeconds }) =>
      `The clock of your phone is about ${Math.round(Math.abs(clockAheadSeconds) / 60)} min ${clockAheadSeconds > 0 ? 'fast' : 'slow'}. Set it to automatic, then enter the code that the app shows. Tries left: ${attemptsLeft}.`,
    'passkey-refused': 'This passkey was not accepted. Use another method (--method) or a recovery code.',
    'passkey-copied':
      'This passkey seems to have been copied. Use another method, then disable the passkey in the settings of the dashboard.',
    'passkey-not-requested': 'This sign-in waits for another method. Run the command again.',
    'browser-code-not-needed': 'Your account needs no code from the browser in a terminal.',
    'passkey-registered': 'Your account already has this passkey.',
    'passkey-unknown': 'No account has this passkey. Sign in with email address and password.',
    'passkey-challenge-over': 'The request for the passkey has expired. Run the command again.',
    'wrong-passkey': 'This passkey was not accepted. Sign in with email address and password.',
    'code-used': ({ retryAfterSeconds }) =>
      `This code was already used. Wait ${duration(retryAfterSeconds)} for the next one.`,
    'challenge-over': 'The code has expired or was used. Run the command again to get a new one.',
    'link-over': 'This link has expired or was used. Request a new one.',
    'too-many-wrong-codes': ({ retryAfterSeconds }) =>
      `There were too many wrong codes. ${wait(retryAfterSeconds)} Or use another method (--method) or a recovery code.`,
    'method-locked':
      'This method is locked after too many wrong codes. Use another method (--method) or a recovery code, which unlocks it.',
    'method-not-enabled': ({ methods }) => `Choose a method that is enabled: ${choice(methods)}.`,
    'method-not-accepted': ({ methods }) =>
      `Your organizations do not accept this method here. Choose one that they accept: ${choice(methods)}.`,
    'nothing-to-resend': 'This method does not send codes. Enter the code that your authenticator app shows.',
    'code-just-sent': ({ retryAfterSeconds }) => `The code was just sent. ${wait(retryAfterSeconds)}`,
    'resends-spent': ({ retryAfterSeconds }) =>
      `The code cannot be sent again. Enter the one you have, or start again in ${duration(retryAfterSeconds)}.`,
    'codes-of-the-hour-spent': ({ retryAfterSeconds }) =>
      `Too many codes were mailed in the last hour. ${wait(retryAfterSeconds)} Or use another method (--method) or a recovery code.`,
    'code-not-sent':
      'The code could not be mailed. Send it again in a moment, or use another method or a recovery code.',
    'mails-of-the-hour-spent': ({ retryAfterSeconds }) =>
      `This email address received several of these mails in the last hour. Use the latest one. ${wait(retryAfterSeconds)}`,
    'mails-from-network-spent': ({ retryAfterSeconds }) =>
      `Too many mails were requested from your network. An account that signed in from here before still gets its link to reset the password. ${wait(retryAfterSeconds)}`,
    'mails-of-account-spent': ({ retryAfterSeconds }) =>
      `You have sent many mails in the last hour. ${wait(retryAfterSeconds)}`,
    'mails-of-the-day-spent': ({ retryAfterSeconds }) =>
      `The service has sent all the mails that it may send today, except for codes. ${wait(retryAfterSeconds)}`,
    'member-lists-spent': ({ retryAfterSeconds }) =>
      `You listed very many members in the last minute. ${wait(retryAfterSeconds)}`,
    'mail-returned':
      'No mail is sent to your email address, because earlier mail bounced or was reported as spam. Use another method (--method) or a recovery code.',
    'mail-returned-at-activation':
      'No mail is sent to your email address, because earlier mail bounced or was reported as spam. Enable an authenticator app instead: mfa factors enable authenticator',

    'registration-by-invitation':
      'Accounts are only created for invited email addresses. Ask an owner of your organization to invite you.',
    'registration-by-domain': ({ domains }) =>
      `Accounts are only created for email addresses at ${choice(domains)}.`,
    'address-taken': 'This email address already has an account. Sign in, or reset the password.',
    'password-too-short': ({ minimum }) =>
      `Use at least ${number(minimum)} characters. A few words in a row are easy to remember.`,
    'password-too-long': ({ maximum }) => `Use at most ${number(maximum)} characters.`,
    'password-too-uniform': 'Use more than three different characters.',
    'password-too-personal': 'Do not make the password from your own email address or name.',
    'password-too-common':
      'This is one of the most common passwords, or is made of them. Choose a few unrelated words.',

    'existing-factor-needed': ({ methods }) =>
      `This account already has a factor. Sign in or confirm with ${choice(methods)}, and try again.`,
    'factor-limit': ({ method, maximum }) =>
      maximum === 1
        ? `This account already has the factor ${method}.`
        : `This account already has ${number(maximum)} factors of the type ${method}. Disable one first: mfa factors disable`,
    'passkeys-needed':
      'Without a password, an account needs two passkeys, or one and recovery codes. Enable another passkey in the dashboard.',
    'no-password': 'Your account has no password.',
    'factor-required': ({ organization }) =>
      `${organization} requires this factor. Enable another one that it accepts first: mfa factors enable`,
    'no-factor': 'Recovery codes belong to a factor. Enable a factor first: mfa factors enable',

    'key-name-invalid':
      'The name of an SSH key has letters, digits, dots, dashes, underscores and @. It begins with a letter or a digit.',
    'key-invalid': ({ minimumBits, maximumBits }) =>
      `Give an RSA key of ${minimumBits} to ${maximumBits} bits as the one line of its .pub file: ssh-rsa AAAA…`,
    'key-name-taken': 'You already have an SSH key with this name. Choose another name, or remove that key.',
    'keys-repeated': 'Name each SSH key only once.',
    'keys-unknown': ({ names }) => `You have no SSH key with this name: ${format.list(names)}.`,
    'key-limit': ({ maximum }) =>
      `This account already has ${number(maximum)} SSH keys, which is the limit. Remove one that you no longer use.`,
    'key-in-use':
      'Another account has this SSH key. Prove that you have its private key to add it here, or create a new one.',
    'signature-time-invalid': otherVersion,
    'key-proof-wrong':
      'The proof must be a signature by this SSH key, for this account and this service, and at most five minutes old.',
    'wrong-key': 'The SSH key is unknown, or its signature is wrong. Sign in with your password: mfa signin',
    'signature-clock': 'The clock of this machine is wrong. Set it, then try again. mfa doctor checks it.',

    'owner-needed': ({ organization }) => `Only an owner of ${organization} can do this. Ask one of them.`,
    'last-owner':
      'An organization needs an owner. Make another member an owner first: mfa orgs role ORGANIZATION MEMBER owner',
    'owner-still-needed': ({ organization }) =>
      `${organization} needs you as its owner. Make another member an owner (mfa orgs role ORGANIZATION MEMBER owner), or delete the organization first.`,
    'account-deletion-begun': 'The deletion of your account has begun, so it cannot be kept any more.',
    'owner-limit': ({ maximum }) =>
      `An organization can have at most ${number(maximum)} owners. Make one of them a member first.`,
    'organization-limit': ({ maximum }) =>
      `You are in ${number(maximum)} organizations, which is the limit. Leave one first: mfa orgs leave`,
    'environment-name-taken':
      'The organization already has an environment with this name. Choose another name.',
    'environment-limit': ({ maximum }) =>
      `The organization already has ${number(maximum)} environments, which is the limit.`,
    'own-factor-needed':
      'This would lock you out. Enable a factor that the organization will accept first: mfa factors enable',
    'accepted-factor-needed': 'Confirm with a factor that the organization will accept, and try again.',
    'requirement-incomplete': otherVersion,
    'deadline-past': '--deadline must be in the future.',
    'deadline-too-far': ({ maximumDays }) =>
      `--deadline must be within ${plural(maximumDays, { one: '# day', other: '# days' })}.`,

    'already-invited':
      'This email address has an open invitation. Send it again with mfa orgs resend, or revoke it first.',
    'already-member': 'This email address already belongs to a member.',
    'you-are-member': 'You are already a member.',
    'invitation-limit': ({ maximum }) =>
      `There are ${number(maximum)} open invitations, which is the limit. Revoke some first: mfa orgs revoke`,
    'invitation-for-another': 'This invitation is for another email address than the one of your account.',
    'invitation-accepted': 'This invitation was already accepted. Remove the member instead: mfa orgs remove',
    'invitation-closed': 'This invitation was accepted or revoked. Send a new one: mfa orgs invite',
    'invitation-unknown': 'There is no such invitation. Check the link.',
    'invitation-over':
      'This invitation was used, was revoked, was sent again or has expired. Ask for a new one.',
    'invitation-not-mailed':
      'The invitation was created, but its mail could not be sent. Send it again: mfa orgs resend',
    'invitation-just-sent': ({ retryAfterSeconds }) =>
      `The invitation was just sent. ${wait(retryAfterSeconds)}`,
    'link-template-foreign': otherVersion,
    'link-template-malformed': otherVersion,
    'link-template-without-code': otherVersion,

    'own-reset': 'These are your own factors. Change them with mfa factors.',
    'no-factor-to-reset': 'This member has no factor to reset.',
    'member-elsewhere':
      'This member is in another organization as well, so you cannot reset their factors alone. Ask whoever operates this service.',
    'second-owner-needed':
      'A second owner must confirm this, and there is no other owner. Make another member an owner, or ask whoever operates this service.',
    'no-reset-pending': 'No reset is pending for this member.',
  };
};
