import { type User, userKey } from '../../../core/accounts/user.ts';
import { newClaim } from '../../../core/kernel/claim.ts';
import { type Challenge, challengeKey } from '../../../core/sign-in/challenge.ts';
import {
  hasEnded,
  noteReported,
  reportWrongCodes,
  type WrongCodes,
  wrongCodesPartition,
  wrongCodesSince,
} from '../../../core/sign-in/wrong-codes.ts';
import { mailer } from '../../adapters/mailer.ts';
import { type Store, store } from '../../adapters/store.ts';
import { carryOut } from '../../flows/carry-out.ts';
import type { NotifyPorts } from '../../flows/notify/try-send.ts';
import { eachInTurn } from '../each-in-turn.ts';
import { defineJob, toJob } from '../job.ts';

/** Reports wrong codes by mail once their challenge has ended, unless its user corrected a slip. */
export const job = defineJob({
  name: 'mfa/report-wrong-codes',
  uses: { store, mailer },
  async run(_event, ports) {
    const now = ports.host.now();
    const partition = { subject: wrongCodesPartition };
    const noted = await ports.store.listAll<WrongCodes>('events', partition, { after: wrongCodesSince(now) });
    await eachInTurn(
      noted.filter((one) => hasEnded(one, now)),
      (one) => report(ports, one),
    );
  },
});

async function report(ports: NotifyPorts & { readonly store: Store }, noted: WrongCodes): Promise<void> {
  const { challengeID, userID, at, address, browser } = noted;
  const [challenge, user] = await ports.store.read<[Challenge, User]>(
    { table: 'challenges', key: challengeKey(challengeID) },
    { table: 'users', key: userKey(userID) },
  );
  if (!challenge || !user) return;
  const { store, host } = ports;
  const claim = newClaim(host.now(), host.random);
  const decision = reportWrongCodes(noted, challenge, user, claim);
  const isSent = await carryOut(decision, ports, { at, address, browser });
  if (isSent) await store.commit([noteReported(challenge, host.now())]);
}

export const handler = toJob(job);
