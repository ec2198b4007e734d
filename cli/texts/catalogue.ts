import type { english } from './en/index.ts';

/** What every language has: the compiler compares it with English. */
export type Texts = ReturnType<typeof english>;
