import { type User, userKey } from '../../../core/accounts/user.ts';
import {
  expiredLink,
  type LinkPurpose,
  type MailLink,
  mailLinkKey,
  mailLinkRefusal,
} from '../../../core/sign-in/mail-link.ts';
import type { Store } from '../../adapters/store.ts';
import { Refusal } from '../../refusal.ts';

/** Finds the link that a token from a mail belongs to, and its account. @throws Refusal if the link is void or has expired. */
export async function readMailLink(
  store: Store,
  purpose: LinkPurpose,
  token: string,
  now: number,
): Promise<{ readonly link: MailLink; readonly user: User }> {
  const key = mailLinkKey(purpose, token);
  const [link] = await store.read<[MailLink]>({ table: 'challenges', key });
  const refused = mailLinkRefusal(link, purpose, now);
  if (!link || refused) throw new Refusal(refused ?? expiredLink());
  const [user] = await store.read<[User]>({ table: 'users', key: userKey(link.userID) });
  if (!user) throw new Refusal(expiredLink());
  return { link, user };
}
