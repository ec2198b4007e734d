import fc from 'fast-check';
import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest';
import { parse as parseRecoveryCode } from '../../../core/factors/recovery-code.ts';
import { parseSixDigits } from '../../../core/factors/typed-code.ts';
import {
  type Account,
  accountWith,
  challengeRow,
  everythingStored,
  sessionsOf,
} from '../../support/accounts.ts';
import { lastCode, otherCode, signIn, submit } from '../../support/people.ts';
import { type Service, startService } from '../../support/service.ts';

/** R22: what is not the code must not pass for it (GHSA-rmmc-8cqj-hfp3: one digit; CVE-2022-45174: any backup string). */

let service: Service;
let account: Account;
let mfaID: string;
let right: string;
beforeAll(async () => {
  service = await startService();
  account = await accountWith(service, 'email');
});
afterAll(() => service.close());
beforeEach(async () => {
  service.clock.now += 3_600_000;
  mfaID = (await signIn(service, account)).body.mfaID;
  right = await lastCode(service, account.email);
});

describe('what is no code of six digits is not valid, and costs no try', () => {
  const shapes: [string, (code: string) => unknown][] = [
    ['nothing', () => ''],
    ['white space', () => '      '],
    ['its first digit', (code) => code.slice(0, 1)],
    ['all but its last digit', (code) => code.slice(0, 5)],
    ['one digit more', (code) => `${code}0`],
    ['one digit before', (code) => `0${code}`],
    ['a letter after it', (code) => `${code}x`],
    ['a longer number', (code) => `${code}${code}`],
    ['an amount', (code) => `${code}.50`],
    ['two numbers that could be it', (code) => `${code} or ${code === '135790' ? '246801' : '135790'}`],
    ['hexadecimal', (code) => `0x${Number(code).toString(16)}`],
    ['an exponent', () => '1e5'],
    ['a wildcard', () => '%'],
    ['a number', (code) => Number(code)],
    ['a list of it', (code) => [code]],
    ['a list of guesses', () => Array.from({ length: 1000 }, (_, guess) => String(guess).padStart(6, '0'))],
    ['an object', (code) => ({ $eq: code })],
    ['an operator', () => ({ $ne: null })],
    ['true', () => true],
    ['null', () => null],
  ];

  test.each(shapes)('%s', async (_, shape) => {
    const before = await everythingStored(service);
    const answer = await service.call('auth/submit-code', {
      parameters: { mfaID },
      body: { otp: shape(right) },
    });
    expect(answer).toMatchObject({ status: 400, slug: 'validation' });
    expect(await everythingStored(service)).toEqual(before);
  });

  test('any text, from anywhere in Unicode', async () => {
    const sessions = await sessionsOf(service, account.id);
    const text = fc.oneof(fc.string({ unit: 'binary' }), fc.string({ maxLength: 8 }), fc.emailAddress());
    const notACode = text.filter((otp) => !parseSixDigits(otp) && !parseRecoveryCode(otp));
    await fc.assert(
      fc.asyncProperty(notACode, async (otp) => {
        expect((await submit(service, mfaID, otp)).slug).toBe('validation');
      }),
      { numRuns: 150 },
    );
    expect(await challengeRow(service, mfaID)).toMatchObject({ attempts: 0 });
    expect(await sessionsOf(service, account.id)).toEqual(sessions);
  });
});

describe('what is six digits but not the code is wrong', () => {
  test.each([
    ['000000', () => '000000'],
    ['the next code', (code: string) => String((Number(code) + 1) % 1_000_000).padStart(6, '0')],
    ['its digits backwards', (code: string) => [...code].reverse().join('')],
    ['another first digit', (code: string) => `${(Number(code[0]) + 1) % 10}${code.slice(1)}`],
    ['another last digit', (code: string) => `${code.slice(0, 5)}${(Number(code[5]) + 1) % 10}`],
  ])('%s', async (_, shape) => {
    const otp = shape(right) === right ? otherCode(right) : shape(right);
    expect((await submit(service, mfaID, otp)).slug).toBe('invalid-code');
  });

  test('and the code as people and mail clients write it is right', async () => {
    expect((await submit(service, mfaID, ` ${right.slice(0, 3)}-${right.slice(3)} `)).status).toBe(200);
  });
});

describe('what is not a recovery code of this account is wrong', () => {
  test('a part of one that exists, one letter off, and a code of no one', async () => {
    const [code = ''] = account.recoveryCodes;
    const last = code.endsWith('A') ? 'B' : 'A';
    const sessions = await sessionsOf(service, account.id);
    for (const otp of [
      `${code.slice(0, -1)}${last}`,
      `${code.slice(0, 4)}-AAAA-AAAA-AAAA-AAAA`,
      'A'.repeat(20),
    ])
      expect((await submit(service, mfaID, otp)).slug).toBe('invalid-code');
    expect(await sessionsOf(service, account.id)).toEqual(sessions);
  });

  test('a part of one is not even valid', async () => {
    const [code = ''] = account.recoveryCodes;
    for (const otp of [code.slice(0, 4), code.slice(5), `${code}-AAAA`, code.replace(/^./, '9')])
      expect((await submit(service, mfaID, otp)).slug).toBe('validation');
  });
});
