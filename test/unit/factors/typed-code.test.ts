import { describe, expect, it } from 'vitest';
import { methodChecks } from '../../../core/factors/registry.ts';
import { looksLikeRecoveryCode, readSixDigits } from '../../../core/factors/typed-code.ts';

const sixDigitParsers = { email: methodChecks.email.parse, authenticator: methodChecks.authenticator.parse };

describe.each(Object.entries(sixDigitParsers))('a typed code of %s', (_, parseCode) => {
  it.each([
    ['123456', '123456'],
    ['000000', '000000'],
    ['123 456', '123456'],
    ['123-456', '123456'],
    ['12 34 56', '123456'],
    [' 123456 ', '123456'],
    ['１２３４５６', '123456'],
    ['١٢٣٤٥٦', '123456'],
    ['१२३४५६', '123456'],
    ['𝟏𝟐𝟑𝟒𝟓𝟔', '123456'],
    ['12345６', '123456'],
    ['123456\n', '123456'],
    ['123456\u0000', '123456'],
    ['123\u00a0456', '123456'],
    ['123\u200b456', '123456'],
    ['123\t456', '123456'],
    ['123‐456', '123456'],
    ['123–456', '123456'],
    ['+123456', '123456'],
    ['123,456', '123456'],
    ['[123456]', '123456'],
    ['1️⃣2️⃣3️⃣4️⃣5️⃣6️⃣', '123456'],
  ])('%j is read', (typed, code) => {
    expect(parseCode(typed)).toBe(code);
  });

  it.each([
    ['215712 is your one-time password.', '215712'],
    ['10:15 215712 is your one-time password.', '215712'],
    ['Your Example one-time password: 215712', '215712'],
    ['G-215712 is your code', '215712'],
    ['Code: 215 712.', '215712'],
    ['215712 215712', '215712'],
    ['الرمز هو ٢١٥٧١٢', '215712'],
    ['コード「２１５７１２」', '215712'],
    ['24 November 2026 at 10:15 UTC: 215712', '215712'],
  ])('in the line %j it is found', (typed, code) => {
    expect(parseCode(typed)).toBe(code);
  });

  it.each([
    ['', 'code-malformed'],
    ['      ', 'code-malformed'],
    ['null', 'code-malformed'],
    ['12345', 'code-length'],
    ['1234567', 'code-length'],
    ['123456.0', 'code-length'],
    ['12345⁶', 'code-length'],
    ['12345a', 'code-not-found'],
    ['123456a', 'code-not-found'],
    ['0x1e240', 'code-not-found'],
    ['1e5', 'code-not-found'],
    ['1234567890@qq.example', 'code-not-found'],
    ['call +1 555 123 4567', 'code-not-found'],
    ['pay 215712.50 now', 'code-not-found'],
    ['on 2026-112-430', 'code-not-found'],
    ['215712 or 123456, whichever', 'several-codes'],
    ['123456 654321', 'several-codes'],
  ])('%j is refused: %s', (typed, reason) => {
    expect(parseCode(typed)).toBeUndefined();
    expect(readSixDigits(typed)).toMatchObject({ slip: { reason } });
  });
});

describe('a typed recovery code', () => {
  const { parse } = methodChecks['recovery-code'];
  const code = 'K7DM2XQPV4TBN6JW5HRC';

  it.each([
    ['K7DM-2XQP-V4TB-N6JW-5HRC'],
    ['k7dm 2xqp v4tb n6jw 5hrc'],
    ['K7DM–2XQP—V4TB\u00a0N6JW\u200b5HRC'],
    ['3. K7DM-2XQP-V4TB-N6JW-5HRC'],
    ['10. K7DM-2XQP-V4TB-N6JW-5HRC'],
    ['K7DM-2XQP-V4TB-N6JW-5HRC (of ten)'],
    ['(K7DM 2XQP V4TB N6JW 5HRC)'],
    ['Recovery code: K7DM - 2XQP - V4TB - N6JW - 5HRC (one of ten)'],
  ])('%j is read', (typed) => {
    expect(parse(typed)).toBe(code);
  });

  it.each([
    ['K7DM-2XQP-V4TB-N6JW-5HR'],
    ['K7DM-2XQP-V4TB-N6JW-5HRC-AAAA'],
    ['AAAA-K7DM-2XQP-V4TB-N6JW-5HRC'],
    ['K7DM-2XQP V4TB-N6JW-5HRC, the first one'],
    ['K7D-M2XQP-V4TB-N6JW-5HRC, the first one'],
    ['K7DM-2XQP-V4TB-N6JW, the first one'],
    ['K7DM-2XQP-V4TB-N6JW-5HRC and AAAA-BBBB-CCCC-DDDD-EEEE'],
  ])('%j is refused', (typed) => {
    expect(parse(typed)).toBeUndefined();
  });
});

describe('what was probably meant as a recovery code', () => {
  it.each([
    ['K7DM-2XQP-V4TB-N6JW-5HR', true],
    ['K7DM-2XQP-V4TB-N6JW', true],
    ['k7dm 2xqp v4tb n6jw 5hrc 9', true],
    ['K7DM2XQPV4TBN6JW5HR', true],
    ['K7DM2XQPV4TB', true],
    ['K7DM2XQPV4T', false],
    ['K7DM-2XQP-V4T', false],
    [`K7DM${'A'.repeat(26)}`, true],
    [`K7DM${'A'.repeat(27)}`, false],
    ['1234 5678 9012 3456', false],
    ['K7-DM2XQ-V4TB-N6JW-5HRC', false],
    ['my one-time password is 215712', false],
    ['', false],
  ])('%j: %s', (typed, expected) => {
    expect(looksLikeRecoveryCode(typed)).toBe(expected);
  });
});

it('the length of what is no code of six digits is counted', () => {
  expect(readSixDigits('12-345')).toEqual({ slip: { reason: 'code-length', parameters: { digits: 5 } } });
  for (const typed of [215712, null, undefined])
    expect(readSixDigits(typed)).toEqual({ slip: { reason: 'code-malformed' } });
});
