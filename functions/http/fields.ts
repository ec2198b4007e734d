import * as z from 'zod/mini';
import { parseAddress } from '../../core/accounts/email-address.ts';
import { maximumPasswordLength } from '../../core/accounts/password-policy.ts';
import { factorTypes } from '../../core/factors/factor.ts';
import { displayNameRefusal } from '../../core/kernel/display-name.ts';
import { languageTags } from '../../core/kernel/language.ts';
import type { FieldReason } from '../../core/kernel/reasons.ts';
import type { Role } from '../../core/organizations/organization.ts';
import { keyLimits } from '../../core/sign-in/ssh-key.ts';

/**
 * The fields of request bodies. The message of each rule is its reason for refusing, and middleware/body.ts makes a field
 * error of it. The JSON Schemas in the OpenAPI document are as strict as the rules: what cannot be derived from a rule is
 * in its `meta`.
 */

export const because = (reason: FieldReason) => ({ error: reason, abort: true });

/** Lengths are in code points, as in JSON Schema. */
export function text(maximum: number) {
  return z.string(because('field-not-text')).check(
    z.minLength(1, because('field-missing')),
    z.refine((value) => isAtMost(value, maximum), {
      ...because('field-too-long'),
      params: { maximum },
    }),
    z.refine((value) => value.isWellFormed(), because('field-not-unicode')),
    z.meta({ maxLength: maximum }),
  );
}

function isAtMost(value: string, maximum: number): boolean {
  // A code point is one or two UTF-16 units. Longer texts are refused without counting.
  return value.length <= maximum || (value.length <= 2 * maximum && [...value].length <= maximum);
}

/** The Unicode categories Cc, Zl and Zp, spelled out for users of the JSON Schema whose regular expressions have no \p. */
// biome-ignore lint/suspicious/noControlCharactersInRegex: they are what must not be there
const oneLine = /^[^\u0000-\u001f\u007f-\u009f\u2028\u2029]*$/;
const notBlank = /[^\s\ufeff]/;

/** One line of readable text. */
function line(maximum: number) {
  return text(maximum).check(
    z.regex(notBlank, because('field-missing')),
    z.regex(oneLine, because('field-not-one-line')),
  );
}

/** A display name: one line of at most 100 characters that is visible and hides nothing. */
function displayName(example: string) {
  return line(100).check(
    z.refine((text) => displayNameRefusal(text) !== 'name-invisible', because('name-invisible')),
    z.refine((text) => displayNameRefusal(text) === undefined, because('name-hides-characters')),
    z.meta({ maxLength: 100, format: 'display-name', examples: [example] }),
  );
}

export const email = text(254).check(
  z.refine((value) => parseAddress(value) !== undefined, because('email-invalid')),
  z.meta({ format: 'email', maxLength: 254, examples: ['ada@example.com'] }),
);

/** What a user signs in with. Any text is accepted; if it does not belong to an account, the credentials are wrong. */
export const identifier = text(1000).check(z.meta({ maxLength: 1000, examples: ['ada@example.com'] }));
export const password = text(4000).check(
  z.meta({ format: 'password', maxLength: 4000, examples: ['violet kettle under rain'] }),
);

/** The operator chooses the minimum, from 8 to 15. */
export const newPassword = text(4000).check(
  z.meta({
    format: 'new-password',
    minLength: 8,
    maxLength: maximumPasswordLength,
    description: 'At least 15 characters unless the operator allows fewer. Common passwords are refused.',
    examples: ['violet kettle under rain'],
  }),
);
export const name = displayName('Ada Lovelace');

/** Longer than a line of a mail, because people paste the line with the code. */
const maximumTypedCode = 1000;

/** A code for the method of the challenge, as it was typed or pasted. core/factors/ reads it, for every client. */
export const otp = text(maximumTypedCode).check(
  z.meta({
    maxLength: maximumTypedCode,
    format: 'one-time-password-or-recovery-code',
    description:
      'Six digits, or a recovery code instead. Where the challenge waits for a passkey, also the eight letters that the dashboard shows for a terminal. Send what was typed or pasted: digits of any script, any separators, or a line that contains the code.',
    examples: ['215 712', 'K7DM-2XQP-V4TB-N6JW-5HRC'],
  }),
);

/** A code that a recovery code cannot replace. */
export const sixDigits = text(maximumTypedCode).check(
  z.meta({
    maxLength: maximumTypedCode,
    format: 'one-time-password',
    description:
      'Six digits. Send what was typed or pasted: digits of any script, any separators, or a line that contains the code.',
    examples: ['215 712'],
  }),
);

