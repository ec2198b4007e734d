import { describe, expect, it } from 'vitest';
import {
  guessLimits,
  type Limit,
  limitOfSource,
  openWay,
  sharedLimits,
  shownWait,
  shownWays,
  type Ways,
  waysToGuessKey,
  waysToGuessPassword,
  waysToGuessRegistration,
} from '../../../core/sign-in/guess-limits.ts';
import { isKnownPlace, placeKey, rememberPlace, rememberSource } from '../../../core/sign-in/known-place.ts';
import { noon } from '../../support/users.ts';

const guess = { address: 'ada@example.com', source: '192.0.2.1', now: noon };
const place = { kind: 'source', id: '192.0.2.1' } as const;
const device = { kind: 'device', id: 'one' } as const;
const session = { kind: 'session', id: 'one' } as const;
const ids = (ways: Ways) => ways.map((way) => way.map(({ id }) => id.replace(/[0-9a-f]{64}/, 'DIGEST')));
const noCharges = new Set<Limit>();

const hidden = (kind: string) => [
  `${kind}-guesses#hidden#192.0.2.1`,
  `${kind}-guesses#known#DIGEST#source#192.0.2.1`,
];

describe('a guess at a password', () => {
  it('of a stranger counts for the source and for the account of this day, or once an hour beside it', () => {
    expect(ids(waysToGuessPassword(guess))).toEqual([
      ['password-guesses#source#192.0.2.1', 'password-guesses#account#DIGEST#2026-11-24'],
      [
        'password-guesses#source#192.0.2.1',
        'password-guesses#new-place#DIGEST#192.0.2.1',
        'password-guesses#account#DIGEST#2026-11-24',
      ],
      hidden('password'),
    ]);
  });

  it('of a session counts on a row of its own, and for nobody else', () => {
    const ways = waysToGuessPassword({ ...guess, knownBy: [session] });
    expect(ids(ways)).toEqual([['password-guesses#known#DIGEST#session#one']]);
    expect(shownWays(ways)).toEqual(ways);
    expect(sharedLimits(ways)).toEqual([]);
  });

  it('from a known device has a row of its own, and then what strangers have', () => {
    const ways = waysToGuessPassword({ ...guess, knownBy: [device] });
    const own = [['password-guesses#known#DIGEST#device#one']];
    expect(ids(ways)).toEqual([...own, ...ids(waysToGuessPassword(guess))]);
    expect(shownWays(ways)).toHaveLength(3);
  });

  it('shows two ways, and one more is hidden, whose rows are not read', () => {
    const ways = waysToGuessPassword(guess);
    expect(shownWays(ways)).toEqual(ways.slice(0, 2));
    expect(sharedLimits(ways)).toHaveLength(2);
  });

  it('shows no address in any row', () => {
    for (const knownBy of [[], [device], [session]])
      expect(JSON.stringify(waysToGuessPassword({ ...guess, knownBy }))).not.toContain('ada');
  });

  it('has rows of its own for every account and every source', () => {
    const others = [guess, { ...guess, address: 'bob@example.com' }, { ...guess, source: '192.0.2.2' }];
    const accounts = new Set(others.map((other) => sharedLimits(waysToGuessPassword(other))[1]));
    const sources = new Set(others.map((other) => sharedLimits(waysToGuessPassword(other))[0]));
    expect([accounts.size, sources.size]).toEqual([2, 2]);
  });
});

describe('guesses at SSH keys and at the codes of registrations', () => {
  it('count for the source, apart from passwords and from each other', () => {
    const byKey = waysToGuessKey({ fingerprint: 'SHA256:x', source: '192.0.2.1', now: noon });
    const registration = waysToGuessRegistration({ source: '192.0.2.1', now: noon });
    expect(ids(byKey)).toEqual([['key-guesses#source#192.0.2.1'], hidden('key')]);
    expect(ids(registration)).toEqual([['registration-guesses#source#192.0.2.1']]);
  });

  it('with a key of a known device count on a row of their own first', () => {
    const byKey = waysToGuessKey({
      fingerprint: 'SHA256:x',
      source: '192.0.2.1',
      knownBy: [device],
      now: noon,
    });
    expect(ids(byKey)[0]).toEqual(['key-guesses#known#DIGEST#device#one']);
    expect(shownWays(byKey)).toEqual(byKey.slice(0, 2));
  });
});

describe('a known source', () => {
  const ways = waysToGuessPassword({ ...guess, isKnownSource: true });
  const [ofSource = [], asStranger = [], , hiddenWay = []] = ways;
  const [source = ''] = sharedLimits(ways);
  const empty = (seconds: number) => ({ fullAt: noon + seconds * 1000 });
  const own = ofSource[0]?.id ?? '';

  it('has a way of its own while strangers have one, and shows none of it', () => {
    expect(ids(ways)).toEqual([
      ['password-guesses#known#DIGEST#source#192.0.2.1'],
      ...ids(waysToGuessPassword(guess)),
    ]);
    expect(ids(shownWays(ways))).toEqual(ids(shownWays(waysToGuessPassword(guess))));
    expect(openWay(ways, new Map(), noCharges)).toBe(ofSource);
    expect(openWay(ways, new Map([[own, empty(310)]]), noCharges)).toBe(asStranger);
  });

  it('has the hidden way like everybody once those of strangers are closed', () => {
    expect(openWay(ways, new Map([[source, empty(620)]]), noCharges)).toBe(hiddenWay);
    const spent = new Map([
      [own, empty(303)],
      [source, empty(620)],
    ]);
    expect(openWay(ways, spent, noCharges)).toBe(50_000);
  });

  it('takes the try of the hour of a new place as everybody does: nobody knows before whether it is left', () => {
    const [, account = ''] = sharedLimits(ways);
    const rows = new Map([[account, { ...empty(310), failures: 12 }]]);
    expect(openWay(ways, rows, noCharges)).toBe(ways[2]);
  });

  it('and a stranger are charged for the same limit of the source at the account', () => {
    expect(limitOfSource(ways)?.id).toBe(own);
    expect(limitOfSource(waysToGuessPassword(guess))?.id).toBe(own);
    expect(limitOfSource(waysToGuessPassword({ ...guess, knownBy: [session] }))).toBeUndefined();
  });
});

