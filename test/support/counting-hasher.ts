import type { PasswordHasher } from '../../core/accounts/password.ts';
import { passwords } from '../../functions/adapters/passwords.ts';
import type { Service } from './service.ts';

/** The service's own hasher, and how often it compared. */
export function countingHasher(service: Service): PasswordHasher & { readonly compared: number } {
  const hasher = passwords(service.host);
  let compared = 0;
  return {
    ...hasher,
    verify: (hash, text) => {
      compared += 1;
      return hasher.verify(hash, text);
    },
    get compared() {
      return compared;
    },
  };
}
