import type { english } from './en/index.ts';
import type { Formats } from './formats.ts';

/** What every language has: the compiler compares it with English. */
export type Texts = ReturnType<typeof english>;

/** The languages besides English, by their BCP 47 tag. Each is loaded only for its readers. */
export const languages: Readonly<Record<string, () => Promise<(format: Formats) => Texts>>> = {};
