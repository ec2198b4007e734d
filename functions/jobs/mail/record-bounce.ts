import * as z from 'zod/mini';
import {
  markReturned,
  type ReturnReason,
  returnedAddressKey,
} from '../../../core/accounts/undeliverable-mail.ts';
import type { AddressClaim } from '../../../core/accounts/user.ts';
import { metrics } from '../../adapters/metrics.ts';
import { store } from '../../adapters/store.ts';
import { defineJob, toJob } from '../job.ts';

const recipients = z.array(z.object({ emailAddress: z.string() }));

/** What is read of SES's event; the rest, such as the headers of the mail, is left alone. */
const mailEvent = z.object({
  bounce: z.optional(z.object({ bounceType: z.string(), bouncedRecipients: recipients })),
  complaint: z.optional(z.object({ complainedRecipients: recipients })),
});
type MailEvent = z.output<typeof mailEvent>;

/** Whom mail does not reach any more. A mailbox that is full today may have room tomorrow: only permanent bounces count. */
function lost({ bounce, complaint }: MailEvent): { reason: ReturnReason; addresses: string[] } | undefined {
  const addresses = (listed: z.output<typeof recipients>) => listed.map(({ emailAddress }) => emailAddress);
  if (complaint) return { reason: 'complaint', addresses: addresses(complaint.complainedRecipients) };
  if (bounce?.bounceType !== 'Permanent') return undefined;
  return { reason: 'bounce', addresses: addresses(bounce.bouncedRecipients) };
}

export const job = defineJob({
  name: 'mail/record-bounce',
  uses: { store, metrics },
  async run(event, { store, metrics, host }) {
    const { reason, addresses } = lost(mailEvent.parse(event.detail)) ?? {};
    if (!reason || !addresses) return;
    metrics.count([reason === 'bounce' ? 'Bounces' : 'Complaints'], { row: 'mail/record-bounce' });
    for (const address of addresses) {
      const key = returnedAddressKey(address);
      const [claim] = key ? await store.read<[AddressClaim]>({ table: 'users', key }) : [];
      // Without an account it was the code of a registration, which nobody will read.
      if (claim) await store.commit([markReturned(claim.userID, reason, host.now())]);
    }
  },
});

export const handler = toJob(job);
