import type { LanguageTag } from '../kernel/language.ts';
import type { AccountMessage, CodeMessage, OperatorMessage, OrganizationMessage } from './messages.ts';

/** Where a mail goes, and its language; English if nobody has chosen one. */
export interface Recipient {
  readonly email: string;
  readonly language?: LanguageTag;
}

interface Addressed<Audience extends string, Message> {
  readonly audience: Audience;
  readonly to: Recipient;
  readonly message: Message;
}

/** For the user of an account, about that account. */
export type AccountNotice = Addressed<'account', AccountMessage>;
/** For one member of an organization, or for someone who is invited. */
export type MemberNotice = Addressed<'member', OrganizationMessage>;
/** For the user of an account, about something that the operator of the service did. */
export type OperatorNotice = Addressed<'operator', OperatorMessage>;
/** Contains a one-time password, which is a secret: never log a notice. */
export type CodeNotice = Addressed<'code', CodeMessage>;

/** For the owners of an organization at the time of the decision, except the given accounts. Both lists are user ids. */
export interface OwnersNotice {
  readonly audience: 'owners';
  readonly owners: readonly string[];
  readonly except: readonly string[];
  readonly message: OrganizationMessage;
}

/** A notice to one recipient. */
export type AddressedNotice = AccountNotice | MemberNotice | OperatorNotice | CodeNotice;

/**
 * A mail to send after a decision has been committed: the recipient, the kind and its parameters. It is plain data, so
 * that decisions stay pure. functions/flows/notify finds the owners, writes the mail and sends it.
 */
export type Notice = AddressedNotice | OwnersNotice;

export function noticeToAccount(user: Recipient, message: AccountMessage): AccountNotice {
  return { audience: 'account', to: recipientOf(user), message };
}

export function noticeToMember(user: Recipient, message: OrganizationMessage): MemberNotice {
  return { audience: 'member', to: recipientOf(user), message };
}

/** @param except The ids of users who get no mail although they are owners, such as the one it is about. */
export function noticeToOwners(
  { owners }: { readonly owners: readonly string[] },
  message: OrganizationMessage,
  except: readonly string[] = [],
): OwnersNotice {
  return { audience: 'owners', owners, except, message };
}

export function noticeByOperator(user: Recipient, message: OperatorMessage): OperatorNotice {
  return { audience: 'operator', to: recipientOf(user), message };
}

export function noticeOfCode(user: Recipient, message: CodeMessage): CodeNotice {
  return { audience: 'code', to: recipientOf(user), message };
}

/** How many mails a notice becomes. */
export const recipientCount = (notice: Notice): number =>
  notice.audience === 'owners' ? ownersToNotify(notice).length : 1;

/** The user ids of the owners who get a mail. */
export const ownersToNotify = ({ owners, except }: OwnersNotice): readonly string[] =>
  owners.filter((id) => !except.includes(id));

/** Copies only what a mail needs: the row of an account contains secrets. */
const recipientOf = ({ email, language }: Recipient): Recipient => ({ email, ...(language && { language }) });
