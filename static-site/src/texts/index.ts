import { en, type Texts } from './en/index.ts';

/** The languages there are, by their BCP 47 tag; the first is the one for everybody else. */
const languages: Readonly<Record<string, Texts>> = { en };

function chosen(): Texts {
  for (const wanted of navigator.languages) {
    const texts = languages[wanted] ?? languages[wanted.split('-')[0] ?? ''];
    if (texts) return texts;
  }
  return en;
}

export const texts: Texts = chosen();

/** The reader's own variety of that language, for dates. */
const locale =
  navigator.languages.find((wanted) => wanted.split('-')[0] === texts.language) ?? texts.language;

/** A moment as a short date and time in the reader's language and zone. */
export function formatMoment(iso: string): string {
  const at = new Date(iso);
  return Number.isNaN(at.getTime())
    ? ''
    : new Intl.DateTimeFormat(locale, { dateStyle: 'medium', timeStyle: 'short' }).format(at);
}

/** `A`, `A and B`, `A, B and C` in the reader's language. */
export const formatList = (items: readonly string[]): string =>
  new Intl.ListFormat(texts.language, { type: 'conjunction' }).format(items);

/** `A`, `A or B` in the reader's language. */
export const formatChoice = (items: readonly string[]): string =>
  new Intl.ListFormat(texts.language, { type: 'disjunction' }).format(items);
