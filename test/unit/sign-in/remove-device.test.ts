import { describe, expect, it } from 'vitest';
import { type Device, deviceKey } from '../../../core/accounts/device.ts';
import { put } from '../../../core/kernel/change.ts';
import { removeDevice } from '../../../core/sign-in/remove-device.ts';
import { type Session, sessionKey } from '../../../core/sign-in/session.ts';
import { memoryStore } from '../../support/memory-store.ts';
import { accepted, reasonOf } from '../../support/organization-rows.ts';
import { noon } from '../../support/users.ts';

const device = { userID: 'ada', id: 'device#laptop' } as Device;
const sessionOf = (id: string, deviceID?: string, createdAt = noon) =>
  ({ userID: 'ada', id, createdAt, ...(deviceID && { deviceID }) }) as Session;
const sessions = [sessionOf('mine', device.id), sessionOf('phone', 'device#phone'), sessionOf('none')];

function storeWith(all: readonly Session[]) {
  const store = memoryStore();
  store.commitNow([
    put('sessions', deviceKey(device), { ...device }),
    ...all.map((session) => put('sessions', sessionKey(session), { ...session })),
  ]);
  return store;
}
const idsIn = (store: ReturnType<typeof memoryStore>) => store.rows('sessions').map(({ id }) => id);

describe('removing a device', () => {
  it('ends its sessions and no others, and is logged', () => {
    const store = storeWith(sessions);
    const decision = accepted(removeDevice(device, sessions, 'mine'));
    expect(store.commitNow(decision.commit)).toEqual({ committed: true });
    expect(idsIn(store)).toEqual(['phone', 'none']);
    expect(decision).toMatchObject({
      log: [{ subject: 'user#ada', kind: 'device-removed' }],
      notify: [],
      ifLost: { reason: 'not-found' },
    });
  });

  it('answers whether the own session ended', () => {
    expect(accepted(removeDevice(device, sessions, 'mine')).answer).toBe(true);
    expect(accepted(removeDevice(device, sessions, 'phone')).answer).toBe(false);
  });

  it('that the account does not have, or not any more, is refused', () => {
    expect(reasonOf(removeDevice(undefined, sessions, 'mine'))).toBe('not-found');
    const { commit } = accepted(removeDevice(device, [], 'mine'));
    expect(memoryStore().commitNow(commit)).toMatchObject({ committed: false });
  });

  it('with very many sessions ends the newest ninety, which is what fits into a transaction', () => {
    const many = Array.from({ length: 95 }, (_, index) => sessionOf(`${index}`, device.id, noon + index));
    const store = storeWith(many);
    store.commitNow(accepted(removeDevice(device, many, 'mine')).commit);
    expect(idsIn(store)).toEqual(['0', '1', '2', '3', '4']);
  });
});
