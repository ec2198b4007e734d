import { describe, expect, it } from 'vitest';
import { acceptedLanguage } from '../../../core/kernel/language.ts';

describe('the language of a request', () => {
  it.each([
    ['de', 'de'],
    ['de-AT', 'de'],
    ['DE-at;q=0.9', 'de'],
    ['en-US,en;q=0.9,de;q=0.8', 'en'],
    ['de;q=0.5, en;q=0.8', 'en'],
    ['xx, de;q=0.1', 'de'],
    ['de;q=0, en', 'en'],
    ['*', undefined],
    ['xx', undefined],
    ['constructor', undefined],
    ['de;q=high', undefined],
    ['', undefined],
    [undefined, undefined],
    [`${'x,'.repeat(300)}de`, undefined],
  ])('%j is %j', (header, language) => {
    expect(acceptedLanguage(header)).toBe(language);
  });
});
