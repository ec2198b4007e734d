/** A source of cryptographically strong bytes, passed in so that decisions stay pure. */
export type Random = (byteLength: number) => Uint8Array;

/** The alphabet of RFC 4648. It has no 0, 1, 8 and 9, which people misread. */
const base32Alphabet = 'ABCDEFGHIJKLMNOPQRSTUVWXYZ234567';

/** Random text of `length` base32 characters, 5 bits each. */
export function randomBase32(random: Random, length: number): string {
  return Array.from(random(length), (byte) => base32Alphabet[byte & 31]).join('');
}

/**
 * An opaque identifier of 130 random bits. It never contains six digits in a row: ids appear in links, and only codes may
 * look like codes.
 */
export function randomID(random: Random): string {
  for (;;) {
    const id = randomBase32(random, 26).toLowerCase();
    if (!/\d{6}/.test(id)) return id;
  }
}

/**
 * A secret of 256 random bits for a session or a link in a mail. It never contains six digits in a row, so that only mails
 * with a code contain what looks like one, and never begins with a dash, as options of a command line do.
 */
export function randomSecret(random: Random): string {
  for (;;) {
    const secret = Buffer.from(random(32)).toString('base64url');
    if (!/\d{6}|^-/.test(secret)) return secret;
  }
}
