import { accountEntry, recordEntryOnce } from '../accounts/security-log.ts';
import type { User } from '../accounts/user.ts';
import {
  type Attempt,
  type CodeMethod,
  type CodeProof,
  type FactorType,
  isTyped,
  type TypedMethod,
} from '../factors/factor.ts';
import { codeLength as recoveryCodeLength } from '../factors/recovery-code.ts';
import { methodChecks, type Seams } from '../factors/registry.ts';
import { looksLikeRecoveryCode, readSixDigits } from '../factors/typed-code.ts';
import type { Circumstances } from '../kernel/circumstances.ts';
import { type Decision, type FailedChange, notLogged, type Refused } from '../kernel/decision.ts';
import { fieldProblem, type Problem, problem } from '../kernel/problem.ts';
import { type AccountNotice, noticeToAccount } from '../mail/notice.ts';
import { attemptsAfter, type Challenge, challengeRefusal, chargeChallenge } from './challenge.ts';
import { chargeCodeGuess, guessRefusal } from './code-failures.ts';
import { noteReportedAtOnce, noteWrongCode, reportedWrongCode, wrongCodeMessage } from './wrong-codes.ts';

/*
 * How a code is tried, in the order of rule 4: a method that has to wait or is locked is refused; a code that was already
 * used is refused as such and not charged; then challenge and account are charged in one write; only then is the code
 * compared.
 */

/** A parsed code: its method, and the code in the normal form of that method. */
export type ReadCode = {
  readonly [method in TypedMethod]: { readonly method: method; readonly input: Seams[method]['input'] };
}[TypedMethod];

/**
 * Parses what was entered for a challenge. A recovery code replaces the code of any sign-in or step-up, but never the first
 * code of a new factor. A code from the browser replaces a passkey, which a terminal cannot use.
 */
export function readCode(challenge: Challenge, user: User, otp: unknown, now: number): ReadCode | Problem {
  const { method, factor } = challenge;
  const own = isTyped(method) ? parse(method, otp) : undefined;
  const read = own ?? (factor ? undefined : (parse('recovery-code', otp) ?? parseForPasskey(method, otp)));
  if (!read) return slipOf(otp, method, factor !== undefined);
  return guessRefusal(user, read.method, now) ?? read;
}

const parseForPasskey = (method: FactorType, otp: unknown) =>
  isTyped(method) ? undefined : parse('browser-code', otp);

/** What is wrong with an entry in which no code can be read. */
function slipOf(otp: unknown, method: FactorType, isFirstCode: boolean): Problem {
  if (isFirstCode && parse('recovery-code', otp)) return fieldProblem('/otp', 'recovery-code-instead');
  const read = readSixDigits(otp);
  if (
    'slip' in read &&
    read.slip.reason !== 'code-length' &&
    typeof otp === 'string' &&
    looksLikeRecoveryCode(otp)
  )
    return fieldProblem('/otp', 'recovery-code-length', { expected: recoveryCodeLength });
  return isTyped(method) ? sixDigitsProblem('/otp', otp) : fieldProblem('/otp', 'browser-code-malformed');
}

/** What is wrong with an entry in which no code of six digits can be read. */
export function sixDigitsProblem(pointer: string, typed: unknown): Problem {
  const read = readSixDigits(typed);
  if ('code' in read) return fieldProblem(pointer, 'code-malformed');
  const { slip } = read;
  if (slip.reason === 'code-length') return fieldProblem(pointer, slip.reason, slip.parameters);
  return fieldProblem(pointer, slip.reason);
}

function parse(method: TypedMethod, otp: unknown): ReadCode | undefined {
  const input = methodChecks[method].parse(otp);
  return input === undefined ? undefined : { method, input };
}

/** What a proof is tried for. */
interface Tried {
  readonly challenge: Challenge;
  readonly user: User;
}

/** Charges the try to the challenge and to the account, unless the code was already used. */
export function chargeAttempt<M extends TypedMethod>(
  tried: Tried,
  method: M,
  attempt: Attempt<Seams[M]>,
): Decision {
  const retryAfterSeconds = methodChecks[method].retryAfterUse(attempt);
  if (retryAfterSeconds !== undefined) return { refuse: problem('code-used', { retryAfterSeconds }) };
  return chargeTry(tried, method, attempt.now);
}

/** Charges the try to the challenge and to the account. */
export function chargeTry({ challenge, user }: Tried, method: CodeMethod, now: number): Decision {
  return {
    commit: [chargeChallenge(challenge, now), chargeCodeGuess(user.userID, method, now)],
    log: notLogged('what comes of the try is logged'),
    notify: [],
    answer: undefined,
    ifLost: (failed) => chargeRefusal(challenge, user, method, failed, now),
  };
}

