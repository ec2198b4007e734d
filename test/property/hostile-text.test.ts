import * as fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import * as z from 'zod/mini';
import { jsonLine, printable } from '../../cli/terminal/printable.ts';
import { isClientProgram, nameClientProgram } from '../../core/kernel/client-program.ts';
import { digest } from '../../core/kernel/digest.ts';
import type { AddressedNotice } from '../../core/mail/notice.ts';
import { english } from '../../core/mail/texts/en/index.ts';
import { writeMail } from '../../core/mail/write-mail.ts';
import { errorLine } from '../../functions/error-line.ts';
import { lambdaHost } from '../../functions/host.ts';
import { toCsv } from '../../functions/http/csv.ts';
import { callerAddress, type Event } from '../../functions/http/event.ts';
import { environmentName, keyName, name, organizationName } from '../../functions/http/fields.ts';
import { hostileText, powers } from '../support/hostile-text.ts';
import { sampleNotices } from '../support/mail-messages.ts';
import { edgeSecret, toEvent } from '../support/service.ts';
import { noon } from '../support/users.ts';

/** What others wrote, whatever it is, has no power where somebody reads it. */

const branding = { brand: 'Example', origin: 'https://mfa.example.com' };
/** Fields of messages that the service fills from closed lists or makes itself. */
const ownFields = new Set([
  'id',
  'kind',
  'method',
  'role',
  'accept',
  'how',
  'url',
  'token',
  'code',
  'registrationID',
]);

/** A message with these words in every field that someone may have typed. */
function spoken(value: unknown, field: string, words: string): unknown {
  if (ownFields.has(field)) return value;
  if (typeof value === 'string') return words;
  if (Array.isArray(value)) return value.map((item) => spoken(item, field, words));
  if (typeof value !== 'object' || value === null) return value;
  return Object.fromEntries(Object.entries(value).map(([key, inner]) => [key, spoken(inner, key, words)]));
}

describe('a mail', () => {
  const agents = fc.oneof(
    hostileText,
    hostileText.map((text) => `curl/${text}`),
  );

  test('whatever is in its fields, has one line of subject, and no character with power', () => {
    const property = fc.property(
      fc.constantFrom(...sampleNotices),
      hostileText,
      agents,
      (notice, words, agent) => {
        const message = spoken(notice.message, '', words);
        const given = { ...notice, message } as AddressedNotice;
        const circumstances = { at: noon, address: '192.0.2.1', browser: nameClientProgram(agent) };
        const { to, subject, text, html } = writeMail(english, branding, given, circumstances);
        expect(to).toBe('ada@example.com');
        expect(subject).not.toMatch(powers);
        expect(text.replaceAll('\n', '')).not.toMatch(powers);
        expect(html).not.toMatch(powers);
        // As many lines as with a name of one word: none was added.
        const plain = { ...notice, message: spoken(notice.message, '', 'Word') } as AddressedNotice;
        expect(text.split('\n')).toHaveLength(
          writeMail(english, branding, plain, circumstances).text.split('\n').length,
        );
        expect(html.match(/<[a-z!/]/g)).toEqual(
          writeMail(english, branding, plain, circumstances).html.match(/<[a-z!/]/g),
        );
      },
    );
    fc.assert(property, { numRuns: 2000 });
  });
});

describe('a name', () => {
  test.each(Object.entries({ name, organizationName, environmentName, keyName }))(
    'that is accepted (%s) has no character with power',
    (_, schema) => {
      const property = fc.property(fc.oneof(hostileText, fc.string({ unit: 'binary' })), (text) => {
        const { success, data } = z.safeParse(schema, text);
        if (success) expect(data).not.toMatch(powers);
      });
      fc.assert(property, { numRuns: 2000 });
    },
  );
});

describe('a header', () => {
  test('User-Agent is named from the closed list, whatever it says', () => {
    const known = fc.constantFrom('curl/', 'Mozilla/5.0 (Windows NT 10.0) Firefox/128', 'mfa/1', 'iPhone');
    const agents = fc.tuple(hostileText, known, hostileText).map((parts) => parts.join(''));
    fc.assert(
      fc.property(fc.oneof(hostileText, agents), (agent) => {
        expect(isClientProgram(nameClientProgram(agent))).toBe(true);
      }),
      { numRuns: 2000 },
    );
  });

  test('x-viewer-address counts only if it is a network address', () => {
    const host = { ...lambdaHost, environment: { EDGE_SECRET_SHA256: digest(edgeSecret) } };
    const addresses = fc.oneof(hostileText, fc.ipV4(), fc.ipV6());
    fc.assert(
      fc.property(addresses, addresses, (one, other) => {
        const viewer = `${one}${other}`;
        const headers = { 'x-origin-secret': edgeSecret, 'x-viewer-address': viewer };
        const event: Event = toEvent('auth/verify', { headers, address: '192.0.2.9' });
        const address = callerAddress(event, host);
        expect(address).toMatch(/^[0-9a-f.:]{2,45}$/i);
        if (/^\d{1,3}(\.\d{1,3}){3}$/.test(viewer) && viewer === one) expect(address).toBe(viewer);
      }),
      { numRuns: 2000, examples: [['fe80::1', '%eth0']] },
    );
  });
});

