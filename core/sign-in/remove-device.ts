import { type Device, deviceKey } from '../accounts/device.ts';
import { accountEntry } from '../accounts/security-log.ts';
import { present, remove } from '../kernel/change.ts';
import type { Decision } from '../kernel/decision.ts';
import { problem } from '../kernel/problem.ts';
import { type Session, sessionKey } from './session.ts';

/** A transaction has at most 100 writes. */
const mostSessions = 90;

/**
 * Removes a device: its sessions end, and the next sign-in from it is one from a new device.
 * @param sessions All sessions of the account.
 * @returns whether the caller's own session ended.
 */
export function removeDevice(
  device: Device | undefined,
  sessions: readonly Session[],
  ownSessionID: string,
): Decision<boolean> {
  if (!device) return { refuse: problem('not-found') };
  const ended = sessions
    .filter(({ deviceID }) => deviceID === device.id)
    .sort((a, b) => b.createdAt - a.createdAt)
    .slice(0, mostSessions);
  return {
    commit: [
      remove('sessions', deviceKey(device), [present('id')]),
      ...ended.map((session) => remove('sessions', sessionKey(session))),
    ],
    log: [accountEntry(device.userID, 'device-removed')],
    notify: [],
    answer: ended.some(({ id }) => id === ownSessionID),
    ifLost: problem('not-found'),
  };
}
