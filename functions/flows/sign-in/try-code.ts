import { newEvent, userSubject } from '../../../core/accounts/security-log.ts';
import type { User } from '../../../core/accounts/user.ts';
import type {
  Attempt,
  CodeMethod,
  Factor,
  Live,
  OpenAuthenticator,
  StoredRecoveryCode,
} from '../../../core/factors/factor.ts';
import { recoveryCodeRowKey } from '../../../core/factors/recovery-code.ts';
import { factors } from '../../../core/factors/registry.ts';
import type { Change } from '../../../core/kernel/change.ts';
import { absent, put } from '../../../core/kernel/change.ts';
import type { Circumstances } from '../../../core/kernel/circumstances.ts';
import { type Problem, problem } from '../../../core/kernel/problem.ts';
import {
  type Challenge,
  challengeRefusal,
  chargeChallenge,
  triesPerChallenge,
} from '../../../core/sign-in/challenge.ts';
import { chargeCodeGuess, guessRefusal, isAtLock } from '../../../core/sign-in/throttle.ts';
import type { Metrics } from '../../adapters/metrics.ts';
import { Refusal, refuse, refuseField } from '../../refusal.ts';
import { notifyAccount } from '../notify/account.ts';
import { type Challenging, codeOf } from './challenge.ts';

export type TryCodePorts = Challenging & { readonly metrics: Metrics };

interface Given {
  readonly challenge: Challenge;
  readonly user: User;
  readonly otp: string;
  readonly circumstances: Circumstances;
}

/**
 * Tries a code against a loaded challenge, in the order of rule 4: a dead code is said to be dead and not charged,
 * then challenge and account are charged in one transaction, then the live codes are compared.
 */
export async function tryCode(using: TryCodePorts, given: Given): Promise<Live> {
  const { challenge, user, circumstances } = given;
  const { method, code } = readCode(given.otp, challenge);
  const waiting = guessRefusal(user, method, circumstances.at);
  if (waiting) throw new Refusal(waiting);
  const attempt = await prepare(using, given, method, code);
  const retryAfterSeconds = factors[method].retryAfterUse(attempt);
  if (retryAfterSeconds !== undefined) throw new Refusal(alreadyUsed(retryAfterSeconds));
  await charge(using, given, method);
  const live = await factors[method].check(attempt);
  if (live) return live;
  if (isAtLock(user, method)) using.metrics.count(['LockedMethods']);
  await notifyOfWrongCode(using, given, method);
  const attemptsLeft = Math.max(0, triesPerChallenge - challenge.attempts - 1);
  return refuse('wrong-code', { attemptsLeft });
}

/** A recovery code stands in for the code of any sign-in or step-up, never for the first code of a new factor. */
function readCode(otp: string, challenge: Challenge): { method: CodeMethod; code: string } {
  const code = factors[challenge.method].parse(otp);
  if (code !== undefined) return { method: challenge.method, code };
  const recoveryCode = challenge.purpose === 'activation' ? undefined : factors['recovery-code'].parse(otp);
  if (recoveryCode !== undefined) return { method: 'recovery-code', code: recoveryCode };
  return refuseField('/otp', 'code-malformed');
}

async function prepare(using: Challenging, given: Given, method: CodeMethod, code: string): Promise<Attempt> {
  const { challenge, user, circumstances } = given;
  const attempt = {
    code,
    now: circumstances.at,
    userID: user.userID,
    authenticators: [],
  };
  if (method === 'recovery-code') {
    const recoveryCode = await findRecoveryCode(using, user, code);
    return { ...attempt, ...(recoveryCode && { recoveryCode }) };
  }
  if (method === 'authenticator')
    return { ...attempt, authenticators: await openAuthenticators(using, challenge, user) };
  const emailFactorID = challenge.factor ? undefined : user.factors.find(({ type }) => type === 'email')?.id;
  const mailed = challenge.mails > 0 ? await codeOf(using.keyring, user, challenge) : undefined;
  return { ...attempt, ...(mailed && { mailedCode: mailed }), ...(emailFactorID && { emailFactorID }) };
}

