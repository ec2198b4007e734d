/*
 * How people type and paste codes. This is the only cleaning: the dashboard and the command line send what was entered.
 * Whatever cannot be part of a code separates its parts, nothing is deleted that could be one, and each other kind of
 * input has its own refusal.
 */

const inOnePiece = '(?<![0-9][.,:/])[0-9]{6}(?![.,:/]?[0-9])';
const separator = '[\\p{Z}\\p{Pd}\\t]';
/** Not next to other digits: `555 123` in a telephone number is not one. */
const inTwoGroups = `(?<![0-9]${separator}?)[0-9]{3}${separator}[0-9]{3}(?!${separator}?[0-9])`;
/** A code that is on its own in a longer text: no part of a longer number, an amount, a date or a word. */
const codeInText = new RegExp(`(?<![\\p{L}\\p{N}])(?:${inOnePiece}|${inTwoGroups})(?![\\p{L}\\p{N}])`, 'gu');

/** Why no code of six digits can be read in a text. */
export type DigitsSlip =
  | { readonly reason: 'code-malformed' | 'code-not-found' | 'several-codes' }
  | { readonly reason: 'code-length'; readonly parameters: { readonly digits: number } };

/**
 * Reads a code of six digits: in the digits of any script, with anything but letters and digits between them, or alone in a
 * longer text, such as the line of a mail.
 */
export function readSixDigits(typed: unknown): { readonly code: string } | { readonly slip: DigitsSlip } {
  if (typeof typed !== 'string') return { slip: { reason: 'code-malformed' } };
  const text = withPlainDigits(typed);
  const digits = text.replace(/[^0-9]/g, '');
  const hasLetters = /\p{L}/u.test(text);
  if (!hasLetters && digits.length === 6) return { code: digits };
  const found = new Set((text.match(codeInText) ?? []).map((part) => part.replace(/[^0-9]/g, '')));
  const [code, second] = found;
  if (second !== undefined) return { slip: { reason: 'several-codes' } };
  if (code !== undefined) return { code };
  if (digits === '') return { slip: { reason: 'code-malformed' } };
  if (hasLetters) return { slip: { reason: 'code-not-found' } };
  return { slip: { reason: 'code-length', parameters: { digits: digits.length } } };
}

export function parseSixDigits(typed: unknown): string | undefined {
  const read = readSixDigits(typed);
  return 'code' in read ? read.code : undefined;
}

/** The same text with the decimal digits of every script (Unicode category Nd) as 0 to 9. */
function withPlainDigits(text: string): string {
  return text.replace(/\p{Nd}/gu, (digit) => (digit <= '9' ? digit : String(decimalValue(digit))));
}

/** Unicode keeps the ten digits of a script together in order, so the value is the distance to the first one of the run. */
function decimalValue(digit: string): number {
  const codePoint = digit.codePointAt(0) ?? 0;
  let first = codePoint;
  while (/\p{Nd}/u.test(String.fromCodePoint(first - 1))) first -= 1;
  return (codePoint - first) % 10;
}

/** Whether a text was probably meant as a recovery code, whose length is wrong: groups of four, or one long word. */
export function looksLikeRecoveryCode(text: string): boolean {
  const parts = text.split(/[^A-Za-z0-9]+/).filter((part) => part !== '');
  const length = parts.join('').length;
  if (!/[A-Za-z]/.test(text) || length < 12 || length > 30) return false;
  return parts.length === 1 || parts.filter((part) => part.length !== 4).length <= 1;
}
