import { describe, expect, it } from 'vitest';
import { isA, isAnswerOf } from '../../../cli/api/shape.ts';

const session = { id: 'u', name: 'Ada', email: 'a@example.com', expiresAt: '2026-11-25T12:00:00.000Z' };
const signIn = 'POST /auth/signin';

describe('an answer of the service', () => {
  it('has the types and the required members that the contract says', () => {
    expect(isAnswerOf(signIn, 200, { ...session, sessionToken: 'u.secret' })).toBe(true);
    expect(isAnswerOf('GET /keys', 200, [])).toBe(true);
    expect(isAnswerOf('DELETE /auth/signout', 204, undefined)).toBe(true);
    expect(isAnswerOf('POST /orgs/{orgID}/users/{userID}/mfa/reset', 204, undefined)).toBe(true);
  });

  it('may have members and values that are newer than this command', () => {
    expect(isAnswerOf(signIn, 200, { ...session, scope: 'something-new', more: { x: 1 } })).toBe(true);
    const membership = { id: 'o', name: 'Acme', role: 'auditor' };
    expect(isA('Membership', membership)).toBe(true);
  });

  it.each([
    ['a member of another type', signIn, 200, { ...session, sessionToken: 7 }],
    ['a member that is missing', signIn, 200, { id: 'u' }],
    ['null in place of text', signIn, 200, { ...session, name: null }],
    ['a list in place of an object', signIn, 200, []],
    ['an object in place of a list', 'GET /keys', 200, {}],
    ['an element of another shape', 'GET /keys', 200, [{ name: 'laptop' }]],
    ['null', signIn, 200, null],
    ['text', signIn, 200, 'hello'],
    ['nothing', signIn, 200, undefined],
    ['a body where there is none', 'DELETE /auth/signout', 204, {}],
    ['a status that it does not have', signIn, 201, session],
    ['an operation that there is not', 'GET /nothing', 200, {}],
  ])('does not have %s', (_, operation, status, value) => {
    expect(isAnswerOf(operation, status, value)).toBe(false);
  });
});
