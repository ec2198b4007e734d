import { accountEntry } from '../accounts/security-log.ts';
import {
  changeCredentials,
  changeUser,
  endSessions,
  keysOf,
  sameMemberships,
  type User,
  voidPassword,
} from '../accounts/user.ts';
import type { Factor } from '../factors/factor.ts';
import { newRecoveryCodes, type RecoveryCodeKey, recoveryCodePrefix } from '../factors/recovery-code.ts';
import { type Change, type Condition, present, remove, update } from '../kernel/change.ts';
import { type Decision, notLogged } from '../kernel/decision.ts';
import { problem } from '../kernel/problem.ts';
import type { Random } from '../kernel/random.ts';
import { type AccountNotice, noticeToAccount, type OwnersNotice } from '../mail/notice.ts';
import { clearedAllFailures } from './code-failures.ts';
import { noticeOfRecovery, organizationsToConfirm } from './confirmation.ts';
import { forgetPlaces } from './known-place.ts';
import { createMailLink, expiredLink, type MailLink, useUpMailLink } from './mail-link.ts';
import { canSpareFactor, type WaysToSignIn } from './passwordless.ts';
import { organizationsForbiddingRemoval, type RequiringOrganization } from './requirement.ts';
import { removeClaims } from './ssh-key.ts';

/** A row of the table `factors`: of a factor, or of a recovery code. */
type StoredRow = Partial<Factor> & WaysToSignIn['rows'][number];

/** The parts of an account's organizations that determine whether a factor may be removed. */
type Organizations = Parameters<typeof organizationsForbiddingRemoval>[2];

/**
 * Disables a factor. Without the last one, the recovery codes are removed too; without the preferred one, the most recently
 * used of the others becomes preferred (rule 6).
 * @param checks The conditions that the organizations have not changed since this was decided.
 * @param rpID The domain of the dashboard's passkeys.
 */
export function disableFactor(
  user: User,
  rows: readonly StoredRow[],
  factorID: string,
  organizations: Organizations,
  checks: readonly Change[],
  rpID: string,
): Decision<void, AccountNotice> {
  const { userID } = user;
  const enabled = user.factors.find(({ id }) => id === factorID);
  if (!enabled) return { refuse: problem('not-found') };
  const [keeping] = organizationsForbiddingRemoval(user, factorID, organizations);
  if (keeping) return { refuse: problem('factor-required', { organization: keeping.name }) };
  if (!canSpareFactor(user, factorID, { rows, rpID })) return { refuse: problem('passkeys-needed') };
  const { type } = enabled;
  const name = rows.find(({ id }) => id === factorID)?.name ?? '';
  const left = user.factors.filter(({ id }) => id !== factorID);
  const isLast = left.length === 0;
  const removed = isLast ? rows.map(({ id }) => id) : [factorID];
  const changed = changeCredentials(user, {
    factors: left,
    preferredFactorID:
      user.preferredFactorID === factorID ? mostRecentlyUsed(left, rows) : user.preferredFactorID,
    ...(isLast && { firstFactorID: undefined }),
  });
  return {
    commit: [
      // An organization joined in the meantime may require this factor.
      { ...changed, when: [...changed.when, sameMemberships(user)] },
      ...removed.map((id) => remove('factors', { userID, id })),
      ...checks,
    ],
    log: [accountEntry(userID, 'factor-disabled', { factor: { type, name } })],
    notify: [noticeToAccount(user, { kind: 'factor-disabled', method: type, name, isLast })],
    answer: undefined,
  };
}

function mostRecentlyUsed(factors: User['factors'], rows: readonly StoredRow[]): string | undefined {
  const usedAt = (id: string) => {
    const row = rows.find((candidate) => candidate.id === id);
    return row?.lastUsedAt ?? row?.createdAt ?? 0;
  };
  return [...factors].sort((a, b) => usedAt(b.id) - usedAt(a.id))[0]?.id;
}

/** Makes an enabled factor the preferred one. */
export function preferFactor(
  user: User,
  rows: readonly Factor[],
  factorID: string,
): Decision<Factor, AccountNotice> {
  const isEnabled = user.factors.some(({ id }) => id === factorID);
  const row = isEnabled ? rows.find(({ id }) => id === factorID) : undefined;
  if (!row) return { refuse: problem('not-found') };
  if (user.preferredFactorID === factorID)
    return { commit: [], log: notLogged('it is preferred already'), notify: [], answer: row };
  const { type, name } = row;
  return {
    commit: [changeUser(user, { preferredFactorID: factorID })],
    log: [accountEntry(user.userID, 'factor-preferred', { factor: { type, name } })],
    notify: [noticeToAccount(user, { kind: 'factor-preferred', method: type, name })],
    answer: row,
  };
}

