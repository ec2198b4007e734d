import { describe, expect, it } from 'vitest';
import {
  accessTokenSeconds,
  isNewKeyDue,
  publishedKeys,
  rotate,
  type SigningKeys,
  signingKeyAt,
} from '../../../core/apps/signing-key.ts';
import { noon } from '../../support/users.ts';

const hour = 3_600_000;
const day = 24 * hour;

/** What the daily job leaves after it ran at a time, as it would be stored. */
function afterRun(set: SigningKeys | undefined, now: number): SigningKeys | undefined {
  const id = `key-${(set?.version ?? 0) + 1}`;
  const made = { id, publicKey: { n: id, e: 'AQAB' }, sealed: `sealed ${id}` };
  const decision = rotate(set, isNewKeyDue(set, now) ? made : undefined, now);
  if ('refuse' in decision) throw new Error('a rotation is never refused');
  const [change] = decision.commit;
  return change?.kind === 'put' ? (change.row as unknown as SigningKeys) : set;
}

/** The sets of keys after each daily run of a number of days. */
function days(count: number): readonly { readonly at: number; readonly set: SigningKeys }[] {
  let set: SigningKeys | undefined;
  return Array.from({ length: count }, (_, index) => {
    const at = noon + index * day;
    set = afterRun(set, at);
    if (!set) throw new Error('there is no key after a run');
    return { at, set };
  });
}

describe('the signing keys', () => {
  it('begin with one that signs at once: nobody can have fetched the keys before', () => {
    const set = afterRun(undefined, noon);
    expect(signingKeyAt(undefined, noon)).toBeUndefined();
    expect(publishedKeys(undefined)).toEqual({ keys: [] });
    expect(signingKeyAt(set, noon)?.id).toBe('key-1');
  });

  it('are all published for a day before they sign, except the first', () => {
    const publishedSince = new Map<string, number>();
    for (const { at, set } of days(200)) {
      for (const { kid } of publishedKeys(set).keys) publishedSince.set(kid, publishedSince.get(kid) ?? at);
      for (let now = at; now < at + day; now += hour) {
        const id = signingKeyAt(set, now)?.id ?? '';
        if (id !== 'key-1') expect(now - (publishedSince.get(id) ?? now)).toBeGreaterThanOrEqual(day);
      }
    }
    expect(publishedSince.size).toBeGreaterThan(5);
  });

  it('are published until a day after the last token that they signed has expired', () => {
    const lastSigned = new Map<string, number>();
    const all = days(200);
    for (const { at, set } of all) {
      for (let now = at; now < at + day; now += hour) lastSigned.set(signingKeyAt(set, now)?.id ?? '', now);
      const published = publishedKeys(set).keys.map(({ kid }) => kid);
      for (const [id, signedAt] of lastSigned)
        if (at < signedAt + accessTokenSeconds * 1000 + day) expect(published).toContain(id);
      // A load balancer takes at most ten.
      expect(published.length).toBeLessThanOrEqual(3);
    }
    expect(publishedKeys(all.at(-1)?.set).keys.map(({ kid }) => kid)).not.toContain('key-1');
  });

  it('are dropped in the very moment when no token that they signed was valid for a day', () => {
    const first = afterRun(undefined, noon);
    const made = { id: 'next', publicKey: { n: 'n', e: 'e' }, sealed: 'sealed' };
    const decision = rotate(first, made, noon);
    const [change] = 'commit' in decision ? (decision.commit ?? []) : [];
    const set = change?.kind === 'put' ? (change.row as unknown as SigningKeys) : undefined;
    const over = noon + day + accessTokenSeconds * 1000 + day;
    expect(rotate(set, undefined, over - 1)).toMatchObject({ commit: [] });
    expect(rotate(set, undefined, over)).toMatchObject({ commit: [{ row: { keys: [{ id: 'next' }] } }] });
  });

  it('sign for about a month each', () => {
    const signing = days(365).map(({ at, set }) => signingKeyAt(set, at)?.id);
    const changes = signing.filter((id, index) => index > 0 && id !== signing[index - 1]);
    expect(changes.length).toBe(12);
  });

  it('go on signing if the job did not run for a year', () => {
    const set = afterRun(undefined, noon);
    const late = noon + 365 * day;
    expect(signingKeyAt(set, late)?.id).toBe('key-1');
    const next = afterRun(set, late);
    expect(signingKeyAt(next, late)?.id).toBe('key-1');
    expect(signingKeyAt(next, late + day)?.id).toBe('key-2');
  });

  it('are written only if they change, and only over the version that was read', () => {
    const set = afterRun(undefined, noon);
    expect(rotate(set, undefined, noon + day)).toMatchObject({ commit: [] });
    const made = { id: 'next', publicKey: { n: 'n', e: 'e' }, sealed: 'sealed' };
    expect(rotate(set, made, noon + 30 * day)).toMatchObject({
      commit: [{ when: [{ attribute: 'version', is: 'equal', value: 1 }], row: { version: 2 } }],
      ifLost: { answer: undefined },
    });
    expect(rotate(undefined, made, noon)).toMatchObject({
      commit: [{ when: [{ attribute: 'id', is: 'absent' }] }],
    });
  });

  it('have nothing of the private key in what is published', () => {
    const published = publishedKeys(afterRun(undefined, noon));
    expect(Object.keys(published.keys[0] ?? {}).sort()).toEqual(['alg', 'e', 'kid', 'kty', 'n', 'use']);
  });
});
