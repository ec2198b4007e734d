/** An email address as the service keeps it. */
export interface Address {
  /** The spelling that identifies an account. */
  readonly canonical: string;
  /** Where mail is sent: the local part as it was typed, the domain in ASCII. */
  readonly mailbox: string;
}

const maximumLength = 254;
const localPart = /^[a-z0-9!#$%&'*+/=?^_`{|}~-]+(\.[a-z0-9!#$%&'*+/=?^_`{|}~-]+)*$/i;
const domainName = /^([a-z0-9]([a-z0-9-]{0,61}[a-z0-9])?\.)+[a-z][a-z0-9-]{0,61}[a-z0-9]$/;

/**
 * Parses an email address: NFC, lower case, an internationalized domain in punycode, dots and tags kept. The local part
 * must be ASCII, because SES does not send to others. Returns undefined if the text is not an email address.
 */
export function parseAddress(text: string): Address | undefined {
  const typed = text.normalize('NFC').trim();
  const at = typed.lastIndexOf('@');
  if (at < 1 || typed.length > maximumLength) return undefined;
  const local = typed.slice(0, at);
  const domain = asciiDomain(typed.slice(at + 1));
  if (local.length > 64 || !localPart.test(local) || domain === undefined) return undefined;
  if (local.length + 1 + domain.length > maximumLength) return undefined;
  return { canonical: `${local.toLowerCase()}@${domain}`, mailbox: `${local}@${domain}` };
}

/** What guesses of a password are counted by: the canonical email address, or the text itself if it is not one. */
export function guessedAddress(text: string): string {
  // A cut may go through the middle of a character.
  return parseAddress(text)?.canonical ?? text.trim().toLowerCase().slice(0, maximumLength).toWellFormed();
}

function asciiDomain(typed: string): string | undefined {
  // URL would read a port, a path, escapes or a number for an address in these, and drop a control character.
  if (/[\s\p{Cc}/:?#@[\]\\%<>^|]/u.test(typed) || !URL.canParse(`http://${typed}`)) return undefined;
  const domain = new URL(`http://${typed}`).hostname.replace(/\.$/, '');
  return domainName.test(domain) ? domain : undefined;
}

/** Shows where a code was sent without revealing the email address to someone who has only the password. */
export function maskAddress(mailbox: string): string {
  const at = mailbox.lastIndexOf('@');
  return `${mailbox.slice(0, 1)}•••${mailbox.slice(at)}`;
}
