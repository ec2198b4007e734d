import { describe, expect, it } from 'vitest';
import type { User } from '../../../core/accounts/user.ts';
import type { CodeMethod } from '../../../core/factors/factor.ts';
import { codeMethods } from '../../../core/factors/factor.ts';
import { failedMethods, tellOfUnlock, unlockAccount } from '../../../core/operator/operator-unlock.ts';
import { noon, userWith } from '../../support/users.ts';

const failing = (method: CodeMethod, failures: number, more: Partial<User> = {}): User =>
  userWith({ [`${method}Failures`]: failures, [`${method}FailedAt`]: noon, ...more });

describe('the mail about an unlock', () => {
  it('goes to the user, with the reason if there is one', () => {
    const messageOf = (operator: { readonly who: string; readonly reason?: string }) => {
      const decision = tellOfUnlock(userWith(), operator);
      return 'notify' in decision ? decision.notify?.map(({ message }) => message) : [];
    };
    expect(messageOf({ who: 'ada', reason: 'called' })).toEqual([
      { kind: 'methods-unlocked', reason: 'called' },
    ]);
    expect(messageOf({ who: 'ada' })).toEqual([{ kind: 'methods-unlocked' }]);
  });
});

describe('the methods with wrong codes', () => {
  it('are none for an account without any', () => {
    expect(failedMethods(userWith(), noon)).toEqual([]);
  });

  it.each(codeMethods)('include %s, whatever the method', (method) => {
    expect(failedMethods(failing(method, 3), noon)).toEqual([
      { method, failures: 3, isLocked: false, waitSeconds: 0 },
    ]);
  });

  it('say how long a method waits', () => {
    expect(failedMethods(failing('authenticator', 11), noon + 20_000)).toMatchObject([{ waitSeconds: 40 }]);
  });

  it('say that a locked one is locked, and do not promise an end of it', () => {
    expect(failedMethods(failing('email', 100), noon)).toMatchObject([{ isLocked: true, waitSeconds: 0 }]);
  });
});

describe('an unlock', () => {
  it('changes nothing of an account that is not locked', () => {
    expect(unlockAccount(userWith(), noon)).toEqual({
      methods: [],
      sendsMailAgain: false,
      confirms: false,
      changes: [],
    });
  });

  it.each(codeMethods)('clears the wrong codes of %s', (method) => {
    const { methods, changes } = unlockAccount(failing(method, 100), noon);
    expect(methods).toEqual([method]);
    const [change] = changes;
    expect(change).toMatchObject({ table: 'users', key: { id: 'user#ada' }, kind: 'update' });
    const set = (change as { set: Record<string, unknown> }).set;
    expect(Object.entries(set)).toContainEqual([`${method}Failures`, undefined]);
    expect(Object.entries(set)).toContainEqual([`${method}FailedAt`, undefined]);
  });

  it('sends mail again to a mailbox that it came back from, also where no code was wrong', () => {
    const user = userWith({ mailReturned: { reason: 'bounce', at: noon } });
    const { methods, sendsMailAgain, changes } = unlockAccount(user, noon);
    expect({ methods, sendsMailAgain }).toEqual({ methods: [], sendsMailAgain: true });
    expect(Object.entries((changes[0] as { set: object }).set)).toContainEqual(['mailReturned', undefined]);
  });

  it('ends the wait for a confirmation by an owner', () => {
    const { confirms, changes } = unlockAccount(userWith({ awaitingConfirmation: ['acme'] }), noon);
    expect(confirms).toBe(true);
    expect(Object.entries((changes[0] as { set: object }).set)).toContainEqual([
      'awaitingConfirmation',
      undefined,
    ]);
  });

  it('is for the credentials that it was decided on', () => {
    const [change] = unlockAccount(failing('email', 1, { credentialVersion: 7 }), noon).changes;
    expect(JSON.stringify(change)).toContain('"credentialVersion"');
    expect(JSON.stringify(change)).toContain('7');
  });
});
