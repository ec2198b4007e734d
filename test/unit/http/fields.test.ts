import { Ajv2020 } from 'ajv/dist/2020.js';
import addFormats from 'ajv-formats';
import * as fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import * as z from 'zod/mini';
import { toJSONSchema } from 'zod/v4/core';

import { factorTypes } from '../../../core/factors/factor.ts';
import { parse as parseRecoveryCode } from '../../../core/factors/recovery-code.ts';
import { parseSixDigits } from '../../../core/factors/typed-code.ts';
import { displayNameRefusal } from '../../../core/kernel/display-name.ts';
import {
  acceptedTypes,
  email,
  factorType,
  flag,
  id,
  identifier,
  invitedRole,
  keyName,
  moment,
  name,
  otp,
  role,
  sixDigits,
} from '../../../functions/http/fields.ts';
import { readBody } from '../../../functions/http/middleware/body.ts';
import type { AnyStep } from '../../../functions/http/step.ts';
import { Refusal } from '../../../functions/refusal.ts';
import { toEvent } from '../../support/service.ts';

const ajv = new Ajv2020({ strict: false });
addFormats.default(ajv, ['email', 'date-time']);
ajv.addFormat('one-time-password', (text) => parseSixDigits(text) !== undefined);
ajv.addFormat(
  'one-time-password-or-recovery-code',
  (text) => (parseSixDigits(text) ?? parseRecoveryCode(text)) !== undefined,
);
ajv.addFormat('display-name', (text) => displayNameRefusal(text) === undefined);

const fields = {
  ...{
    acceptedTypes,
    email,
    factorType,
    flag,
    id,
    identifier,
    invitedRole,
    keyName,
    moment,
    name,
    otp,
    role,
  },
  sixDigits,
};
type Field = keyof typeof fields;
const schemaOf = (field: Field) =>
  toJSONSchema(fields[field] as unknown as Parameters<typeof toJSONSchema>[0], { io: 'input' });

function errorsOf(field: Field, value: unknown) {
  const step = { name: 'auth/sign-in', body: z.object({ field: fields[field] }), answers: {}, uses: {} };
  const event = toEvent('auth/sign-in', { body: { field: value } });
  try {
    readBody(event, { ...step, run: async () => ({ status: 204 }) } as AnyStep);
    return [];
  } catch (error) {
    if (error instanceof Refusal) return error.problem.errors ?? [];
    throw error;
  }
}

describe('a field that is invalid is refused for one reason', () => {
  it.each<[Field, unknown, string, object?]>([
    ['name', undefined, 'field-missing'],
    ['name', '', 'field-missing'],
    ['name', ' \u00a0\ufeff', 'field-missing'],
    ['name', null, 'field-not-text'],
    ['name', 7, 'field-not-text'],
    ['name', ['x'], 'field-not-text'],
    ['name', '\ud800', 'field-not-unicode'],
    ['name', 'a\nb', 'field-not-one-line'],
    ['name', 'a\u2028b', 'field-not-one-line'],
    ['name', 'x'.repeat(101), 'field-too-long', { maximum: 100 }],
    ['name', '\u200b', 'name-invisible'],
    ['name', '\u202eAda', 'name-hides-characters'],
    ['email', 'no address', 'email-invalid'],
    ['email', `${'x'.repeat(250)}@example.com`, 'field-too-long', { maximum: 254 }],
    ['keyName', '-laptop', 'key-name-invalid'],
    ['keyName', 'my laptop', 'key-name-invalid'],
    ['factorType', 'pigeon', 'method-unknown', { methods: factorTypes }],
    ['factorType', undefined, 'field-missing'],
    ['role', 'admin', 'role-unknown'],
    ['invitedRole', 2, 'role-unknown'],
    ['invitedRole', undefined, 'field-missing'],
    ['acceptedTypes', 'email', 'field-not-list'],
    ['acceptedTypes', [], 'methods-missing'],
    ['acceptedTypes', [...factorTypes, 'email'], 'method-repeated'],
    ['acceptedTypes', ['pigeon'], 'method-unknown', { methods: factorTypes }],
    ['flag', 'true', 'field-not-boolean'],
    ['flag', null, 'field-not-boolean'],
    ['moment', '2030-01-31', 'field-not-date-time'],
    ['moment', 1_900_000_000, 'field-not-date-time'],
  ])('%s of %j: %s', (field, value, reason, parameters = {}) => {
    const pointer = expect.stringMatching(/^\/field(\/0)?$/);
    expect(errorsOf(field, value)).toEqual([
      { pointer, reason, detail: expect.stringMatching(/^[A-Z].*\.$/), ...parameters },
    ]);
  });

  it('and looked at no further', () => {
    expect(errorsOf('name', '\n'.repeat(30_000))).toMatchObject([{ reason: 'field-too-long' }]);
  });

  it('whose length is counted in code points, as JSON Schema counts it', () => {
    expect(errorsOf('name', '😀'.repeat(100))).toEqual([]);
    expect(errorsOf('name', '😀'.repeat(101))).toHaveLength(1);
  });
});

