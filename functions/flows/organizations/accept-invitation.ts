import { type User, userKey } from '../../../core/accounts/user.ts';
import type { Circumstances } from '../../../core/kernel/circumstances.ts';
import { acceptInvitation } from '../../../core/organizations/accept-invitation.ts';
import type { OpenInvitation } from '../../../core/organizations/own-invitations.ts';
import type { Session } from '../../../core/sign-in/session.ts';
import type { Store } from '../../adapters/store.ts';
import { carryOut } from '../carry-out.ts';
import type { NotifyPorts } from '../notify/try-send.ts';

/** Accepts an invitation for the caller. @returns what the operation answers @throws Refusal */
export async function acceptFor(
  { user, session }: { readonly user: User; readonly session: Pick<Session, 'methods'> },
  found: OpenInvitation,
  ports: NotifyPorts & { readonly store: Store },
  circumstances: Circumstances,
): Promise<{ readonly status: 200; readonly body: { readonly orgID: string } }> {
  const [sender] = await ports.store.read<[User]>({
    table: 'users',
    key: userKey(found.invitation.senderID),
  });
  const decision = acceptInvitation({ ...found, sender, user, methods: session.methods }, circumstances.at);
  await carryOut(decision, ports, circumstances);
  return { status: 200, body: { orgID: found.organization.organizationID } };
}
