import type { Output } from './terminal/output.ts';

/** A kind of log entry: in words for people, and as the API names it for programs, or where only a newer service knows it. */
export const kindFor = (output: Output, words: Readonly<Record<string, string>>, kind: string): string =>
  output.isTerminal && Object.hasOwn(words, kind) ? (words[kind] ?? kind) : kind;
