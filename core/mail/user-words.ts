/*
 * What people typed, in a mail. Its readers may not know its writer, and mail programs read along: nothing in it may
 * look like a code, become a link, or turn the direction of the text around it.
 */

/** Fields of messages that the service itself writes. All other text is taken for what someone typed. */
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

/** A message whose texts cannot harm, whichever fields it has: so no text of a mail has to think of it. */
export function withSafeWords<Message extends object>(message: Message): Message {
  const fields = Object.entries(message).map(([field, value]) => [field, safeField(field, value)]);
  return Object.fromEntries(fields) as Message;
}

function safeField(field: string, value: unknown): unknown {
  if (ownFields.has(field)) return value;
  if (Array.isArray(value)) return value.map((item) => safeField(field, item));
  if (typeof value === 'object' && value !== null) return withSafeWords(value);
  if (typeof value !== 'string') return value;
  // An address is only good as it is; it links to nothing but a new mail.
  return field === 'email' ? withoutCodes(withoutDirection(value)) : safeWords(value);
}

export function safeWords(text: string): string {
  return withoutCodes(withoutDirection(text))
    .replace(/:\/\//g, `:${wordJoiner}//`)
    .replace(/(?<=[\p{L}\p{N}])[.．。｡](?=\p{L})/gu, (dot) => `${dot}${wordJoiner}`);
}

/** Without the embeddings, overrides and isolates of the bidirectional algorithm (UAX 9). */
const withoutDirection = (text: string) => text.replace(/[\u202a-\u202e\u2066-\u2069]/g, '');

/** Does not show, and is no part of a web address. */
const wordJoiner = '\u2060';

/**
 * Masks what can be taken for a code: a group of exactly six digits, of any script, also with characters between them that do
 * not show. A longer number identifies something (a company, a ticket) and stays.
 */
function withoutCodes(text: string): string {
  return text.replace(/\p{Nd}(?:\p{Cf}*\p{Nd})*/gu, (number) =>
    number.replace(/\p{Cf}/gu, '').match(/\p{Nd}/gu)?.length === 6 ? '…' : number,
  );
}
