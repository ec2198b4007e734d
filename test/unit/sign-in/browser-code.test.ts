import { describe, expect, it } from 'vitest';
import { browserCodeKey, parse } from '../../../core/factors/browser-code.ts';
import type { FactorType } from '../../../core/factors/factor.ts';
import { isRefused } from '../../../core/kernel/decision.ts';
import { makeBrowserCode } from '../../../core/sign-in/browser-code.ts';
import { memoryStore } from '../../support/memory-store.ts';
import { accepted } from '../../support/organization-rows.ts';
import { noon, repeatableRandom, userOf } from '../../support/users.ts';

const key = { version: 1, bytes: new Uint8Array(32) };
const make = (...types: readonly FactorType[]) =>
  makeBrowserCode(userOf(types), key, repeatableRandom(1), noon);

describe('a code for the terminal', () => {
  it('is made for an account that has nothing but passkeys, and logged', () => {
    const decision = accepted(make('passkey', 'passkey'));
    expect(decision).toMatchObject({
      log: [{ subject: 'user#ada', kind: 'browser-code-made' }],
      notify: [],
      answer: { code: expect.stringMatching(/^\w{4}-\w{4}$/), expiresAt: noon + 120_000 },
    });
    const store = memoryStore();
    store.commitNow(decision.commit);
    expect(store.rowAt({ table: 'challenges', key: browserCodeKey('ada') })).toBeDefined();
    expect(parse(decision.answer.code)).toBeDefined();
  });

  it.each<[readonly FactorType[], readonly string[]]>([
    [[], []],
    [['email'], ['email']],
    [
      ['passkey', 'authenticator', 'email'],
      ['authenticator', 'email'],
    ],
  ])('is not made for an account with %j, which can type %j', (types, methods) => {
    const decision = make(...types);
    expect(isRefused(decision) && decision.refuse).toMatchObject({
      reason: 'browser-code-not-needed',
      methods,
    });
  });
});
