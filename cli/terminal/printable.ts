/** What an invisible joiner may stand between: letters, as in Persian and Hindi, and the parts of an emoji. */
const joinable = '[\\p{L}\\p{M}\\p{Extended_Pictographic}\\p{Emoji_Modifier}]';
const joiner = `(?<=${joinable})[\\u200c\\u200d](?=${joinable})`;
/** A flag of a region, such as Scotland: a black flag, and invisible letters with an end. */
const flag = '\\u{1f3f4}[\\u{e0030}-\\u{e0039}\\u{e0061}-\\u{e007a}]{2,6}\\u{e007f}';
const invisible = new RegExp(`(${flag}|${joiner})|[\\p{Cc}\\p{Cf}\\p{Zl}\\p{Zp}]`, 'gu');

/**
 * A text without the characters that control a terminal, or change the direction of writing. Invisible characters that
 * their languages and emoji need stay.
 */
export function printable(text: string): string {
  return text.replace(invisible, (_, needed?: string) => needed ?? '\ufffd');
}

/** A value as one line of JSON, in which the same characters are escaped: it may be printed on a terminal. */
export function jsonLine(value: unknown): string {
  return JSON.stringify(value).replace(/[\p{Cc}\p{Cf}\p{Zl}\p{Zp}]/gu, (character) =>
    [...Array(character.length).keys()]
      .map((unit) => `\\u${character.charCodeAt(unit).toString(16).padStart(4, '0')}`)
      .join(''),
  );
}

/** An instant in the reader's time zone: `2026-11-24 12:00`. */
export function localTime(iso: string | null): string {
  if (iso === null) return '';
  const at = new Date(iso);
  if (Number.isNaN(at.getTime())) return printable(iso);
  const two = (part: number) => String(part).padStart(2, '0');
  const date = `${at.getFullYear()}-${two(at.getMonth() + 1)}-${two(at.getDate())}`;
  return `${date} ${two(at.getHours())}:${two(at.getMinutes())}`;
}
