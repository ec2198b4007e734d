import { type User, userKey } from '../../../core/accounts/user.ts';
import type { FactorType, Method } from '../../../core/factors/factor.ts';
import type { Change } from '../../../core/kernel/change.ts';
import type { Circumstances } from '../../../core/kernel/circumstances.ts';
import { withChanges } from '../../../core/kernel/decision.ts';
import { problem } from '../../../core/kernel/problem.ts';
import { type Organization, organizationRows } from '../../../core/organizations/organization.ts';
import {
  type Challenge,
  type ChallengeRows,
  challengeKey,
  challengeRefusal,
  type ExpectedChallenge,
  newChallengeID,
  ownerOf,
  rowsAfterLoss,
} from '../../../core/sign-in/challenge.ts';
import {
  type ChallengeDecision,
  openChallenge,
  resendCode,
  type ShownChallenge,
  switchMethod,
} from '../../../core/sign-in/challenge-decisions.ts';
import type { Recognized } from '../../../core/sign-in/known-place.ts';
import { requirementsOf, unmetRequirements } from '../../../core/sign-in/requirement.ts';
import type { SessionKind } from '../../../core/sign-in/session-kind.ts';
import { canBeTrusted } from '../../../core/sign-in/trusted-device.ts';
import type { Keyring } from '../../adapters/keyring.ts';
import type { Mailer } from '../../adapters/mailer.ts';
import type { Store } from '../../adapters/store.ts';
import type { Host } from '../../host.ts';
import { Refusal } from '../../refusal.ts';
import { carryOutAgain } from '../carry-out-again.ts';
import { beginFactor } from '../factors/prepare.ts';
import { trustedBrowserDays } from './trusted-devices.ts';

export interface ChallengePorts {
  readonly store: Store;
  readonly keyring: Keyring;
  readonly mailer: Mailer;
  readonly host: Host;
}

/** Begins a challenge for an account with a factor. */
export async function beginChallenge(
  ports: ChallengePorts,
  user: User,
  asked: {
    readonly purpose: 'sign-in' | 'step-up';
    readonly provedMethods: readonly Method[];
    readonly methods?: readonly FactorType[];
    readonly sessionID?: string;
    readonly recognized?: Recognized;
    /** The kind of the session that a sign-in makes. */
    readonly kind?: SessionKind;
    readonly usesPasskeys: boolean;
  },
  alsoCommit: readonly Change[],
  circumstances: Circumstances,
): Promise<ShownChallenge> {
  const { store, host, keyring } = ports;
  const now = circumstances.at;
  const id = newChallengeID(user.userID, host.random);
  const { kind, ...wanted } = asked;
  const opening = { ...wanted, id, keyVersion: keyring.version };
  const organizations = await store.readMany<Organization>(organizationRows(user));
  const { inForce } = requirementsOf(organizations, now);
  const decide = async (rows: ChallengeRows): Promise<ChallengeDecision> => {
    const unmet = unmetRequirements(rows.user, asked.provedMethods, inForce);
    const begin = (type: FactorType) => beginFactor(ports, type, { ...opening, user: rows.user });
    return withChanges(await openChallenge(rows.user, opening, unmet, begin, now), alsoCommit);
  };
  const shown = await carryOutAgain({ user }, decide, rowsAfterLoss, ports, circumstances);
  const days = trustedBrowserDays(host);
  const isOffered = kind && canBeTrusted({ kind, organizations, days }, asked.provedMethods);
  return isOffered ? { ...shown, trustableDays: days } : shown;
}

/** Reads a challenge and its owner. @throws Refusal if it is absent, over, or belongs to another user. */
export async function loadChallenge(
  store: Store,
  challengeID: string,
  expected: ExpectedChallenge,
  now: number,
): Promise<{ readonly challenge: Challenge; readonly user: User }> {
  const userID = ownerOf(challengeID);
  if (userID === undefined) throw new Refusal(problem('not-found'));
  const [challenge, user] = await store.read<[Challenge, User]>(
    { table: 'challenges', key: challengeKey(challengeID) },
    { table: 'users', key: userKey(userID) },
  );
  const refused = challengeRefusal(challenge, user, expected, now);
  if (!challenge || !user || refused) throw new Refusal(refused ?? problem('not-found'));
  return { challenge, user };
}

/** Switches a challenge to another method, or sends its code again. */
export async function changeChallenge(
  ports: ChallengePorts,
  challengeID: string,
  expected: ExpectedChallenge,
  change: { readonly resend: true } | { readonly type: FactorType },
  circumstances: Circumstances,
): Promise<ShownChallenge> {
  const now = circumstances.at;
  const loaded = await loadChallenge(ports.store, challengeID, expected, now);
  const decide = async (rows: ChallengeRows): Promise<ChallengeDecision> => {
    const { user, challenge = loaded.challenge } = rows;
    const refused = challengeRefusal(challenge, user, expected, now);
    if (refused) return { refuse: refused };
    const begin = (type: FactorType) => beginFactor(ports, type, { ...challenge, user });
    return 'resend' in change
      ? resendCode(challenge, user, begin, now)
      : switchMethod(challenge, user, change.type, begin, now);
  };
  return carryOutAgain(loaded, decide, rowsAfterLoss, ports, circumstances);
}
