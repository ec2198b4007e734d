import { describe, expect, it } from 'vitest';
import { chooseLanguage } from '../../../cli/texts/choose-language.ts';
import { english } from '../../../cli/texts/en/index.ts';
import { formatsFor } from '../../../cli/texts/formats.ts';
import { languages } from '../../../cli/texts/languages.ts';
import { reasonText } from '../../../cli/texts/reason-texts.ts';
import { problem } from '../../../core/kernel/problem.ts';
import { type Reason, reasons } from '../../../core/kernel/reasons.ts';
import { exampleOf } from '../../../functions/openapi/problems.ts';

const texts = english(formatsFor('en-GB'));

/** Every language there is, with its texts. */
const catalogues = [
  { tag: 'en', texts },
  ...(await Promise.all(
    Object.entries(languages).map(async ([tag, load]) => ({ tag, texts: (await load())(formatsFor(tag)) })),
  )),
];

const refusals = (Object.keys(reasons) as Reason[]).map((reason) => exampleOf(reason));

describe.each(catalogues)('the command in $tag', ({ texts }) => {
  it.each(refusals)('says what happened for the reason $reason', (refused) => {
    const text = reasonText(texts.reasons, { ...refused, detail: 'DETAIL' });
    expect(text).toMatch(/\p{L}{2}/u);
    expect(text).not.toMatch(/DETAIL|undefined|NaN|\[object/);
  });

  it('has no empty text but the titles of four columns', () => {
    const columns = [
      'factors.columns.preferred',
      'sessions.columns.current',
      'devices.columns.current',
      'events.columns.about',
    ];
    expect(emptyTexts(texts).sort()).toEqual(columns.sort());
  });
});

function emptyTexts(value: unknown, path = ''): string[] {
  if (value === '') return [path];
  if (typeof value !== 'object' || value === null) return [];
  return Object.entries(value).flatMap(([key, inner]) => emptyTexts(inner, path ? `${path}.${key}` : key));
}

describe('a refusal', () => {
  it('is in our words, with its parameters', () => {
    const tries = (attemptsLeft: number) =>
      reasonText(texts.reasons, problem('wrong-code', { attemptsLeft }));
    expect(tries(2)).toBe('The code is wrong. Check it and try again: 2 tries left.');
    expect(tries(1)).toBe('The code is wrong. Check it and try again: 1 try left.');
    expect(tries(0)).toBe(
      'The code is wrong, and no tries are left. Run the command again to get a new code.',
    );
  });

  it.each(['moon-in-the-way', 'constructor', '', undefined])(
    'for the unknown reason %j is in the words of the service, without their power over the terminal',
    (reason) => {
      expect(reasonText(texts.reasons, { reason, detail: 'Wait for\u001b[2J the \u202emoon.' })).toBe(
        'Wait for\ufffd[2J the \ufffdmoon.',
      );
    },
  );

  it('without a parameter that its text needs is in the words of the service', () => {
    expect(reasonText(texts.reasons, { reason: 'key-limit', detail: 'Too many keys.' })).toBe(
      'Too many keys.',
    );
  });

  it('has no parameter that controls the terminal', () => {
    const named = { reason: 'owner-needed', organization: 'Ac\u001b[2Jme' };
    expect(reasonText(texts.reasons, named)).toBe(
      'Only an owner of Ac\ufffd[2Jme can do this. Ask one of them.',
    );
    const listed = { reason: 'method-unknown', methods: ['a\u0007', 'b'] };
    expect(reasonText(texts.reasons, listed)).toBe('The method must be one of these: a\ufffd or b.');
  });
});

describe('the language of a run', () => {
  const known = ['en', 'de', 'pt-BR'];
  it.each([
    [{ LANG: 'de_AT.UTF-8' }, { language: 'de', locale: 'de-AT' }],
    [{ LANG: 'de' }, { language: 'de', locale: 'de' }],
    [{ LANG: 'pt_BR.UTF-8@euro' }, { language: 'pt-BR', locale: 'pt-BR' }],
    [
      { LANG: 'de_DE.UTF-8', LC_MESSAGES: 'en_GB.UTF-8' },
      { language: 'en', locale: 'en-GB' },
    ],
    [
      { LC_MESSAGES: 'en_GB', LC_ALL: 'de_DE' },
      { language: 'de', locale: 'de-DE' },
    ],
    [
      { LC_ALL: '', LANG: 'de_DE' },
      { language: 'de', locale: 'de-DE' },
    ],
    [{ LANG: 'C.UTF-8' }, { language: 'en', locale: 'en' }],
    [{ LANG: 'de_?!' }, { language: 'en', locale: 'en' }],
    [{ LANG: 'ja_JP.UTF-8' }, { language: 'en', locale: 'en' }],
    [{}, { language: 'en', locale: 'en' }],
  ])('with %j is %j', (environment, choice) => {
    expect(chooseLanguage(environment, known)).toEqual(choice);
  });
});
