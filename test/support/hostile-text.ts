import * as fc from 'fast-check';

/** What controls a terminal, ends a line or a header, or changes the direction of the text around it. */
export const powers = /[\p{Cc}\p{Zl}\p{Zp}\p{Bidi_C}]/u;

const pieces = [
  ...['\r\n', '\n', '\r', '\u0000', '\t', '\u0007', '\u000b', '\u0085', '\u2028', '\u2029'],
  ...['\u001b[2J', '\u001b]8;;https://evil.example\u0007', '\u009b2J', '\u007f'],
  ...['\u202e', '\u202d', '\u2066', '\u2067', '\u2069', '\u200e', '\u200f', '\u061c'],
  ...['\u200b', '\u2060', '\ufeff', '\u00ad', '\u3164', '\u{e0041}', '\ufe0f', '\u200d'],
  ...['=1+1', '+1', '-1', '@SUM(A1)', '＝1', '|calc', ';=1', '",=1', '\t=1', '"'],
  ...['<img src=x>', '&amp;', "'", '</title>', 'https://evil.example/', '123456', '\nBcc: x@evil.example'],
  ...['\n    at secret (/etc/passwd:1:1)', '\ud83d', '\udc00', 'é', 'ß', 'İ', '漢', 'ا', '👩‍👩‍👧'],
] as const;

/** Any text, with what has power over something mixed in. */
export const hostileText = fc
  .array(
    fc.oneof(
      fc.constantFrom(...pieces),
      fc.string({ unit: 'binary', maxLength: 6 }),
      fc.string({ unit: 'grapheme', maxLength: 6 }),
      fc.string({ maxLength: 6 }),
    ),
    { maxLength: 8 },
  )
  .map((parts) => parts.join(''));
