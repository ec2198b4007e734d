import { maskAddress } from '../../core/accounts/email-address.ts';
import { isReturned } from '../../core/accounts/undeliverable-mail.ts';
import { methodsOf, type User } from '../../core/accounts/user.ts';
import { factorFacts } from '../../core/factors/registry.ts';
import { type Problem, problem } from '../../core/kernel/problem.ts';
import type { Reason } from '../../core/kernel/reasons.ts';
import { type Challenge, methodsFor, resendTimes, triesPerChallenge } from '../../core/sign-in/challenge.ts';
import type { ShownChallenge } from '../../core/sign-in/challenge-decisions.ts';
import { codesOpenAt } from '../../core/sign-in/mailed-codes.ts';

/** The answer to a sign-in or a step-up that waits for a proof. */
export function challengeBody(shown: ShownChallenge) {
  const { challenge, user } = shown;
  return {
    mfaID: challenge.id,
    mfaPreferredType: challenge.method,
    mfaTypes: methodsFor(challenge, user),
    ...noticeOf(shown),
    ...(shown.trustableDays !== undefined && { trustableDays: shown.trustableDays }),
    ...common(shown),
  };
}

/** The answer to an activation that waits for its first proof. */
export function activationBody(shown: ShownChallenge) {
  const { challenge } = shown;
  return { activationID: challenge.id, type: challenge.method, ...common(shown) };
}

/** Why no code was mailed. Only a caller who gave a right password, SSH key or session gets this answer. */
function noticeOf({ user, isUnsent, codesSpent }: ShownChallenge) {
  const mailsCodes = methodsOf(user).some((type) => factorFacts[type].mailsCodes);
  if (isUnsent) return notice('code-not-sent', problem('code-not-sent', { retryAfterSeconds: 1 }));
  if (mailsCodes && isReturned(user)) return notice('mail-returned', problem('mail-returned'));
  return codesSpent ? notice('codes-of-the-hour-spent', codesSpent) : {};
}

const notice = <R extends Reason>(noticeReason: R, { detail }: Problem) => ({ notice: detail, noticeReason });

function common({ challenge, user, show }: ShownChallenge) {
  return {
    expiresAt: iso(challenge.expiresAt),
    attemptsLeft: triesPerChallenge - challenge.attempts,
    maximumAttempts: triesPerChallenge,
    ...mailing(challenge, user),
    ...show,
  };
}

/** Where the code was sent, and when it can be sent again. */
function mailing(challenge: Challenge, user: User) {
  const resend = resendTimes(challenge);
  if (resend === undefined) return {};
  const resendableAt = codesOpenAt(user, resend.from);
  return {
    // A method that is locked mails no code.
    ...(challenge.mails > 0 && { sentTo: maskAddress(user.email) }),
    resendsLeft: resend.left,
    ...(challenge.mailedAt !== undefined && { resendAt: iso(resend.from) }),
    ...(resend.left > 0 &&
      resendableAt <= resend.until && {
        resendableAt: iso(resendableAt),
        resendableUntil: iso(resend.until),
      }),
  };
}

const iso = (at: number) => new Date(at).toISOString();
