import { accountEntry, recordEntryOnce } from '../accounts/security-log.ts';
import type { User } from '../accounts/user.ts';
import { type CodeProof, isTyped } from '../factors/factor.ts';
import type { CheckedPasskey } from '../factors/passkey-assertion.ts';
import type { Circumstances } from '../kernel/circumstances.ts';
import { type Decision, type FailedChange, notLogged } from '../kernel/decision.ts';
import { type Problem, problem } from '../kernel/problem.ts';
import { type AccountNotice, noticeToAccount } from '../mail/notice.ts';
import { type Challenge, challengeIsUnused } from './challenge.ts';
import { aboutChallenge, wrongProof } from './code-attempt.ts';
import { guessRefusal } from './code-failures.ts';

/*
 * A passkey as an answer to a challenge is tried and charged as a code is (code-attempt.ts). What is different: it answers only
 * a challenge that requested it, and its signature counter may show that it was copied.
 */

/** What a passkey is tried for. */
interface Tried {
  readonly challenge: Challenge;
  readonly user: User;
}

/** Why no passkey can be tried: the challenge waits for a code, or the method has to wait or is locked. */
export function passkeyRefusal({ challenge, user }: Tried, now: number): Problem | undefined {
  if (isTyped(challenge.method)) return problem('passkey-not-requested');
  const isRequested = challenge.kept !== undefined;
  return (
    guessRefusal(user, challenge.method, now) ?? (isRequested ? undefined : problem('passkey-not-requested'))
  );
}

const isUsed = (failed: readonly FailedChange[]) =>
  failed.some(({ change }) => change.table === 'challenges');

/** Judges a passkey that was checked. */
export function judgePasskey(
  tried: Tried,
  checked: CheckedPasskey | undefined,
  circumstances: Circumstances,
  requestID: string,
): Decision<CodeProof, AccountNotice> {
  const { challenge, user } = tried;
  if (!checked) return wrongProof(tried, challenge.method, circumstances, requestID);
  const { type, name } = checked.stored;
  const entry = accountEntry(user.userID, 'passkey-counter-regressed', { factor: { type, name } });
  const { at, id } = aboutChallenge(challenge);
  if (!checked.proof)
    return {
      refuse: problem('passkey-copied'),
      // The same answer, if it is sent twice at once, has raised the count itself: the challenge is used then.
      commit: [
        recordEntryOnce(entry, circumstances, { at, id: `${id}-copied` }),
        challengeIsUnused(challenge),
      ],
      notify: [noticeToAccount(user, { kind: 'passkey-copied', method: type, name })],
      ifLost: (failed) => problem(isUsed(failed) ? 'challenge-over' : 'passkey-copied'),
    };
  const log = checked.countWentBack ? ([entry] as const) : notLogged('what it is used for is logged');
  return { commit: [], log, notify: [], answer: checked.proof };
}
