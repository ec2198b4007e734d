import { hasAccepted } from '../../core/enforcement.ts';
import { type Organization, organizationKey } from '../../core/organization.ts';
import {
  type Deadline,
  deadlinesPartition,
  endReminder,
  endReminders,
  markReminded,
  type ReminderDays,
  reminderDue,
} from '../../core/organization-policy.ts';
import { mailer } from '../adapters/mailer.ts';
import { type Store, store } from '../adapters/store.ts';
import type { Telling } from '../flows/notice.ts';
import { tellMember } from '../flows/organization-notice.ts';
import { listAll, readMembers } from '../flows/organizations.ts';
import { defineJob, toJob } from '../job.ts';

type Using = Telling & { readonly store: Store };

/** Mails at a time. */
const mailsAtOnce = 8;

/** Reminds by mail, 7, 3 and 1 day before an organization's deadline, the members who do not meet it yet. */
export const job = defineJob({
  name: 'orgs/remind',
  uses: { store, mailer },
  async run(_event, using) {
    const deadlines = await listAll(using.store, 'organizations', { organizationID: deadlinesPartition });
    for (const deadline of deadlines as unknown as readonly Deadline[]) await remind(using, deadline);
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
  await remindMembers(using, organization, deadline.at, days);
  await using.store.commit([endReminder(deadline, days)]);
}

async function remindMembers(
  using: Using,
  organization: Organization,
  at: number,
  days: ReminderDays,
): Promise<void> {
  const { organizationID, name, mfaAccept: accept } = organization;
  const waiting = (await readMembers(using.store, organization)).filter(
    ({ user }) => !hasAccepted(user, accept),
  );
  const notice = {
    kind: 'mfa-due',
    organization: { id: organizationID, name },
    accept,
    deadline: at,
  } as const;
  for (let begun = 0; begun < waiting.length; begun += mailsAtOnce) {
    const batch = waiting.slice(begun, begun + mailsAtOnce).map(async ({ member, user }) => {
      const marked = await using.store.commit([markReminded(member, at, days)]);
      if (marked.committed) await tellMember(using, user.email, notice);
    });
    await Promise.all(batch);
  }
}

export const handler = toJob(job);
