import { describe, expect, it } from 'vitest';
import {
  type Device,
  deviceKey,
  deviceLimits,
  isDeviceRow,
  isKnownDevice,
  nameDevice,
  noDevice,
  type PresentedDevice,
  publicDeviceID,
  readDeviceTokens,
  tokenFor,
} from '../../../core/accounts/device.ts';
import { type MemoryStore, memoryStore } from '../../support/memory-store.ts';
import { circumstances, noon, repeatableRandom } from '../../support/users.ts';

const day = 86_400_000;
const year = deviceLimits.knownSeconds * 1000;
const random = repeatableRandom(1);

/** A client that presents what it was told to keep. */
const presenting = (tokens: string): PresentedDevice => ({
  keepsToken: true,
  tokens: readDeviceTokens(tokens),
});
const devicesIn = (store: MemoryStore) => store.rows('sessions') as unknown as readonly Device[];

/** What a client keeps after it signed in to these accounts, one after the other. */
function tokensAfter(...userIDs: readonly string[]): string {
  return userIDs.reduce(
    (tokens, userID) => nameDevice(userID, presenting(tokens), undefined, [], circumstances, random).tokens,
    '',
  );
}

/** A new client of Ada's, as the account has it, with its token. */
function named(): { readonly store: MemoryStore; readonly device: Device; readonly tokens: string } {
  const store = memoryStore();
  const { tokens, changes } = nameDevice('ada', noDevice, undefined, [], circumstances, random);
  store.commitNow(changes);
  const [device] = devicesIn(store);
  if (!device) throw new Error('a sign-in names a device');
  return { store, device, tokens };
}

describe('the tokens that a client keeps', () => {
  it('are one for each account, and name it', () => {
    const tokens = readDeviceTokens(tokensAfter('ada', 'bea'));
    expect(tokens.map(({ userID }) => userID)).toEqual(['ada', 'bea']);
    expect(new Set(tokens.map(({ id }) => id)).size).toBe(2);
  });

  it('are the last five', () => {
    const tokens = tokensAfter('ada', 'bea', 'cid', 'dan', 'eve', 'fay');
    expect(tokens.split('~')).toHaveLength(5);
    expect(readDeviceTokens(tokens).map(({ userID }) => userID)).toEqual(['bea', 'cid', 'dan', 'eve', 'fay']);
    const six = [tokensAfter('ada'), tokens].join('~');
    expect(readDeviceTokens(six).map(({ userID }) => userID)).toEqual(['bea', 'cid', 'dan', 'eve', 'fay']);
  });

  it('that are malformed count as none, and do not spoil the others', () => {
    const good = tokensAfter('ada');
    for (const bad of ['', 'ada', 'ada.short', `x${good}.`, `.${'a'.repeat(43)}`, `${good}x`, ` ${good}`])
      expect(readDeviceTokens(bad), bad).toEqual([]);
    expect(readDeviceTokens(`nonsense~${good}`)).toEqual(readDeviceTokens(good));
  });

  it('are read up to a thousand characters', () => {
    const good = tokensAfter('ada');
    expect(readDeviceTokens(`${'x'.repeat(999 - good.length)}~${good}`)).toHaveLength(1);
    expect(readDeviceTokens(`${'x'.repeat(1000 - good.length)}~${good}`)).toEqual([]);
  });

  it('are found by account: the last one, and none for a stranger', () => {
    const first = readDeviceTokens(tokensAfter('ada'));
    const second = readDeviceTokens(tokensAfter('ada'));
    const presented = { keepsToken: true, tokens: [...first, ...second] };
    expect(tokenFor(presented, 'ada')).toEqual(second[0]);
    expect(tokenFor(presented, 'bea')).toBeUndefined();
    expect(tokenFor(presented, undefined)).toBeUndefined();
    expect(tokenFor(noDevice, 'ada')).toBeUndefined();
    expect(tokenFor(noDevice, undefined)).toBeUndefined();
  });
});

