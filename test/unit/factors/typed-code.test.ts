import { describe, expect, it } from 'vitest';
import { methodChecks } from '../../../core/factors/registry.ts';

const sixDigitParsers = { email: methodChecks.email.parse, authenticator: methodChecks.authenticator.parse };

describe.each(Object.entries(sixDigitParsers))('a typed code of %s', (_, parseCode) => {
  it.each([
    ['123456', '123456'],
    ['000000', '000000'],
    ['123 456', '123456'],
    ['123-456', '123456'],
    ['12 34 56', '123456'],
    [' 123456 ', '123456'],
  ])('%j is read', (typed, code) => {
    expect(parseCode(typed)).toBe(code);
  });

  it.each([
    [''],
    ['      '],
    ['12345'],
    ['1234567'],
    ['12345a'],
    ['１２３４５６'],
    ['١٢٣٤٥٦'],
    ['१२३४५६'],
    ['𝟏𝟐𝟑𝟒𝟓𝟔'],
    ['12345６'],
    ['123456\n'],
    ['\n123456'],
    ['123456\u0000'],
    ['123\u00a0456'],
    ['123\u200b456'],
    ['123\t456'],
    ['123‐456'],
    ['123–456'],
    ['+123456'],
    ['1e5'],
    ['0x1e240'],
    ['123456.0'],
    ['123,456'],
    ['123456 123456'],
    ['null'],
    ['[123456]'],
  ])('%j is refused', (typed) => {
    expect(parseCode(typed)).toBeUndefined();
  });
});
