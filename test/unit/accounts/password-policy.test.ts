import { describe, expect, it } from 'vitest';
import {
  maximumPasswordLength,
  normalizePassword,
  passwordRefusal,
} from '../../../core/accounts/password-policy.ts';
import { passwordPolicy } from '../../../functions/adapters/common-passwords.ts';
import { lambdaHost } from '../../../functions/host.ts';
import { repeatableRandom } from '../../support/users.ts';

const policyWith = (minimumLength: string) =>
  passwordPolicy({ ...lambdaHost, environment: { PASSWORD_MIN_LENGTH: minimumLength } });
const policy = policyWith('15');
const longestCommon = Math.max(...[...policy.common].map(({ length }) => length));
const own = ['lovelace@example.com', 'lovelace', 'Ada Lovelace', 'Sample'];
const flaw = (password: string) =>
  passwordRefusal(password, { ...policy, common: commonWordsIn(password) }, own, '/password')?.detail;

/** No other words of the list matter, and a rule that goes through all of them thousands of times takes long. */
function commonWordsIn(password: string): ReadonlySet<string> {
  const text = password.normalize('NFC').toLowerCase();
  const parts = Array.from({ length: text.length }, (_, from) =>
    Array.from({ length: longestCommon }, (__, length) => text.slice(from, from + length + 1)),
  );
  return new Set(parts.flat().filter((part) => policy.common.has(part)));
}

const letters = (random: (byteLength: number) => Uint8Array, length: number) =>
  Array.from(random(length), (byte) => String.fromCharCode(97 + (byte % 26))).join('');

describe('a new password', () => {
  it.each([
    ['correct horse battery staple'],
    ['correcthorsebatterystaple'],
    ['violet kettle under rain'],
    ['qjzxvwkmbtrnpld'],
    ['my dog eats 3 shoes'],
    ['été à la plage avec toi'],
    ['пароль для моей собаки'],
    ['我的猫喜欢在早上喝茶然后睡觉去了'],
    ['🐈🐕🐎🐖🐏🐓🦆🦉🐢🐙🦀🐝🐞🦋🐌'],
    ['lovelace rides a bicycle'],
    ['a sample of my kettles'],
  ])('%j is accepted', (password) => {
    expect(flaw(password)).toBeUndefined();
  });

  it.each([[15], [64], [128], [maximumPasswordLength]])('of %i characters is accepted', (length) => {
    expect(flaw(letters(repeatableRandom(length), length))).toBeUndefined();
  });

  it.each([
    ['password123456789'],
    ['PASSWORD123456789'],
    ['Password12345678'],
    ['123456789password'],
    ['passwordpassword'],
    ['passw0rd1234567'],
    ['1234567890123456'],
    ['qwertyuiopasdfghjkl'],
    ['qwertyqwertyqwerty'],
    ['1q2w3e4r5t6y7u8i'],
    ['qazwsxedcrfvtgb'],
    ['iloveyouiloveyou'],
    ['letmeinletmein123'],
    ['footballbaseball'],
    ['trustno1trustno1'],
    ['abcdefghijklmno'],
    ['abcdefghijklmnopqrstuvwxyz'],
    ['zyxwvutsrqponmlkjihgfedcba'],
    ['passwordpasswordabc'],
    ['passwordpasswordabcde'],
    ['password password'],
    ['Acme2026Acme2026'],
    ['Password1!Password1!'],
    ['               a b c d'],
    ['monkey-monkey-monkey'],
  ])('%j is one of the most common, or made of them', (password) => {
    expect(flaw(password)).toMatch(/most common/);
  });

  it('of four common words is accepted, however they are joined', () => {
    for (const joint of ['', ' ', '-', '.'])
      expect(flaw(['orange', 'monkey', 'silver', 'dragon'].join(joint)), joint).toBeUndefined();
  });

  it.each([
    ['lovelace@example.com'],
    ['LOVELACE@EXAMPLE.COM'],
    ['lovelacelovelace'],
    ['lovelace12345678'],
    ['12345678lovelace'],
    ['lovelacepassword'],
    ['passwordlovelace'],
    ['ada lovelaceada lovelace'],
    ['samplesamplesample'],
  ])('%j is built from the own address or name', (password) => {
    expect(flaw(password)).toMatch(/your own email address or name/);
  });

  it('is compared with the own name in whatever form either of them was typed', () => {
    const names = ['Zoë Brontë-Müller', 'Zoe\u0308 Bronte\u0308-Mu\u0308ller'];
    for (const name of names)
      for (const password of names)
        expect(passwordRefusal(password, policy, [name], '/password')?.detail).toMatch(/own/);
  });

  it.each([['aaaaaaaaaaaaaaa'], ['abcabcabcabcabcabc'], ['111111222222333333']])(
    '%j has too few different characters',
    (password) => {
      expect(flaw(password)).toMatch(/more than three different/);
    },
  );

  it.each([
    ['', 'no character'],
    ['qjzxvwkmbtrnpl', '14 characters'],
    ['🐈🐕🐎🐖🐏🐓🦆🦉', '16 UTF-16 units, 8 characters'],
    ['qjzxvwkmbtrnpe\u0301', '15 code points, 14 characters after NFC'],
  ])('%j is too short: %s', (password) => {
    expect(flaw(password)).toBe('Use at least 15 characters. A few words in a row are easy to remember.');
  });

  it('longer than the maximum is refused, never cut', () => {
    const password = letters(repeatableRandom(1), maximumPasswordLength + 1);
    expect(flaw(password)).toBe('Use at most 1000 characters.');
    expect(normalizePassword(password)).toBe(password);
  });

  it('is as long as the operator asks', () => {
    expect(passwordRefusal('qjzxvwkm', policyWith('8'), [], '/password')?.detail).toBeUndefined();
    expect(passwordRefusal('qjzxvwk', policyWith('8'), [], '/password')?.detail).toMatch(/at least 8/);
    expect(passwordRefusal('qjzxvwkmbt', policyWith('12'), [], '/password')?.detail).toMatch(/at least 12/);
    expect(passwordRefusal('password', policyWith('8'), [], '/password')?.detail).toMatch(/most common/);
  });
});

