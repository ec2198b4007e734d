import { type Decision, notLogged } from '../kernel/decision.ts';
import { type LanguageTag, languageNames } from '../kernel/language.ts';
import { type AccountNotice, noticeToAccount } from '../mail/notice.ts';
import { accountEntry } from './security-log.ts';
import { changeUser, type User } from './user.ts';

/**
 * Sets the language of the account: that of its mails and of the dashboard. The mail about it is in the language before, because
 * whoever steals a session could otherwise make the account's warnings unreadable.
 */
export function chooseLanguage(user: User, language: LanguageTag): Decision<void, AccountNotice> {
  if (user.language === language)
    return { commit: [], log: notLogged('the language stays'), notify: [], answer: undefined };
  return {
    commit: [changeUser(user, { language })],
    log: [accountEntry(user.userID, 'language-changed')],
    notify: [noticeToAccount(user, { kind: 'language-changed', language: languageNames[language] })],
    answer: undefined,
  };
}
