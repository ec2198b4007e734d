/**
 * What the reader typed and would hate to type again on the next form or after signing in once more: the address and
 * the name, never a password or a code. In memory only, gone with the tab.
 */
export const typed: { email: string; name: string | undefined } = { email: '', name: undefined };

/** Good enough to catch a slip; the server decides. */
export const looksLikeEmail = (text: string): boolean => /^[^\s@]+@[^\s@]+$/.test(text);
