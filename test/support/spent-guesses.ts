import { update } from '../../core/kernel/change.ts';
import {
  guessLimits,
  type Limit,
  sharedLimits,
  waysToGuessPassword,
} from '../../core/sign-in/guess-limits.ts';
import { store } from '../../functions/adapters/store.ts';
import type { Service } from './service.ts';

/** As if strangers had spent what the account has for them, of this moment and of this day, from any number of places. */
export async function spendStrangersGuesses(service: Service, address: string): Promise<void> {
  const now = service.clock.now;
  const { burst, refillSeconds } = guessLimits.account;
  const [, account = ''] = sharedLimits(waysToGuessPassword({ address, source: 'any', now }));
  const set = { fullAt: now + burst * refillSeconds * 1000, failures: guessLimits.newPlaceUntilFailures };
  await store(service.host).commit([update('challenges', { id: account }, set, [])]);
}

/** As if somebody at this network source had made guesses without end: none of the source is left, on no way. */
export async function spendGuessesOfSource(service: Service, source: string): Promise<void> {
  const now = service.clock.now;
  const limits = waysToGuessPassword({ address: 'any', source, now }).flat();
  const spend = async ({ id }: Limit, { burst, refillSeconds }: { burst: number; refillSeconds: number }) =>
    store(service.host).commit([
      update('challenges', { id }, { fullAt: now + burst * refillSeconds * 1000 }, []),
    ]);
  for (const limit of limits) {
    if (limit.id === `password-guesses#source#${source}`) await spend(limit, guessLimits.source);
    if (limit.id === `password-guesses#hidden#${source}`) await spend(limit, guessLimits.hidden);
  }
}
