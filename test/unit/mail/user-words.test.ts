import { describe, expect, it } from 'vitest';
import { withSafeWords } from '../../../core/mail/user-words.ts';

const shown = (name: unknown) => withSafeWords({ name }).name;

describe('what the service itself wrote', () => {
  it.each(['kind', 'method', 'role', 'accept', 'id', 'registrationID', 'url', 'token', 'code'])(
    'in the field %s is left as it is',
    (field) => {
      const message = { [field]: 'https://mfa.example.com/a.b?code=123456' };
      expect(withSafeWords(message)).toEqual(message);
    },
  );

  it('stays where a message nests it', () => {
    const message = { organization: { id: 'a123456b', name: 'Acme' }, accept: ['email'], expiresAt: 123456 };
    expect(withSafeWords(message)).toEqual(message);
  });
});

describe('what people typed', () => {
  it('is made safe wherever it is: in a field, a list, and a part of a message', () => {
    expect(withSafeWords({ name: '123456', names: ['a', '654321'], by: { name: '111111' } })).toEqual({
      name: '…',
      names: ['a', '…'],
      by: { name: '…' },
    });
  });

  it('that shows nothing is shown as something', () => {
    expect(shown('\u200b')).toBe('…');
    expect(shown('   ')).toBe('…');
    expect(shown('§')).toBe('§');
  });

  it('becomes no link: an invisible character ends what mail programs would take for an address', () => {
    expect(shown('https://evil')).toBe('https:\u2060//evil');
    expect(shown('a://b c://d')).toBe('a:\u2060//b c:\u2060//d');
    for (const dot of ['.', '．', '。', '｡'])
      expect(shown(`evil${dot}example`)).toBe(`evil${dot}\u2060example`);
    expect(shown('www.1.example')).toBe('www.1.\u2060example');
  });

  it('keeps the dots that nothing takes for an address', () => {
    for (const text of ['Acme Inc.', 'Acme. Ltd', 'Version 1.5', '...and more', '-.example', 'a-b'])
      expect(shown(text), text).toBe(text);
  });

  it('is in one line', () => {
    expect(shown('Acme\r\nBcc: eve')).toBe('Acme Bcc: eve');
  });
});

describe('an email address that people typed', () => {
  it('keeps its dots, so that it can be used, but shows no code', () => {
    const email = (text: string) => withSafeWords({ email: text }).email;
    expect(email('ada@mail.example')).toBe('ada@mail.example');
    expect(email('a123456@mail.example')).toBe('a…@mail.example');
  });
});

describe('digits', () => {
  it.each([
    ['12345', '12345'],
    ['123456', '…'],
    ['1234567', '1234567'],
    ['12\u00ad3456', '…'],
    ['1234\u00ad567', '1234567'],
    ['٩٨١١٩٦ 1', '… 1'],
  ])('%j are shown as %j', (text, expected) => {
    expect(shown(text)).toBe(expected);
  });

  it('that need a sign between them to be read are still six', () => {
    // A sign of Arabic numbers is no hidden character, although it has no width of its own.
    expect(shown('123\u0600456')).toBe('…');
    expect(shown('123\u06004567')).toBe('123\u06004567');
  });
});
