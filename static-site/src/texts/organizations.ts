import type { OrganizationTexts } from './catalogue.ts';
import { englishOrganizations } from './en/organizations.ts';
import { format, otherLanguage } from './index.ts';

const makeTexts = otherLanguage ? await otherLanguage.organizations() : englishOrganizations;

/** What the pages of organizations say; loaded with them. */
export const organizationTexts: OrganizationTexts = makeTexts(format);
