import * as fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { parseAddress } from '../../core/accounts/email-address.ts';
import { methodChecks } from '../../core/factors/registry.ts';

/** What is left of a typed code when spaces and dashes are gone, said without a regular expression. */
function isSixDigits(typed: string): boolean {
  const left = [...typed].filter((character) => character !== ' ' && character !== '-');
  return left.length === 6 && left.every((character) => character >= '0' && character <= '9');
}

const digit = fc.constantFrom(...'0123456789');
const odd = fc.constantFrom(
  ' ',
  '-',
  '–',
  '\u00a0',
  '\u200b',
  '\t',
  '\n',
  '\0',
  '０',
  '９',
  '٣',
  '೬',
  '𝟗',
  '+',
  '.',
  'e',
  'x',
);
const nearly = fc.array(fc.oneof({ weight: 6, arbitrary: digit }, { weight: 1, arbitrary: odd }), {
  maxLength: 10,
});
const typed = fc.oneof(
  fc.string({ unit: 'binary' }),
  fc.string({ unit: 'grapheme' }),
  nearly.map((all) => all.join('')),
);

describe.each(['email', 'authenticator'] as const)('a code typed for %s', (method) => {
  const { parse } = methodChecks[method];

  test('is read if it is six ASCII digits, spaces and dashes apart, and refused otherwise', () => {
    const property = fc.property(typed, (text) => {
      const code = parse(text);
      expect(code !== undefined).toBe(isSixDigits(text));
      if (code !== undefined) expect(code).toBe(text.replaceAll(' ', '').replaceAll('-', ''));
    });
    fc.assert(property, { numRuns: 20_000 });
  });

  test('is read however it is grouped', () => {
    const grouped = fc.array(fc.tuple(digit, fc.constantFrom('', ' ', '-', ' - ')), {
      minLength: 6,
      maxLength: 6,
    });
    fc.assert(
      fc.property(grouped, (all) => {
        const text = all.flat().join('');
        expect(parse(text)).toBe(all.map(([one]) => one).join(''));
      }),
    );
  });
});

describe('a typed recovery code', () => {
  const { parse } = methodChecks['recovery-code'];
  const letter = fc.constantFrom(...'ABCDEFGHIJKLMNOPQRSTUVWXYZ234567');
  const code = fc.array(letter, { minLength: 20, maxLength: 20 }).map((all) => all.join(''));

  test('is read in either case, however it is grouped', () => {
    fc.assert(
      fc.property(code, fc.integer({ min: 1, max: 20 }), fc.boolean(), (text, size, isLower) => {
        const grouped = (text.match(new RegExp(`.{1,${size}}`, 'g')) ?? []).join('-');
        expect(parse(isLower ? grouped.toLowerCase() : grouped)).toBe(text);
      }),
    );
  });

  test('is never what is a six-digit code, and is none with one character changed to another', () => {
    const strange = fc
      .string({ unit: 'grapheme', minLength: 1, maxLength: 1 })
      .filter((one) => !/^[A-Za-z2-7018]$/.test(one));
    fc.assert(
      fc.property(code, fc.nat({ max: 19 }), strange, (text, at, other) => {
        expect(methodChecks.email.parse(text)).toBeUndefined();
        expect(parse(text.slice(0, at) + other + text.slice(at + 1))).toBeUndefined();
      }),
      { numRuns: 2000 },
    );
    fc.assert(fc.property(typed, (text) => parse(text) === undefined || !isSixDigits(text)));
  });
});

describe('an email address', () => {
  const spelled = fc.oneof(
    fc.emailAddress(),
    fc
      .tuple(fc.string({ unit: 'grapheme', maxLength: 20 }), fc.domain())
      .map(([local, domain]) => `${local}@${domain}`),
    fc.tuple(fc.emailAddress(), fc.string({ unit: 'binary', maxLength: 5 })).map((parts) => parts.join('')),
    fc.string({ unit: 'binary' }),
  );

  test('is refused, or is one mailbox in ASCII that can stand in no other header', () => {
    const property = fc.property(spelled, (text) => {
      const address = parseAddress(text);
      if (!address) return;
      for (const spelling of [address.canonical, address.mailbox]) {
        expect(spelling).toMatch(/^[\x21-\x7e]+$/);
        expect(spelling).not.toMatch(/[\s,;:<>()[\]"\\]/);
        expect(spelling.split('@')).toHaveLength(2);
        expect(spelling.length).toBeLessThanOrEqual(254);
      }
      expect(address.mailbox.toLowerCase()).toBe(address.canonical);
    });
    fc.assert(property, { numRuns: 5000 });
  });

  test('reads what it wrote as the same account, and so does every case of it', () => {
    fc.assert(
      fc.property(spelled, fc.boolean(), (text, isUpper) => {
        const address = parseAddress(text);
        if (!address) return;
        const again = isUpper ? address.mailbox.toUpperCase() : address.canonical;
        expect(parseAddress(again)?.canonical).toBe(address.canonical);
      }),
      { numRuns: 2000 },
    );
  });
});
