import type { ExpectedChallenge } from '../../../core/sign-in/challenge.ts';
import type { Session } from '../../../core/sign-in/session.ts';
import { type GrantedSession, grantSessionForProof } from '../../../core/sign-in/session-grant.ts';
import { carryOut } from '../carry-out.ts';
import { loadChallenge } from './challenge.ts';
import { type Requester, toSessionRequest, toStepUpRequest } from './session-request.ts';
import { trustedBrowserDays } from './trusted-devices.ts';
import { type TryCodePorts, tryCode } from './try-code.ts';

/**
 * Answers a sign-in or step-up challenge. The commit that creates the session also uses up the code.
 * @param submitted.replaced The session that a step-up renews.
 */
export async function submitCode(
  ports: TryCodePorts,
  submitted: {
    readonly challengeID: string;
    readonly otp: string;
    readonly expected: ExpectedChallenge;
    readonly replaced?: Session;
    /** Whether the user trusts the browser with the second factor. */
    readonly trustDevice?: boolean | undefined;
  },
  requester: Requester,
): Promise<GrantedSession> {
  const { circumstances } = requester;
  const { challengeID, otp, expected, replaced, trustDevice = false } = submitted;
  const rows = await loadChallenge(ports.store, challengeID, expected, circumstances.at);
  const proof = await tryCode(ports, rows, otp, circumstances);
  const { recognized } = rows.challenge;
  const request = replaced
    ? await toStepUpRequest(ports, rows.user, requester)
    : await toSessionRequest(ports, rows.user, requester, recognized);
  const trust = { isWanted: trustDevice, days: trustedBrowserDays(ports.host) };
  return carryOut(
    grantSessionForProof({ ...request, trust }, rows.challenge, proof, replaced),
    ports,
    circumstances,
  );
}
