import { update } from '../../core/kernel/change.ts';
import { guessLimits, sharedLimits, waysToGuessPassword } from '../../core/sign-in/guess-limits.ts';
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
