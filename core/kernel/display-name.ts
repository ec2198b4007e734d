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

/**
 * Those that the characters around them need: joiners between letters of Persian or Hindi and between emoji, or after the
 * mark that ends a syllable (Malayalam, Sinhala), and selectors for the look of the character before them.
 */
const useful = [
  /(?<=(?!\p{DI})[\p{L}\p{M}\p{S}]\p{VS}?)[\u200c\u200d](?=(?!\p{DI})[\p{L}\p{M}\p{S}])/u,
  /(?<=(?!\p{DI})\p{M})[\u200c\u200d]/u,
  /(?<=(?!\p{DI})[\p{L}\p{M}\p{N}\p{P}\p{S}])\p{VS}/u,
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
