import { enOrganizations } from './en/organizations.ts';
import { texts } from './index.ts';

/** What the pages of organizations say; it comes with them. By the language's tag, as the other texts. */
const languages: Readonly<Record<string, typeof enOrganizations>> = { en: enOrganizations };

export const organizationTexts = languages[texts.language] ?? enOrganizations;
