import type { AccountMessage, CodeMessage, OperatorMessage, OrganizationMessage } from './messages.ts';

/** Where a mail goes. */
export interface Recipient {
  readonly email: string;
}

interface Addressed<Audience extends string, Message> {
  readonly audience: Audience;
  readonly to: Recipient;
  readonly message: Message;
}

/** To the user of an account, about the account. */
export type AccountNotice = Addressed<'account', AccountMessage>;
/** To one member of an organization, or to someone who is invited. */
export type MemberNotice = Addressed<'member', OrganizationMessage>;
/** To the user of an account, about what the operator of the service did. */
export type OperatorNotice = Addressed<'operator', OperatorMessage>;
/** A one-time password. It is a secret: a notice must never be logged. */
export type CodeNotice = Addressed<'code', CodeMessage>;

/** To every owner of an organization, as it was when this was decided, but for some accounts (user ids). */
export interface OwnersNotice {
  readonly audience: 'owners';
  readonly owners: readonly string[];
  readonly except: readonly string[];
  readonly message: OrganizationMessage;
}

/** A notice to one recipient. */
export type AddressedNotice = AccountNotice | MemberNotice | OperatorNotice | CodeNotice;

/**
 * A mail to be sent once a decision is committed: who gets it, and which kind with which parameters. It is data, so
 * that decisions stay pure; functions/flows/notify finds the owners, writes the mail and sends it.
 */
export type Notice = AddressedNotice | OwnersNotice;

export function noticeToAccount(user: Recipient, message: AccountMessage): AccountNotice {
  return { audience: 'account', to: recipientOf(user), message };
}

export function noticeToMember(user: Recipient, message: OrganizationMessage): MemberNotice {
  return { audience: 'member', to: recipientOf(user), message };
}

/** @param except The ids of the users among the owners who get no mail, such as the one it is about. */
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

/** Only what a mail needs: the account's row holds secrets as well. */
const recipientOf = ({ email }: Recipient): Recipient => ({ email });
