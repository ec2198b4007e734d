import { describe, expect, it } from 'vitest';
import { randomSecret } from '../../../core/kernel/random.ts';
import type { Branding, Mail } from '../../../core/mail/compose.ts';
import type { AccountMessage, OperatorMessage, OrganizationMessage } from '../../../core/mail/messages.ts';
import { noticeMail } from '../../../core/mail/texts/en/account.ts';
import { codeMail } from '../../../core/mail/texts/en/codes.ts';
import { operatorMail } from '../../../core/mail/texts/en/operator.ts';
import { organizationMail } from '../../../core/mail/texts/en/organization.ts';
import { circumstances, noon, repeatableRandom } from '../../support/users.ts';

const branding: Branding = { brand: 'Sample & Söhne <GmbH>', origin: 'https://mfa.example.com' };
const to = 'ada@example.com';
/** What people and mail programs take for a code: a longer number is none. */
const sixDigits = /(?<!\d)\d{6}(?!\d)/;
const token = randomSecret(repeatableRandom(3));
const factor = { method: 'authenticator', name: 'Phone' } as const;

const notices: Record<string, AccountMessage> = {
  'an address that has an account': { kind: 'address-has-account' },
  'a reset that was asked for': { kind: 'password-reset-requested', token },
  'an address without an account': { kind: 'no-account' },
  'a reset password': { kind: 'password-reset', keysRemoved: 2 },
  'a changed password': { kind: 'password-changed' },
  'the first factor': { kind: 'factor-enabled', ...factor, undoToken: token },
  'another factor': { kind: 'factor-enabled', ...factor },
  'a disabled factor': { kind: 'factor-disabled', ...factor },
  'a preferred factor': { kind: 'factor-preferred', ...factor },
  'a used recovery code': { kind: 'recovery-code-used' },
  'new recovery codes': { kind: 'recovery-codes-regenerated' },
  'a wrong code at sign-in': { kind: 'sign-in-code-failed', method: 'email', signedIn: false, byKey: false },
  'a wrong code after a key': { kind: 'sign-in-code-failed', method: 'email', signedIn: false, byKey: true },
  'a wrong code at step-up': {
    kind: 'sign-in-code-failed',
    method: 'recovery-code',
    signedIn: true,
    byKey: false,
  },
  'an added key': { kind: 'key-added', name: 'Laptop', fingerprint: 'SHA256:ab123456cd' },
  'a removed key': { kind: 'key-removed', name: 'Laptop', fingerprint: 'SHA256:ab123456cd' },
  'an undone activation': { kind: 'activation-undone', token },
};

const operatorNotices: Record<string, OperatorMessage> = {
  'a reset that the operator was asked for': {
    kind: 'operator-reset-requested',
    dueAt: noon + 86_400_000,
    token,
    reason: 'ticket 123456',
  },
  'a reset that was withdrawn': { kind: 'operator-reset-withdrawn' },
  'a reset that was cancelled': { kind: 'operator-reset-cancelled' },
  'a reset by the operator': { kind: 'operator-reset', reason: 'ticket 123456' },
  'methods that the operator unlocked': { kind: 'methods-unlocked' },
};

const codePurposes = ['sign-in', 'step-up', 'activation', 'registration'] as const;
const codeMailFor = (purpose: (typeof codePurposes)[number], more = {}) =>
  codeMail(
    branding,
    to,
    { kind: purpose, code: '042137', expiresAt: noon + 600_000, registrationID: 'abcdefgh', ...more },
    circumstances,
  );

const mails: readonly (readonly [string, Mail])[] = [
  ...Object.entries(notices).map(
    ([about, notice]) => [about, noticeMail(branding, to, notice, circumstances)] as const,
  ),
  ...Object.entries(operatorNotices).map(
    ([about, notice]) => [about, operatorMail(branding, to, notice, circumstances)] as const,
  ),
  ...codePurposes.map((purpose) => [`a code for ${purpose}`, codeMailFor(purpose)] as const),
];

