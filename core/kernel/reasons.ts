/**
 * Every reason for which the service refuses a request. A reason is a stable word that clients branch on and choose their
 * own sentence by; `detail` is the English sentence of the problem document. The problem types of RFC 9457 are coarser.
 */

/** The problem types. Their titles and HTTP statuses are in functions/http/problem-types.ts. */
export const problemSlugs = [
  'validation',
  'invalid-credentials',
  'signed-out',
  'insufficient-user-authentication',
  'mfa-required-by-organization',
  'step-up-required',
  'forbidden',
  'not-found',
  'method-not-allowed',
  'conflict',
  'challenge-expired',
  'unsupported-media-type',
  'invalid-code',
  'code-already-used',
  'too-many-attempts',
  'unavailable',
] as const;
export type ProblemSlug = (typeof problemSlugs)[number];

interface Maximum {
  readonly maximum: number;
}
interface Wait {
  readonly retryAfterSeconds: number;
}
interface Methods {
  readonly methods: readonly string[];
}
/** What an app requires; see core/sign-in/assurance.ts. */
interface Assurance {
  readonly acr?: string;
  readonly maxAgeSeconds?: number;
}

/** What an organization accepts from a member whose sign-in it refuses. */
export interface UnmetRequirement {
  readonly id: string;
  readonly name: string;
  readonly accept: readonly string[];
  /** An owner must confirm the account after its factors were removed by an undo link. */
  readonly awaitsConfirmation?: true;
  readonly canLeave?: false;
}