describe('a device', () => {
  it('of a first sign-in is stored with when and where it was, for a year', () => {
    const { device } = named();
    expect(device).toMatchObject({
      userID: 'ada',
      createdAt: noon,
      lastSignedInAt: noon,
      expiresAt: noon + year,
      address: circumstances.address,
      browser: circumstances.browser,
    });
    expect(device.ttl * 1000).toBeGreaterThanOrEqual(device.expiresAt);
    expect(device).not.toHaveProperty('trust');
  });

  it('is stored as the digest of its token, and shown without the prefix that tells it from sessions', () => {
    const { device, tokens } = named();
    expect(readDeviceTokens(tokens)).toMatchObject([{ userID: 'ada', id: device.id }]);
    expect(tokens).toMatch(/^ada\.[\w-]{43}$/);
    expect(JSON.stringify(device)).not.toContain(tokens.split('.')[1]);
    expect(isDeviceRow(device)).toBe(true);
    expect(isDeviceRow({ id: publicDeviceID(device) })).toBe(false);
    expect(device.id).toBe(`device#${publicDeviceID(device)}`);
  });

  it('keeps its token at the next sign-in, which only moves the date', () => {
    const { store, device, tokens } = named();
    const later = { at: noon + day, address: '192.0.2.9', browser: 'Safari on macOS' } as const;
    const again = nameDevice('ada', presenting(tokens), device.id, [device], later, random);
    expect(again).toMatchObject({ id: device.id, tokens });
    store.commitNow(again.changes);
    const { at: lastSignedInAt, address, browser } = later;
    expect(devicesIn(store)).toMatchObject([
      { id: device.id, createdAt: noon, lastSignedInAt, expiresAt: noon + day + year, address, browser },
    ]);
  });

  it('is put once: its token is new', () => {
    const { changes } = nameDevice('ada', noDevice, undefined, [], circumstances, random);
    const store = memoryStore();
    expect([store.commitNow(changes).committed, store.commitNow(changes).committed]).toEqual([true, false]);
  });

  it('that was removed meanwhile does not come back by a sign-in', () => {
    const { device, tokens } = named();
    const { changes } = nameDevice('ada', presenting(tokens), device.id, [], circumstances, random);
    expect(memoryStore().commitNow(changes)).toMatchObject({ committed: false });
  });

  it('that the account does not know gets a new token in place of the one that somebody put there', () => {
    const planted = tokensAfter('ada');
    const { id, tokens } = nameDevice('ada', presenting(planted), undefined, [], circumstances, random);
    expect(readDeviceTokens(tokens)).toHaveLength(1);
    expect(tokens).not.toContain(planted);
    expect(readDeviceTokens(tokens)).toMatchObject([{ userID: 'ada', id }]);
  });

  it('keeps the tokens of other accounts when it signs in to one more, or to one again', () => {
    const { device, tokens } = named();
    const both = [tokensAfter('bea'), tokens].join('~');
    const again = nameDevice('ada', presenting(both), device.id, [device], circumstances, random);
    expect(readDeviceTokens(again.tokens).map(({ userID }) => userID)).toEqual(['bea', 'ada']);
    const anew = nameDevice('ada', presenting(both), undefined, [], circumstances, random);
    expect(readDeviceTokens(anew.tokens).map(({ userID }) => userID)).toEqual(['bea', 'ada']);
  });

  it('carries the trust that its user gives it or takes from it, and keeps it where nothing is said', () => {
    const trust = { after: 'email', at: noon, credentialVersion: 1 } as const;
    const store = memoryStore();
    const first = nameDevice('ada', noDevice, undefined, [], circumstances, random, { trust });
    store.commitNow(first.changes);
    expect(devicesIn(store)).toMatchObject([{ id: first.id, trust }]);
    const next = (given?: { readonly trust: undefined }) =>
      nameDevice('ada', presenting(first.tokens), first.id, [], circumstances, random, given).changes;
    store.commitNow(next());
    expect(devicesIn(store)).toMatchObject([{ trust }]);
    store.commitNow(next({ trust: undefined }));
    expect(devicesIn(store)[0]).not.toHaveProperty('trust');
  });
});

describe('an account', () => {
  it('forgets the devices that signed in the longest ago, so that it never has more than twenty', () => {
    const store = memoryStore();
    // Not in the order of their sign-ins.
    const hours = Array.from({ length: 21 }, (_, index) => (index * 8) % 21);
    for (const hour of hours) {
      const at = { ...circumstances, at: noon + hour * 3_600_000 };
      store.commitNow(nameDevice('ada', noDevice, undefined, [], at, random).changes);
    }
    const before = devicesIn(store);
    expect(before).toHaveLength(21);
    const last = { ...circumstances, at: noon + day };
    store.commitNow(nameDevice('ada', noDevice, undefined, before, last, random).changes);
    const after = devicesIn(store).map(({ lastSignedInAt }) => (lastSignedInAt - noon) / 3_600_000);
    expect(after.sort((a, b) => a - b)).toEqual([...Array.from({ length: 19 }, (_, index) => index + 2), 24]);
  });

  it('with far too many forgets twenty at a time, because a transaction has a limit', () => {
    const { device } = named();
    const many = Array.from({ length: 60 }, (_, index) => ({ ...device, id: `device#${index}` }));
    const { changes } = nameDevice('ada', noDevice, undefined, many, circumstances, random);
    expect(changes.filter(({ kind }) => kind === 'delete')).toHaveLength(20);
  });

  it('forgets none while there is room', () => {
    const { store, device } = named();
    store.commitNow(nameDevice('ada', noDevice, undefined, [device], circumstances, random).changes);
    expect(devicesIn(store)).toHaveLength(2);
  });
});

describe('whether an account knows a device', () => {
  const { device } = named();

  it('ends a year after its last sign-in', () => {
    expect(isKnownDevice(device, noon + year - 1, undefined)).toBe(true);
    expect(isKnownDevice(device, noon + year, undefined)).toBe(false);
    expect(isKnownDevice(undefined, noon, undefined)).toBe(false);
  });

  it('ends when the account forgets earlier sign-ins, except for the device that did it', () => {
    expect(isKnownDevice(device, noon, {})).toBe(true);
    expect(isKnownDevice(device, noon, { placesSince: noon })).toBe(true);
    expect(isKnownDevice(device, noon, { placesSince: noon + 1 })).toBe(false);
    expect(isKnownDevice(device, noon, { placesSince: noon + 1, keptDeviceID: device.id })).toBe(true);
    expect(isKnownDevice(device, noon, { placesSince: noon + 1, keptDeviceID: 'device#other' })).toBe(false);
  });

  it('is read from a row of the account', () => {
    expect(deviceKey(device)).toEqual({ userID: 'ada', id: device.id });
  });
});
