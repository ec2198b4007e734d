import type { User } from '../../../core/accounts/user.ts';
import type { CodeProof, TypedMethod } from '../../../core/factors/factor.ts';
import type { Seams } from '../../../core/factors/registry.ts';
import type { Circumstances } from '../../../core/kernel/circumstances.ts';
import { isRefused } from '../../../core/kernel/decision.ts';
import { randomID } from '../../../core/kernel/random.ts';
import type { Challenge } from '../../../core/sign-in/challenge.ts';
import {
  chargeAttempt,
  judgeAttempt,
  readCode,
  tellClockDrift,
  withClockDrift,
} from '../../../core/sign-in/code-attempt.ts';
import { locksWithNextFailure } from '../../../core/sign-in/code-failures.ts';
import type { Metrics } from '../../adapters/metrics.ts';
import { Refusal } from '../../refusal.ts';
import { carryOut } from '../carry-out.ts';
import { prepareAttempt } from '../factors/prepare.ts';
import type { ChallengePorts } from './challenge.ts';

export type TryCodePorts = ChallengePorts & { readonly metrics: Metrics };

interface Rows {
  readonly challenge: Challenge;
  readonly user: User;
}

/**
 * Tries a code for a challenge, in the order of rule 4; see core/sign-in/code-attempt.ts.
 * @throws Refusal if the code is wrong, used, or may not be tried.
 */
export async function tryCode(
  ports: TryCodePorts,
  rows: Rows,
  otp: string,
  circumstances: Circumstances,
): Promise<CodeProof> {
  const read = readCode(rows.challenge, rows.user, otp, circumstances.at);
  if ('reason' in read) throw new Refusal(read);
  return tryInput(ports, rows, read.method, read.input, circumstances);
}

async function tryInput<M extends TypedMethod>(
  ports: TryCodePorts,
  rows: Rows,
  method: M,
  input: Seams[M]['input'],
  circumstances: Circumstances,
): Promise<CodeProof> {
  const attempt = await prepareAttempt(ports, method, { ...rows, input }, circumstances.at);
  await carryOut(chargeAttempt(rows, method, attempt), ports, circumstances);
  const judged = await judgeAttempt(rows, method, attempt, circumstances, randomID(ports.host.random));
  if (!isRefused(judged)) return carryOut(judged, ports, circumstances);
  if (locksWithNextFailure(rows.user, method)) ports.metrics.count(['LockedMethods']);
  const clockAheadSeconds = await carryOut(tellClockDrift(method, attempt), ports, circumstances);
  const refuse = withClockDrift(judged.refuse, clockAheadSeconds);
  return carryOut({ ...judged, refuse }, ports, circumstances);
}
