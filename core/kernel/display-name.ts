import type { Reason } from './reasons.ts';

/*
 * Which characters the name of an account, an organization, a factor or an environment may contain. Other people read it
 * in mails and lists: it must be visible, hide nothing, and not change the direction of the text around it.
 */

/** Visible characters. The fillers of Hangul and the blank of Braille are letters, but invisible. */
const visible = /(?!\p{DI}|\u2800)[\p{L}\p{N}\p{P}\p{S}]/u;

/**
 * Characters that are invisible by themselves: Unicode's default ignorable characters, which include all controls of
 * direction (UAX 9) and the tags, and the controls of annotations and hieroglyphs.
 */
const hidden = /[\p{DI}\p{Bidi_C}\ufff9-\ufffb\u{13430}-\u{1345f}]/u;

/** Letters that look the same with a joiner or a selector beside them: with one, a name would look like another one. */
const plainLetter =
  /[\p{sc=Latin}\p{sc=Greek}\p{sc=Cyrillic}\p{sc=Armenian}\p{sc=Georgian}\p{sc=Hebrew}\p{sc=Han}\p{sc=Hiragana}\p{sc=Katakana}\p{sc=Bopomofo}\p{sc=Hangul}\p{sc=Thai}]/u
    .source;

/** What is joined to one emoji: pictures, tones of skin, and the signs of sexes, hearts and arrows among them. */
const emoji = /[\p{ExtPict}\p{EMod}]/u.source;

/**
 * Those that the characters around them need: joiners between letters of Persian or Hindi and between emoji, or after the
 * mark that ends a syllable (Malayalam, Sinhala), and selectors for the look of an emoji, a keycap, an ideograph or a Mongolian
 * letter.
 */
const useful = [
  new RegExp(
    `(?<=(?!${plainLetter}|\\p{DI})[\\p{L}\\p{M}])[\\u200c\\u200d](?=(?!${plainLetter}|\\p{DI})[\\p{L}\\p{M}])`,
    'u',
  ),
  new RegExp(`(?<=${emoji}\\ufe0f?)\\u200d(?=${emoji})`, 'u'),
  // After the virama of a script of India or Sri Lanka.
  /(?<=[\u094d\u09cd\u0a4d\u0acd\u0b4d\u0bcd\u0c4d\u0ccd\u0d4d\u0dca])[\u200c\u200d]/u,
  /(?<=(?![0-9#*])\p{Emoji})[\ufe0e\ufe0f]/u,
  /(?<=[0-9#*])\ufe0f(?=\u20e3)/u,
  /(?<=\p{sc=Han})[\ufe00-\ufe02\u{e0100}-\u{e01ef}]/u,
  /(?<=\p{sc=Mongolian})[\u180b-\u180d\u180f]/u,
];

const hiddenOrUseful = new RegExp(`(${useful.map(({ source }) => source).join('|')})|${hidden.source}`, 'gu');

/** Removes the invisible characters that nothing around them needs. */
export function withoutHidden(text: string): string {
  return text.replace(hiddenOrUseful, (_, kept: string | undefined) => kept ?? '');
}

/** A text in one line: without what ends a line or controls a terminal, and without invisible characters. */
export function inOneLine(text: string): string {
  return withoutHidden(text.replace(/[\p{Cc}\p{Zl}\p{Zp}]+/gu, ' '));
}

/** Whether any character of a text is visible. */
export const isVisible = (text: string): boolean => visible.test(text);

/** Why a text cannot be a name; undefined if it can. */
export function displayNameRefusal(
  text: string,
): Extract<Reason, 'name-invisible' | 'name-hides-characters'> | undefined {
  if (!isVisible(text)) return 'name-invisible';
  return withoutHidden(text) === text ? undefined : 'name-hides-characters';
}