async function findRecoveryCode(
  using: Challenging,
  user: User,
  code: string,
): Promise<StoredRecoveryCode | undefined> {
  const { userID, recoveryCodeKeyVersion } = user;
  if (recoveryCodeKeyVersion === undefined) return undefined;
  const dataKey = await using.keyring.recoveryCodeKey(recoveryCodeKeyVersion);
  const key = recoveryCodeRowKey(userID, code, dataKey.bytes);
  const [found] = await using.store.read<[StoredRecoveryCode]>({ table: 'factors', key });
  return found;
}

async function openAuthenticators(
  using: Challenging,
  challenge: Challenge,
  user: User,
): Promise<readonly OpenAuthenticator[]> {
  const { userID } = user;
  const open = async (id: string, sealedSecret = '', lastUsedStep = 0) => ({
    userID,
    id,
    lastUsedStep,
    secret: await using.keyring.unseal(sealedSecret, { userID, factorID: id }),
  });
  if (challenge.factor) return [await open(challenge.factor.id, challenge.factor.sealedSecret)];
  const ids = user.factors.filter(({ type }) => type === 'authenticator').map(({ id }) => id);
  const rows = await using.store.read<Factor[]>(
    ...ids.map((id) => ({ table: 'factors' as const, key: { userID, id } })),
  );
  const stored = rows.filter((row) => row !== undefined);
  return Promise.all(stored.map((row) => open(row.id, row.sealedSecret, row.lastUsedStep)));
}

async function charge(using: Challenging, given: Given, method: CodeMethod): Promise<void> {
  const { challenge, user, circumstances } = given;
  const now = circumstances.at;
  const commit = await using.store.commit([
    chargeChallenge(challenge, now),
    chargeCodeGuess(user.userID, method, now),
  ]);
  if (commit.committed) return;
  const present = (table: Change['table']) => commit.failed.find(({ change }) => change.table === table)?.old;
  const rival = present('challenges') as Challenge | undefined;
  if (rival) {
    const expected = { purpose: challenge.purpose, sessionID: challenge.sessionID };
    throw new Refusal(challengeRefusal(rival, user, expected, now) ?? expired());
  }
  const account = present('users') as User | undefined;
  throw new Refusal((account && guessRefusal(account, method, now)) ?? expired());
}

/** One event and one mail per challenge: the event's id is the challenge's, so the second does not come to be. */
async function notifyOfWrongCode(using: Challenging, given: Given, method: CodeMethod): Promise<void> {
  const { challenge, user, circumstances } = given;
  const suffix = challenge.id.split('.')[1] ?? '';
  const at = { ...circumstances, at: challenge.createdAt };
  const event = newEvent(user.userID, 'sign-in-code-failed', at, suffix, { type: method });
  const key = { subject: userSubject(user.userID), id: event.id };
  const recorded = await using.store.commit([
    put('events', key, { ...event, at: circumstances.at }, [absent('id')]),
  ]);
  if (!recorded.committed) return;
  const notice = {
    kind: 'sign-in-code-failed',
    method,
    signedIn: challenge.purpose === 'step-up',
    byKey: challenge.provedMethods.includes('key'),
  } as const;
  await notifyAccount(notice, user.email, using, circumstances);
}

function alreadyUsed(retryAfterSeconds: number): Problem {
  return problem('code-used', { retryAfterSeconds });
}

const expired = () => problem('challenge-over');

/** What a lost race for a right code means: another request used the code, or the challenge, or changed the account. */
export function lostRace(failed: readonly { readonly change: Change }[]): Problem {
  const tables = failed.map(({ change }) => change.kind === 'update' && change.table);
  // Where the account changed as well, the factor may be gone: there is no next code to wait for.
  return tables.includes('factors') && !tables.includes('users') ? alreadyUsed(30) : expired();
}