export const reasons = {
  // The request itself.
  'invalid-request': { slug: 'validation', detail: 'Several fields are invalid.' },
  'body-missing': { slug: 'validation', detail: 'Send a JSON object as the body.' },
  'body-not-json': { slug: 'validation', detail: 'The body is not valid JSON.' },
  'body-not-object': { slug: 'validation', detail: 'The body must be a JSON object.' },
  'body-field-twice': { slug: 'validation', detail: 'The body has the same field twice.' },
  'body-media-type': {
    slug: 'unsupported-media-type',
    detail: 'Send the body as JSON, with Content-Type: application/json.',
  },
  'field-missing': { slug: 'validation', detail: 'This field is required.' },
  'field-invalid': { slug: 'validation', detail: 'This field is invalid.' },
  'field-not-text': { slug: 'validation', detail: 'Must be text.' },
  'field-not-unicode': { slug: 'validation', detail: 'Must be valid Unicode.' },
  'field-not-one-line': { slug: 'validation', detail: 'Must be one line, without control characters.' },
  'name-invisible': { slug: 'validation', detail: 'Enter a name with visible characters.' },
  'name-hides-characters': {
    slug: 'validation',
    detail:
      'The name contains characters that are invisible or change the direction of the text. Type it again without them.',
  },
  'field-not-encoded': { slug: 'validation', detail: 'Must be base64url, without padding.' },
  'field-not-boolean': { slug: 'validation', detail: 'Must be true or false.' },
  'field-not-list': { slug: 'validation', detail: 'Must be a list.' },
  'field-not-date-time': {
    slug: 'validation',
    detail: 'Must be a date and time, such as 2030-01-31T12:00:00Z.',
  },
  'field-too-long': {
    slug: 'validation',
    detail: ({ maximum }: Maximum) => `Must be at most ${maximum} characters long.`,
  },
  'role-unknown': { slug: 'validation', detail: 'The role must be owner or member.' },
  'method-unknown': {
    slug: 'validation',
    detail: ({ methods }: Methods) => `The method must be one of: ${methods.join(', ')}.`,
  },
  'methods-missing': { slug: 'validation', detail: 'Name at least one method.' },
  'method-repeated': { slug: 'validation', detail: 'Name each method only once.' },
  'email-invalid': { slug: 'validation', detail: 'Enter one email address, such as name@example.com.' },
  'code-malformed': { slug: 'validation', detail: 'A one-time password has six digits.' },
  'code-length': {
    slug: 'validation',
    detail: ({ digits }: { readonly digits: number }) =>
      `A one-time password has six digits, and this has ${digits}.`,
  },
  'code-not-found': { slug: 'validation', detail: 'This text contains no one-time password of six digits.' },
  'several-codes': {
    slug: 'validation',
    detail: 'This text contains several numbers of six digits. Enter only the one-time password.',
  },
  'browser-code-malformed': {
    slug: 'validation',
    detail:
      'This sign-in waits for a passkey, which a terminal cannot use. Enter the eight letters that the page /account/cli of the dashboard shows, or a recovery code.',
  },
  'recovery-code-length': {
    slug: 'validation',
    detail: ({ expected }: { readonly expected: number }) =>
      `A recovery code has ${expected} letters and digits. Compare it with your list.`,
  },
  'recovery-code-instead': {
    slug: 'validation',
    detail: 'A recovery code cannot activate a method. Enter the six digits of its first one-time password.',
  },
  'limit-invalid': {
    slug: 'validation',
    detail: ({ maximum }: Maximum) => `limit must be a whole number from 1 to ${maximum}.`,
  },
  'cursor-invalid': {
    slug: 'validation',
    detail: 'cursor must come from the previous page.',
  },
  'format-unknown': { slug: 'validation', detail: 'format must be json or csv.' },
  'methods-unknown': {
    slug: 'validation',
    detail: ({ methods }: Methods) => `Name one or more of ${methods.join(', ')}, separated by commas.`,
  },
  'acr-unknown': {
    slug: 'validation',
    detail: ({ acrs }: { readonly acrs: readonly string[] }) => `acr must be one of: ${acrs.join(', ')}.`,
  },
  'max-age-invalid': {
    slug: 'validation',
    detail: ({ maximum }: Maximum) => `max_age must be a whole number of seconds from 0 to ${maximum}.`,
  },
  'signature-headers-missing': {
    slug: 'validation',
    detail: 'Send the headers X-Request-Nonce and X-Request-Timestamp.',
  },
  'two-session-cookies': {
    slug: 'validation',
    detail: 'Two session cookies were sent. Clear the cookies of this site and sign in again.',
  },
  'foreign-origin': {
    slug: 'forbidden',
    detail: ({ origin }: { readonly origin: string }) =>
      `A browser session is only good for requests from ${origin}. Open the dashboard there.`,
  },
  'not-through-edge': {
    slug: 'forbidden',
    detail: ({ origin }: { readonly origin: string }) =>
      `This address of the API is closed. Send the request to ${origin}.`,
  },
  'body-too-large': {
    slug: 'validation',
    detail: ({ maximum }: Maximum) => `The body must be at most ${maximum} bytes long.`,
  },
  'unknown-operation': {
    slug: 'not-found',
    detail: 'This path does not exist. GET /api/openapi.json describes the API.',
  },
  'method-not-allowed': {
    slug: 'method-not-allowed',
    detail: ({ allow }: { readonly allow: readonly string[] }) =>
      `This path allows ${allow.join(', ')}. GET /api/openapi.json describes the API.`,
  },
  'not-found': { slug: 'not-found', detail: 'It does not exist, or it is not yours.' },
  'changed-meanwhile': {
    slug: 'conflict',
    detail: 'Something else changed at the same time. Check the current state and try again.',
  },

  // The service.
  busy: {
    slug: 'unavailable',
    detail: (_: Wait) => 'The service is busy. Try again in a moment.',
  },
  'internal-error': {
    slug: 'unavailable',
    detail: (_: Wait) => 'Something failed on our side. Check the current state, then try again in a moment.',
  },
  'mail-not-sent': {
    slug: 'unavailable',
    detail: (_: Wait) => 'The mail could not be sent. Try again in a moment.',
  },

  // Signing in and sessions.
  'signed-out': { slug: 'signed-out', detail: 'Sign in, and try again.' },
  'wrong-credentials': {
    slug: 'invalid-credentials',
    detail: 'The email address or the password is wrong. Check both and try again.',
  },
  'account-changed-meanwhile': {
    slug: 'invalid-credentials',
    detail: 'The account changed during this sign-in. Sign in again.',
  },
  'too-many-failed-sign-ins': {
    slug: 'too-many-attempts',
    detail: ({ retryAfterSeconds }: Wait) =>
      `There were too many failed sign-ins. Wait ${inWords(retryAfterSeconds)} and try again.`,
  },
  'confirmation-needed': {
    slug: 'step-up-required',
    detail: ({ methods }: Methods) => `Confirm with ${methods.join(' or ')}: POST /api/auth/step-up.`,
  },
  'stronger-sign-in-needed': {
    slug: 'insufficient-user-authentication',
    detail: ({ acr, maxAgeSeconds }: Assurance) => {
      const strength = acr === undefined ? '' : ` of the class ${acr}`;
      const age = maxAgeSeconds === undefined ? '' : `, at most ${inWords(maxAgeSeconds)} ago`;
      return `This requires a sign-in or step-up${strength}${age}.`;
    },
  },
  'factor-enabled-meanwhile': {
    slug: 'step-up-required',
    detail: 'A factor was enabled at the same time. Confirm with it.',
  },
  'password-needed': {
    slug: 'validation',
    detail: 'The password is required, because this account has no factor.',
  },
  'mfa-required': {
    slug: 'mfa-required-by-organization',
    detail: (_: { readonly organizations: readonly UnmetRequirement[]; readonly activateUrl: string }) =>
      'Your organization requires multi-factor authentication. Activate a factor that it accepts, then sign in again.',
  },
  'confirmation-awaited': {
    slug: 'mfa-required-by-organization',
    detail: ({
      organizations,
    }: {
      readonly organizations: readonly UnmetRequirement[];
      readonly activateUrl: string;
    }) =>
      `Your multi-factor authentication was undone by a link in an email. An owner of ${organizations.map(({ name }) => name).join(', ')} must confirm that this account is still yours: ask one of them, or the operator of this service if there is no other owner.`,
  },
  'nothing-to-confirm': {
    slug: 'conflict',
    detail: 'This member is not waiting for a confirmation.',
  },
  'undone-again': {
    slug: 'conflict',
    detail:
      'The factors of this account were undone again since you looked at it. Ask the member about that, look at the account again, and then confirm it.',
  },
  'own-confirmation': {
    slug: 'forbidden',
    detail: 'Another owner must confirm your account.',
  },

  // Codes.
  'wrong-code': {
    slug: 'invalid-code',
    detail: ({ attemptsLeft }: { readonly attemptsLeft: number }) =>
      attemptsLeft > 0
        ? `The code is wrong. Tries left: ${attemptsLeft}.`
        : 'The code is wrong. No tries are left: start again to get a new one.',
  },
  'phone-clock-wrong': {
    slug: 'invalid-code',
    detail: ({
      attemptsLeft,
      clockAheadSeconds,
    }: {
      readonly attemptsLeft: number;
      readonly clockAheadSeconds: number;
    }) =>
      `The clock of the device with the authenticator app is about ${Math.round(Math.abs(clockAheadSeconds) / 60)} min ${clockAheadSeconds > 0 ? 'fast' : 'slow'}. Set it to automatic, then enter the code that the app shows. Tries left: ${attemptsLeft}.`,
  },
  'code-used': {
    slug: 'code-already-used',
    detail: ({ retryAfterSeconds }: Wait) =>
      `This code was already used. Wait ${retryAfterSeconds} s for the next one.`,
  },
  'challenge-over': {
    slug: 'challenge-expired',
    detail: 'The code has expired or was used. Start again to get a new one.',
  },
  'link-over': {
    slug: 'challenge-expired',
    detail: 'This link has expired or was used. Request a new one.',
  },
  'too-many-wrong-codes': {
    slug: 'too-many-attempts',
    detail: ({ retryAfterSeconds }: Wait) =>
      `There were too many wrong codes. Wait ${inWords(retryAfterSeconds)} and try again.`,
  },
  'method-locked': {
    slug: 'too-many-attempts',
    detail: (_: Wait) =>
      'This method is locked after too many wrong codes. Use another method or a recovery code, which unlocks it.',
  },
  'method-not-enabled': {
    slug: 'validation',
    detail: ({ methods }: Methods) => `Choose a method that is enabled: ${methods.join(', ')}.`,
  },
  'method-not-accepted': {
    slug: 'validation',
    detail: ({ methods }: Methods) =>
      `Your organizations do not accept this method here. Choose one that they accept: ${methods.join(', ')}.`,
  },
  'passkey-refused': {
    slug: 'invalid-code',
    detail: ({ attemptsLeft }: { readonly attemptsLeft: number }) =>
      attemptsLeft > 0
        ? `This passkey was not accepted. Try it again, or use another method. Tries left: ${attemptsLeft}.`
        : 'This passkey was not accepted, and no tries are left. Start again.',
  },
  'passkey-copied': {
    slug: 'invalid-code',
    detail:
      'This passkey seems to have been copied: it counted fewer signatures than before. Use another method, then remove the passkey in the settings.',
  },
  'passkey-not-requested': {
    slug: 'conflict',
    detail: 'This sign-in waits for another method. Switch to the passkey first.',
  },
  'browser-code-not-needed': {
    slug: 'conflict',
    detail: ({ methods }: Methods) =>
      methods.length > 0
        ? `The account needs no code from the browser: in a terminal, use ${methods.join(' or ')}.`
        : 'The account needs no code from the browser: it has no passkey.',
  },
  'passkey-registered': {
    slug: 'conflict',
    detail: 'The account already has this passkey. Use another device or security key.',
  },
  'passkey-unknown': {
    slug: 'not-found',
    detail: 'No account has this passkey. It may have been removed. Sign in another way.',
  },
  'passkey-challenge-over': {
    slug: 'challenge-expired',
    detail: 'The request for the passkey has expired or was used. Request new options and try again.',
  },
  'wrong-passkey': {
    slug: 'invalid-credentials',
    detail: 'This passkey was not accepted. Try it again, or sign in with email address and password.',
  },
  'nothing-to-resend': {
    slug: 'conflict',
    detail: 'This method does not send codes, so there is nothing to send again.',
  },
  'code-just-sent': {
    slug: 'too-many-attempts',
    detail: ({ retryAfterSeconds }: Wait) =>
      `The code was just sent. Wait ${inWords(retryAfterSeconds)} and try again.`,
  },
  'resends-spent': {
    slug: 'too-many-attempts',
    detail: ({ retryAfterSeconds }: Wait) =>
      `The code cannot be sent again. Wait ${inWords(retryAfterSeconds)} and start again.`,
  },
  'codes-of-the-hour-spent': {
    slug: 'too-many-attempts',
    detail: ({ retryAfterSeconds }: Wait) =>
      `Too many codes were mailed in the last hour. Wait ${inWords(retryAfterSeconds)} and try again.`,
  },
  'code-not-sent': {
    slug: 'unavailable',
    detail: (_: Wait) =>
      'The code could not be mailed. Send it again in a moment, or use another method or a recovery code.',
  },
  'mails-of-the-hour-spent': {
    slug: 'too-many-attempts',
    detail: ({ retryAfterSeconds }: Wait) =>
      `This address received several of these mails in the last hour. Use the latest one, or try again in ${inWords(retryAfterSeconds)}.`,
  },
  'mails-from-network-spent': {
    slug: 'too-many-attempts',
    detail: ({ retryAfterSeconds }: Wait) =>
      `Too many mails were requested from your network. An account that signed in from here before still gets its link to reset the password. Try again in ${inWords(retryAfterSeconds)}.`,
  },
  'mails-of-account-spent': {
    slug: 'too-many-attempts',
    detail: ({ retryAfterSeconds }: Wait) =>
      `You caused many mails in the last hour. Try again in ${inWords(retryAfterSeconds)}.`,
  },
  'mails-of-the-day-spent': {
    slug: 'unavailable',
    detail: ({ retryAfterSeconds }: Wait) =>
      `The service has sent as many mails today as it may, except for one-time passwords. Try again in ${inWords(retryAfterSeconds)}.`,
  },
  'member-lists-spent': {
    slug: 'too-many-attempts',
    detail: ({ retryAfterSeconds }: Wait) =>
      `You listed very many members in the last minute. Try again in ${inWords(retryAfterSeconds)}.`,
  },
  'mail-returned': {
    slug: 'conflict',
    detail:
      'No mail is sent to this email address, because earlier mail bounced or was reported as spam. Use another method or a recovery code.',
  },
  'mail-returned-at-activation': {
    slug: 'conflict',
    detail:
      'No mail is sent to this email address, because earlier mail bounced or was reported as spam. Activate an authenticator app instead, or reset the password by mail once mail arrives again.',
  },

  // Accounts and passwords.
  'registration-by-invitation': {
    slug: 'forbidden',
    detail:
      'Accounts are only created for invited email addresses. Ask an owner of your organization for an invitation.',
  },
  'registration-by-domain': {
    slug: 'forbidden',
    detail: ({ domains }: { readonly domains: readonly string[] }) =>
      `Accounts are only created for email addresses at ${domains.join(', ')}.`,
  },
  'address-taken': {
    slug: 'conflict',
    detail: 'This email address already has an account. Sign in, or reset the password.',
  },
  'password-too-short': {
    slug: 'validation',
    detail: ({ minimum }: { readonly minimum: number }) =>
      `Use at least ${minimum} characters. A few words in a row are easy to remember.`,
  },
  'password-too-long': {
    slug: 'validation',
    detail: ({ maximum }: Maximum) => `Use at most ${maximum} characters.`,
  },
  'password-too-uniform': { slug: 'validation', detail: 'Use more than three different characters.' },
  'password-too-personal': {
    slug: 'validation',
    detail: 'Do not base the password on your own email address or name.',
  },
  'password-too-common': {
    slug: 'validation',
    detail: 'This is one of the most common passwords, or is made of them. Choose a few unrelated words.',
  },

  // Apps.
  'app-unknown': { slug: 'not-found', detail: 'No app has this audience. Ask the operator to register it.' },
  'stronger-factor-needed': {
    slug: 'forbidden',
    detail: ({ acr }: { readonly acr: string }) =>
      `The app requires a sign-in of the class ${acr}, and the account has no factor for it. Activate one, then sign in again.`,
  },
  'authorization-over': {
    slug: 'not-found',
    detail:
      'This sign-in to an app was begun more than 10 minutes ago, or in another browser. Go back to the app.',
  },

  // Factors.
  'existing-factor-needed': {
    slug: 'step-up-required',
    detail: ({ methods }: Methods) =>
      `This account has a factor. Sign in or confirm with ${methods.join(' or ')}, and try again.`,
  },
  'factor-limit': {
    slug: 'conflict',
    detail: ({ method, maximum }: Maximum & { readonly method: string }) =>
      maximum === 1
        ? `This account already has the factor ${method}.`
        : `An account can have at most ${maximum} factors of the type ${method}.`,
  },
  'passkeys-needed': {
    slug: 'conflict',
    detail:
      'An account without a password needs two passkeys that verify their user, or one and recovery codes. Enable another passkey, or use a password.',
  },
  'no-password': {
    slug: 'conflict',
    detail: 'The account has no password. It signs in with a passkey.',
  },
  'factor-required': {
    slug: 'conflict',
    detail: ({ organization }: { readonly organization: string }) =>
      `${organization} requires this factor. Activate another one that it accepts first.`,
  },
  'no-factor': {
    slug: 'conflict',
    detail: 'Recovery codes belong to a factor. Activate a factor first.',
  },

  // SSH keys.
  'key-name-invalid': {
    slug: 'validation',
    detail:
      'The name of a key consists of letters, digits, dots, dashes, underscores and @. It begins with a letter or a digit.',
  },
  'key-invalid': {
    slug: 'validation',
    detail: ({ minimumBits, maximumBits }: { readonly minimumBits: number; readonly maximumBits: number }) =>
      `Enter an RSA key of ${minimumBits} to ${maximumBits} bits as the single line of its .pub file: ssh-rsa AAAA…`,
  },
  'key-name-taken': {
    slug: 'conflict',
    detail: 'You already have an SSH key with this name. Choose another name, or remove that key.',
  },
  'keys-repeated': { slug: 'validation', detail: 'Name each SSH key once.' },
  'keys-unknown': {
    slug: 'validation',
    detail: ({ names }: { readonly names: readonly string[] }) =>
      `You have no SSH key with this name: ${names.join(', ')}.`,
  },
  'key-limit': {
    slug: 'conflict',
    detail: ({ maximum }: Maximum) =>
      `An account can have at most ${maximum} SSH keys. Remove one that you no longer use.`,
  },
  'key-in-use': {
    slug: 'conflict',
    detail:
      'Another account has this key. Prove that you have its private key to add it here, or create a new key.',
  },
  'signature-time-invalid': {
    slug: 'validation',
    detail: 'The timestamp must be in epoch seconds: ten digits.',
  },
  'key-proof-wrong': {
    slug: 'validation',
    detail:
      'The proof must be a signature by this key, made for this account and this service, and at most five minutes ago.',
  },
  'wrong-key': {
    slug: 'invalid-credentials',
    detail: 'The key is unknown, or its signature is wrong. Sign in with your password, or add the key.',
  },
  'signature-clock': {
    slug: 'invalid-credentials',
    detail:
      'The timestamp of the signature is not in seconds, or is more than five minutes from our time. Check the clock of your machine.',
  },

  // Organizations.
  'owner-needed': {
    slug: 'forbidden',
    detail: ({ organization }: { readonly organization: string }) =>
      `Only an owner of ${organization} can do this.`,
  },
  'last-owner': {
    slug: 'conflict',
    detail: 'An organization needs an owner. Make another member an owner first.',
  },
  'owner-still-needed': {
    slug: 'conflict',
    detail: ({ organization }: { readonly organization: string }) =>
      `${organization} needs you as its owner. Make another member an owner, or delete the organization first.`,
  },
  'account-deletion-begun': {
    slug: 'conflict',
    detail: 'The deletion of this account has begun, so it cannot be kept any more.',
  },
  'owner-limit': {
    slug: 'conflict',
    detail: ({ maximum }: Maximum) => `An organization can have at most ${maximum} owners.`,
  },
  'organization-limit': {
    slug: 'conflict',
    detail: ({ maximum }: Maximum) =>
      `An account can be in at most ${maximum} organizations. Leave one first.`,
  },
  'environment-name-taken': {
    slug: 'conflict',
    detail: 'The organization already has an environment with this name. Choose another name.',
  },
  'environment-limit': {
    slug: 'conflict',
    detail: ({ maximum }: Maximum) => `An organization can have at most ${maximum} environments.`,
  },
  'own-factor-needed': {
    slug: 'forbidden',
    detail:
      'Activate a factor that the organization will accept, and sign in with it, before you require it of the members.',
  },
  'accepted-factor-needed': {
    slug: 'step-up-required',
    detail: 'Confirm with a factor that the organization will accept, and try again.',
  },
  'requirement-incomplete': {
    slug: 'validation',
    detail: 'accept and deadline require required: true.',
  },
  'deadline-past': { slug: 'validation', detail: 'The deadline must be in the future.' },
  'deadline-too-far': {
    slug: 'validation',
    detail: ({ maximumDays }: { readonly maximumDays: number }) =>
      `The deadline must be within ${maximumDays} days.`,
  },

  // Invitations.
  'already-invited': {
    slug: 'conflict',
    detail: 'This email address has an open invitation. Send it again, or revoke it first.',
  },
  'already-member': { slug: 'conflict', detail: 'This email address already belongs to a member.' },
  'you-are-member': { slug: 'conflict', detail: 'You are already a member.' },
  'invitation-limit': {
    slug: 'conflict',
    detail: ({ maximum }: Maximum) => `At most ${maximum} invitations can be open. Revoke some first.`,
  },
  'invitation-for-another': {
    slug: 'forbidden',
    detail: 'This invitation is for a different email address than the one you are signed in with.',
  },
  'invitation-accepted': {
    slug: 'conflict',
    detail: 'This invitation was already accepted. Remove the member instead.',
  },
  'invitation-closed': {
    slug: 'conflict',
    detail: 'This invitation was accepted or revoked. Send a new one.',
  },
  'invitation-unknown': {
    slug: 'not-found',
    detail: 'There is no such invitation. Check the link.',
  },
  'invitation-over': {
    slug: 'challenge-expired',
    detail: 'This invitation was used, was revoked, was sent again or has expired. Ask for a new one.',
  },
  'invitation-not-mailed': {
    slug: 'unavailable',
    detail: (_: Wait) => 'The invitation was created, but its mail could not be sent. Send it again.',
  },
  'invitation-just-sent': {
    slug: 'too-many-attempts',
    detail: ({ retryAfterSeconds }: Wait) =>
      `The invitation was just sent. Try again in ${inWords(retryAfterSeconds)}.`,
  },
  'link-template-foreign': {
    slug: 'validation',
    detail: ({ start }: { readonly start: string }) => `The link must begin with ${start}.`,
  },
  'link-template-malformed': {
    slug: 'validation',
    detail: 'The link must be a single URL, without six digits in a row.',
  },
  'link-template-without-code': {
    slug: 'validation',
    detail: ({ placeholder }: { readonly placeholder: string }) => `The link must contain ${placeholder}.`,
  },

  // Resets of factors by owners.
  'own-reset': {
    slug: 'conflict',
    detail: 'These are your own factors. Change them in your account settings.',
  },
  'no-factor-to-reset': { slug: 'conflict', detail: 'This account has no factor to reset.' },
  'member-elsewhere': {
    slug: 'conflict',
    detail:
      'This account is in another organization as well, so you cannot reset its factors alone. Ask whoever operates this service.',
  },
  'second-owner-needed': {
    slug: 'conflict',
    detail:
      'A second owner must confirm this, and there is no other owner. Make another member an owner, or ask whoever operates this service.',
  },
  'no-reset-pending': { slug: 'not-found', detail: 'No reset is pending for this account.' },
} as const satisfies Readonly<Record<string, ReasonEntry>>;

interface ReasonEntry {
  readonly slug: ProblemSlug;
  // biome-ignore lint/suspicious/noExplicitAny: the entries themselves say what their parameters are
  readonly detail: string | ((parameters: any) => string);
}

export type Reason = keyof typeof reasons;

/** The reasons for which one field of a request is refused. */
export type FieldReason = {
  [R in Reason]: (typeof reasons)[R]['slug'] extends 'validation' ? R : never;
}[Reason];

export function isReason(word: unknown): word is Reason {
  return typeof word === 'string' && Object.hasOwn(reasons, word);
}

/** The parameters in the sentence of a reason; undefined for a reason without parameters. */
export type ParametersOf<R extends Reason> = (typeof reasons)[R]['detail'] extends (
  parameters: infer Parameters extends object,
) => string
  ? Parameters
  : undefined;

function inWords(seconds: number): string {
  if (seconds < 120) return seconds === 1 ? '1 second' : `${seconds} seconds`;
  if (seconds <= 7200) return `${Math.ceil(seconds / 60)} minutes`;
  return `${Math.ceil(seconds / 3600)} hours`;
}
