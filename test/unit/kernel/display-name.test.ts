import * as fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import {
  displayNameRefusal,
  inOneLine,
  isVisible,
  withoutHidden,
} from '../../../core/kernel/display-name.ts';

describe('a name is taken', () => {
  it.each([
    ['in Latin', 'Ada Lovelace'],
    ['with marks, composed or not', 'José Jose\u0301'],
    ['in Persian, with the joiner of its words', 'می\u200cخواهم'],
    ['in Hindi, with a joiner inside a word', 'क्\u200dष राम'],
    ['in Malayalam, with a joiner at the end of a word', 'അനില്\u200d'],
    ['in Sinhala', 'ශ්\u200dරී ලංකා'],
    ['of a family of emoji', '👨\u200d👩\u200d👧'],
    ['of emoji with a tone of skin and a joiner', '👩🏽\u200d💻'],
    ['of emoji with selectors', '❤\ufe0f\u200d🔥 🏳\ufe0f\u200d🌈 1\ufe0f\u20e3'],
    ['with an ideographic selector', '葛\u{e0100}城'],
    ['in Mongolian, with a selector', 'ᠠ\u180b'],
    ['in Hebrew and Arabic', 'שלום سلام'],
    ['of digits', '1234567 Ontario Inc.'],
    ['of one mark', '§'],
    ['with the signs of Arabic numbers', '\u0600١٢'],
  ])('%s', (_, name) => {
    expect(displayNameRefusal(name)).toBeUndefined();
    expect(withoutHidden(name)).toBe(name);
  });
});

describe('a name is refused as invisible', () => {
  it.each([
    ['a zero-width space', '\u200b'],
    ['joiners', '\u200c\u200d'],
    ['a word joiner', '\u2060'],
    ['a soft hyphen', '\u00ad'],
    ['a filler of Hangul', '\u3164'],
    ['another filler of Hangul', '\uffa0\u115f'],
    ['the blank of Braille', '\u2800'],
    ['tags', '\u{e0041}\u{e0042}'],
    ['selectors', '\ufe0f\u{e0100}'],
    ['controls of direction', '\u202e\u2066\u200f'],
    ['a mark on nothing', '\u0301'],
    ['spaces of all kinds', ' \u00a0\u2003\u3000\ufeff'],
  ])('%s alone', (_, name) => {
    expect(displayNameRefusal(name)).toBe('name-invisible');
    expect(isVisible(name)).toBe(false);
  });
});

describe('a name is refused because it hides characters', () => {
  it.each([
    ['an override of direction', 'Acme \u202egnp.exe'],
    ['an isolate', '\u2067Acme'],
    ['a mark of direction', 'Acme\u200f'],
    ['an Arabic mark of direction', 'Acme\u061c'],
    ['a zero-width space', 'Ac\u200bme'],
    ['a word joiner', 'Ac\u2060me'],
    ['a soft hyphen', 'Ac\u00adme'],
    ['a byte order mark', '\ufeffAcme'],
    ['tags', 'Acme\u{e0041}\u{e007f}'],
    ['tags behind a flag', '🏴\u{e0067}\u{e007f}'],
    ['a joiner at the beginning', '\u200dAcme'],
    ['a joiner at the end of a word without a mark', 'Acme\u200d'],
    ['a joiner between digits', '123\u200d456'],
    ['two joiners in a row', 'می\u200c\u200cخواهم'],
    ['a selector at the beginning', '\ufe0fAcme'],
    ['two selectors in a row', '❤\ufe0f\ufe0f'],
    ['a selector on a letter', 'Acm\ufe0fe'],
    ['a selector on a digit', 'Room 1\ufe0f'],
    ['an ideographic selector on a letter', 'Acme\u{e0100}'],
    ['a Mongolian selector on a letter', 'Acme\u180b'],
    ['a joiner between Latin letters', 'Ac\u200dme'],
    ['a non-joiner between Latin letters', 'Ac\u200cme'],
    ['a joiner between Cyrillic letters', 'Бо\u200dб'],
    ['a joiner between Chinese characters', '葛\u200d城'],
    ['a joiner between signs of money', '$\u200d€'],
    ['an annotation', 'Acme\ufff9x\ufffb'],
    ['a filler between letters', 'Ac\u3164me'],
  ])('%s', (_, name) => {
    expect(displayNameRefusal(name)).toBe('name-hides-characters');
    expect(displayNameRefusal(withoutHidden(name))).toBeUndefined();
  });
});

describe('a text in one line', () => {
  it.each([
    ['Acme', 'Acme'],
    ['Acme\r\n\tInc.', 'Acme Inc.'],
    ['a\u2028b\u2029c', 'a b c'],
    ['a\u0085b\u0000c\u001b[31md', 'a b c [31md'],
    ['a\nb\nc', 'a b c'],
    ['Ac\u200bme\u202e', 'Acme'],
  ])('%j is %j', (text, line) => {
    expect(inOneLine(text)).toBe(line);
  });
});

it('without what is hidden nothing more is hidden, whatever the text is', () => {
  const mixed = fc.string({
    unit: fc.oneof(
      fc.constantFrom('\u200b', '\u200c', '\u200d', '\u202e', '\u2066', '\ufe0f', '\u0301', '\u{e0041}', '1'),
      fc.constantFrom('a', 'ب', 'क', '\u094d', '👩', ' '),
      fc.string({ unit: 'binary', minLength: 1, maxLength: 1 }),
    ),
  });
  fc.assert(
    fc.property(mixed, (text) => {
      const shown = withoutHidden(text);
      expect(withoutHidden(shown)).toBe(shown);
      expect(shown).not.toMatch(/\p{Bidi_C}|[\u{e0001}-\u{e007f}\u200b\u2060]/u);
    }),
  );
});
