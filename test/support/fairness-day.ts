import type { Guess, Outcome, Rule } from './fairness-rules.ts';

/** One day of an office, travellers, an application that relays sign-ins, and attackers, in steps of a second. */

const midnight = Date.UTC(2026, 10, 24);
const daySeconds = 86_400;
const at = (hour: number, minute = 0) => hour * 3600 + minute * 60;

/** How long one sign-in took, from its first refusal until it was let in. */
export interface Visit {
  readonly who: string;
  readonly knownBy: KnownBy;
  /** How often a wrong password was typed. */
  readonly typos: number;
  readonly waitedSeconds: number;
  readonly byReset: boolean;
}

/**
 * How the account knows where a visit is from: by the device and the network source, by a source that others share, or not.
 */
export type KnownBy = 'device' | 'source' | 'nothing';

export interface Attack {
  readonly who: string;
  readonly sources: number;
  /** How many devices of the account it stole. */
  readonly devices: number;
  /** The most guesses that were looked at, at one account. */
  readonly looks: number;
}

export interface Day {
  readonly visits: readonly Visit[];
  readonly attacks: readonly Attack[];
}

type Step = (second: number) => Promise<number | undefined>;

/** Numbers that look random and are the same in each run (mulberry32). */
function sequence(seed: number): (below: number) => number {
  let state = seed;
  return (below) => {
    state = (state + 0x6d2b79f5) | 0;
    let mixed = Math.imul(state ^ (state >>> 15), 1 | state);
    mixed = (mixed + Math.imul(mixed ^ (mixed >>> 7), 61 | mixed)) ^ mixed;
    return ((mixed ^ (mixed >>> 14)) >>> 0) % below;
  };
}

/** Plays a day by a rule. */
export async function playDay(rule: Rule, seed: number): Promise<Day> {
  const agenda: Step[][] = Array.from({ length: daySeconds + 1 }, () => []);
  const day = new Players(rule, sequence(seed), (second, step) =>
    agenda[Math.min(second, daySeconds)]?.push(step),
  );
  await day.invite();
  for (let second = 0; second < daySeconds; second += 1) {
    const steps = agenda[second] ?? [];
    // Those that a step adds for the same second are played as well.
    for (const step of steps) {
      const next = await step(second);
      if (next !== undefined) agenda[Math.min(Math.max(next, second), daySeconds)]?.push(step);
    }
  }
  return { visits: day.visits, attacks: day.attacks() };
}

class Players {
  readonly visits: Visit[] = [];
  readonly #attackers: { who: string; sources: number; devices: number; looks: Map<string, number> }[] = [];
  readonly #rule: Rule;
  readonly #random: (below: number) => number;
  readonly #plan: (second: number, step: Step) => void;

  constructor(rule: Rule, random: (below: number) => number, plan: (second: number, step: Step) => void) {
    this.#rule = rule;
    this.#random = random;
    this.#plan = plan;
  }