/** Gives a factor another name. */
export function renameFactor(
  user: User,
  rows: readonly Factor[],
  factorID: string,
  name: string,
): Decision<Factor, AccountNotice> {
  const isEnabled = user.factors.some(({ id }) => id === factorID);
  const row = isEnabled ? rows.find(({ id }) => id === factorID) : undefined;
  if (!row) return { refuse: problem('not-found') };
  if (row.name === name) return { commit: [], log: notLogged('it has this name'), notify: [], answer: row };
  const { userID, type, name: before } = row;
  return {
    commit: [update('factors', { userID, id: factorID }, { name }, [present('id')])],
    log: [accountEntry(userID, 'factor-renamed', { factor: { type, name } })],
    notify: [noticeToAccount(user, { kind: 'factor-renamed', method: type, name, before })],
    answer: { ...row, name },
    ifLost: problem('not-found'),
  };
}

/** Replaces all recovery codes, used or not. @returns the new codes, which are shown only once. */
export function regenerateRecoveryCodes(
  user: User,
  rows: readonly StoredRow[],
  key: RecoveryCodeKey,
  random: Random,
): Decision<readonly string[], AccountNotice> {
  if (user.factors.length === 0) return { refuse: problem('no-factor') };
  const { userID } = user;
  const old = rows.filter(({ id }) => id.startsWith(recoveryCodePrefix));
  const { texts, recoveryCodeKeyVersion, changes } = newRecoveryCodes(random, userID, key);
  return {
    commit: [
      changeCredentials(user, { recoveryCodeKeyVersion }),
      ...old.map(({ id }) => remove('factors', { userID, id })),
      ...changes,
    ],
    log: [accountEntry(userID, 'recovery-codes-regenerated')],
    notify: [noticeToAccount(user, { kind: 'recovery-codes-regenerated' })],
    answer: texts,
  };
}

/**
 * Removes all factors and recovery codes, and ends all sessions: the account is then as if it had never had a factor.
 * @param also What else to set, and what else must hold.
 */
export function resetFactors(
  user: User,
  rows: readonly StoredRow[],
  also: { readonly set?: Readonly<Record<string, unknown>>; readonly when?: readonly Condition[] } = {},
): readonly Change[] {
  const set = {
    factors: [],
    preferredFactorID: undefined,
    firstFactorID: undefined,
    ...clearedAllFailures(),
    ...also.set,
  };
  const changed = endSessions(changeCredentials(user, set));
  return [
    { ...changed, when: [...changed.when, ...(also.when ?? [])] },
    ...rows.map(({ id }) => remove('factors', { userID: user.userID, id })),
  ];
}

/**
 * Undoes the activation of a first factor. That took only the password, so a stranger who knew it may have done it, and
 * every later factor was activated by proving this one. All of them are removed, together with the sessions, the SSH keys
 * and the password, and a reset of the password begins. If an owner must now confirm the account, the owners get a mail.
 */
export function undoActivation(
  user: User,
  link: MailLink,
  given: {
    readonly rows: readonly StoredRow[];
    /** Those that the account is a member of. */
    readonly organizations: readonly RequiringOrganization[];
    /** Hold that the organizations have the same owners and requirements as when this was decided. */
    readonly checks: readonly Change[];
    readonly random: Random;
  },
  now: number,
): Decision<void, AccountNotice | OwnersNotice> {
  if (user.firstFactorID !== link.factorID) return { refuse: expiredLink() };
  const { userID } = user;
  const bound = { userID, credentialVersion: user.credentialVersion + 1 };
  const { token, expiresAt, change } = createMailLink('password-reset', bound, now, given.random);
  const toConfirm = organizationsToConfirm(user, given.organizations);
  const awaitingConfirmation = [
    ...new Set([
      ...(user.awaitingConfirmation ?? []),
      ...toConfirm.map(({ organizationID }) => organizationID),
    ]),
  ];
  return {
    commit: [
      useUpMailLink(link, now),
      ...resetFactors(user, given.rows, {
        set: {
          passwordHash: voidPassword,
          keys: undefined,
          undoneAt: now,
          ...(toConfirm.length > 0 && { awaitingConfirmation }),
        },
        // An organization joined in the meantime would not ask for a confirmation.
        when: [sameMemberships(user)],
      }),
      ...removeClaims(keysOf(user)),
      forgetPlaces(user.address, now),
      change,
      ...given.checks,
    ],
    log: [accountEntry(userID, 'activation-undone')],
    notify: [
      noticeToAccount(user, { kind: 'activation-undone', token, expiresAt }),
      ...toConfirm.map((organization) => noticeOfRecovery(user, organization, 'undo')),
    ],
    answer: undefined,
    ifLost: (failed) =>
      failed.some(({ change }) => change.table === 'organizations')
        ? problem('changed-meanwhile')
        : expiredLink(),
  };
}
