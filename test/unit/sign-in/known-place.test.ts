import { describe, expect, it } from 'vitest';
import { addressKey, createUser } from '../../../core/accounts/user.ts';
import {
  forgetPlaces,
  isKnownPlace,
  knownPlaceSeconds,
  placeKey,
  rememberPlace,
  rememberSource,
} from '../../../core/sign-in/known-place.ts';
import { memoryStore } from '../../support/memory-store.ts';
import { noon } from '../../support/users.ts';

const office = { kind: 'source', id: '192.0.2.1' } as const;
const month = knownPlaceSeconds * 1000;
const address = 'ada@example.com';

describe('a place', () => {
  const store = memoryStore();
  store.commitNow([rememberSource(address, office.id, noon)]);
  const row = store.rowAt({ table: 'challenges', key: placeKey(address, office) });

  it('is known for thirty days after a sign-in from there', () => {
    expect(month).toBe(30 * 86_400_000);
    expect(isKnownPlace(row, noon)).toBe(true);
    expect(isKnownPlace(row, noon + month - 1)).toBe(true);
    expect(isKnownPlace(row, noon + month)).toBe(false);
    expect(Number(row?.['ttl']) * 1000).toBeGreaterThan(noon + month);
  });

  it('without a sign-in is not', () => {
    expect(isKnownPlace(undefined, noon)).toBe(false);
    expect(isKnownPlace({}, noon)).toBe(false);
  });

  it('is not known any more if it was remembered before the account forgot all', () => {
    expect(isKnownPlace(row, noon, noon)).toBe(true);
    expect(isKnownPlace(row, noon, noon + 1)).toBe(false);
  });

  it('is one of one subject, whose text is not in the key', () => {
    const keys = [
      placeKey(address, office),
      placeKey('bea@example.com', office),
      placeKey(address, { ...office, id: '192.0.2.2' }),
    ];
    expect(new Set(keys.map(({ id }) => id)).size).toBe(3);
    for (const { id } of keys) expect(id).toMatch(/^known-source#[0-9a-f]{64}#192/);
  });

  it('is the same whether it is remembered for an address or for a subject', () => {
    expect(rememberPlace(address, office, noon)).toEqual(rememberSource(address, office.id, noon));
  });
});

describe('forgetting all places', () => {
  it('is noted beside the address, with the device that stays known', () => {
    const store = memoryStore();
    store.commitNow(
      createUser({ userID: 'ada', address, email: address, name: '', passwordHash: '', now: noon }),
    );
    store.commitNow([forgetPlaces(address, noon + 1, 'device#mine')]);
    const claim = store.rowAt({ table: 'users', key: addressKey(address) });
    expect(claim).toMatchObject({ userID: 'ada', placesSince: noon + 1, keptDeviceID: 'device#mine' });
  });

  it('makes no row for an address without an account', () => {
    expect(memoryStore().commitNow([forgetPlaces(address, noon)])).toMatchObject({ committed: false });
  });
});
