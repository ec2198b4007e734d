/** The language of a reader. */
export interface LanguageChoice {
  /** The BCP 47 tag of the language of the texts. */
  readonly language: string;
  /** The reader's own variety of it, for numbers and dates. */
  readonly locale: string;
}

/** The first language that the reader wants and that we have, otherwise English. @param wanted BCP 47 tags */
export function chooseLanguage(wanted: readonly string[], known: readonly string[]): LanguageChoice {
  for (const locale of wanted) {
    const language = [locale, locale.split('-')[0] ?? ''].find((tag) => known.includes(tag));
    if (language !== undefined) return { language, locale };
  }
  return { language: 'en', locale: 'en' };
}
