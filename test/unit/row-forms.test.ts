import { describe, expect, it } from 'vitest';
import type { Row } from '../../core/kernel/rows.ts';
import { formViolations, RowFormReader } from '../support/row-forms.ts';

const user = { id: 'user#7', name: 'Jane', failures: 2, factors: [{ id: 'a', type: 'email' }] };

function formsOf(rows: readonly Row[], version = 1) {
  const reader = new RowFormReader();
  reader.add('users', rows);
  return reader.forms({ users: version });
}

describe('what rows look like', () => {
  it('is learned by kind: attributes, what is nested in them, and what may be missing', () => {
    const { name: _, ...nameless } = user;
    expect(formsOf([user, nameless, { id: 'address#a@example.com', userID: '7' }])).toEqual({
      users: {
        schemaVersion: 1,
        kinds: {
          'address#': { id: 'string', userID: 'string' },
          'user#': {
            factors: 'list',
            'factors[]': 'map',
            'factors[].id': 'string',
            'factors[].type': 'string',
            failures: 'number',
            id: 'string',
            'name?': 'string',
          },
        },
      },
    });
  });

  it.each<[string, readonly Row[]]>([
    ['a new attribute', [{ ...user, language: 'de' }]],
    ['a new attribute in a list', [{ ...user, factors: [{ id: 'a', type: 'email', name: 'Work' }] }]],
    ['a new kind', [user, { id: 'device#1' }]],
    [
      'an empty list',
      [
        { ...user, factors: [user.factors[0]] },
        { ...user, factors: [...user.factors, ...user.factors] },
      ],
    ],
  ])('may gain %s', (_, rows) => {
    expect(formViolations(formsOf([user]), formsOf(rows))).toEqual([]);
  });

  it.each<[string, readonly Row[], string]>([
    [
      'an attribute',
      [{ ...user, name: undefined }].map(({ name: _, ...rest }) => rest),
      'name was always there',
    ],
    [
      'an attribute in some rows',
      [user, { id: 'user#8', failures: 1, factors: user.factors }],
      'name was always there',
    ],
    ['the type of a value', [{ ...user, failures: '2' }], 'failures was number, and may be string'],
    [
      'the type of a nested value',
      [{ ...user, factors: [{ id: 1, type: 'email' }] }],
      'factors[].id was string',
    ],
    ['a kind', [{ id: 'device#1' }], 'rows of the kind user# are no longer written'],
  ])('may not lose %s', (_, rows, words) => {
    const found = formViolations(formsOf([user]), formsOf(rows));
    expect(found).toHaveLength(1);
    expect(found[0]).toContain(words);
    expect(formViolations(formsOf([user]), formsOf(rows, 2))).toEqual([]);
  });
});
