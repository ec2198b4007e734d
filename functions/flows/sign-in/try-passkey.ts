import type { User } from '../../../core/accounts/user.ts';
import type { CodeProof } from '../../../core/factors/factor.ts';
import type { AssertedCredential, CreatedCredential, PasskeySeam } from '../../../core/factors/passkey.ts';
import type { Circumstances } from '../../../core/kernel/circumstances.ts';
import { type Decision, isRefused } from '../../../core/kernel/decision.ts';
import { randomID } from '../../../core/kernel/random.ts';
import type { AccountNotice } from '../../../core/mail/notice.ts';
import type { Challenge } from '../../../core/sign-in/challenge.ts';
import { chargeTry, judgeProof } from '../../../core/sign-in/code-attempt.ts';
import { locksWithNextFailure } from '../../../core/sign-in/code-failures.ts';
import { judgePasskey, passkeyRefusal } from '../../../core/sign-in/passkey-attempt.ts';
import type { Mailer } from '../../adapters/mailer.ts';
import type { Metrics } from '../../adapters/metrics.ts';
import type { Store } from '../../adapters/store.ts';
import type { Host } from '../../host.ts';
import { Refusal } from '../../refusal.ts';
import { carryOut } from '../carry-out.ts';
import { passkeyEvidence } from '../factors/passkey.ts';
import { readRelyingParty } from '../factors/relying-party.ts';

/** The check reads the account's passkeys; it needs no data keys. */
export interface TryPasskeyPorts {
  readonly store: Store;
  readonly mailer: Mailer;
  readonly metrics: Metrics;
  readonly host: Host;
}

interface Rows {
  readonly challenge: Challenge;
  readonly user: User;
}

/** The checks of core/factors/passkey-assertion.ts and passkey-registration.ts. They are passed in, because they load a large library. */
type CheckAssertion = typeof import('../../../core/factors/passkey-assertion.ts').check;
type CheckRegistration = typeof import('../../../core/factors/passkey-registration.ts').checkRegistration;

/**
 * Tries a passkey for a sign-in or step-up challenge, as try-code.ts tries a code.
 * @throws Refusal if it is not accepted, or may not be tried.
 */
export function tryPasskey(
  ports: TryPasskeyPorts,
  rows: Rows,
  credential: AssertedCredential,
  check: CheckAssertion,
  circumstances: Circumstances,
): Promise<CodeProof> {
  return tryCredential(ports, rows, circumstances, async () => {
    const tried = { ...rows, input: credential };
    const evidence = await passkeyEvidence(ports, tried);
    const checked = await check({ input: credential, evidence, now: circumstances.at });
    return judgePasskey(rows, checked, circumstances, randomID(ports.host.random));
  });
}

/** The same for a new passkey, which completes its activation. */
export function tryNewPasskey(
  ports: TryPasskeyPorts,
  rows: Rows,
  credential: CreatedCredential,
  check: CheckRegistration,
  circumstances: Circumstances,
): Promise<CodeProof> {
  return tryCredential(ports, rows, circumstances, async () => {
    const { signed = '', names = [] }: PasskeySeam['kept'] = rows.challenge.kept ?? {};
    const relyingParty = readRelyingParty(ports.host);
    const proof = await check({ credential, challenge: signed, relyingParty, names });
    return judgeProof(rows, rows.challenge.method, proof, circumstances, randomID(ports.host.random));
  });
}

async function tryCredential(
  ports: TryPasskeyPorts,
  rows: Rows,
  circumstances: Circumstances,
  judge: () => Promise<Decision<CodeProof, AccountNotice>>,
): Promise<CodeProof> {
  const { method } = rows.challenge;
  const refused = passkeyRefusal(rows, circumstances.at);
  if (refused) throw new Refusal(refused);
  await carryOut(chargeTry(rows, method, circumstances.at), ports, circumstances);
  const judged = await judge();
  if (isRefused(judged) && locksWithNextFailure(rows.user, method)) ports.metrics.count(['LockedMethods']);
  return carryOut(judged, ports, circumstances);
}
