import * as fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { parseAddress } from '../../core/accounts/email-address.ts';
import { methodChecks } from '../../core/factors/registry.ts';

/** The ten digits of every numbering system that this runtime knows, which is not how the parser finds their values. */
const scripts = Intl.supportedValuesOf('numberingSystem').flatMap((numberingSystem) => {
  const format = new Intl.NumberFormat('en', { numberingSystem, useGrouping: false });
  const digits = Array.from({ length: 10 }, (_, value) => format.format(value));
  return digits.every((digit) => /^\p{Nd}$/u.test(digit)) ? [digits] : [];
});

const digit = fc.constantFrom(...'0123456789');
/** What people, keyboards and programs put between digits. */
const separator = fc
  .string({ unit: 'binary', maxLength: 3 })
  .filter((text) => !/[\p{L}\p{N}]/u.test(text) && text.isWellFormed());
const code = fc.array(digit, { minLength: 6, maxLength: 6 }).map((all) => all.join(''));
const typed = fc.oneof(fc.string({ unit: 'binary' }), fc.string({ unit: 'grapheme' }));

describe.each(['email', 'authenticator'] as const)('a code typed for %s', (method) => {
  const { parse } = methodChecks[method];

  test('is read in the digits of any script, with any separators', () => {
    expect(scripts.length).toBeGreaterThan(20);
    const separators = fc.array(separator, { minLength: 7, maxLength: 7 });
    fc.assert(
      fc.property(code, fc.constantFrom(...scripts), separators, (text, script, between) => {
        const written = [...text].map((one, index) => between[index] + (script[Number(one)] ?? ''));
        expect(parse(written.join('') + between[6])).toBe(text);
      }),
      { numRuns: 5000 },
    );
  });

  test('is found in a line that contains no other number of six digits, and is never made of anything else', () => {
    const words = fc.array(fc.stringMatching(/^[A-Za-zé]{1,9}$/), { minLength: 1, maxLength: 5 });
    fc.assert(
      fc.property(code, words, words, fc.boolean(), (text, before, after, isGrouped) => {
        const shown = isGrouped ? `${text.slice(0, 3)} ${text.slice(3)}` : text;
        expect(parse(`${before.join(' ')} ${shown} ${after.join(' ')}`)).toBe(text);
        expect(parse(`${before.join(' ')} ${text.slice(1)} ${after.join(' ')}`)).toBeUndefined();
        expect(parse(`${before.join(' ')} ${text}7 ${after.join(' ')}`)).toBeUndefined();
      }),
      { numRuns: 2000 },
    );
  });

  test('has six digits that the text has in this order, whatever the text', () => {
    fc.assert(
      fc.property(typed, (text) => {
        const read = parse(text);
        if (read === undefined) return;
        expect(read).toMatch(/^[0-9]{6}$/);
        expect(text.match(/\p{Nd}/gu)?.length).toBeGreaterThanOrEqual(6);
      }),
      { numRuns: 20_000 },
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