/** Why a try could not be charged: the challenge is over or was switched to another method, or the method has to wait. */
function chargeRefusal(
  challenge: Challenge,
  user: User,
  method: CodeMethod,
  failed: readonly FailedChange[],
  now: number,
): Problem {
  const met = (table: string) => failed.find(({ change }) => change.table === table)?.old;
  const rival = met('challenges') as Challenge | undefined;
  const expected = { purpose: challenge.purpose, sessionID: challenge.sessionID };
  const account = met('users') as User | undefined;
  const refused = rival
    ? challengeRefusal(rival, user, expected, now)
    : account && guessRefusal(account, method, now);
  return refused ?? problem('challenge-over');
}

/**
 * Compares a code that was charged. A wrong code is an outcome: it is logged, and reported by mail at the third one or
 * after the challenge has ended, once per challenge.
 * @param requestID Random; see noteReportedAtOnce.
 * @returns the proof, which is used up together with what it allows.
 */
export async function judgeAttempt<M extends TypedMethod>(
  tried: Tried,
  method: M,
  attempt: Attempt<Seams[M]>,
  circumstances: Circumstances,
  requestID: string,
): Promise<Decision<CodeProof, AccountNotice>> {
  return judgeProof(tried, method, await methodChecks[method].check(attempt), circumstances, requestID);
}

/** The same for a proof that was checked already, if it was right. */
export function judgeProof(
  tried: Tried,
  method: CodeMethod,
  proof: CodeProof | undefined,
  circumstances: Circumstances,
  requestID: string,
): Decision<CodeProof, AccountNotice> {
  if (proof)
    return { commit: [], log: notLogged('what it is used for is logged'), notify: [], answer: proof };
  return wrongProof(tried, method, circumstances, requestID);
}

/** The refusal of a wrong proof, which is logged once per challenge, and reported by mail at the third one or afterwards. */
export function wrongProof(
  { challenge, user }: Tried,
  method: CodeMethod,
  circumstances: Circumstances,
  requestID: string,
): Refused<AccountNotice> {
  const entry = accountEntry(user.userID, 'sign-in-code-failed', { factor: { type: method } });
  const wrongCodes = challenge.attempts + 1;
  const attemptsLeft = attemptsAfter(challenge);
  const refuse = problem(isTyped(method) ? 'wrong-code' : 'passkey-refused', { attemptsLeft });
  if (wrongCodes < reportedWrongCode) {
    const noted = noteWrongCode(challenge, method, circumstances);
    return { refuse, commit: [recordEntryOnce(entry, circumstances, aboutChallenge(challenge)), noted] };
  }
  return {
    refuse,
    commit: [noteReportedAtOnce(challenge, requestID, circumstances.at)],
    notify: [noticeToAccount(user, wrongCodeMessage(challenge, method))],
  };
}

/**
 * What to tell about a code that was refused and charged: whether it is the right code of a phone whose clock is wrong.
 * @returns undefined if it is not, or if the hint could not be noted.
 */
export function tellClockDrift<M extends TypedMethod>(
  method: M,
  attempt: Attempt<Seams[M]>,
): Decision<number | undefined> {
  const drift = methodChecks[method].findClockDrift?.(attempt);
  return {
    commit: drift?.note ? [drift.note] : [],
    log: notLogged('the wrong code is logged'),
    notify: [],
    answer: drift?.seconds,
    ifLost: { answer: undefined },
  };
}

/** The refusal of a wrong code with the hint that the clock of the phone is wrong. */
export function withClockDrift(refusal: Problem, clockAheadSeconds: number | undefined): Problem {
  const { attemptsLeft = 0 } = refusal;
  return clockAheadSeconds === undefined
    ? refusal
    : problem('phone-clock-wrong', { attemptsLeft, clockAheadSeconds });
}
/** What makes an entry the only one of its challenge. */
export const aboutChallenge = ({ id, createdAt }: Challenge) => ({
  at: createdAt,
  id: id.split('.')[1] ?? '',
});

/** The refusal of a right code that lost a race: another request used the code or the challenge, or changed the account. */
export function proofLost(failed: readonly FailedChange[]): Problem {
  const tables = failed.map(({ change }) => change.kind === 'update' && change.table);
  // If the account changed as well, the factor may be gone: there is no next code to wait for.
  const isUsed = tables.includes('factors') && !tables.includes('users');
  return isUsed ? problem('code-used', { retryAfterSeconds: 30 }) : problem('challenge-over');
}
