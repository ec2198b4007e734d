import { maskAddress } from '../../core/accounts/email-address.ts';
import { isReturned } from '../../core/accounts/undeliverable-mail.ts';
import { methodsOf, type User } from '../../core/accounts/user.ts';
import { factorFacts } from '../../core/factors/registry.ts';
import { type Reason, reasons } from '../../core/kernel/reasons.ts';
import { type Challenge, methodsFor, resendTimes, triesPerChallenge } from '../../core/sign-in/challenge.ts';
import type { ShownChallenge } from '../../core/sign-in/challenge-decisions.ts';

/** The answer to a sign-in or a step-up that waits for a proof. */
export function challengeBody(shown: ShownChallenge) {
  const { challenge, user } = shown;
  return {
    mfaID: challenge.id,
    mfaPreferredType: challenge.method,
    mfaTypes: methodsFor(challenge, user),
    ...noticeOf(shown),
    ...common(shown),
  };
}

/** The answer to an activation that waits for its first proof. */
export function activationBody(shown: ShownChallenge) {
  const { challenge } = shown;
  return { activationID: challenge.id, type: challenge.method, ...common(shown) };
}

/** Why no code was mailed. Only a caller who gave a right password, SSH key or session gets this answer. */
function noticeOf({ user, isUnsent }: ShownChallenge) {
  const mailsCodes = methodsOf(user).some((type) => factorFacts[type].mailsCodes);
  if (isUnsent) return notice('code-not-sent');
  return mailsCodes && isReturned(user) ? notice('mail-returned') : {};
}

function notice(noticeReason: Extract<Reason, 'code-not-sent' | 'mail-returned'>) {
  const { detail } = reasons[noticeReason];
  return { notice: typeof detail === 'string' ? detail : detail({ retryAfterSeconds: 1 }), noticeReason };
}

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
  return {
    // A method that is locked mails no code.
    ...(challenge.mails > 0 && { sentTo: maskAddress(user.email) }),
    resendsLeft: resend.left,
    ...(challenge.mailedAt !== undefined && { resendAt: iso(resend.from) }),
    ...(resend.left > 0 && { resendableAt: iso(resend.from), resendableUntil: iso(resend.until) }),
  };
}

const iso = (at: number) => new Date(at).toISOString();
