/**
 * What the user typed and should not have to type again in the next form or after another sign-in: the email address
 * and the name, never a password or a code. It is only kept in memory.
 */
export const typed: { email: string; name: string | undefined } = { email: '', name: undefined };

/** Finds most typing mistakes. The server decides. */
export const looksLikeEmail = (text: string): boolean => /^[^\s@]+@[^\s@]+$/.test(text);
