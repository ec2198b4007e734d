import { describe, expect, inject, test } from 'vitest';
import { guessLimits } from '../../core/sign-in/guess-limits.ts';
import { type Day, playDay } from '../support/fairness-day.ts';
import { productRule, slotRule } from '../support/fairness-rules.ts';

/**
 * Limits on guesses are fair if they are felt by those who guess. A day is played by the rules of core/, with honest people
 * who share addresses, and attackers who take all that they can.
 */

const perDay = (bucket: { readonly burst: number; readonly refillSeconds: number }) =>
  // The slack of a bucket is less than a token.
  bucket.burst + Math.floor(86_400 / bucket.refillSeconds) + 1;

/** What strangers may look at in a day, at one account: the bucket, and the tries beside it. */
const mostLooks = perDay(guessLimits.account) + guessLimits.newPlaceUntilFailures;

function report(name: string, { visits, attacks }: Day): void {
  const groups = new Map<string, number[]>();
  for (const { who, knownBy, typos, waitedSeconds } of visits) {
    const group = `${who.replace(/ \d+$/, '')}, known by ${knownBy}, ${typos > 0 ? 'typos' : 'no typo'}`;
    groups.set(group, [...(groups.get(group) ?? []), waitedSeconds]);
  }
  console.log(`By ${name}:`);
  console.table(
    [...groups].map(([who, waits]) => ({
      who,
      'signed in': waits.length,
      'had to wait': waits.filter((wait) => wait > 0).length,
      'longest wait, s': Math.max(...waits),
    })),
  );
  console.table(attacks);
}

/** In seconds; who mistypes is drawn, so that there may be none of a group. */
const longest = (visits: Day['visits']) => Math.max(0, ...visits.map(({ waitedSeconds }) => waitedSeconds));

describe('a day of an office of 200, a relay for 300, travellers, and attackers with 1, 3, 30 and 1,000 addresses', () => {
  test('nobody honest waits with a known device, or with the right password at a known place, everybody is in within 5 minutes, and guesses are few', async () => {
    const seed = inject('propertySeed');
    const day = await playDay(productRule(), seed);
    report('this rule', day);
    // Everybody came: 200 people twice, 5, 20 keys 23 times, 300, five victims seven times, three journeys.
    expect(day.visits).toHaveLength(400 + 5 + 460 + 300 + 35 + 3);
    const isRobbed = ({ who }: { readonly who: string }) => who.startsWith('robbed');
    const byDevice = day.visits.filter(({ knownBy }) => knownBy === 'device');
    expect(longest(byDevice.filter((visit) => !isRobbed(visit)))).toBe(0);
    // Whose device was stolen is still known at home.
    expect(longest(byDevice.filter((visit) => isRobbed(visit) && visit.typos === 0))).toBe(0);
    // A typo from a shared source is answered as one of a stranger; the right password there waits for nobody.
    const fromSource = day.visits.filter(({ knownBy }) => knownBy === 'source');
    expect(longest(fromSource.filter(({ typos }) => typos === 0))).toBe(0);
    expect(longest(day.visits)).toBeLessThanOrEqual(300);
    for (const { who, sources, devices, looks } of day.attacks) {
      expect(looks, who).toBeGreaterThan(0);
      expect(looks, who).toBeLessThanOrEqual(
        Math.min(mostLooks, sources * perDay(guessLimits.source)) + devices * perDay(guessLimits.known),
      );
    }
  });

  test('by the rule before, an office waits for its cron job: whoever is new there, and whoever is not', async () => {
    const day = await playDay(slotRule(), 1);
    report('the rule before', day);
    expect(longest(day.visits.filter(({ knownBy }) => knownBy !== 'nothing'))).toBeGreaterThan(60);
    expect(longest(day.visits)).toBeGreaterThan(300);
  });
});