describe('the hidden way', () => {
  const ways = waysToGuessPassword(guess);
  const [, , ownWay = []] = ways;
  const [all = '', own = ''] = ownWay.map(({ id }) => id);
  const [source = ''] = sharedLimits(ways);
  const empty = (seconds: number) => ({ fullAt: noon + seconds * 1000 });
  const spent: [string, { fullAt: number }] = [source, empty(620)];

  it('is open when those of strangers are closed, and tells their wait', () => {
    expect(openWay(ways, new Map([spent]), noCharges)).toBe(ownWay);
    expect(shownWait(ways, new Map([spent]), noCharges)).toBe(50_000);
  });

  it('is closed when its source or this account there is spent, and shows no other wait', () => {
    expect(openWay(ways, new Map([spent, [all, empty(101)]]), noCharges)).toBe(50_000);
    expect(openWay(ways, new Map([spent, [own, empty(303)]]), noCharges)).toBe(50_000);
  });
});

describe('the way that a guess takes', () => {
  const ways = shownWays(waysToGuessPassword(guess));
  const [source = '', account = ''] = sharedLimits(ways);
  const newPlace = ways[1]?.[1]?.id ?? '';
  const empty = (burst: number, more = {}) => ({ fullAt: noon + burst * 30_000, ...more });

  it('is the bucket of the account while there is a token', () => {
    expect(openWay(ways, new Map(), noCharges)).toBe(ways[0]);
    const rows = new Map([[account, empty(9, { failures: 2000 })]]);
    expect(openWay(ways, rows, noCharges)).toBe(ways[0]);
  });

  it('is the one of a new place once an hour, while strangers failed less than 300 times that day', () => {
    const rows = new Map<string, object>([[account, empty(10, { failures: 299 })]]);
    expect(openWay(ways, rows as never, noCharges)).toBe(ways[1]);
    rows.set(newPlace, { fullAt: noon + 3_600_000 });
    expect(openWay(ways, rows as never, noCharges)).toBe(30_000);
    rows.delete(newPlace);
    rows.set(account, empty(10, { failures: guessLimits.newPlaceUntilFailures }));
    expect(openWay(ways, rows as never, noCharges)).toBe(30_000);
  });

  it('is none where the source is spent, whatever the account', () => {
    expect(openWay(ways, new Map([[source, empty(20)]]), noCharges)).toBe(30_000);
  });

  it.each([
    [noon + 20 * 30_000 - 12_000, noon + 10 * 30_000 - 7_000, 23_000],
    [noon + 20 * 30_000 - 29_999, 0, 1],
  ])(
    'is open again when the last of its limits is: source full at %i, account at %i',
    (bySource, byAccount, wait) => {
      const rows = new Map([
        [source, { fullAt: bySource }],
        [account, { fullAt: byAccount, failures: 300 }],
      ]);
      expect(openWay(ways, rows, noCharges)).toBe(wait);
    },
  );

  it('stays open for what was charged for it already', () => {
    const charged = new Set(ways[0]);
    expect(
      openWay(
        ways,
        new Map([
          [source, empty(20)],
          [account, empty(10)],
        ]),
        charged,
      ),
    ).toBe(ways[0]);
  });

  it('never takes longer than 30 s to open for a stranger who obeys, and the failures of a day end with it', () => {
    const late = Date.UTC(2026, 10, 24, 23, 30);
    const atNight = shownWays(waysToGuessPassword({ ...guess, now: late }));
    const rows = new Map([[account, { fullAt: late + 300_000, failures: 2000 }]]);
    expect(openWay(atNight, rows, noCharges)).toBe(30_000);
    const beside = atNight[1]?.at(-1);
    expect(beside?.wait({ failures: 300 })).toBe(30 * 60_000);
  });
});

describe('a known place', () => {
  it('is known for 30 days after a sign-in', () => {
    const remembered = rememberSource('ada@example.com', '192.0.2.1', noon);
    if (remembered.kind !== 'update') throw new Error('an update');
    expect(isKnownPlace(remembered.set, noon + 30 * 86_400_000 - 1)).toBe(true);
    expect(isKnownPlace(remembered.set, noon + 30 * 86_400_000)).toBe(false);
    expect(isKnownPlace(undefined, noon)).toBe(false);
  });

  it('is known for one account, or key, from one source', () => {
    const keys = [
      placeKey('ada@example.com', place),
      placeKey('bob@example.com', place),
      placeKey('ada@example.com', { kind: 'source', id: '192.0.2.2' }),
    ];
    expect(new Set(keys.map(({ id }) => id)).size).toBe(3);
    expect(rememberPlace('ada@example.com', place, noon).key).toEqual(keys[0]);
  });
});
