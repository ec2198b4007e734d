import { chooseLanguage } from './choose-language.ts';
import { english } from './en/index.ts';
import { type Formats, formatsFor } from './formats.ts';
import { languages, type Texts } from './languages.ts';

/** The formats and the texts of the language of this run; English until `useLanguageOf` has chosen another one. */
export let format: Formats = formatsFor('en');
export let texts: Texts = english(format);

/** Chooses the language for this run. To be called before any text is read. */
export async function useLanguageOf(
  environment: Readonly<Record<string, string | undefined>>,
): Promise<void> {
  const { language, locale } = chooseLanguage(environment, ['en', ...Object.keys(languages)]);
  const makeTexts = (await languages[language]?.()) ?? english;
  format = formatsFor(locale);
  texts = makeTexts(format);
}
