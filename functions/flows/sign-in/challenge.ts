import { maskAddress } from '../../../core/accounts/email-address.ts';
import { isReturned } from '../../../core/accounts/undeliverable-mail.ts';
import { methodsOf, type User, userKey } from '../../../core/accounts/user.ts';
import { emailCodeLimits, mailedCode } from '../../../core/factors/email.ts';
import type { FactorType, Method } from '../../../core/factors/factor.ts';
import { Busy } from '../../../core/kernel/busy.ts';
import type { Change } from '../../../core/kernel/change.ts';
import type { Circumstances } from '../../../core/kernel/circumstances.ts';
import { type Problem, problem } from '../../../core/kernel/problem.ts';
import { reasons } from '../../../core/kernel/reasons.ts';
import { noticeOfCode } from '../../../core/mail/notice.ts';
import { writeMail } from '../../../core/mail/write-mail.ts';
import { type Organization, organizationRows } from '../../../core/organizations/organization.ts';
import {
  type Challenge,
  type ChallengePurpose,
  challengeKey,
  challengeRefusal,
  firstMethod,
  newChallengeID,
  type Opened,
  openChallenge,
  ownerOf,
  resendCode,
  switchMethod,
  triesPerChallenge,
} from '../../../core/sign-in/challenge.ts';
import { requirementsOf, unmetRequirements } from '../../../core/sign-in/requirement.ts';
import type { Keyring } from '../../adapters/keyring.ts';
import type { Mailer } from '../../adapters/mailer.ts';
import type { Store } from '../../adapters/store.ts';
import type { Host } from '../../host.ts';
import { Refusal } from '../../refusal.ts';
import { readBranding } from '../notify/branding.ts';

export interface Challenging {
  readonly store: Store;
  readonly keyring: Keyring;
  readonly mailer: Mailer;
  readonly host: Host;
}

/** What a caller must match for a challenge to be theirs. */
export interface Expected {
  readonly purpose: ChallengePurpose;
  readonly sessionID?: string | undefined;
}

/** A decision lost against another write of the same account this often gives up. */
const decisionRetries = 3;

/** Opens a challenge for a user with a factor, mails its code where it is email's turn. */
export async function beginChallenge(
  using: Challenging,
  user: User,
  begin: {
    readonly purpose: 'sign-in' | 'step-up';
    readonly provedMethods: readonly Method[];
    readonly sessionID?: string;
  },
  alsoCommit: readonly Change[],
  circumstances: Circumstances,
): Promise<{ challenge: Challenge; user: User }> {
  const id = newChallengeID(user.userID, using.host.random);
  const organizations = await using.store.readMany<Organization>(organizationRows(user));
  const { inForce } = requirementsOf(organizations, circumstances.at);
  return decide(using, user, circumstances, alsoCommit, (current) => {
    const now = circumstances.at;
    const first = firstMethod(current, now, unmetRequirements(current, begin.provedMethods, inForce));
    if ('reason' in first) return first;
    return openChallenge(current, { ...begin, ...first, id, now, keyVersion: using.keyring.version });
  });
}

/** Reads a challenge with its owner; refuses what is absent, another's, or over. */
export async function loadChallenge(
  store: Store,
  challengeID: string,
  expected: Expected,
  now: number,
): Promise<{ challenge: Challenge; user: User }> {
  const userID = ownerOf(challengeID);
  if (userID === undefined) throw new Refusal(problem('not-found'));
  const [challenge, user] = await store.read<[Challenge, User]>(
    { table: 'challenges', key: challengeKey(challengeID) },
    { table: 'users', key: userKey(userID) },
  );
  const refused = challengeRefusal(challenge, user, expected, now);
  if (refused) throw new Refusal(refused);
  return { challenge, user } as { challenge: Challenge; user: User };
}

