import { recordEvent } from '../../../core/accounts/security-log.ts';
import { mailArrived } from '../../../core/accounts/undeliverable-mail.ts';
import type { Change } from '../../../core/kernel/change.ts';
import type { Circumstances } from '../../../core/kernel/circumstances.ts';
import { useUpChallenge } from '../../../core/sign-in/challenge.ts';
import { clearedFailures, rememberSource } from '../../../core/sign-in/throttle.ts';
import { verifiedByCode } from '../../../core/sign-in/verified.ts';
import { notifyAccount } from '../notify/account.ts';
import { type Expected, loadChallenge } from './challenge.ts';
import { type GrantedSession, grantSession } from './grant-session.ts';
import { lostRace, type TryCodePorts, tryCode } from './try-code.ts';

/** Answers a sign-in or step-up challenge: a right code makes the session, and is used up by the same commit. */
export async function submitCode(
  using: TryCodePorts,
  submitted: {
    readonly challengeID: string;
    readonly otp: string;
    readonly expected: Expected;
    readonly alsoCommit: readonly Change[];
    readonly endsBy?: number;
  },
  request: { readonly circumstances: Circumstances; readonly source: string; readonly wantsCookie: boolean },
): Promise<GrantedSession> {
  const { circumstances } = request;
  const { challenge, user } = await loadChallenge(
    using.store,
    submitted.challengeID,
    submitted.expected,
    circumstances.at,
  );
  const live = await tryCode(using, { challenge, user, otp: submitted.otp, circumstances });
  const verified = verifiedByCode(challenge, live, useUpChallenge(challenge, circumstances.at));
  const byRecoveryCode = live.method === 'recovery-code';
  const signedIn = challenge.purpose === 'sign-in' ? 'signed-in' : 'stepped-up';
  const kind = byRecoveryCode ? 'recovery-code-used' : signedIn;
  const changes = [
    recordEvent(user.userID, kind, circumstances, using.host.random, { type: live.method }),
    rememberSource(user.address, request.source, circumstances.at),
    ...submitted.alsoCommit,
  ];
  const userSet = { ...clearedFailures(user, live.method), ...(live.method === 'email' && mailArrived) };
  const { endsBy } = submitted;
  const also = { changes, userSet, lost: lostRace, ...(endsBy !== undefined && { endsBy }) };
  const granted = await grantSession(using, user, verified, request, also);
  if (byRecoveryCode) await notifyAccount({ kind: 'recovery-code-used' }, user.email, using, circumstances);
  return granted;
}
