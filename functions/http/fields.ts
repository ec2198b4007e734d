import * as z from 'zod/mini';
import { parseAddress } from '../../core/accounts/email-address.ts';
import { factorTypes } from '../../core/factors/factor.ts';
import type { Role } from '../../core/organizations/organization.ts';

/** The fields of request bodies. Each says in words what is wrong and what is wanted. */

const controlCharacters = /[\p{Cc}\p{Zl}\p{Zp}]/u;

function text(what: string, maximumLength: number) {
  return z.string(`${what} is needed, as text.`).check(
    z.minLength(1, `${what} is needed.`),
    z.maxLength(maximumLength, `${what} is too long: at most ${maximumLength} characters.`),
    z.refine((value) => value.isWellFormed(), `${what} is not valid Unicode.`),
  );
}

/** One line of text for people to read. */
export function line(what: string, maximumLength: number) {
  return text(what, maximumLength).check(
    z.refine(
      (value) => !controlCharacters.test(value),
      `${what} must be one line without control characters.`,
    ),
    z.refine((value) => value.trim() !== '', `${what} is needed.`),
  );
}

export const email = text('The email address', 254).check(
  z.refine((value) => parseAddress(value) !== undefined, 'Write one email address, as name@example.com.'),
);

/** What a person signs in with. Anything may be typed here; what is no address of an account is wrong credentials. */
export const identifier = text('The email address', 1000);
export const password = text('The password', 4000);
export const name = line('The name', 100);
export const otp = text('The one-time password', 100);
export const token = text('The token', 500);
export const factorType = z.enum(factorTypes, `Choose one of: ${factorTypes.join(', ')}.`);
export const keyName = text('The name of the key', 64).check(
  z.regex(
    /^[A-Za-z0-9][A-Za-z0-9._@-]*$/,
    'The name of the key has letters, digits, dots, dashes, underscores and @, and begins with a letter or digit.',
  ),
);
export const publicKey = text('The public key', 4000);
export const signature = text('The signature', 4000);
export const id = text('The id', 100);

export const organizationName = line('The name of the organization', 100);
export const environmentName = line('The name of the environment', 100);

const roleWords = 'Choose a role: owner or member.';
export const role = z.enum(['owner', 'member'], roleWords);

/** Also as the numbers of the guide's command line. */
export const invitedRole = z.pipe(
  z.union([role, z.literal(1), z.literal(5)], 'Choose a role: owner (1) or member (5).'),
  z.transform((given): Role => (given === 1 || given === 'owner' ? 'owner' : 'member')),
);

export const acceptedTypes = z
  .array(factorType, `Name the accepted methods in a list: ${factorTypes.join(', ')}.`)
  .check(
    z.minLength(1, 'Name at least one accepted method.'),
    z.maxLength(factorTypes.length, 'Name each accepted method once.'),
  );

export const moment = z.iso.datetime({
  offset: true,
  error: 'Write the date and time as 2030-01-31T12:00:00Z.',
});

export const linkTemplate = text('The template of the link', 500);

export const instant = z.iso.datetime();
