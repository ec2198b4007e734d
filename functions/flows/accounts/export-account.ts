import type { Device } from '../../../core/accounts/device.ts';
import { type AccountLogEntry, userSubject } from '../../../core/accounts/security-log.ts';
import { keysOf, type User } from '../../../core/accounts/user.ts';
import type { Factor } from '../../../core/factors/factor.ts';
import { isFactor, type StoredRecoveryCode } from '../../../core/factors/recovery-code.ts';
import type { OperatorLogEntry } from '../../../core/operator/operator-log.ts';
import { type Member, memberKey } from '../../../core/organizations/membership.ts';
import { type Organization, organizationRows, roleOf } from '../../../core/organizations/organization.ts';
import { isLive, type Session } from '../../../core/sign-in/session.ts';
import { type KeyClaim, keyClaimKey } from '../../../core/sign-in/ssh-key.ts';
import { trustedUntil } from '../../../core/sign-in/trusted-device.ts';
import type { Store } from '../../adapters/store.ts';
import type { Host } from '../../host.ts';
import { separateDevices } from '../sign-in/devices.ts';
import { trustedBrowserDays } from '../sign-in/trusted-devices.ts';
import { deviceBody } from './device-body.ts';
import { logEntryBody } from './log-entry-body.ts';
import { sessionBody } from './session-body.ts';

const instant = (at: number) => new Date(at).toISOString();

/** Everything that is stored about the user of an account, without secrets and without what would help to guess them. */
export async function exportAccount(
  { store, host }: { readonly store: Store; readonly host: Host },
  user: User,
  now: number,
) {
  const { userID } = user;
  const keys = keysOf(user);
  const [stored, signedIn, entries, organizations, members, claims] = await Promise.all([
    store.listAll<Factor | StoredRecoveryCode>('factors', { userID }),
    store.listAll<Session | Device>('sessions', { userID }),
    store.listAll<AccountLogEntry & Partial<OperatorLogEntry>>(
      'events',
      { subject: userSubject(userID) },
      { newestFirst: true },
    ),
    store.readMany<Organization>(organizationRows(user)),
    store.readMany<Member>(
      user.organizations.map((id) => ({ table: 'organizations', key: memberKey(id, userID) })),
    ),
    store.readMany<KeyClaim>(
      keys.map(({ fingerprint }) => ({ table: 'users', key: keyClaimKey(fingerprint) })),
    ),
  ]);
  const factors = stored.filter(isFactor);
  const [sessions, devices] = separateDevices(signedIn);
  const joinedAt = new Map(members.map((member) => [member.organizationID, member.joinedAt]));
  const lines = new Map(claims.map(({ id, line, createdAt }) => [id, { line, createdAt }]));
  return {
    exportedAt: instant(now),
    account: {
      id: userID,
      name: user.name,
      email: user.email,
      language: user.language ?? null,
      createdAt: instant(user.createdAt),
      lastSignedInAt: user.lastSignedInAt === undefined ? null : instant(user.lastSignedInAt),
      ...(user.deletionDueAt !== undefined && { deletionDueAt: instant(user.deletionDueAt) }),
    },
    factors: factors.map(({ id, type, name, createdAt, lastUsedAt }) => ({
      id,
      type,
      name,
      createdAt: instant(createdAt),
      lastUsedAt: lastUsedAt === undefined ? null : instant(lastUsedAt),
      preferred: id === user.preferredFactorID,
    })),
    recoveryCodesLeft: stored.length - factors.length,
    sshKeys: keys.map(({ name, fingerprint }) => {
      const claim = lines.get(keyClaimKey(fingerprint).id);
      return { name, fingerprint, ...(claim && { key: claim.line, createdAt: instant(claim.createdAt) }) };
    }),
    sessions: sessions.filter((session) => isLive(session, user, now)).map(sessionBody),
    devices: devices.map((device) =>
      deviceBody(device, trustedUntil(device, user, organizations, trustedBrowserDays(host), now)),
    ),
    organizations: organizations.map((organization) => {
      const { organizationID, name } = organization;
      const joined = joinedAt.get(organizationID);
      return {
        id: organizationID,
        name,
        role: roleOf(organization, userID),
        ...(joined !== undefined && { joinedAt: instant(joined) }),
      };
    }),
    events: entries.map(logEntryBody),
  };
}
