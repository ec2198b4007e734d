import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { describe, expect, it } from 'vitest';
import { problem } from '../../core/kernel/problem.ts';
import { type Reason, reasons } from '../../core/kernel/reasons.ts';
import { exampleOf } from '../../functions/openapi/problems.ts';
import { chooseLanguage } from '../../static-site/src/texts/choose-language.ts';
import { english } from '../../static-site/src/texts/en/index.ts';
import { englishOrganizations } from '../../static-site/src/texts/en/organizations.ts';
import { formatsFor } from '../../static-site/src/texts/formats.ts';
import { languages } from '../../static-site/src/texts/languages.ts';
import { reasonText } from '../../static-site/src/texts/reason-texts.ts';

const britain = formatsFor('en-GB');
const known = Object.keys(languages);

/** Every language there is, with its texts. */
const catalogues = [
  { tag: 'en', texts: english(britain), organizations: englishOrganizations(britain) },
  ...(await Promise.all(
    Object.entries(languages).map(async ([tag, language]) => ({
      tag,
      texts: (await language.texts())(formatsFor(tag)),
      organizations: (await language.organizations())(formatsFor(tag)),
    })),
  )),
];

const refusals = (Object.keys(reasons) as Reason[]).map((reason) => exampleOf(reason));

describe.each(catalogues)('the dashboard in $tag', ({ tag, texts, organizations }) => {
  it.each(refusals)('says what happened for the reason $reason', (refused) => {
    const text = reasonText(texts.reasons, { ...refused, detail: 'DETAIL' });
    expect(text).toMatch(/\p{L}{2}/u);
    expect(text).not.toMatch(/DETAIL|undefined|NaN|\[object/);
  });

  it('has no empty text but the one that nothing is said for', () => {
    expect(emptyTexts({ texts, organizations })).toEqual(['.texts.code.from.email']);
  });

  it('imports nothing from outside its folder but types, because the first script waits for it', () => {
    const folder = fileURLToPath(new URL(`../../static-site/src/texts/${tag}`, import.meta.url));
    const imports = readdirSync(folder).flatMap((name) =>
      [...readFileSync(join(folder, name), 'utf8').matchAll(/^import (?!type ).*'(.*)';$/gm)].map(
        ([, path]) => path,
      ),
    );
    expect(imports.filter((path) => !path?.startsWith('./'))).toEqual([]);
  });
});

function emptyTexts(value: unknown, path = ''): string[] {
  if (value === '') return [path];
  if (typeof value !== 'object' || value === null) return [];
  return Object.entries(value).flatMap(([key, inner]) => emptyTexts(inner, `${path}.${key}`));
}

describe('a wait', () => {
  const { reasons: words } = english(britain);
  const wait = (retryAfterSeconds: number) =>
    reasonText(words, { ...problem('code-just-sent', { retryAfterSeconds }) });

  it('is counted down, and then over', () => {
    expect(wait(30)).toBe('The code was just sent. Wait 30 seconds, then try again.');
    expect(wait(1)).toBe('The code was just sent. Wait 1 second, then try again.');
    expect(wait(0)).toBe('The code was just sent. You can try again now.');
  });
});

describe('a reason that only a newer service knows', () => {
  const { reasons: words } = english(britain);

  it.each(['moon-in-the-way', 'constructor', '', undefined])('is %j: its own sentence is shown', (reason) => {
    expect(reasonText(words, { reason, detail: 'Wait for the moon.' })).toBe('Wait for the moon.');
    expect(reasonText(words, { reason })).toBeUndefined();
  });
});

describe('formats', () => {
  it.each([
    [1, '1 try'],
    [2, '2 tries'],
    [1200, '1,200 tries'],
  ])('count %i', (count, text) => {
    expect(britain.plural(count, { one: '# try', other: '# tries' })).toBe(text);
  });

  it('have the plural forms of each language', () => {
    const polish = formatsFor('pl');
    const tries = (count: number) =>
      polish.plural(count, { one: '# próba', few: '# próby', other: '# prób' });
    expect([1, 3, 5, 22].map(tries)).toEqual(['1 próba', '3 próby', '5 prób', '22 próby']);
  });

  it.each([
    [1, '1 second'],
    [119, '119 seconds'],
    [121, '3 minutes'],
    [3600, '60 minutes'],
    [7201, '3 hours'],
  ])('round %i seconds up', (seconds, text) => {
    expect(britain.duration(seconds)).toBe(text);
  });

  it('write lists and dates as the locale does', () => {
    expect(britain.list(['a', 'b', 'c'])).toBe('a, b and c');
    expect(formatsFor('de').choice(['a', 'b'])).toBe('a oder b');
    expect(britain.moment('2026-11-30T12:00:00Z')).toMatch(/^30 Nov 2026, /);
    expect(britain.moment('soon')).toBe('');
  });
});

describe('the language of a reader', () => {
  it.each([
    [['de-AT', 'en'], ['en', 'de'], { language: 'de', locale: 'de-AT' }],
    [['pt-BR', 'en-GB'], ['en', 'de'], { language: 'en', locale: 'en-GB' }],
    [['pt-BR'], ['en', 'pt-BR'], { language: 'pt-BR', locale: 'pt-BR' }],
    [['ja'], ['en', 'de'], { language: 'en', locale: 'en' }],
    [[], ['en'], { language: 'en', locale: 'en' }],
  ])('who wants %j of %j is %j', (wanted, have, choice) => {
    expect(chooseLanguage(wanted, have)).toEqual(choice);
  });

  it('is never one that is not there', () => {
    expect(chooseLanguage(['xx', 'constructor'], known).language).toBe('en');
  });
});
