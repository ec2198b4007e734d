import { describe, expect, it } from 'vitest';
import { passwordRefusal } from '../../core/accounts/password-policy.ts';
import { passwordPolicy } from '../../functions/adapters/common-passwords.ts';
import { lambdaHost } from '../../functions/host.ts';
import { cpuSecondsOf } from '../support/cpu-time.ts';
import { repeatableRandom } from '../support/users.ts';

const policy = passwordPolicy({ ...lambdaHost, environment: { PASSWORD_MIN_LENGTH: '15' } });
const own = ['lovelace@example.com', 'lovelace', 'Ada Lovelace', 'Sample'];
const flaw = (password: string) => passwordRefusal(password, policy, own, '/password')?.detail;

const letters = (random: (byteLength: number) => Uint8Array, length: number) =>
  Array.from(random(length), (byte) => String.fromCharCode(97 + (byte % 26))).join('');

describe('a new password', () => {
  it('of 15 unrelated lower-case letters is accepted: nothing is asked of its composition', () => {
    const random = repeatableRandom(15);
    const refused = Array.from({ length: 5000 }, () => letters(random, 15)).filter(flaw);
    expect(refused).toEqual([]);
  });

  it('made of a common password, twice, is refused with any tail of up to four letters', () => {
    const random = repeatableRandom(7);
    const common = [...policy.common].filter((word) => word.length >= 6);
    const accepted = Array.from({ length: 2000 }, (_, index) => {
      const word = common[(index * 7919) % common.length] ?? '';
      return `${word}${word}${letters(random, index % 5)}`;
    }).filter((password) => password.length >= 15 && !flaw(password));
    expect(accepted).toEqual([]);
  });

  it('is judged in a moment, however it is made up', () => {
    const hard = [`${'a'.repeat(990)}bcdefg`, `${'1'.repeat(997)}abc`, `${'ab'.repeat(498)}cdef`];
    const judge = () => {
      for (const password of hard) flaw(password);
    };
    expect(cpuSecondsOf(judge)).toBeLessThan(1);
  });
});
