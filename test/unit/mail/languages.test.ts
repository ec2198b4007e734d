import { describe, expect, it } from 'vitest';
import { languageNames, languageTags } from '../../../core/kernel/language.ts';
import type { Branding } from '../../../core/mail/compose.ts';
import type { AddressedNotice } from '../../../core/mail/notice.ts';
import { loadLanguage } from '../../../core/mail/texts/languages.ts';
import { writeMail } from '../../../core/mail/write-mail.ts';
import { code, sampleNotices } from '../../support/mail-messages.ts';
import { circumstances } from '../../support/users.ts';

const branding: Branding = {
  brand: 'Sample',
  origin: 'https://mfa.example.com',
  support: 'help@example.com',
};
const languages = await Promise.all(languageTags.map(loadLanguage));
const english = await loadLanguage('en');
const cases = languages.flatMap((language) =>
  sampleNotices.map((notice) => [language.tag, notice.message.kind, language, notice] as const),
);
const linksOf = (text: string) => (text.match(/https?:\S+/g) ?? []).sort();

/** What a mail has in common with no other language: its sentences, without links, names and numbers. */
const sentencesOf = (notice: AddressedNotice, language: typeof english) =>
  writeMail(language, branding, notice, circumstances)
    .text.replace(/https?:\S+/g, '')
    .split('\n')
    .filter((line) => line.split(' ').length > 3);

it('each language has the name that its speakers know', () => {
  expect(languages.map(({ tag }) => tag)).toEqual(Object.keys(languageNames));
  for (const tag of languageTags) expect(Intl.getCanonicalLocales(tag)).toEqual([tag]);
});

describe.each(cases)('in %s, a mail about %s', (tag, _kind, language, notice) => {
  const mail = writeMail(language, branding, notice, circumstances);

  it('says its language, and has a short subject that names the brand', () => {
    expect(mail.html).toContain(`<html lang="${tag}">`);
    expect(mail.subject).toContain(branding.brand);
    // Japanese characters are twice as wide.
    expect(mail.subject.length).toBeLessThanOrEqual(120);
    for (const part of [mail.subject, mail.text]) expect(part).not.toMatch(/undefined|\[object|NaN|Invalid/);
  });

  it('leads to the same pages as in English', () => {
    expect(linksOf(mail.text)).toEqual(linksOf(writeMail(english, branding, notice, circumstances).text));
  });

  it('has as many blocks as in English, none of them empty', () => {
    const blocks = (text: string) => text.trim().split('\n\n');
    expect(blocks(mail.text)).toHaveLength(
      blocks(writeMail(english, branding, notice, circumstances).text).length,
    );
    expect(blocks(mail.text)).not.toContain('');
  });

  it('has no sentence of another language', () => {
    const others = languages.filter((other) => other.tag !== tag);
    for (const other of others)
      for (const sentence of sentencesOf(notice, other))
        expect(mail.text.split('\n')).not.toContain(sentence);
  });

  it('has six digits only for a code, which is at the end of the subject and at the beginning of the text', () => {
    if (notice.audience !== 'code') expect(mail.text).not.toMatch(/(?<!\d)\d{6}(?!\d)/);
    else {
      expect(mail.subject.endsWith(code)).toBe(true);
      expect(mail.text.startsWith(code)).toBe(true);
      expect(mail.text.split(code)).toHaveLength(2);
    }
  });

  it('names who and what it is about, as in English', () => {
    const { subject, text } = writeMail(english, branding, notice, circumstances);
    for (const name of namesIn(notice.message).filter((name) => `${subject} ${text}`.includes(name)))
      expect(`${mail.subject} ${mail.text}`).toContain(name);
  });
});

/** The names that people typed in a message. */
function namesIn(value: unknown, field = ''): string[] {
  if (typeof value === 'string')
    return ['name', 'before', 'email', 'fingerprint'].includes(field) ? [value] : [];
  if (typeof value !== 'object' || value === null) return [];
  return Object.entries(value).flatMap(([key, inner]) => namesIn(inner, key));
}