/** What is read of an HTML mail: tags gone, entities resolved, links by where they lead. */
function wordsOf(html: string): string[] {
  const body = html.slice(html.indexOf('<body'));
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

describe.each(mails)('the mail about %s', (_, mail) => {
  it('says when, from which address, with which browser, and what to do if it was not you', () => {
    expect(mail.text).toContain(
      'When: 24 November 2026, 12:00 UTC\nFrom: 192.0.2.1\nBrowser or program: Firefox on Linux',
    );
    expect(mail.text).toMatch(/^If (this was not you|you mistyped).+\.$/m);
  });

  it('has the same words as text and as HTML', () => {
    expect(wordsOf(mail.html)).toEqual(mail.text.split(/\s+/).filter(Boolean));
  });

  it('goes to its one recipient, with a subject of one line that names the brand', () => {
    expect(mail.to).toBe(to);
    expect(mail.subject).toContain(branding.brand);
    expect(mail.subject).not.toMatch(/[\p{Cc}]/u);
    expect(mail.subject.length).toBeLessThanOrEqual(120);
  });

  it('is whole HTML with no markup but its own', () => {
    expect(mail.html).toMatch(/^<!doctype html><html lang="en">.*<\/html>$/s);
    expect(mail.html).not.toContain('<GmbH>');
    expect(mail.html).toContain('Sample &amp; Söhne &lt;GmbH&gt;');
    expect(mail.html).not.toMatch(/<(script|img|style|iframe|link)\b/);
    expect(mail.html).not.toContain('undefined');
  });
});

describe.each(Object.entries(notices))('a mail that is not about a code: %s', (_, notice) => {
  it('has no group of exactly six digits, whatever names, browser and address are', () => {
    const named = 'name' in notice ? { ...notice, name: 'Your code is 123456 <b>x987654y</b>' } : notice;
    const odd = { ...circumstances, browser: 'Agent/20100101', address: '2001:db8:1234:5678:9012::1' };
    const { subject, text, html } = noticeMail(branding, to, named, odd);
    for (const part of [subject, text, html]) expect(part).not.toMatch(sixDigits);
  });
});

describe.each(Object.entries(operatorNotices))('a mail that is not about a code: %s', (_, notice) => {
  it('has no group of exactly six digits, whatever the reason is', () => {
    const { subject, text, html } = operatorMail(branding, to, notice, circumstances);
    for (const part of [subject, text, html]) expect(part).not.toMatch(sixDigits);
  });
});

describe('a mail with a code', () => {
  it.each(codePurposes)('for %s has it at the end of the subject and in the first line', (purpose) => {
    const { subject, text, html } = codeMailFor(purpose);
    expect(subject).toMatch(/one-time password: 042137$/);
    expect(text.split('\n')[0]).toBe('042137 is your one-time password.');
    expect(text.match(/\d{6}/g)).toEqual(['042137']);
    expect(/\d{6}/.exec(html.slice(html.indexOf('<body')))?.[0]).toBe('042137');
  });

  it.each([
    [600_000, 10],
    [599_999, 9],
    [120_000, 2],
    [90_000, 1],
    [30_000, 1],
  ])('that lives %i ms more says %i minutes: never longer than it does', (left, minutes) => {
    expect(codeMailFor('sign-in', { expiresAt: noon + left }).text).toContain(`within ${minutes} minute`);
  });

  it('says what it is for, and is another mail for each purpose', () => {
    const texts = codePurposes.map((purpose) => codeMailFor(purpose).text);
    expect(new Set(texts).size).toBe(codePurposes.length);
    expect(codeMailFor('step-up').text).toContain('confirm that it is you');
  });
});

describe('the links in mails', () => {
  it.each([
    ['a reset that was asked for', `https://mfa.example.com/account/reset#token=${token}`],
    ['the first factor', `https://mfa.example.com/account/mfa/undo#token=${token}`],
    ['an undone activation', `https://mfa.example.com/account/reset#token=${token}`],
  ])('about %s lead to our origin, the token in the fragment: no server is told it', (about, url) => {
    const mail = noticeMail(branding, to, notices[about] as AccountMessage, circumstances);
    expect(mail.text).toContain(`\n${url}\n`);
    expect(mail.html).toContain(`<a href="${url}" `);
  });

  it('about a reset that the operator was asked for cancel it', () => {
    const notice = operatorNotices['a reset that the operator was asked for'] as OperatorMessage;
    const { text } = operatorMail(branding, to, notice, circumstances);
    expect(text).toContain(`\nhttps://mfa.example.com/account/mfa/cancel-reset#token=${token}\n`);
    expect(text).toContain('25 November 2026 at 12:00 UTC');
  });

  it('stand only in mails that are about one', () => {
    const withLinks = mails.filter(([, { html }]) => html.includes('<a ')).map(([about]) => about);
    expect(withLinks).toEqual([
      'an address that has an account',
      'a reset that was asked for',
      'an address without an account',
      'the first factor',
      'an undone activation',
      'a reset that the operator was asked for',
      'a reset by the operator',
      'a code for registration',
    ]);
  });
});

it('what a user typed is text in HTML, in names and in the browser', () => {
  const evil = `<img src=x onerror="alert('1')">&`;
  const notice = { kind: 'factor-disabled', method: 'email', name: evil } as const;
  const { html, text } = noticeMail(branding, to, notice, { ...circumstances, browser: evil });
  expect(html).not.toContain('<img');
  expect(html.split('&lt;img src=x onerror=&quot;alert(&#39;1&#39;)&quot;&gt;&amp;')).toHaveLength(3);
  expect(text.split(evil)).toHaveLength(3);
});

const organization = { id: 'acme', name: 'Sample & Söhne <GmbH>' };
const by = { name: 'Olivia <b>Owner</b>', email: 'olivia@example.com' };
const member = { name: 'Max', email: 'max@example.com' };
const accept = ['email', 'authenticator'] as const;
const organizationNotices: readonly OrganizationMessage[] = [
  {
    kind: 'invited',
    organization,
    by,
    role: 'owner',
    url: `${branding.origin}/account/accept-invite?code=${token}`,
  },
  { kind: 'removed', organization },
  { kind: 'role-changed', organization, role: 'owner' },
  { kind: 'role-changed', organization, role: 'member' },
  { kind: 'owner-added', organization, by, member },
  { kind: 'owner-gone', organization, by, member },
  { kind: 'mfa-required', organization, by, accept },
  { kind: 'mfa-required', organization, by, accept, deadline: noon },
  { kind: 'mfa-not-required', organization, by },
  { kind: 'mfa-due', organization, accept, deadline: noon },
  { kind: 'mfa-reset-requested', organization, by },
  { kind: 'mfa-reset-to-confirm', organization, by, member },
  { kind: 'mfa-reset', organization, by, required: true },
  { kind: 'mfa-reset', organization, by, required: false },
];

describe.each(organizationNotices.map((notice) => [notice.kind, notice] as const))(
  'the mail about an organization: %s',
  (_, notice) => {
    it('has the same words as text and as HTML, escaped, and says what to do if it is not right', () => {
      const mail = organizationMail(branding, to, notice, { at: noon });
      expect(wordsOf(mail.html)).toEqual(mail.text.split(/\s+/).filter(Boolean));
      expect(mail.html).not.toMatch(/<GmbH>|<b>|undefined/);
      expect(mail.subject).not.toMatch(/[\p{Cc}]/u);
      expect(mail.text).toMatch(/^(If |You get this mail as an owner).+\.$/m);
    });

    it('has no group of exactly six digits, whatever the names are', () => {
      const odd = { name: 'Code 123456', email: 'a123456@example.com' };
      const named = { ...notice, organization: { ...organization, name: '987654' }, by: odd, member: odd };
      const { subject, text, html } = organizationMail(branding, to, named as OrganizationMessage, {
        at: noon,
      });
      for (const part of [subject, text, html]) expect(part).not.toMatch(sixDigits);
    });
  },
);

describe('a number in the words of a user', () => {
  const invitation = (name: string) =>
    organizationMail(branding, to, { kind: 'removed', organization: { id: 'acme', name } }, { at: noon })
      .subject;

  it.each(['1234567 Ontario Inc.', '12345 Acme', 'Acme 2026', 'Acme 12 34 56', 'Reg. 0123456789'])(
    'stays where nobody can take it for a code: %s',
    (name) => {
      expect(invitation(name).replaceAll('\u2060', '')).toContain(name);
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
    expect(invitation(name).replace(/\p{Cf}/gu, '')).not.toMatch(/\p{Nd}{3}/u);
    expect(invitation(name)).toContain('…');
  });
});

describe("another's own words in a mail", () => {
  const branding = { brand: 'Example', origin: 'https://mfa.example.com' };
  const at = Date.UTC(2026, 10, 24, 12);
  const mail = organizationMail(
    branding,
    'guest@example.com',
    {
      kind: 'invited',
      organization: { id: 'acme', name: 'Win at https://evil.example/now, call 123456' },
      by: { name: 'www.evil.example', email: 'ada@example.com' },
      role: 'member',
      url: 'https://mfa.example.com/account/accept-invite?code=x',
    },
    { at, address: '203.0.113.9', browser: 'Firefox' } as { at: number },
  );

  it('are no link and no code', () => {
    for (const text of [mail.subject, mail.text, mail.html]) {
      expect(text).not.toMatch(/https:\/\/evil|evil\.example/);
      expect(text).not.toMatch(sixDigits);
      expect(text.replaceAll('\u2060', '')).toContain('evil.example');
    }
  });

  it('come without where they were written from', () => {
    expect(mail.text).toContain('When: 24 November 2026, 12:00 UTC');
    expect(mail.text).not.toContain('203.0.113.9');
    expect(mail.text).not.toContain('Firefox');
  });
});

describe('the colour of the brand', () => {
  const html = (color?: string) =>
    noticeMail(
      { ...branding, ...(color && { color }) },
      to,
      { kind: 'password-reset-requested', token },
      circumstances,
    ).html;

  it('is that of the links that look like buttons', () => {
    expect(html('#7a1f5c')).toContain('background:#7a1f5c;');
    expect(html()).toContain('background:#2253b0;');
  });
});