  attacks(): readonly Attack[] {
    return this.#attackers.map(({ looks, ...attacker }) => ({
      ...attacker,
      looks: Math.max(0, ...looks.values()),
    }));
  }

  async invite(): Promise<void> {
    // Attackers come first in each second: whatever they can take, they take.
    for (const sources of [1, 3, 30, 1000]) {
      const victim = `victim of ${sources}`;
      this.#attack(`attacker with ${sources}`, sources, [victim]);
      await this.#victim(victim);
    }
    // Uses up the guesses of the device, so that its owner is known by the network source alone.
    const robbed = 'robbed of a device';
    this.#attack('thief of a device', 1, [robbed], `browser of ${robbed}`);
    await this.#victim(robbed);
    const office = Array.from({ length: 200 }, (_, index) => `office ${index}`);
    this.#attack('sprayer over the office with 30', 30, office);
    await this.#office(office);
    await this.#relay();
    for (const hour of [7, 12, 19]) this.#visit('mobile user', `mobile ${hour}`, at(hour), 'nothing');
  }

  /** 200 people who were there before, five who are new, and machines with a removed key and a leaver's password. */
  async #office(people: readonly string[]): Promise<void> {
    this.#repeat(10, { kind: 'key', subject: 'removed key', source: 'office', isRight: false });
    this.#repeat(60, { kind: 'password', subject: 'leaver', source: 'office', isRight: false });
    for (const who of people) {
      await this.#know('password', who, 'office');
      for (const hour of [8, 13])
        this.#visit(who, 'office', at(hour, 30) + this.#random(3600), hour === 8 ? 'device' : 'source');
    }
    for (let index = 0; index < 5; index += 1)
      this.#visit(`new in the office ${index}`, 'office', at(9) + this.#random(1800), 'nothing');
    for (let index = 0; index < 20; index += 1) {
      await this.#know('key', `office key ${index}`, 'office');
      for (let hour = 1; hour < 24; hour += 1)
        this.#visit(`office key ${index}`, 'office', at(hour) + this.#random(3000), 'source', 'key');
    }
  }

  /** A server that signs in 300 people from its one address, among them one who guesses at strangers through it. */
  async #relay(): Promise<void> {
    this.#repeat(1, { kind: 'password', subject: 'stranger', source: 'relay', isRight: false });
    for (let index = 0; index < 300; index += 1) {
      await this.#know('password', `relayed ${index}`, 'relay');
      this.#visit(`relayed ${index}`, 'relay', at(6) + this.#random(at(16)), 'source');
    }
  }

  async #victim(who: string): Promise<void> {
    await this.#know('password', who, `home of ${who}`);
    for (const hour of [1, 9, 22])
      this.#visit(who, `home of ${who}`, at(hour), hour === 22 ? 'source' : 'device');
    for (const hour of [2, 10, 14, 20]) this.#visit(who, `hotel ${hour} of ${who}`, at(hour, 15), 'nothing');
  }

  #know(kind: Guess['kind'], subject: string, source: string): Promise<void> {
    return this.#rule.remember({ kind, subject, source, isRight: true }, midnight);
  }

  #try(guess: Guess, second: number): Promise<Outcome> {
    return this.#rule.guess(guess, midnight + second * 1000);
  }

  #repeat(everySeconds: number, guess: Guess): void {
    this.#plan(this.#random(everySeconds), async (second) => {
      await this.#try(guess, second);
      return second + everySeconds;
    });
  }

  /**
   * Signs in: one of four mistypes once or twice and notices after some seconds; all obey Retry-After, and after two minutes
   * set a new password by mail, which takes a minute and a half.
   */
  #visit(
    who: string,
    source: string,
    from: number,
    knownBy: KnownBy,
    kind: Guess['kind'] = 'password',
  ): void {
    const typed = kind === 'key' || this.#random(4) > 0 ? 0 : 1 + this.#random(2);
    let typos = typed;
    let refusedAt: number | undefined;
    let resetAt: number | undefined;
    const guess = {
      kind,
      subject: who,
      source,
      ...(knownBy === 'device' && { device: `browser of ${who}` }),
    };
    const done = (second: number) => {
      const waitedSeconds = refusedAt === undefined ? 0 : second - refusedAt;
      this.visits.push({ who, knownBy, typos: typed, waitedSeconds, byReset: resetAt !== undefined });
    };
    this.#plan(from, async (second) => {
      if (resetAt === second)
        await this.#rule.remember({ ...guess, isRight: true }, midnight + second * 1000);
      const outcome = await this.#try({ ...guess, isRight: typos === 0 }, second);
      if (outcome === 'in') return done(second) ?? undefined;
      if (outcome === 'wrong') {
        typos -= 1;
        return second + 5;
      }
      refusedAt ??= second;
      if (second - refusedAt < 120 || kind === 'key' || resetAt !== undefined)
        return second + outcome.waitSeconds;
      typos = 0;
      resetAt = second + 90;
      return resetAt;
    });
  }

  /** Guesses with every source as soon as the service lets it, at the victims in turn. */
  #attack(who: string, sources: number, victims: readonly string[], device?: string): void {
    const looks = new Map<string, number>();
    this.#attackers.push({ who, sources, devices: device ? 1 : 0, looks });
    let next = 0;
    this.#plan(this.#random(30), async (second) => {
      let refused = 0;
      let waitSeconds = 30;
      // Ten in a row are enough to see that nothing is open; at first, all try.
      const most = looks.size > 0 ? Math.min(10, sources) : sources;
      while (refused < most) {
        const subject = victims[next % victims.length] ?? '';
        const source = `${who} #${next % sources}`;
        next += 1;
        const outcome = await this.#try(
          { kind: 'password', subject, source, isRight: false, device },
          second,
        );
        if (typeof outcome === 'string') looks.set(subject, (looks.get(subject) ?? 0) + 1);
        else {
          refused += 1;
          waitSeconds = Math.min(waitSeconds, outcome.waitSeconds);
        }
      }
      return second + Math.max(1, waitSeconds);
    });
  }
}
