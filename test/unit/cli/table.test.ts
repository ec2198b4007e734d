import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { printable } from '../../../cli/terminal/printable.ts';
import { layOutTable, widthOf, wrap } from '../../../cli/terminal/table.ts';

const family = '👩‍👩‍👧‍👦';
const plain = (title: string) => title;

describe('a table', () => {
  const head = ['NAME', 'EMAIL', 'ID'];
  const rows = [
    ['Zoë 你好', 'zoe@example.com', '01j9zq2k7m'],
    [`${family} Family`, 'a.long.address@subdomain.example.com', '01j9zq2k7n'],
  ];

  it('is as wide as its texts where there is room, with wide characters and joined emoji in line', () => {
    expect(layOutTable(head, rows, 80, plain)).toEqual([
      'NAME       EMAIL                                 ID',
      'Zoë 你好   zoe@example.com                       01j9zq2k7m',
      `${family} Family  a.long.address@subdomain.example.com  01j9zq2k7n`,
    ]);
  });

  it('wraps long texts inside their column, and no id', () => {
    expect(layOutTable(head, rows, 40, plain)).toEqual([
      'NAME       EMAIL              ID',
      'Zoë 你好   zoe@example.com    01j9zq2k7m',
      `${family} Family  a.long.address@su  01j9zq2k7n`,
      '           bdomain.example.c',
      '           om',
    ]);
  });

  it('becomes lines of a title and a value in a narrow window', () => {
    expect(layOutTable(head, rows, 24, plain)).toEqual([
      'NAME   Zoë 你好',
      'EMAIL  zoe@example.com',
      'ID     01j9zq2k7m',
      '',
      `NAME   ${family} Family`,
      'EMAIL  a.long.address@su',
      '       bdomain.example.c',
      '       om',
      'ID     01j9zq2k7n',
    ]);
  });

  it('is never wider than the window, and loses no character', () => {
    const text = fc.string({ unit: 'grapheme', maxLength: 40 }).map((made) => printable(made));
    const table = fc.array(fc.tuple(text, text, text), { minLength: 1, maxLength: 4 });
    const bare = (all: string) => all.replaceAll(/\s/g, '');
    fc.assert(
      fc.property(table, fc.integer({ min: 40, max: 120 }), (made, columns) => {
        const lines = layOutTable(['A', 'B', 'C'], made, columns, plain);
        const longestID = Math.max(...made.flat().map((cell) => (/^[\w-]*$/.test(cell) ? cell.length : 0)));
        for (const line of lines) expect(widthOf(line)).toBeLessThanOrEqual(Math.max(columns, longestID + 3));
        const shown = bare(lines.join(''));
        expect([...shown].length).toBeGreaterThanOrEqual([...bare(made.flat().join(''))].length);
      }),
    );
  });
});

describe('wrapping', () => {
  it('breaks at blanks, and inside a long word, and never inside a character', () => {
    expect(wrap('one two three', 7)).toEqual(['one two', 'three']);
    expect(wrap('incomprehensible', 7)).toEqual(['incompr', 'ehensib', 'le']);
    expect(wrap(`${family}${family}${family}`, 4)).toEqual([family + family, family]);
    expect(wrap('e\u0301e\u0301', 1)).toEqual(['e\u0301', 'e\u0301']);
    expect(wrap('', 5)).toEqual(['']);
  });
});

describe('what can be printed', () => {
  it.each(['می‌خواهم', 'क्‍ष', family, '👩🏽‍🚀', '❤️‍🔥', '🏴󠁧󠁢󠁳󠁣󠁴󠁿', '🇦🇹', 'e\u0301'])('has %s whole', (text) => {
    expect(printable(text)).toBe(text);
  });

  it.each([
    ['a\u200d b', 'a\ufffd b'],
    ['\u200dab', '\ufffdab'],
    ['ab\u200c', 'ab\ufffd'],
    ['a\u202eb', 'a\ufffdb'],
    ['a\u{e0061}b', 'a\ufffdb'],
    ['a\u00adb', 'a\ufffdb'],
    ['a\u001b[2J', 'a\ufffd[2J'],
  ])('has no other invisible character: %j', (text, shown) => {
    expect(printable(text)).toBe(shown);
  });
});
