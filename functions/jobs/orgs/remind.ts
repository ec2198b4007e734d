import { scheduledCircumstances } from '../../../core/kernel/circumstances.ts';
import { newClaim } from '../../../core/kernel/claim.ts';
import { stoppedMembers } from '../../../core/organizations/mfa-coverage.ts';
import { type Organization, organizationKey } from '../../../core/organizations/organization.ts';
import {
  currentReminder,
  type Deadline,
  deadlinesPartition,
  endReminder,
  endReminders,
  isDeadlineOver,
  isReminded,
  noteReminded,
  type ReminderDays,
  remind,
} from '../../../core/organizations/reminder.ts';
import { mailer } from '../../adapters/mailer.ts';
import { type Store, store } from '../../adapters/store.ts';
import { carryOut } from '../../flows/carry-out.ts';
import type { NotifyPorts } from '../../flows/notify/try-send.ts';
import { type MemberAccount, readMembers } from '../../flows/organizations/members.ts';
import { eachInTurn } from '../each-in-turn.ts';
import { defineJob, toJob } from '../job.ts';

type Ports = NotifyPorts & { readonly store: Store };

/** How many mails are sent at the same time. */
const mailsAtOnce = 8;

/** Mails a reminder 7, 3 and 1 day before an organization's deadline to the members who do not meet the requirement yet. */
export const job = defineJob({
  name: 'orgs/remind',
  uses: { store, mailer },
  async run(_event, ports) {
    const partition = { organizationID: deadlinesPartition };
    const deadlines = await ports.store.listAll<Deadline>('organizations', partition);
    await eachInTurn(deadlines, (deadline) => handleDeadline(ports, deadline));
  },
});

async function handleDeadline(ports: Ports, deadline: Deadline): Promise<void> {
  const now = ports.host.now();
  const [organization] = await ports.store.read<[Organization]>({
    table: 'organizations',
    key: organizationKey(deadline.of),
  });
  if (!organization || isDeadlineOver(deadline, organization, now)) {
    await ports.store.commit([endReminders(deadline)]);
    return;
  }
  const days = currentReminder(deadline, now);
  if (days === undefined) return;
  const isDone = await remindMembers(ports, organization, deadline, days);
  // If SES refused a mail, for example beyond its sending rate, a later run sends it.
  if (isDone) await ports.store.commit([endReminder(deadline, days)]);
}

/** @returns whether every member who needs the reminder has got it. */
async function remindMembers(
  ports: Ports,
  organization: Organization,
  deadline: Deadline,
  days: ReminderDays,
): Promise<boolean> {
  const members = stoppedMembers(await readMembers(ports.store, organization), organization.mfaAccept);
  const waiting = members.filter(({ member }) => !isReminded(member, deadline, days));
  const now = ports.host.now();
  const remindOne = async (one: MemberAccount) => {
    const decision = remind(organization, one, deadline, days, newClaim(now, ports.host.random));
    const isSent = await carryOut(decision, ports, scheduledCircumstances(now));
    if (isSent) await ports.store.commit([noteReminded(one.member, deadline, days)]);
    return isSent;
  };
  const sent: boolean[] = [];
  for (let begun = 0; begun < waiting.length; begun += mailsAtOnce)
    sent.push(...(await Promise.all(waiting.slice(begun, begun + mailsAtOnce).map(remindOne))));
  return sent.every(Boolean);
}

export const handler = toJob(job);
