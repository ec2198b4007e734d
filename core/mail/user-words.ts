import { inOneLine, isVisible } from '../kernel/display-name.ts';

/*
 * Text that people typed and that a mail quotes. The reader may not know who typed it, and mail programs interpret it.
 * So it must not look like a code, become a link, hide characters, or change the direction of the text around it.
 */

/** Fields of messages that the service itself writes. The text of all other fields is treated as typed by someone. */
const ownFields: ReadonlySet<string> = new Set([
  'kind',
  'method',
  'role',
  'accept',
  'id',
  'registrationID',
  'url',
  'token',
  'code',
]);

/** Makes the typed text in every field of a message safe, so that the texts of mails need not do it. */
export function withSafeWords<Message extends object>(message: Message): Message {
  const fields = Object.entries(message).map(([field, value]) => [field, safeField(field, value)]);
  return Object.fromEntries(fields) as Message;
}

function safeField(field: string, value: unknown): unknown {
  if (ownFields.has(field)) return value;
  if (Array.isArray(value)) return value.map((item) => safeField(field, item));
  if (typeof value === 'object' && value !== null) return withSafeWords(value);
  if (typeof value !== 'string') return value;
  // An invisible character would make an email address useless; as a link, it only opens a new mail.
  return field === 'email' ? withoutCodes(inOneLine(value)) : safeWords(value);
}

function safeWords(text: string): string {
  const shown = inOneLine(text);
  // Names from before the rule of core/kernel/display-name.ts.
  if (!isVisible(shown)) return '…';
  return withoutCodes(shown)
    .replace(/:\/\//g, `:${wordJoiner}//`)
    .replace(/(?<=[\p{L}\p{N}])[.．。｡](?=\p{L})/gu, (dot) => `${dot}${wordJoiner}`);
}

/** An invisible character that ends what mail programs recognize as a web address. */
const wordJoiner = '\u2060';

/**
 * Masks what could be mistaken for a code: a group of exactly six digits in any script, even with invisible characters
 * between them. A longer number identifies something (a company, a ticket) and stays.
 */
function withoutCodes(text: string): string {
  return text.replace(/\p{Nd}(?:\p{Cf}*\p{Nd})*/gu, (number) =>
    number.match(/\p{Nd}/gu)?.length === 6 ? '…' : number,
  );
}
