import { describe, expect, it } from 'vitest';
import type { User } from '../../../core/accounts/user.ts';
import { isRefused } from '../../../core/kernel/decision.ts';
import { potsOfRegistration } from '../../../core/mail/mail-pots.ts';
import {
  confirmRegistration,
  confirmRegistrationByLink,
  newRegistration,
  type Registration,
  register,
  registrationLinkRefusal,
  tryRegistration,
} from '../../../core/sign-in/registration.ts';
import { noon, userWith } from '../../support/users.ts';

const registration = newRegistration(
  {
    id: 'registration-1',
    address: 'ada@example.com',
    email: 'Ada@example.com',
    name: 'Ada',
    passwordHash: 'hash',
    keyVersion: 1,
  },
  noon,
);
const asked = (set: Partial<Registration> = {}): Registration => ({ ...registration, ...set });

describe('a registration', () => {
  it('mails the code to the address as it was typed', () => {
    const decision = register(registration, { code: '123456', token: 'T' }, undefined, '192.0.2.1', noon);
    expect(decision).toMatchObject({
      send: { notice: { audience: 'code', to: { email: 'Ada@example.com' }, message: { code: '123456' } } },
    });
  });

  it('for an address with an account mails a notice to that account, and no code', () => {
    const decision = register(
      registration,
      { code: '123456', token: 'T' },
      userWith({ email: 'ada@example.com' }),
      '192.0.2.1',
      noon,
    );
    expect(decision).toMatchObject({
      send: { notice: { audience: 'account', message: { kind: 'address-has-account' } } },
    });
    expect(JSON.stringify(decision)).not.toContain('123456');
  });

  it('whose mail cannot be sent does not count as mailed, and says so', () => {
    for (const present of [undefined, userWith({})]) {
      const decision = register(registration, { code: '123456', token: 'T' }, present, '192.0.2.1', noon);
      if (isRefused(decision)) throw new Error('refused');
      expect(decision.send?.ifUnsent).toMatchObject({
        commit: [],
        refuse: { slug: 'unavailable', reason: 'mail-not-sent' },
      });
    }
  });

  it('takes from the same pots for an address with an account and for one without', () => {
    const potsOf = (present?: User) => {
      const decision = register(registration, { code: '123456', token: 'T' }, present, '192.0.2.1', noon);
      return 'pots' in decision ? decision.pots : undefined;
    };
    expect(potsOf()).toEqual(potsOfRegistration('ada@example.com', '192.0.2.1', noon));
    expect(potsOf(userWith({}))).toEqual(potsOf());
  });
});

describe('a try of its code', () => {
  it.each<[string, Registration | undefined, string]>([
    ['of an unknown registration', undefined, 'not-found'],
    ['after the fifth one', asked({ attempts: 5 }), 'challenge-over'],
    ['after it was used', asked({ usedAt: noon }), 'challenge-over'],
    ['at its end', asked({ expiresAt: noon }), 'challenge-over'],
  ])('%s is refused', (_, found, reason) => {
    expect(tryRegistration(found, noon)).toMatchObject({ refuse: { reason } });
  });

  it('is charged only below the limit of tries, before its end, and while it is unused', () => {
    const decision = tryRegistration(registration, noon);
    if (isRefused(decision)) throw new Error('refused');
    expect(decision.commit).toMatchObject([
      {
        kind: 'update',
        add: { attempts: 1 },
        when: [
          { attribute: 'purpose', is: 'equal', value: 'registration' },
          { attribute: 'usedAt', is: 'absent' },
          { attribute: 'expiresAt', is: 'above', value: noon },
          { attribute: 'attempts', is: 'below', value: 5 },
        ],
      },
    ]);
  });

  it.each([
    [0, 4],
    [3, 1],
    [4, 0],
  ])('that is wrong after %i others leaves %i', (attempts, attemptsLeft) => {
    expect(confirmRegistration(asked({ attempts }), false, undefined, 'user-1', noon)).toMatchObject({
      refuse: { reason: 'wrong-code', attemptsLeft },
    });
  });

  it('that is right makes the account with the password of this registration, and uses it up', () => {
    const decision = confirmRegistration(registration, true, undefined, 'user-1', noon);
    if (isRefused(decision)) throw new Error('refused');
    const [user, , used] = decision.commit;
    expect(user).toMatchObject({ kind: 'put', row: { passwordHash: 'hash', address: 'ada@example.com' } });
    expect(used).toMatchObject({ key: { id: 'registration-1' }, set: { usedAt: noon } });
    expect(decision.log).toMatchObject([{ subject: 'user#user-1', kind: 'account-created' }]);
  });

  it('that loses a race says whether the address was taken or the code was used', () => {
    const decision = confirmRegistration(registration, true, undefined, 'user-1', noon);
    if (isRefused(decision) || typeof decision.ifLost !== 'function') throw new Error('refused');
    const [user, , used] = decision.commit;
    if (!user || !used) throw new Error('changes are missing');
    expect(decision.ifLost([{ change: user }])).toMatchObject({ reason: 'address-taken' });
    expect(decision.ifLost([{ change: used }])).toMatchObject({ reason: 'challenge-over' });
  });
});

describe('the link of a registration', () => {
  const linkExpiresAt = noon + 3_600_000;

  it('works for an hour, after any number of wrong codes, until it is used', () => {
    const spent = asked({ attempts: 5 });
    expect(spent.linkExpiresAt).toBe(linkExpiresAt);
    expect(registrationLinkRefusal(spent, true, linkExpiresAt - 1)).toBeUndefined();
    const over = { reason: 'challenge-over' };
    expect(registrationLinkRefusal(spent, true, linkExpiresAt)).toMatchObject(over);
    expect(registrationLinkRefusal(asked({ usedAt: noon }), true, noon)).toMatchObject(over);
    const { linkExpiresAt: _, ...earlier } = registration;
    expect(registrationLinkRefusal(earlier, true, noon)).toMatchObject(over);
  });

  it('that is wrong is answered like that of an unknown registration', () => {
    const unknown = registrationLinkRefusal(undefined, true, noon);
    expect(unknown).toMatchObject({ reason: 'not-found' });
    expect(registrationLinkRefusal(registration, false, noon)).toEqual(unknown);
  });

  it('makes the account with the password that is entered, and keeps the name only if that is the same', () => {
    const made = (isTheSame: boolean) => {
      const chosen = { passwordHash: 'chosen', isTheSame };
      const decision = confirmRegistrationByLink(registration, chosen, 'user-1', noon);
      if (isRefused(decision)) throw new Error('refused');
      const [user] = decision.commit;
      return user?.kind === 'put' ? user.row : undefined;
    };
    expect(made(false)).toMatchObject({ passwordHash: 'chosen', name: 'ada' });
    expect(made(true)).toMatchObject({ passwordHash: 'hash', name: registration.name });
  });
});
