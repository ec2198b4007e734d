import { describe, expect, it } from 'vitest';
import type { Branding, Mail } from '../../../core/mail/compose.ts';
import type { CodeMessage } from '../../../core/mail/messages.ts';
import {
  type AddressedNotice,
  noticeOfCode,
  noticeToAccount,
  noticeToMember,
} from '../../../core/mail/notice.ts';
import { english } from '../../../core/mail/texts/en/index.ts';
import { writeMail } from '../../../core/mail/write-mail.ts';
import { code, invitationUrl, sampleNotices, token } from '../../support/mail-messages.ts';
import { circumstances, noon } from '../../support/users.ts';

const branding: Branding = { brand: 'Sample & Söhne <GmbH>', origin: 'https://mfa.example.com' };
const to = { email: 'ada@example.com' };
/** What people and mail programs take for a code: a longer number is none. */
const sixDigits = /(?<!\d)\d{6}(?!\d)/;

const write = (notice: AddressedNotice) => writeMail(english, branding, notice, circumstances);
const labelled = (notices: readonly AddressedNotice[]) =>
  notices.map((notice) => [`${notice.audience}, ${notice.message.kind}`, notice] as const);
const without = (...audiences: readonly string[]) =>
  labelled(sampleNotices.filter(({ audience }) => !audiences.includes(audience)));
const only = (audience: string) => labelled(sampleNotices.filter((notice) => notice.audience === audience));
const noticeOf = (kind: AddressedNotice['message']['kind']) =>
  sampleNotices.find(({ message }) => message.kind === kind) as AddressedNotice;
const partsOf = ({ subject, text, html }: Mail) => [subject, text, html];

/** What is read of an HTML mail: what does not show and tags gone, entities resolved, links by where they lead. */
function wordsOf(html: string): string[] {
  const body = html.slice(html.indexOf('<body')).replace(/<div style="display:none">.*?<\/div>/, '');
  const withLinks = body.replace(/<a href="([^"]*)"[^>]*>(.*?)<\/a>/g, '$2: $1');
  return withLinks
    .replace(/<[^>]+>/g, ' ')
    .replace(/&lt;/g, '<')
    .replace(/&gt;/g, '>')
    .replace(/&quot;/g, '"')
    .replace(/&#39;/g, "'")
    .replace(/&amp;/g, '&')
    .split(/\s+/)
    .filter(Boolean);
}

