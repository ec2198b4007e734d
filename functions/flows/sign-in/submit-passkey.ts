import type { AssertedCredential } from '../../../core/factors/passkey.ts';
import { check } from '../../../core/factors/passkey-assertion.ts';
import type { ExpectedChallenge } from '../../../core/sign-in/challenge.ts';
import type { Session } from '../../../core/sign-in/session.ts';
import { type GrantedSession, grantSessionForProof } from '../../../core/sign-in/session-grant.ts';
import { carryOut } from '../carry-out.ts';
import { loadChallenge } from './challenge.ts';
import { type Requester, toSessionRequest, toStepUpRequest } from './session-request.ts';
import { type TryPasskeyPorts, tryPasskey } from './try-passkey.ts';

/**
 * Answers a sign-in or step-up challenge with a passkey. The commit that creates the session also uses up the challenge.
 * @param submitted.replaced The session that a step-up renews.
 */
export async function submitPasskey(
  ports: TryPasskeyPorts,
  submitted: {
    readonly challengeID: string;
    readonly credential: AssertedCredential;
    readonly expected: ExpectedChallenge;
    readonly replaced?: Session;
  },
  requester: Requester,
): Promise<GrantedSession> {
  const { circumstances } = requester;
  const { challengeID, credential, expected, replaced } = submitted;
  const rows = await loadChallenge(ports.store, challengeID, expected, circumstances.at);
  const proof = await tryPasskey(ports, rows, credential, check, circumstances);
  const { recognized } = rows.challenge;
  const request = replaced
    ? await toStepUpRequest(ports, rows.user, requester)
    : await toSessionRequest(ports, rows.user, requester, recognized);
  return carryOut(grantSessionForProof(request, rows.challenge, proof, replaced), ports, circumstances);
}
