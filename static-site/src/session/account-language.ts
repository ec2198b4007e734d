import type { Account } from '../../../contract/api.ts';
import { currentEntry, currentInvitation, currentToken } from '../router.ts';
import { language, languageFor } from '../texts/index.ts';
import { rememberLanguage } from '../texts/remembered-language.ts';
import { newRecoveryCodes } from './new-recovery-codes.ts';

/**
 * Loads the page again if it is not in the language of the account. Texts are made once, when the page is loaded. The next load
 * brings the language anyway, so this one goes on if something in it would be lost.
 * @returns whether the page is loaded again
 */
export function withLanguageOf({ language: ofAccount }: Pick<Account, 'language'>): boolean {
  const isRemembered = rememberLanguage(ofAccount);
  // Without storage, the next load would not know better, and load again without end.
  if (!isRemembered || languageFor(ofAccount ?? undefined) === language || holdsSomething()) return false;
  window.location.reload();
  return true;
}

/** What is only in memory. */
const holdsSomething = (): boolean =>
  newRecoveryCodes.get() !== undefined ||
  currentInvitation() !== undefined ||
  currentToken() !== undefined ||
  currentEntry().banner !== undefined;
