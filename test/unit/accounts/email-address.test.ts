import { domainToASCII } from 'node:url';
import { describe, expect, it } from 'vitest';
import { guessedAddress, maskAddress, parseAddress } from '../../../core/accounts/email-address.ts';

const of64 = 'a'.repeat(64);
const label63 = 'b'.repeat(63);

describe('an email address', () => {
  it.each([
    ['ada@example.com', 'ada@example.com', 'ada@example.com'],
    ['Ada@Example.COM', 'ada@example.com', 'Ada@example.com'],
    ['  ada@example.com\t', 'ada@example.com', 'ada@example.com'],
    ['ada.b@example.com', 'ada.b@example.com', 'ada.b@example.com'],
    ['ada.king.lovelace@example.com', 'ada.king.lovelace@example.com', 'ada.king.lovelace@example.com'],
    ['ada+tag@example.com', 'ada+tag@example.com', 'ada+tag@example.com'],
    ["o'brien@example.com", "o'brien@example.com", "o'brien@example.com"],
    ['x_!#$%&*=?^`{|}~-y@example.com', 'x_!#$%&*=?^`{|}~-y@example.com', 'x_!#$%&*=?^`{|}~-y@example.com'],
    ['1@2.example', '1@2.example', '1@2.example'],
    ['ada@sub.domain.example.co.uk', 'ada@sub.domain.example.co.uk', 'ada@sub.domain.example.co.uk'],
    ['ada@bücher.example', 'ada@xn--bcher-kva.example', 'ada@xn--bcher-kva.example'],
    ['ada@bu\u0308cher.example', 'ada@xn--bcher-kva.example', 'ada@xn--bcher-kva.example'],
    ['ada@BÜCHER.example', 'ada@xn--bcher-kva.example', 'ada@xn--bcher-kva.example'],
    ['ada@xn--bcher-kva.example', 'ada@xn--bcher-kva.example', 'ada@xn--bcher-kva.example'],
    ['ada@例え.jp', 'ada@xn--r8jz45g.jp', 'ada@xn--r8jz45g.jp'],
    ['ada@ｅｘａｍｐｌｅ.com', 'ada@example.com', 'ada@example.com'],
    ['ada@example。com', 'ada@example.com', 'ada@example.com'],
    ['ada@example.com.', 'ada@example.com', 'ada@example.com'],
    ['\u212Aim@example.com', 'kim@example.com', 'Kim@example.com'],
    [`${of64}@example.com`, `${of64}@example.com`, `${of64}@example.com`],
    [`ada@${label63}.example`, `ada@${label63}.example`, `ada@${label63}.example`],
  ])('%j has one spelling', (typed, canonical, mailbox) => {
    expect(parseAddress(typed)).toEqual({ canonical, mailbox });
  });

  it('has at most 254 characters, as it is typed and as mail is sent to it', () => {
    const fill = (count: number) => `${label63}.${label63}.${'b'.repeat(count)}`;
    const domains = [fill(61), fill(62), `${fill(60)}\u00ad`, `${fill(61)}\u00ad`];
    const expanded = Array.from({ length: 40 }, (_, index) => `b\u00fc.${fill(20 + index)}`);
    for (const domain of [...domains, ...expanded]) {
      const longest = Math.max(domain.length, domainToASCII(domain).length);
      expect(parseAddress(`${of64}@${domain}`) !== undefined, domain).toBe(65 + longest <= 254);
    }
  });

  it('does not fold dots or tags: they are other mailboxes', () => {
    const spellings = ['ada.b@example.com', 'adab@example.com', 'adab+1@example.com'];
    expect(new Set(spellings.map((typed) => parseAddress(typed)?.canonical)).size).toBe(3);
  });

  it('reads what it wrote to the same address', () => {
    for (const typed of ['Ada@Bücher.example', 'ada@example.com.', 'A+b@EXAMPLE.com']) {
      const { canonical = '', mailbox = '' } = parseAddress(typed) ?? {};
      expect(parseAddress(canonical)).toEqual({ canonical, mailbox: canonical });
      expect(parseAddress(mailbox)).toEqual({ canonical, mailbox });
    }
  });

  it.each([
    [''],
    ['   '],
    ['ada'],
    ['example.com'],
    ['@example.com'],
    ['ada@'],
    ['ada@example'],
    ['ada@localhost'],
    ['ada@.com'],
    ['ada@example..com'],
    ['ada@example.com..'],
    ['ada@-example.com'],
    ['ada@example-.com'],
    ['ada@exa_mple.com'],
    ['ada@example.c'],
    ['ada@example.1'],
    ['ada@192.0.2.1'],
    ['ada@0x7f.1'],
    ['ada@3221225985'],
    ['ada@[192.0.2.1]'],
    ['ada@[IPv6:2001:db8::1]'],
    ['ada@example.com:25'],
    ['ada@example.com/x'],
    ['ada@example.com?x'],
    ['ada@example.com#x'],
    ['ada@exam%70le.com'],
    ['ada@exam ple.com'],
    ['ada@example\\.com'],
    ['ada@example.com>'],
    ['ada@xn--a'],
    ['.ada@example.com'],
    ['ada.@example.com'],
    ['ada..b@example.com'],
    ['ada b@example.com'],
    ['"ada"@example.com'],
    ['"ada b"@example.com'],
    ['ada(comment)@example.com'],
    ['Ada <ada@example.com>'],
    ['<ada@example.com>'],
    ['mailto:ada@example.com'],
    ['ada@example.com,eve@example.com'],
    ['ada@example.com;eve@example.com'],
    ['ada@example.com eve@example.com'],
    ['ada@eve.example@example.com'],
    ['ada@example.com\r\nBcc: eve@example.com'],
    ['ada\r\nBcc:eve@example.com'],
    ['ada\n@example.com'],
    ['ada@example.com\nx'],
    ['ada@example\u2028.com'],
    ['ada\u0000@example.com'],
    ['ada@example.com\u0000'],
    ['ada@exam\u0000ple.com'],
    ['ada@example.com\u0008'],
    ['ada@example.com\u007f'],
    ['ada@example／x.com'],
    ['ada@example.com：25'],
    ['ada@example.com？x'],
    ['ada@example％2e.com'],
    ['ada@℀.example'],
    ['ada@①②③④⑤'],
    ['mıke@example.com'],
    ['ſam@example.com'],
    ['adä@example.com'],
    ['аda@example.com'],
    ['ada\u200b@example.com'],
    ['ada＠example.com'],
    ['\ud800ada@example.com'],
    ['ada@\ud800example.com'],
    [`${of64}a@example.com`],
    [`ada@${label63}b.example`],
    [`ada@${'b.'.repeat(126)}example`],
  ])('%j is none', (typed) => {
    expect(parseAddress(typed)).toBeUndefined();
  });
});

describe('what a guess is counted for', () => {
  it('is the canonical address, else what was typed, cut and well-formed: it becomes a key of a table', () => {
    expect(guessedAddress(' Ada@Example.com. ')).toBe('ada@example.com');
    expect(guessedAddress(' No Address ')).toBe('no address');
    const cut = guessedAddress(`${'a'.repeat(253)}😀`);
    expect(cut).toHaveLength(254);
    expect(cut.isWellFormed()).toBe(true);
  });
});

describe('a masked address', () => {
  it.each([
    ['ada@example.com', 'a•••@example.com'],
    ['a@example.com', 'a•••@example.com'],
    ['Ada.Lovelace+tag@example.com', 'A•••@example.com'],
  ])('%s is shown as %s', (mailbox, masked) => {
    expect(maskAddress(mailbox)).toBe(masked);
  });
});