/** With two common passwords, so that each rule can be counted by itself: ten characters must be left of fifteen. */
describe('what an attacker would try first counts for less', () => {
  const two = { minimumLength: 15, common: new Set(['orange', 'silverware']) };
  const reason = (password: string, words: readonly string[] = []) =>
    passwordRefusal(password, two, words, '/password')?.reason;
  /** Letters in no order, and no two of them twice. */
  const others = (count: number) => 'qmxzvtbkwnrhpygl'.slice(0, count);

  it.each([
    ['a common password', 'as three', 'silverware', 7],
    ['a common password in capitals', 'as three', 'SILVERWARE', 7],
    ['two of them', 'as six', 'orangesilverware', 4],
    ['a run along the keyboard', 'as one', 'asdfghjkl', 9],
    ['a run against it', 'as one', 'lkjhgfdsa', 9],
    ['a run along the alphabet', 'as one', 'cdefghij', 9],
    ['a run of digits over the zero', 'as one', '4567890', 9],
    ['four runs of three', 'as four', 'zxcdefasdpoi', 6],
    ['two runs', 'as two', 'asdfguiop', 8],
  ])('%s %s', (_, __, start, needed) => {
    expect(reason(`${start}${others(needed)}`)).toBeUndefined();
    expect(reason(`${start}${others(needed - 1)}`)).toMatch(/password-too-(common|short)/);
  });

  it.each([
    ['the own name', 'as one', 'lovelace', 9],
    ['twice the own name', 'as two', 'lovelacelovelace', 8],
    ['a name of four letters', 'as one', 'adam', 11],
  ])('%s %s', (_, __, start, needed) => {
    const words = ['Lovelace', 'Adam'];
    const least = Math.max(needed, 15 - start.length);
    expect(reason(`${start}${others(least)}`, words)).toBeUndefined();
    if (start.length + needed - 1 >= 15)
      expect(reason(`${start}${others(needed - 1)}`, words)).toBe('password-too-personal');
  });

  it('names of three letters are nothing that has to be avoided', () => {
    expect(reason('adabobcydfayeve', ['Ada', 'Bob', 'Cyd', 'Fay', 'Eve'])).toBeUndefined();
  });

  it('a run at the end as one, too', () => {
    expect(reason(`${others(9)}asdfghjkl`)).toBeUndefined();
    expect(reason(`${others(8)}asdfghjkl`)).toBe('password-too-common');
  });

  it('a name that is a run is blamed as the name', () => {
    expect(reason(`asdfghj${others(8)}`, ['Asdfghj'])).toBe('password-too-personal');
  });

  it('a repetition as one, wherever it is', () => {
    expect(reason('qmxzvtbkw-qmxzvtbkw')).toBeUndefined();
    expect(reason('qmxzvtbk-qmxzvtbk')).toBeUndefined();
    expect(reason('qmxzvtb-qmxzvtb')).toBe('password-too-common');
    expect(reason('qmxzvtb-mxzvtbqmxz')).toBeUndefined();
    expect(reason('qmxzqmxzqmxzqmxz')).toBe('password-too-common');
  });

  it('two characters are no run and no repetition', () => {
    expect(reason('abqmnozvstbkdewx')).not.toBe('password-too-common');
    expect(reason('qmqmxzxzvtvtbkbk')).toBeUndefined();
  });

  it('the own word is blamed only where it makes the password short', () => {
    expect(reason('orangeorangeorange', ['Lovelace'])).toBe('password-too-common');
    expect(reason('orangeloveorangelove', ['love'])).toBe('password-too-personal');
  });

  it('two thirds of the minimum are rounded up', () => {
    const short = (password: string) =>
      passwordRefusal(password, { ...two, minimumLength: 8 }, [], '/password')?.reason;
    expect(short('orangeqmx')).toBeUndefined();
    expect(short('orangeqm')).toBe('password-too-common');
  });

  it('four different characters are enough to be judged by the rest', () => {
    expect(reason('qmxqmxqmxqmxqmx')).toBe('password-too-uniform');
    expect(reason('qmxzzxmqxqzmmzxq')).not.toBe('password-too-uniform');
  });

  it('the field and the limits are in the answer', () => {
    expect(passwordRefusal('short', two, [], '/newPassword')).toMatchObject({
      errors: [{ pointer: '/newPassword', reason: 'password-too-short', minimum: 15 }],
    });
    expect(passwordRefusal('x'.repeat(1001), two, [], '/newPassword')).toMatchObject({
      errors: [{ pointer: '/newPassword', reason: 'password-too-long', maximum: 1000 }],
    });
  });
});

it('the same password in NFC and in NFD is one password', () => {
  expect(normalizePassword('cafe\u0301 au lait, s\u0327il vous plai\u0302t')).toBe(
    normalizePassword('café au lait, şil vous plaît'),
  );
  expect(normalizePassword('ｆｕｌｌ')).not.toBe(normalizePassword('full'));
});