describe.each(labelled(sampleNotices))('the mail of a notice to %s', (_, notice) => {
  it('has the same words as text and as HTML', () => {
    const mail = write(notice);
    expect(wordsOf(mail.html)).toEqual(mail.text.split(/\s+/).filter(Boolean));
  });

  it('goes to its one recipient, with a subject of one line that names the brand', () => {
    const mail = write(notice);
    expect(mail.to).toBe(to.email);
    expect(mail.subject).toContain(branding.brand);
    expect(mail.subject).not.toMatch(/[\p{Cc}]/u);
    expect(mail.subject.length).toBeLessThanOrEqual(120);
  });

  it('is whole HTML with no markup but its own', () => {
    const mail = write(notice);
    expect(mail.html).toMatch(/^<!doctype html><html lang="en">.*<\/html>$/s);
    expect(mail.html).not.toMatch(/<GmbH>|<b>/);
    expect(mail.html).toContain('Sample &amp; Söhne &lt;GmbH&gt;');
    expect(mail.html).not.toMatch(/<(script|img|style|iframe|link)\b/);
    for (const part of partsOf(mail)) expect(part).not.toMatch(/undefined|\[object/);
  });

  it('has no empty block, and the same title as subject', () => {
    const mail = write(notice);
    expect(mail.text).not.toMatch(/\n{3}/);
    expect(mail.html).not.toMatch(/<(p|h1)[^>]*><\/\1>/);
    const [, title = ''] = /<title>(.*?)<\/title>/.exec(mail.html) ?? [];
    expect(wordsOf(`<body>${title}`).join(' ')).toBe(mail.subject.replace('Sample & Söhne <GmbH>: ', ''));
  });

  it('says what to do for a reader who did not expect it', () => {
    const mail = write(notice);
    expect(mail.text).toMatch(/^(If |You receive this email because ).+\.$/m);
  });

  it('links to our pages only, and to the page that helps where it says to reset the password', () => {
    const mail = write(notice);
    const links = mail.text.match(/https?:\S+/g) ?? [];
    for (const link of links) expect(link).toMatch(/^https:\/\/mfa\.example\.com\//);
    if (/reset your password|reset it now/.test(mail.text))
      expect(links).toContain('https://mfa.example.com/account/reset');
  });

  it('shows beside its subject what it does not say already', () => {
    const mail = write(notice);
    const shown = /<div style="display:none">(.*?)<\/div>/.exec(mail.html)?.[1] ?? '';
    expect(shown).not.toBe('');
    expect(mail.subject).not.toContain(shown);
  });
});

it.each(without('member'))('a mail says when, from where and with which browser: %s', (_, notice) => {
  expect(write(notice).text).toContain(
    'When: 24 November 2026 at 12:00 UTC\nFrom: 192.0.2.1\nBrowser or program: Firefox on Linux',
  );
});

it('the circumstances are on lines of their own, also in HTML', () => {
  expect(write(noticeOf('password-changed')).html).toContain(
    'When: 24 November 2026 at 12:00 UTC<br>From: 192.0.2.1<br>Browser or program: Firefox on Linux',
  );
});

it('what a job does is mailed with the time alone', () => {
  const { text } = writeMail(english, branding, noticeOf('account-deleted'), { at: noon });
  expect(text).toContain('\n\nWhen: 24 November 2026 at 12:00 UTC\n\n');
});

it('a reminder, which nobody caused, has its advice right after the link', () => {
  expect(write(noticeOf('mfa-reminder')).text).toMatch(/https:\S+\n\nIf you no longer belong/);
});

it('a mail fits the screen of a phone, the colours of the reader, and Outlook, which ignores other widths', () => {
  const { html } = write(noticeOf('password-changed'));
  expect(html).toContain('<meta name="viewport" content="width=device-width">');
  expect(html).toContain('<meta name="color-scheme" content="light dark">');
  expect(html).toMatch(/<table role="presentation"[^>]* width="560"[^>]*max-width:100%/);
});

it.each(only('member'))('a mail about what another did says when, but not from where: %s', (_, notice) => {
  const { text } = write(notice);
  if (notice.message.kind === 'mfa-reminder') expect(text).not.toContain('When:');
  else expect(text).toContain('When: 24 November 2026 at 12:00 UTC');
  for (const hidden of [circumstances.address, circumstances.browser]) expect(text).not.toContain(hidden);
});

/** A message with a text in every field that someone types. */
function withWords<Value>(value: Value, words: string): Value {
  const own = /^(kind|method|role|how|accept|id|registrationID|url|token|code)$/;
  if (typeof value !== 'object' || value === null) return value;
  const fields = Object.entries(value).map(([field, inner]) => {
    if (own.test(field)) return [field, inner];
    if (field === 'email') return [field, 'a123456@mail.example'];
    return [field, typeof inner === 'string' ? words : withWords(inner, words)];
  });
  return Object.fromEntries(fields);
}

const writeWith = (notice: AddressedNotice, words: string) =>
  writeMail(english, branding, { ...notice, message: withWords(notice.message, words) } as AddressedNotice, {
    ...circumstances,
    address: '2001:db8:1234:5678:9012::1',
  });

describe.each(without('code'))('what people typed, in a mail that is not about a code: %s', (_, notice) => {
  it('has no group of exactly six digits', () => {
    const mail = writeWith(notice, 'Your code is 123456 <b>x987654y</b>');
    for (const part of partsOf(mail)) expect(part).not.toMatch(sixDigits);
  });

  it('is no link, and turns no direction', () => {
    const mail = writeWith(notice, '\u202ehttps://evil.example/now \u2067www.evil.example\u2069');
    for (const part of partsOf(mail)) {
      expect(part).not.toMatch(/https:\/\/evil|www\.evil|evil\.example/);
      expect(part).not.toMatch(/[\u202a-\u202e\u2066-\u2069]/);
    }
  });
});

describe('a number in the words of a user', () => {
  const subjectFor = (name: string) =>
    write(noticeToMember(to, { kind: 'removed', organization: { id: 'acme', name } })).subject;

  it.each(['1234567 Ontario Inc.', '12345 Acme', 'Acme 2026', 'Acme 12 34 56', 'Reg. 0123456789'])(
    'stays where nobody can take it for a code: %s',
    (name) => {
      expect(subjectFor(name).replaceAll('\u2060', '')).toContain(name);
    },
  );

  it.each([
    '123456',
    'Code 123456',
    'a123456b',
    '123456, 654321',
    '٩٨١١٩٦',
    '१२३४५६',
    '123\u2060456',
    '123\u200b456',
  ])('is masked where it has exactly six digits: %s', (name) => {
    expect(subjectFor(name).replace(/\p{Cf}/gu, '')).not.toMatch(/\p{Nd}{3}/u);
    expect(subjectFor(name)).toContain('…');
  });
});

describe('a mail with a code', () => {
  const purposes = ['sign-in', 'step-up', 'activation', 'registration'] as const;
  const codeMail = (kind: (typeof purposes)[number], expiresAt = noon + 600_000) =>
    write(noticeOfCode(to, { kind, code, expiresAt, registrationID: 'abcdefgh', token } as CodeMessage));

  it.each(purposes)('for %s has it at the end of the subject and in the first line', (purpose) => {
    const { subject, text, html, holdsCode } = codeMail(purpose);
    expect(subject).toMatch(/one-time password: 042137$/);
    expect(text.split('\n')[0]).toBe('042137 is your one-time password.');
    expect(text.match(/\d{6}/g)).toEqual(['042137']);
    expect(html.slice(html.indexOf('<h1')).match(/\d{6}/g)).toEqual(['042137']);
    expect(holdsCode).toBe(true);
  });

  it('shows it large and on a line of its own', () => {
    expect(codeMail('sign-in').html).toMatch(
      /<h1[^>]*><span style="display:block;[^"]*font-size:32px;[^"]*">042137<\/span> is your/,
    );
  });

  it.each([
    [600_000, '10 minutes'],
    [599_999, '9 minutes'],
    [120_000, '2 minutes'],
    [90_000, '1 minute'],
    [30_000, '1 minute'],
  ])('that lives %i ms more says %s: never longer than it does', (left, minutes) => {
    expect(codeMail('sign-in', noon + left).text).toContain(`expires in ${minutes}.`);
  });

  it('says what it is for, and is another mail for each purpose', () => {
    const texts = purposes.map((purpose) => codeMail(purpose).text);
    expect(new Set(texts).size).toBe(purposes.length);
    expect(codeMail('step-up').text).toContain('confirm that it is you');
  });

  it('is counted as one, and no other mail is', () => {
    for (const notice of sampleNotices)
      expect(write(notice).holdsCode).toBe(notice.audience === 'code' ? true : undefined);
  });
});

describe('the links in mails', () => {
  it.each([
    ['password-reset-requested', `https://mfa.example.com/account/reset#token=${token}`],
    ['factor-enabled', `https://mfa.example.com/account/mfa/undo#token=${token}`],
    ['activation-undone', `https://mfa.example.com/account/reset#token=${token}`],
    ['operator-reset-requested', `https://mfa.example.com/account/mfa/cancel-reset#token=${token}`],
    ['invited', invitationUrl],
    ['registration', `https://mfa.example.com/account/verify?registration=abcdefgh#token=${token}`],
  ] as const)('about %s lead to our origin; a server is not told a token in the fragment', (kind, url) => {
    const mail = write(noticeOf(kind));
    expect(mail.text).toContain(`\n${url}\n`);
    expect(mail.html).toContain(`<a href="${url}"`);
  });

  it('carry a token only in mails that are about one', () => {
    const kinds = sampleNotices.filter((notice) => write(notice).text.includes(token));
    expect(kinds.map(({ message }) => message.kind)).toEqual([
      'password-reset-requested',
      'factor-enabled',
      'activation-undone',
      'invited',
      'operator-reset-requested',
      'registration',
    ]);
  });
});

describe('the mail after one’s own success', () => {
  it('congratulates, and has the link to undo it after the one to go on with', () => {
    const first = write(noticeOf('factor-enabled'));
    expect(first.text).toContain('Congratulations!');
    expect(first.text.indexOf('/account/view')).toBeGreaterThan(0);
    expect(first.text.indexOf('/account/mfa/undo')).toBeGreaterThan(first.text.indexOf('/account/view'));
  });
});

describe('a factor', () => {
  const textFor = (name: string) =>
    write(noticeToAccount(to, { kind: 'factor-preferred', method: 'authenticator', name })).text;

  it('is called by the name that its user gave it, not by one that it got by itself', () => {
    expect(textFor('Phone')).toContain('authenticator app “Phone”');
    expect(textFor('Authenticator 2')).toContain('authenticator app “Authenticator 2”');
    expect(textFor('Authenticator')).not.toContain('“');
  });
});

it('what a user typed is text in HTML', () => {
  const evil = `<img src=x onerror="alert('1')">&`;
  const notice = noticeToAccount(to, { kind: 'factor-disabled', method: 'email', name: evil, isLast: false });
  const { html, text } = write(notice);
  expect(html).not.toContain('<img');
  expect(wordsOf(html).join(' ').split(evil)).toHaveLength(2);
  expect(text.split(evil)).toHaveLength(2);
});

describe('the address where users get help', () => {
  const mail = (support?: string) =>
    writeMail(
      english,
      { ...branding, ...(support && { support }) },
      noticeOf('password-reset-requested'),
      circumstances,
    );

  it('is in every mail of an operator who has one', () => {
    const line = 'Questions? Answer this mail, or write to help+mfa@example.com.';
    expect(mail('help+mfa@example.com').text).toContain(line);
    expect(mail('help+mfa@example.com').html).toContain(`${line}<br>Sample`);
  });

  it('is promised by no mail of an operator who has none', () => {
    expect(mail().text).not.toContain('Answer this mail');
  });
});

describe('the colour of the brand', () => {
  const html = (color?: string) =>
    writeMail(
      english,
      { ...branding, ...(color && { color }) },
      noticeOf('password-reset-requested'),
      circumstances,
    ).html;

  it('is that of the links that look like buttons', () => {
    expect(html('#7a1f5c')).toContain('background:#7a1f5c;');
    expect(html()).toContain('background:#2253b0;');
  });
});
