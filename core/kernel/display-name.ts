import type { Reason } from './reasons.ts';

/*
 * What a name of an account, an organization, a factor or an environment may be made of. Other people read it, in mails
 * and lists: it must show something, hide nothing, and leave the direction of the text around it alone.
 */

/** Characters that something is seen of. The fillers of Hangul and the blank of Braille are letters that show nothing. */
const visible = /(?!\p{DI}|\u2800)[\p{L}\p{N}\p{P}\p{S}]/u;

/**
 * Characters that show nothing by themselves: Unicode's default ignorable ones, among them all controls of direction
 * (UAX 9) and the tags, and the controls of annotations and hieroglyphs.
 */
const hidden = /[\p{DI}\p{Bidi_C}\ufff9-\ufffb\u{13430}-\u{1345f}]/u;

/**
 * The ones that what is around them needs: joiners between letters of Persian or Hindi and between emoji, or after the
 * mark that ends a syllable (Malayalam, Sinhala); selectors of how the character before them looks.
 */
const useful = [
  /(?<=(?!\p{DI})[\p{L}\p{M}\p{S}]\p{VS}?)[\u200c\u200d](?=(?!\p{DI})[\p{L}\p{M}\p{S}])/u,
  /(?<=(?!\p{DI})\p{M})[\u200c\u200d]/u,
  /(?<=(?!\p{DI})[\p{L}\p{M}\p{N}\p{P}\p{S}])\p{VS}/u,
];

const hiddenOrUseful = new RegExp(`(${useful.map(({ source }) => source).join('|')})|${hidden.source}`, 'gu');

/** Removes the characters that show nothing and that nothing around them needs. */
export function withoutHidden(text: string): string {
  return text.replace(hiddenOrUseful, (_, kept: string | undefined) => kept ?? '');
}

/** Whether anything is seen of a text. */
export const isVisible = (text: string): boolean => visible.test(text);

/** Why a text cannot be a name; undefined if it can. */
export function displayNameRefusal(
  text: string,
): Extract<Reason, 'name-invisible' | 'name-hides-characters'> | undefined {
  if (!isVisible(text)) return 'name-invisible';
  return withoutHidden(text) === text ? undefined : 'name-hides-characters';
}
