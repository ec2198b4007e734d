/** The language of a reader. */
export interface LanguageChoice {
  /** The BCP 47 tag of the language of the texts. */
  readonly language: string;
  /** The reader's own variety of it, for numbers and dates. */
  readonly locale: string;
}

const baseOf = (tag: string): string => tag.split('-')[0] ?? '';

/**
 * The language of the account if it has one, otherwise the first language that the reader wants and that we have, otherwise
 * English.
 * @param wanted BCP 47 tags, such as those of the browser
 * @param known The tags of the languages that we have
 */
export function chooseLanguage(
  wanted: readonly string[],
  known: readonly string[],
  ofAccount?: string | undefined,
): LanguageChoice {
  if (ofAccount !== undefined && known.includes(ofAccount)) {
    // The browser knows the variety: `de-AT` for an account with `de`.
    const locale = wanted.find((tag) => tag === ofAccount || baseOf(tag) === ofAccount);
    return { language: ofAccount, locale: locale ?? ofAccount };
  }
  for (const locale of wanted) {
    const language = [locale, baseOf(locale)].find((tag) => known.includes(tag));
    if (language !== undefined) return { language, locale };
  }
  return { language: 'en', locale: 'en' };
}
