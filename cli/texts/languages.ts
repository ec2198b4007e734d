import type { Account } from '../../contract/api.ts';
import type { Texts } from './catalogue.ts';
import type { Formats } from './formats.ts';

/** The BCP 47 tag of a language of the service. */
export type LanguageTag = NonNullable<Account['language']>;

export type LoadLanguage = () => Promise<(format: Formats) => Texts>;

/** The languages besides English. Each is loaded only for its readers. */
export const languages: Readonly<Record<Exclude<LanguageTag, 'en'>, LoadLanguage>> = {
  de: async () => (await import('./de/index.ts')).german,
  fr: async () => (await import('./fr/index.ts')).french,
  es: async () => (await import('./es/index.ts')).spanish,
};

export const languageTags = ['en', ...Object.keys(languages)] as readonly LanguageTag[];
