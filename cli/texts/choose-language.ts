type Environment = Readonly<Record<string, string | undefined>>;

/** The language of a reader. */
export interface LanguageChoice {
  /** The BCP 47 tag of the language of the texts. */
  readonly language: string;
  /** The reader's own variety of it, for numbers. */
  readonly locale: string;
}

const english: LanguageChoice = { language: 'en', locale: 'en' };

/**
 * The language of the account if it has one that we have, otherwise the one that the environment asks for, otherwise English. As
 * in other programs, `LC_ALL` counts more than `LC_MESSAGES`, and that more than `LANG`; `C` and `POSIX` ask for no translation
 * at all, because a script reads what is printed.
 */
export function chooseLanguage(
  environment: Environment,
  known: readonly string[],
  ofAccount?: string | undefined,
): LanguageChoice {
  const wanted = environment['LC_ALL'] || environment['LC_MESSAGES'] || environment['LANG'] || '';
  if (wanted === 'C' || wanted === 'POSIX') return english;
  // `de_AT.UTF-8@euro`
  const locale = (wanted.split(/[.@]/)[0] ?? '').replace('_', '-');
  const base = locale.split('-')[0] ?? '';
  if (ofAccount !== undefined && known.includes(ofAccount))
    return { language: ofAccount, locale: base === ofAccount && isLocale(locale) ? locale : ofAccount };
  const language = [locale, base].find((tag) => known.includes(tag));
  return language === undefined || !isLocale(locale) ? english : { language, locale };
}

function isLocale(tag: string): boolean {
  try {
    return Intl.getCanonicalLocales(tag).length === 1;
  } catch {
    return false;
  }
}