/** A code, or the token of the link beside it in the mail. */
export const codeOrToken = text(maximumTypedCode).check(
  z.meta({
    maxLength: maximumTypedCode,
    format: 'one-time-password',
    description:
      'Six digits, as they were typed or pasted. Or the token of the link in the mail, which works for an hour and needs a password beside it.',
    examples: ['215 712'],
  }),
);

export const token = text(500).check(
  z.meta({ maxLength: 500, examples: ['d0vX2pNq8sT1uYbC4eFgHjKlMnPqRsTuVwXyZ012345'] }),
);

export const language = z.enum(languageTags, because('field-invalid'));

/** The header by which a client says which languages its user reads. */
export const languageHeader = {
  'Accept-Language': {
    description: 'The language of mails to an address without an account, and of a new account',
    schema: { type: 'string' },
  },
} as const;

export const factorType = z.enum(factorTypes, because('method-unknown'));
export const keyName = text(64).check(
  z.regex(/^[A-Za-z0-9][A-Za-z0-9._@-]*$/, because('key-name-invalid')),
  z.meta({ maxLength: 64, examples: ['laptop'] }),
);
export const keyNames = z
  .array(keyName, because('field-not-list'))
  .check(z.maxLength(keyLimits.perAccount, because('keys-repeated')));
/** A valid key, because people and programs send examples as they are. Nobody has its private key. */
const exampleKey =
  'ssh-rsa ' +
  'AAAAB3NzaC1yc2EAAAADAQABAAABAQDGbt5Iakr4YmplxpdbOv33QF3rM5LmTayvd0N/tJDneR97tjjdNv7z28r8' +
  'bEucoJso4h72MwNoIsRvPIOdgKlGd7VqPkiuSLdCK4ZaA/Np6O3RB/Sq+PoDHSoydzGePV1OjS4FL2IC3bB1q7/0' +
  'o4JEpK+qRF7uZAeHcmgkOT5PUAs+xX2z2lz0sUEwCxVLXChsHYGNkQoitmUJ4py62nLFv7CegGc0UywbXjGginVR' +
  'GYUewyLrdVn+YtEgI8mKqDSHwiWiJW47d9iPYgC/rY9AjLXExHm8nR/TikJM7UW8OB1Sjb8XNW+3wIHbfsIpTzuv' +
  'T++VlQ5IWWiYDP8mV8zh' +
  ' ada@laptop';
export const publicKey = text(4000).check(
  z.meta({
    format: 'ssh-rsa-public-key',
    maxLength: 4000,
    description: 'The line of a .pub file: ssh-rsa, the key in base64, and optionally a comment',
    examples: [exampleKey],
  }),
);
export const signature = text(4000).check(
  z.meta({
    maxLength: 4000,
    description: 'RSA PKCS#1 v1.5 with SHA-256 over `<nonce>&<timestamp>`, in base64',
  }),
);
export const signatureTime = text(10).check(
  z.regex(/^[0-9]{10}$/, because('signature-time-invalid')),
  z.meta({
    description: 'Epoch seconds, at most five minutes from the clock of the service',
    examples: ['1795521610'],
  }),
);
export const possessionSignature = text(4000).check(
  z.meta({
    maxLength: 4000,
    description:
      'RSA PKCS#1 v1.5 with SHA-256, in base64, over four lines: `serverless-mfa add-key`, the origin of the service, the id of the account, and the timestamp',
  }),
);
/** The audience of an app, as it was registered. */
export const audience = text(200).check(z.meta({ maxLength: 200, examples: ['https://api.shop.example'] }));
export const id = text(100);

export const organizationName = displayName('Acme');
export const environmentName = displayName('production');

export const role = z.enum(['owner', 'member'], because('role-unknown'));

/** A role, also as one of the numbers that the guide's command line sends. */
export const invitedRole = z.pipe(
  z.union([role, z.literal(1), z.literal(5)], because('role-unknown')),
  z.transform((given): Role => (given === 1 || given === 'owner' ? 'owner' : 'member')),
);

export const acceptedTypes = z
  .array(factorType, because('field-not-list'))
  .check(
    z.minLength(1, because('methods-missing')),
    z.maxLength(factorTypes.length, because('method-repeated')),
  );

export const flag = z.boolean(because('field-not-boolean'));

export const moment = z.iso.datetime({ offset: true, ...because('field-not-date-time') });

export const linkTemplate = text(500).check(
  z.meta({
    format: 'link-template',
    maxLength: 500,
    pattern: '\\{inviteCode\\}',
    description:
      'A link to the dashboard that contains the placeholder {inviteCode}, without six digits in a row',
  }),
);

export const instant = z.iso.datetime();