/** Another method for this challenge, or its code once more. */
export async function changeChallenge(
  using: Challenging,
  challengeID: string,
  expected: Expected,
  change: { readonly resend: true } | { readonly type: FactorType },
  circumstances: Circumstances,
): Promise<{ challenge: Challenge; user: User }> {
  const now = circumstances.at;
  const loaded = await loadChallenge(using.store, challengeID, expected, now);
  return decide(using, loaded.user, circumstances, [], (user, challenge = loaded.challenge) => {
    const refused = challengeRefusal(challenge, user, expected, now);
    if (refused) return refused;
    return 'resend' in change
      ? resendCode(challenge, user, now)
      : switchMethod(challenge, user, change.type, now);
  });
}

/**
 * Decides, commits, and mails the code. A decision that lost against another write is made anew on what the rows are
 * by then: on the account, and on the challenge where there was one.
 */
export async function decide(
  using: Challenging,
  user: User,
  circumstances: Circumstances,
  alsoCommit: readonly Change[],
  decision: (user: User, challenge?: Challenge) => Opened | Problem,
): Promise<{ challenge: Challenge; user: User }> {
  let current: { user: User; challenge?: Challenge | undefined } = { user };
  for (let retry = 0; ; retry += 1) {
    const opened = decision(current.user, current.challenge);
    if ('reason' in opened) throw new Refusal(opened);
    const commit = await using.store.commit([...opened.changes, ...alsoCommit]);
    if (commit.committed) {
      if (opened.mailsCode) await mailCode(using, current.user, opened.challenge, circumstances);
      return { challenge: opened.challenge, user: current.user };
    }
    const rival = (id: string) => commit.failed.find(({ change }) => change.key['id'] === id)?.old;
    const rivalUser = rival(user.id) as User | undefined;
    const challenge = rival(opened.challenge.id) as Challenge | undefined;
    const isStale = rivalUser ? rivalUser.credentialVersion !== user.credentialVersion : !challenge;
    if (isStale) throw new Refusal(problem('challenge-over'));
    if (retry === decisionRetries) throw new Busy();
    current = { user: rivalUser ?? current.user, challenge: challenge ?? current.challenge };
  }
}

async function mailCode(
  using: Challenging,
  user: User,
  challenge: Challenge,
  circumstances: Circumstances,
): Promise<void> {
  const code = await codeOf(using.keyring, user, challenge);
  const message = { kind: challenge.purpose, code, expiresAt: challenge.expiresAt };
  const notice = noticeOfCode(user, message);
  await using.mailer.send(writeMail(readBranding(using.host), notice, circumstances));
}

/** The code of a challenge, derived anew each time. */
export async function codeOf(keyring: Keyring, user: User, challenge: Challenge): Promise<string> {
  return mailedCode(await keyring.emailCodeKey(challenge.keyVersion), {
    purpose: challenge.purpose,
    userID: user.userID,
    address: user.email,
    challengeID: challenge.id,
  });
}

/** How a challenge stands, for its answer. */
export function challengeBody({ challenge, user }: { challenge: Challenge; user: User }) {
  return {
    mfaID: challenge.id,
    mfaPreferredType: challenge.method,
    mfaTypes: methodsOf(user),
    // Only whoever gave the password, a key or a session gets this answer.
    ...(methodsOf(user).includes('email') && isReturned(user) && { notice: reasons['mail-returned'].detail }),
    ...standing(challenge, user),
  };
}

export function standing(challenge: Challenge, user: User) {
  const { resendsPerChallenge, resendAfterSeconds } = emailCodeLimits;
  return {
    expiresAt: new Date(challenge.expiresAt).toISOString(),
    attemptsLeft: triesPerChallenge - challenge.attempts,
    ...(challenge.method === 'email' && {
      // Where the method is locked no code was mailed.
      ...(challenge.mails > 0 && { sentTo: maskAddress(user.email) }),
      resendsLeft: Math.max(0, resendsPerChallenge + 1 - challenge.mails),
      ...(challenge.mailedAt !== undefined && {
        resendAt: new Date(challenge.mailedAt + resendAfterSeconds * 1000).toISOString(),
      }),
    }),
  };
}
