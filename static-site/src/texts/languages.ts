import type { Account } from '../../../contract/api.ts';
import type { OrganizationTexts, Texts } from './catalogue.ts';
import type { Formats } from './formats.ts';

/** The BCP 47 tag of a language of the service. */
export type LanguageTag = NonNullable<Account['language']>;

/** A language: its texts, and those of the pages of organizations, which are loaded with these pages. */
export interface Language {
  /** What its speakers call it. */
  readonly name: string;
  readonly texts: () => Promise<(format: Formats) => Texts>;
  readonly organizations: () => Promise<(format: Formats) => OrganizationTexts>;
}

/**
 * The languages besides English, by their BCP 47 tag. Each is loaded only for its readers. A folder of texts imports
 * nothing from outside but types: it is loaded while the rest of the dashboard waits for it.
 */
export const languages: Readonly<Record<Exclude<LanguageTag, 'en'>, Language>> = {
  de: {
    name: 'Deutsch',
    texts: async () => (await import('./de/index.ts')).german,
    organizations: async () => (await import('./de/organizations.ts')).germanOrganizations,
  },
  fr: {
    name: 'Français',
    texts: async () => (await import('./fr/index.ts')).french,
    organizations: async () => (await import('./fr/organizations.ts')).frenchOrganizations,
  },
  es: {
    name: 'Español',
    texts: async () => (await import('./es/index.ts')).spanish,
    organizations: async () => (await import('./es/organizations.ts')).spanishOrganizations,
  },
};