describe('a line of the log', () => {
  test('has one line, and nothing of the message of an error', () => {
    const property = fc.property(hostileText, hostileText, (words, more) => {
      const secret = `SECRET${words}\n    at SECRET${more}`;
      const error = new Error(secret);
      const logged = errorLine({}, error);
      expect(logged).not.toContain('SECRET');
      expect(logged).not.toMatch(powers);
      expect((JSON.parse(logged) as { trace: string[] }).trace.length).toBeGreaterThan(0);
    });
    fc.assert(property, { numRuns: 2000 });
  });
});

/** Reads CSV by RFC 4180, strictly. */
function readCsv(text: string): readonly (readonly string[])[] {
  const rows: string[][] = [];
  let row: string[] = [];
  const field = /("(?:[^"]|"")*"|[^",\r\n]*)(,|\r\n)/y;
  while (field.lastIndex < text.length) {
    const [, cell = '', end] = field.exec(text) ?? expect.fail(`not CSV: ${JSON.stringify(text)}`);
    row.push(cell.startsWith('"') ? cell.slice(1, -1).replaceAll('""', '"') : cell);
    if (end === ',') continue;
    rows.push(row);
    row = [];
  }
  return rows;
}

describe('a CSV file', () => {
  test('has as many cells as it was given, and none that is a formula or has power', () => {
    const rowsOf = fc.array(fc.array(hostileText, { minLength: 2, maxLength: 4 }), { maxLength: 4 });
    const property = fc.property(rowsOf, (rows) => {
      const read = readCsv(toCsv(rows));
      expect(read.map((row) => row.length)).toEqual(rows.map((row) => row.length));
      for (const cell of read.flat()) {
        expect(cell).not.toMatch(powers);
        expect(cell.trimStart()).not.toMatch(/^[=+\-@＝＋－＠|]/);
      }
    });
    fc.assert(property, { numRuns: 2000 });
  });
});

/** Where invisible letters name the region of a flag: 2 to 6 of them after a black flag, and their end. */
function flagLetters(characters: readonly string[]): Set<number> {
  const found = new Set<number>();
  for (const [start, character] of characters.entries()) {
    if (character !== '🏴') continue;
    let end = start + 1;
    while (/^[\u{e0030}-\u{e0039}\u{e0061}-\u{e007a}]$/u.test(characters[end] ?? '')) end += 1;
    const count = end - start - 1;
    if (characters[end] !== '\u{e007f}' || count < 2 || count > 6) continue;
    for (let index = start + 1; index <= end; index += 1) found.add(index);
  }
  return found;
}

/** The rule of a terminal, one character at a time: joiners between letters or parts of emoji stay, and flags of regions. */
function onTerminal(text: string): string {
  const characters = [...text];
  const isJoined = (character = '') =>
    /^[\p{L}\p{M}\p{Extended_Pictographic}\p{Emoji_Modifier}]$/u.test(character);
  const flags = flagLetters(characters);
  const stays = (character: string, index: number) =>
    !/[\p{Cc}\p{Cf}\p{Zl}\p{Zp}]/u.test(character) ||
    flags.has(index) ||
    (/[\u200c\u200d]/.test(character) && isJoined(characters[index - 1]) && isJoined(characters[index + 1]));
  return characters.map((character, index) => (stays(character, index) ? character : '\ufffd')).join('');
}

describe('a terminal', () => {
  const scotland = '🏴\u{e0067}\u{e0062}\u{e0073}\u{e0063}\u{e0074}\u{e007f}';
  const parts = [
    '🏴',
    '\u{e0067}',
    '\u{e0062}\u{e0073}',
    '\u{e0041}',
    '\u{e007f}',
    '\u200c',
    '\u200d',
    'ن',
    '👩',
  ];

  test.each([
    ['a family of three', '👩\u200d👩\u200d👧', '👩\u200d👩\u200d👧'],
    ['a Persian word', 'می\u200cروم', 'می\u200cروم'],
    ['the flag of Scotland', scotland, scotland],
    ['joiners at the ends', '\u200da\u200c', '\ufffda\ufffd'],
    ['joiners between digits', '1\u200d2', '1\ufffd2'],
    ['invisible letters without a flag', 'a\u{e0067}\u{e0062}\u{e007f}', 'a\ufffd\ufffd\ufffd'],
    ['a flag of seven letters', `🏴${'\u{e0061}'.repeat(7)}\u{e007f}`, `🏴${'\ufffd'.repeat(8)}`],
    ['what turns the text around', 'a\u202eb\u2066c', 'a\ufffdb\ufffdc'],
  ])('shows %s as it should', (_, text, shown) => {
    expect(printable(text)).toBe(shown);
  });

  test('gets no invisible character but joiners between letters or parts of emoji, and flags of regions', () => {
    const texts = fc
      .array(fc.oneof(fc.constantFrom(scotland, ...parts), hostileText), { maxLength: 10 })
      .map((some) => some.join(''));
    const property = fc.property(texts, (text) => {
      expect(printable(text)).toBe(onTerminal(text));
    });
    fc.assert(property, { numRuns: 5000 });
  });

  test('gets no invisible character as JSON, which stays the same value', () => {
    const property = fc.property(hostileText, fc.array(hostileText, { maxLength: 3 }), (text, list) => {
      const value = { [text.toWellFormed()]: list.map((one) => one.toWellFormed()) };
      const line = jsonLine(value);
      expect(line).not.toMatch(/[\p{Cc}\p{Cf}\p{Zl}\p{Zp}]/u);
      expect(JSON.parse(line)).toEqual(value);
    });
    fc.assert(property, { numRuns: 2000 });
  });
});
