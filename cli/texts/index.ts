import type { Texts } from './catalogue.ts';
import { chooseLanguage } from './choose-language.ts';
import { english } from './en/index.ts';
import { type Formats, formatsFor } from './formats.ts';
import { type LoadLanguage, languages } from './languages.ts';

/** The formats and the texts of the language of this run; English until `useLanguageOf` has chosen another one. */
export let format: Formats = formatsFor('en');
export let texts: Texts = english(format);
/** Its BCP 47 tag, with the variety of its reader. */
export let locale = 'en';

/** Chooses the language for this run. To be called before any text is read. @param ofAccount the language of the current account */
export async function useLanguageOf(
  environment: Readonly<Record<string, string | undefined>>,
  ofAccount?: string,
): Promise<void> {
  const chosen = chooseLanguage(environment, ['en', ...Object.keys(languages)], ofAccount);
  const load = (languages as Readonly<Record<string, LoadLanguage>>)[chosen.language];
  const makeTexts = (await load?.()) ?? english;
  locale = chosen.locale;
  format = formatsFor(locale);
  texts = makeTexts(format);
}
