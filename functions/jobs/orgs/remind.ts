import type { User } from '../../../core/accounts/user.ts';
import { noticeToMember } from '../../../core/mail/notice.ts';
import {
  type Deadline,
  deadlinesPartition,
  endReminder,
  endReminders,
  markReminded,
  type ReminderDays,
  reminderDue,
  unmarkReminded,
} from '../../../core/organizations/mfa-requirement.ts';
import { type Member, type Organization, organizationKey } from '../../../core/organizations/organization.ts';
import { hasAcceptedFactor } from '../../../core/sign-in/requirement.ts';
import { mailer } from '../../adapters/mailer.ts';
import { type Store, store } from '../../adapters/store.ts';
import { type NotifyPorts, trySend } from '../../flows/notify/try-send.ts';
import { readMembers } from '../../flows/organizations/members.ts';
import { eachInTurn } from '../each-in-turn.ts';
import { defineJob, toJob } from '../job.ts';

type Using = NotifyPorts & { readonly store: Store };

/** Mails at a time. */
const mailsAtOnce = 8;

/** Reminds by mail, 7, 3 and 1 day before an organization's deadline, the members who do not meet it yet. */
export const job = defineJob({
  name: 'orgs/remind',
  uses: { store, mailer },
  async run(_event, using) {
    const partition = { organizationID: deadlinesPartition };
    const deadlines = await using.store.listAll<Deadline>('organizations', partition);
    await eachInTurn(deadlines, (deadline) => remind(using, deadline));
  },
});

async function remind(using: Using, deadline: Deadline): Promise<void> {
  const now = using.host.now();
  const [organization] = await using.store.read<[Organization]>({
    table: 'organizations',
    key: organizationKey(deadline.of),
  });
  if (organization?.mfaDeadline !== deadline.at || now >= deadline.at) {
    await using.store.commit([endReminders(deadline)]);
    return;
  }
  const days = reminderDue(deadline, now);
  if (days === undefined) return;
  // Where mails were refused, as beyond SES's rate, the next run sends them.
  if (await remindMembers(using, organization, deadline.at, days))
    await using.store.commit([endReminder(deadline, days)]);
}

/** @returns whether all were reminded. */
async function remindMembers(
  using: Using,
  organization: Organization,
  at: number,
  days: ReminderDays,
): Promise<boolean> {
  const { organizationID, name, mfaAccept: accept } = organization;
  const waiting = (await readMembers(using.store, organization)).filter(
    ({ user }) => !hasAcceptedFactor(user, accept),
  );
  const message = {
    kind: 'mfa-reminder',
    organization: { id: organizationID, name },
    accept,
    deadline: at,
  } as const;
  const remindOne = async ({ member, user }: { readonly member: Member; readonly user: User }) => {
    const marked = await using.store.commit([markReminded(member, at, days)]);
    if (!marked.committed) return true;
    const isSent = await trySend(using, noticeToMember(user, message), { at: using.host.now() });
    if (!isSent) await using.store.commit([unmarkReminded(member)]);
    return isSent;
  };
  const sent: boolean[] = [];
  for (let begun = 0; begun < waiting.length; begun += mailsAtOnce)
    sent.push(...(await Promise.all(waiting.slice(begun, begun + mailsAtOnce).map(remindOne))));
  return sent.every(Boolean);
}

export const handler = toJob(job);
