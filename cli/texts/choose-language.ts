type Environment = Readonly<Record<string, string | undefined>>;

/** The language of a reader. */
export interface LanguageChoice {
  /** The BCP 47 tag of the language of the texts. */
  readonly language: string;
  /** The reader's own variety of it, for numbers. */
  readonly locale: string;
}

/**
 * The language that the environment asks for if we have it, otherwise English. As in other programs, `LC_ALL` counts
 * more than `LC_MESSAGES`, and that more than `LANG`.
 */
export function chooseLanguage(environment: Environment, known: readonly string[]): LanguageChoice {
  const wanted = environment['LC_ALL'] || environment['LC_MESSAGES'] || environment['LANG'] || '';
  // `de_AT.UTF-8@euro`
  const locale = (wanted.split(/[.@]/)[0] ?? '').replace('_', '-');
  const language = [locale, locale.split('-')[0] ?? ''].find((tag) => known.includes(tag));
  return language === undefined || !isLocale(locale)
    ? { language: 'en', locale: 'en' }
    : { language, locale };
}

function isLocale(tag: string): boolean {
  try {
    return Intl.getCanonicalLocales(tag).length === 1;
  } catch {
    return false;
  }
}
