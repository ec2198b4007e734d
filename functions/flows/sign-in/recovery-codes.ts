import type { PasswordHasher } from '../../../core/accounts/password.ts';
import { type NewRecoveryCode, newRecoveryCodes } from '../../../core/factors/recovery-code.ts';
import type { Host } from '../../host.ts';

/** Ten new recovery codes with their slow hashes. */
export async function makeRecoveryCodes(
  { passwords, host }: { passwords: PasswordHasher; host: Host },
  replaced?: ReadonlySet<string>,
): Promise<readonly (NewRecoveryCode & { readonly hash: string })[]> {
  const codes = newRecoveryCodes(host.random, replaced);
  return Promise.all(codes.map(async (code) => ({ ...code, hash: await passwords.hash(code.secret) })));
}
