import type { Texts } from './catalogue.ts';
import { chooseLanguage } from './choose-language.ts';
import { english } from './en/index.ts';
import { formatsFor } from './formats.ts';
import { type Language, languages } from './languages.ts';
import { rememberedLanguage } from './remembered-language.ts';

const known = ['en', ...Object.keys(languages)];

/** The language that the page has for an account; for one without a language, or for nobody, that of the browser. */
export const languageFor = (ofAccount: string | undefined): string =>
  chooseLanguage(navigator.languages, known, ofAccount).language;

export const { language, locale } = chooseLanguage(navigator.languages, known, rememberedLanguage());
export const format = formatsFor(locale);

/** English is part of the first script, so that most readers do not wait for a second one. */
export const otherLanguage: Language | undefined = (languages as Readonly<Record<string, Language>>)[
  language
];
const makeTexts = otherLanguage ? await otherLanguage.texts() : english;
export const texts: Texts = makeTexts(format);

/** The languages to choose from, by the names that their speakers know. */
export const languageNames: Readonly<Record<string, string>> = {
  en: 'English',
  ...Object.fromEntries(Object.entries(languages).map(([tag, { name }]) => [tag, name])),
};

export const { moment: formatMoment, list: formatList, choice: formatChoice } = format;
