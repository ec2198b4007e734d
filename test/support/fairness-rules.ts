import type { Row } from '../../core/kernel/rows.ts';
import {
  keySubject,
  type Ways,
  waysToGuessKey,
  waysToGuessPassword,
} from '../../core/sign-in/guess-limits.ts';
import { isKnownPlace, placeKey, rememberPlace } from '../../core/sign-in/known-place.ts';
import { chargeGuess, rowsToRead } from '../../functions/flows/sign-in/charge-guess.ts';
import { Refusal } from '../../functions/refusal.ts';
import { memoryStore } from './memory-store.ts';

/** A guess at the password of an account, or with an SSH key. */
export interface Guess {
  readonly kind: 'password' | 'key';
  /** The address of the account, or the fingerprint of the key. */
  readonly subject: string;
  readonly source: string;
  readonly isRight: boolean;
  /** A device of the account that the caller presents. */
  readonly device?: string | undefined;
}

/** What became of a guess; a refused one was not looked at, and may be tried again after some seconds. */
export type Outcome = 'in' | 'wrong' | { readonly waitSeconds: number };

/** Limits on guesses, as the model of a day plays them. */
export interface Rule {
  readonly name: string;
  readonly guess: (guess: Guess, now: number) => Promise<Outcome>;
  /** As if there had been a sign-in, or a password reset by mail, from this source. */
  readonly remember: (guess: Guess, now: number) => Promise<void>;
}

/** The rule of the product, with the store in memory. */
export function productRule(): Rule {
  const store = memoryStore();
  const subjectOf = ({ kind, subject }: Guess) => (kind === 'key' ? keySubject(subject) : subject);
  const placeOf = ({ source }: Guess) => ({ kind: 'source', id: source }) as const;
  const waysOf = (guess: Guess, isKnownSource: boolean, now: number): Ways => {
    const knownBy = guess.device ? [{ kind: 'device', id: guess.device } as const] : [];
    const by = { source: guess.source, now, knownBy, isKnownSource };
    return guess.kind === 'key'
      ? waysToGuessKey({ ...by, fingerprint: guess.subject })
      : waysToGuessPassword({ ...by, address: guess.subject });
  };
  const remember = async (guess: Guess, now: number) => {
    await store.commit([rememberPlace(subjectOf(guess), placeOf(guess), now)]);
  };
  return {
    name: 'this rule',
    remember,
    guess: async (guess, now) => {
      const known = { table: 'challenges', key: placeKey(subjectOf(guess), placeOf(guess)) } as const;
      const isKnownSource = isKnownPlace(store.rowAt(known), now);
      const ways = waysOf(guess, isKnownSource, now);
      try {
        const read = await store.read<Row[]>(...rowsToRead(ways));
        const charged = await chargeGuess(store, ways, read, 'too-many-failed-sign-ins');
        const { refusal } = charged;
        const isCompared = refusal === undefined || isKnownSource;
        if (!isCompared || !guess.isRight) {
          await charged.chargeWrong();
          return refusal ? { waitSeconds: refusal.retryAfterSeconds ?? 0 } : 'wrong';
        }
        await charged.giveBack();
        await store.commit(charged.refund);
        await remember(guess, now);
        return 'in';
      } catch (error) {
        if (error instanceof Refusal) return { waitSeconds: error.problem.retryAfterSeconds ?? 0 };
        throw error;
      }
    },
  };
}

/**
 * The rule that this one replaced, for comparison: 20 failures of a source and 10 of an account cost nothing, per day; after
 * them each has one slot in 30 s, which every try moves, also one that is right. A known source is spared the account's.
 */
export function slotRule(): Rule {
  interface Slot {
    failures: number;
    lastAt: number;
  }
  const slots = new Map<string, Slot>();
  const known = new Set<string>();
  const day = 86_400_000;
  const slotOf = (id: string, now: number): Slot => {
    const key = `${id}#${Math.floor(now / day)}`;
    const slot = slots.get(key) ?? { failures: 0, lastAt: 0 };
    slots.set(key, slot);
    return slot;
  };
  const remember = async ({ subject, source }: Guess) => void known.add(`${subject}#${source}`);
  return {
    name: 'the rule before',
    remember,
    guess: async (guess, now) => {
      const { kind, subject, source, isRight } = guess;
      const bySource = { slot: slotOf(`source#${source}`, now), free: 20 };
      const byAccount = { slot: slotOf(`account#${subject}`, now), free: 10 };
      const isSpared = kind === 'key' || known.has(`${subject}#${source}`);
      const charged = isSpared ? [bySource] : [bySource, byAccount];
      const closed = charged.filter(({ slot, free }) => slot.failures >= free && slot.lastAt > now - 30_000);
      const openAt = Math.max(...closed.map(({ slot }) => slot.lastAt + 30_000));
      if (closed.length > 0) return { waitSeconds: Math.ceil((openAt - now) / 1000) };
      for (const { slot } of charged) {
        slot.failures += isRight ? 0 : 1;
        slot.lastAt = now;
      }
      if (!isRight) return 'wrong';
      await remember(guess);
      return 'in';
    },
  };
}
