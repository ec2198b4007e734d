import { dictionary } from '@zxcvbn-ts/language-common';
import type { PasswordPolicy } from '../../core/accounts/password-policy.ts';
import { type Host, setting } from '../host.ts';

/** The password policy of this deployment: its minimum length, and zxcvbn's list of common passwords. */
export function passwordPolicy(host: Host): PasswordPolicy {
  const common = dictionary['passwords-common'] ?? [];
  return {
    minimumLength: Number(setting(host, 'PASSWORD_MIN_LENGTH')),
    common: new Set(common.map(String).filter((password) => password.length > 3)),
  };
}
