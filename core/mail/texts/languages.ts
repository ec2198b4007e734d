import type { LanguageTag } from '../../kernel/language.ts';
import type { Language } from '../wording.ts';
import { english } from './en/index.ts';

/** The languages besides English. Each is loaded only to write a mail in it: see decision 215. */
const others: { readonly [tag in Exclude<LanguageTag, 'en'>]: () => Promise<Language> } = {
  de: async () => (await import('./de/index.ts')).german,
  fr: async () => (await import('./fr/index.ts')).french,
  es: async () => (await import('./es/index.ts')).spanish,
};

/** The texts of mails in a language; English for an account that has none. */
export async function loadLanguage(tag: LanguageTag = 'en'): Promise<Language> {
  return tag === 'en' ? english : await others[tag]();
}