describe('the JSON Schema of a field allows what the service takes, and nothing else', () => {
  /** Rules that no JSON Schema can tell are tried with values that they do not refuse. */
  const text = fc.oneof(
    fc.string({ unit: 'grapheme', maxLength: 110 }),
    fc.string({
      unit: fc.constantFrom(
        '\u0000',
        '\n',
        '\u2028',
        '\u0085',
        ' ',
        '\ufeff',
        '\u200b',
        '\u202e',
        '\u200d',
        'a',
        '😀',
      ),
    }),
    fc.constantFrom('', 'x'.repeat(100), 'x'.repeat(101), '😀'.repeat(100), '😀'.repeat(101)),
  );
  const value = fc.oneof(text, fc.jsonValue());

  it.each<[Field, fc.Arbitrary<unknown>]>([
    ['name', value],
    ['identifier', value],
    ['id', value],
    ['keyName', fc.oneof(value, fc.stringMatching(/^[A-Za-z0-9._@-]{0,70}$/))],
    ['factorType', fc.oneof(value, fc.constantFrom('email', 'authenticator'))],
    ['role', fc.oneof(value, fc.constantFrom('owner', 'member'))],
    ['invitedRole', fc.oneof(value, fc.constantFrom('owner', 'member', 1, 5, 0, '1'))],
    ['acceptedTypes', fc.oneof(value, fc.array(fc.constantFrom('email', 'authenticator', 'pigeon')))],
    ['flag', fc.oneof(value, fc.boolean())],
    [
      'moment',
      fc.oneof(
        value,
        fc.date({ noInvalidDate: true }).map((date) => date.toJSON()),
      ),
    ],
  ])('%s', (field, values) => {
    const isDescribed = ajv.compile(schemaOf(field));
    fc.assert(
      fc.property(values, (given) => {
        expect(isDescribed(given), JSON.stringify(given)).toBe(errorsOf(field, given).length === 0);
      }),
      { numRuns: 300 },
    );
  });

  it('codes: as the methods read them', () => {
    const isOtp = ajv.compile(schemaOf('otp'));
    const areSixDigits = ajv.compile(schemaOf('sixDigits'));
    const typed = fc.oneof(
      text,
      fc.string({ unit: fc.constantFrom(...'0123456789 -'), maxLength: 12 }),
      fc.string({ unit: fc.constantFrom(...'ABCxyz01278 -'), minLength: 15, maxLength: 30 }),
    );
    fc.assert(
      fc.property(typed, (given) => {
        expect(areSixDigits(given), given).toBe(parseSixDigits(given) !== undefined);
        expect(isOtp(given), given).toBe((parseSixDigits(given) ?? parseRecoveryCode(given)) !== undefined);
      }),
      { numRuns: 1000 },
    );
  });

  it('email addresses: every address that the document allows is taken', () => {
    const isDescribed = ajv.compile(schemaOf('email'));
    fc.assert(
      fc.property(fc.oneof(fc.emailAddress(), text), (given) => {
        if (errorsOf('email', given).length > 0 && !/xn--/i.test(given))
          expect(isDescribed(given), given).toBe(false);
      }),
      { numRuns: 300 },
    );
  });
});
