import * as z from 'zod/mini';
import { markReturned, returnedAddressKey, returnReason } from '../../../core/accounts/undeliverable-mail.ts';
import type { AddressClaim } from '../../../core/accounts/user.ts';
import { metrics } from '../../adapters/metrics.ts';
import { store } from '../../adapters/store.ts';
import { defineJob, toJob } from '../job.ts';

const recipients = z.array(z.object({ emailAddress: z.string() }));

/** The parts of SES's event that are used. Others, such as the headers of the mail, are ignored. */
const mailEvent = z.object({
  bounce: z.optional(z.object({ bounceType: z.string(), bouncedRecipients: recipients })),
  complaint: z.optional(z.object({ complainedRecipients: recipients })),
});
type MailEvent = z.output<typeof mailEvent>;

/** The email addresses that can no longer receive mail, and why. */
function unreachable({ bounce, complaint }: MailEvent) {
  const reason = returnReason({ bounceType: bounce?.bounceType, isComplaint: complaint !== undefined });
  const listed = complaint?.complainedRecipients ?? bounce?.bouncedRecipients ?? [];
  return { reason, addresses: listed.map(({ emailAddress }) => emailAddress) };
}

export const job = defineJob({
  name: 'mail/record-bounce',
  uses: { store, metrics },
  async run(event, { store, metrics, host }) {
    const { reason, addresses } = unreachable(mailEvent.parse(event.detail));
    if (!reason) return;
    metrics.count([reason === 'bounce' ? 'Bounces' : 'Complaints'], { row: 'mail/record-bounce' });
    for (const address of addresses) {
      const key = returnedAddressKey(address);
      const [claim] = key ? await store.read<[AddressClaim]>({ table: 'users', key }) : [];
      // If there is no account, the mail was the code of a registration, and nothing needs to be marked.
      if (claim) await store.commit([markReturned(claim.userID, reason, host.now())]);
    }
  },
});

export const handler = toJob(job);
