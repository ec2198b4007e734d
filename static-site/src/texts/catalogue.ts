import type { english } from './en/index.ts';
import type { englishOrganizations } from './en/organizations.ts';

/** What every language has: the compiler compares it with English. */
export type Texts = ReturnType<typeof english>;
export type OrganizationTexts = ReturnType<typeof englishOrganizations>;
