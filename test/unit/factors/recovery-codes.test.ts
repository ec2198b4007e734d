import * as crypto from 'node:crypto';
import { describe, expect, it } from 'vitest';
import {
  check,
  newRecoveryCodes,
  parse,
  type RecoveryCodeSeam,
  recoveryCodeRowKey,
} from '../../../core/factors/recovery-code.ts';
import { lambdaHost } from '../../../functions/host.ts';
import { noon, repeatableRandom } from '../../support/users.ts';

const random = repeatableRandom(11);
const key = { version: 3, bytes: crypto.createHash('sha256').update('a data key').digest() };

describe('new recovery codes', () => {
  it('are ten, each of five groups of four characters that people can tell apart', () => {
    const { texts } = newRecoveryCodes(lambdaHost.random, 'ada', key);
    expect(texts).toHaveLength(10);
    for (const text of texts) expect(text).toMatch(/^([A-Z2-7]{4}-){4}[A-Z2-7]{4}$/);
  });

  it('have 100 bits: 20 characters of 32 kinds, each from a byte of its own', () => {
    let asked = 0;
    const counting = (byteLength: number) => {
      asked += byteLength;
      return random(byteLength);
    };
    const { texts } = newRecoveryCodes(counting, 'ada', key);
    expect(asked).toBe(10 * 20);
    for (const text of texts) expect(text.replaceAll('-', '').length * Math.log2(32)).toBe(100);
  });

  it('use every character at every place, none more than others', () => {
    const codes = Array.from({ length: 1000 }, () => newRecoveryCodes(random, 'ada', key).texts)
      .flat()
      .map((text) => text.replaceAll('-', ''));
    for (let place = 0; place < 20; place += 1) {
      const seen = new Map<string, number>();
      for (const code of codes) {
        const letter = code[place] ?? '';
        seen.set(letter, (seen.get(letter) ?? 0) + 1);
      }
      expect(seen.size).toBe(32);
      const expected = codes.length / 32;
      const chiSquare = [...seen.values()].reduce(
        (sum, count) => sum + (count - expected) ** 2 / expected,
        0,
      );
      // 31 degrees of freedom: above 61.1 once in a thousand places. The codes are the same in every run.
      expect(chiSquare).toBeLessThan(61.1);
    }
  });

  it('are stored under their HMAC-SHA-256 alone, each only where nothing is stored yet', () => {
    const { texts, changes } = newRecoveryCodes(random, 'ada', key);
    const rows = texts.map((text) => {
      const input = JSON.stringify(['ada', text.replaceAll('-', '')]);
      const mac = crypto.createHmac('sha256', key.bytes).update(input).digest('hex');
      return { userID: 'ada', id: `recovery-code#${mac}` };
    });
    expect(changes).toEqual(
      rows.map((row) => ({
        table: 'factors',
        key: row,
        kind: 'put',
        row: { ...row, schemaVersion: 1 },
        when: [{ attribute: 'id', is: 'absent' }],
      })),
    );
  });

  it('name the version of the data key, to be found with it when another has come', () => {
    expect(newRecoveryCodes(random, 'ada', key).recoveryCodeKeyVersion).toBe(3);
  });
});

const code = 'ABCDEFGHIJKLMNOPQR27';

describe('where the row of a recovery code is', () => {
  const idOf = (userID: string, text: string, bytes = key.bytes) =>
    recoveryCodeRowKey(userID, text, bytes).id;

  it('depends on the whole code, on the user and on the data key', () => {
    const ids = [
      idOf('ada', code),
      idOf('ada', `B${code.slice(1)}`),
      idOf('ada', `${code.slice(0, -1)}6`),
      idOf('eve', code),
      idOf('ada', code, crypto.createHash('sha256').update('another data key').digest()),
    ];
    expect(new Set(ids).size).toBe(ids.length);
    expect(idOf('ada', code)).toBe(ids[0]);
  });

  it('is not the same when a part of the user id moves into the code', () => {
    expect(idOf('ada', `A${code}`)).not.toBe(idOf('adaA', code));
    expect(idOf('ada","', code)).not.toBe(idOf('ada', `","${code}`));
  });
});

describe('a typed recovery code', () => {
  it.each([
    [code],
    ['ABCD-EFGH-IJKL-MNOP-QR27'],
    ['abcd-efgh-ijkl-mnop-qr27'],
    ['abcd efgh ijkl mnop qr27'],
    ['  ABCDEFGH IJKLMNOP-QR27\n'],
    ['ABCD\u2010EFGH\u2011IJKL\u2013MNOP\u2014QR27'],
    ['ABCD\u00adEFGH\u2212IJKL\ufe63MNOP\uff0dQR27'],
    ['ABCD\u00a0EFGH\u202fIJKL\u2003MNOP\u3000QR27'],
    ['ABCD\tEFGH\r\nIJKL\u200bMNOP\ufeffQR27'],
    ['"ABCD EFGH IJKL MNOP QR27"'],
    ['“ABCD’EFGH’IJKL’MNOP’QR27”'],
    ['9. ABCD_EFGH/IJKL:MNOP;QR27,'],
    [`${code}Ä`],
    ['😀ABCD-EFGH-IJKL-MNOP-QR27\ud800'],
  ])('%j is read', (typed) => {
    expect(parse(typed)).toBe(code);
  });

  it('is read with 0 for O, 1 for I and 8 for B', () => {
    expect(parse('A8CD-EFGH-1JKL-MN0P-QR27')).toBe(code);
    expect(parse('0000-1111-8888-0000-1111')).toBe('OOOOIIIIBBBBOOOOIIII');
  });

  it.each([
    [''],
    ['123456'],
    [code.slice(1)],
    [`${code}A`],
    [code.replace('A', '9')],
    [code.replace('A', 'Ä')],
    [`A\u0308${code.slice(1)}`],
    [`A\u20dd${code.slice(1)}`],
    [code.replace('A', '_')],
    [code.replace('K', '\u212a')],
    [code.replace('I', 'ı')],
    [code.replace('I', 'İ')],
    [code.replace('FG', 'ﬀ')],
    [code.replace('A', 'Ａ')],
    [code.replace('A', 'а')],
    [code.replace('A', 'Α')],
    [code.replace('A', '𝐀')],
    [code.replace('2', '２')],
    [code.replace('2', '٢')],
    [code.replace('O', '０')],
    ['ſſſſ-ſſſſ-ſſſſ-ſſſſ-ſſſſ'],
  ])('%j is refused', (typed) => {
    expect(parse(typed)).toBeUndefined();
  });

  it('is refused if it is a thousand of them', () => {
    expect(parse(code.repeat(1000))).toBeUndefined();
  });
});

describe('a recovery code that is tried', () => {
  const rowKey = recoveryCodeRowKey('ada', code, key.bytes);
  const attempt = (evidence: RecoveryCodeSeam['evidence']) => ({ input: code, evidence, now: noon });

  it('is deleted by its use, provided that it is still there', async () => {
    const proof = await check(attempt({ stored: rowKey }));
    expect(proof?.uses).toEqual([
      { table: 'factors', key: rowKey, kind: 'delete', when: [{ attribute: 'id', is: 'present' }] },
    ]);
  });

  it('is refused if no row was found by it', async () => {
    expect(await check(attempt({}))).toBeUndefined();
  });
});
