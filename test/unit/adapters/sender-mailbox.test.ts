import * as fc from 'fast-check';
import { expect, it } from 'vitest';
import { senderMailbox } from '../../../functions/adapters/sender-mailbox.ts';

const address = 'no-reply@example.com';

it.each([
  ['Example', '"Example" <no-reply@example.com>'],
  ['Example, Inc. (EU) <x@y>', '"Example, Inc. (EU) <x@y>" <no-reply@example.com>'],
  ['The "best" \\ Co', '"The \\"best\\" \\\\ Co" <no-reply@example.com>'],
  ['Übung', '=?UTF-8?B?w5xidW5n?= <no-reply@example.com>'],
  ['', 'no-reply@example.com'],
])('the name %j is shown beside the address', (name, mailbox) => {
  expect(senderMailbox(name, address)).toBe(mailbox);
});

it('is one line of ASCII with the address at its end, whatever the name, and no encoded word is too long', () => {
  fc.assert(
    fc.property(fc.string({ unit: 'binary', maxLength: 100 }), (name) => {
      const mailbox = senderMailbox(name, address);
      expect(mailbox).toMatch(/^[ -~]+$/);
      expect(mailbox === address || mailbox.endsWith(` <${address}>`)).toBe(true);
      for (const word of mailbox.match(/=\?UTF-8\?B\?[^?]*\?=/g) ?? [])
        expect(word.length).toBeLessThanOrEqual(75);
    }),
  );
});

it('loses nothing of a name that is not ASCII', () => {
  const name = 'Prüfstelle für Zwei-Faktor-Anmeldungen 東京 🗝️ Ltd.';
  const words = senderMailbox(name, address).match(/(?<=\?B\?)[^?]*/g) ?? [];
  expect(words.map((word) => Buffer.from(word, 'base64').toString()).join('')).toBe(name);
});
