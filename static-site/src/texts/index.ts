import { chooseLanguage } from './choose-language.ts';
import { english } from './en/index.ts';
import { formatsFor } from './formats.ts';
import { type Language, languages, type Texts } from './languages.ts';

export const { language, locale } = chooseLanguage(navigator.languages, ['en', ...Object.keys(languages)]);
export const format = formatsFor(locale);

/** English is part of the first script, so that most readers do not wait for a second one. */
export const otherLanguage: Language | undefined = languages[language];
const makeTexts = otherLanguage ? await otherLanguage.texts() : english;
export const texts: Texts = makeTexts(format);

export const { moment: formatMoment, list: formatList, choice: formatChoice } = format;
