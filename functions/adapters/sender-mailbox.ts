/** At most 75 characters with what is around it (RFC 2047 section 2). */
const bytesPerEncodedWord = 45;

/**
 * The `From` of a mail: the name of the service beside its email address, as mail programs show it.
 * A name in ASCII is a quoted string (RFC 5322 section 3.2.4), any other a sequence of encoded words (RFC 2047).
 */
export function senderMailbox(name: string, address: string): string {
  const oneLine = name.replace(/[\p{Cc}\p{Zl}\p{Zp}]/gu, ' ').trim();
  if (oneLine === '') return address;
  if (/^[ -~]*$/.test(oneLine)) return `"${oneLine.replace(/["\\]/g, '\\$&')}" <${address}>`;
  return `${encodedWords(oneLine)} <${address}>`;
}

function encodedWords(text: string): string {
  const words: string[] = [];
  let word = '';
  for (const character of text) {
    if (Buffer.byteLength(word + character) > bytesPerEncodedWord) {
      words.push(word);
      word = '';
    }
    word += character;
  }
  return [...words, word].map((part) => `=?UTF-8?B?${Buffer.from(part).toString('base64')}?=`).join(' ');
}
