import { describe, expect, it } from 'vitest';
import { voidPassword } from '../../../core/accounts/user.ts';
import { isRefused } from '../../../core/kernel/decision.ts';
import { potsOfReset } from '../../../core/mail/mail-pots.ts';
import type { MailLink } from '../../../core/sign-in/mail-link.ts';
import {
  changePassword,
  removePassword,
  requestPasswordReset,
  resetPassword,
  strengthenHash,
} from '../../../core/sign-in/password-change.ts';
import { noon, repeatableRandom, userWith } from '../../support/users.ts';

const link = (set: Partial<MailLink> = {}): MailLink => ({
  id: 'password-reset#digest',
  purpose: 'password-reset',
  userID: 'user-1',
  credentialVersion: 1,
  expiresAt: noon + 1000,
  ttl: 0,
  ...set,
});
const account = userWith({ credentialVersion: 1 });
const address = { canonical: 'ada@example.com', mailbox: 'Ada@example.com' };

describe('a change of the password', () => {
  it('ends the other sessions, voids what followed the old password, and is logged and mailed about', () => {
    expect(
      changePassword(account, 'new', { keptSessionID: 'kept', keepKeys: [], source: '192.0.2.1' }, noon),
    ).toMatchObject({
      commit: [
        {
          set: { passwordHash: 'new', credentialVersion: 2, keptSessionID: 'kept' },
          add: { sessionGeneration: 1 },
        },
        // Places of earlier sign-ins are forgotten, and that of the change is known.
        { key: { id: 'address#ada@example.com' }, set: { placesSince: noon } },
        { table: 'challenges', set: { expiresAt: noon + 30 * 86_400_000 } },
      ],
      log: [{ kind: 'password-changed' }],
      notify: [{ message: { kind: 'password-changed' } }],
    });
  });
});

describe('a change of the password by a user with SSH keys', () => {
  const withKeys = userWith({
    keys: [
      { name: 'laptop', fingerprint: 'SHA256:1' },
      { name: 'unknown', fingerprint: 'SHA256:2' },
    ],
  });

  it('removes those that are not kept by name, logs each, and names both in the mail', () => {
    expect(
      changePassword(
        withKeys,
        'new',
        { keptSessionID: 'kept', keepKeys: ['laptop'], source: '192.0.2.1' },
        noon,
      ),
    ).toMatchObject({
      commit: [
        { set: { keys: [{ name: 'laptop' }] } },
        { kind: 'delete', key: { id: 'ssh-key#SHA256:2' } },
        {},
        {},
      ],
      log: [{ kind: 'password-changed' }, { kind: 'key-removed', details: { key: { name: 'unknown' } } }],
      notify: [{ message: { kind: 'password-changed', keysRemoved: ['unknown'], keysKept: ['laptop'] } }],
    });
    expect(
      changePassword(withKeys, 'new', { keptSessionID: 'kept', keepKeys: [], source: '192.0.2.1' }, noon),
    ).toMatchObject({
      commit: [{ set: { keys: undefined } }, { kind: 'delete' }, { kind: 'delete' }, {}, {}],
    });
  });

  it('changes nothing if a key to keep does not exist', () => {
    expect(
      changePassword(
        withKeys,
        'new',
        { keptSessionID: 'kept', keepKeys: ['laptop', 'desk'], source: '192.0.2.1' },
        noon,
      ),
    ).toMatchObject({
      refuse: { errors: [{ pointer: '/keepKeys', reason: 'keys-unknown', names: ['desk'] }] },
    });
  });
});

describe('a request for a reset', () => {
  const asker = { source: '192.0.2.1', knownBy: undefined };
  const decide = (user?: typeof account) =>
    requestPasswordReset(address, user, asker, noon, repeatableRandom(1));

  it('mails a link to the stored address, and to an unknown one that it has no account', () => {
    expect(decide(account)).toMatchObject({
      send: { notice: { to: { email: account.email }, message: { kind: 'password-reset-requested' } } },
    });
    expect(decide()).toMatchObject({
      send: { notice: { to: { email: 'Ada@example.com' }, message: { kind: 'no-account' } } },
    });
  });

  it('costs the same writes for known and unknown addresses', () => {
    const tables = (user?: typeof account) => decide(user).commit?.map(({ table, kind }) => [table, kind]);
    expect(tables(account)).toEqual(tables());
  });

  it('takes from the same pots for both', () => {
    const potsOf = (user?: typeof account) => {
      const decision = decide(user);
      return 'pots' in decision ? decision.pots : undefined;
    };
    expect(potsOf(account)).toEqual(potsOfReset(address.canonical, asker, noon));
    expect(potsOf(account)).toEqual(potsOf());
  });

  it('whose mail cannot be sent does not count as mailed, for either', () => {
    for (const decision of [decide(account), decide()]) {
      if (isRefused(decision)) throw new Error('refused');
      expect(decision.send?.ifUnsent).toMatchObject({
        commit: [],
        refuse: { reason: 'mail-not-sent' },
      });
    }
  });
});

describe('a reset of the password', () => {
  it.each([
    ['a link that was used', link({ usedAt: noon - 1 })],
    ['a link at its end', link({ expiresAt: noon })],
    ['a link of another purpose', link({ purpose: 'undo' })],
    ['a link from before another change of credentials', link({ credentialVersion: 0 })],
  ])('is refused for %s', (_, given) => {
    expect(resetPassword(account, given, 'new', { source: 'source' }, noon)).toMatchObject({
      refuse: { reason: 'link-over' },
    });
  });

  it('uses the link up, ends every session, removes SSH keys, and leaves factors as they are', () => {
    const user = userWith({ credentialVersion: 1, keys: [{ name: 'laptop', fingerprint: 'SHA256:x' }] });
    const decision = resetPassword(user, link(), 'new', { source: 'source' }, noon);
    if (isRefused(decision)) throw new Error('refused');
    const [used, changed, claim] = decision.commit;
    expect(used).toMatchObject({ set: { usedAt: noon } });
    expect(changed).toMatchObject({
      set: { passwordHash: 'new', keys: undefined, mailReturned: undefined, keptSessionID: undefined },
      add: { sessionGeneration: 1 },
    });
    expect(Object.keys(changed?.kind === 'update' ? changed.set : {})).not.toContain('factors');
    expect(claim).toMatchObject({ kind: 'delete', key: { id: 'ssh-key#SHA256:x' } });
    expect(decision).toMatchObject({
      log: [{ kind: 'password-reset' }],
      notify: [{ message: { keysRemoved: 1 } }],
    });
  });
});

it('a stronger hash of the same password changes no credentials', () => {
  const decision = strengthenHash(account, 'stronger');
  expect(decision.commit).toMatchObject([{ set: { passwordHash: 'stronger' } }]);
  expect(JSON.stringify(decision.commit)).not.toContain('credentialVersion":2');
});

describe('an account that goes without a password', () => {
  const rpID = 'mfa.example.com';
  const passkey = (id: string) => ({ id, type: 'passkey', userVerified: true, rpID }) as const;
  const request = { keptSessionID: 'kept', keepKeys: [], source: '192.0.2.1', deviceID: 'device#mine' };
  const remove = (user = account, rows = [passkey('a'), passkey('b')]) =>
    removePassword(user, { rows, rpID }, request, noon);

  it('keeps the session, the place and the device of that, and is logged and mailed about', () => {
    expect(remove()).toMatchObject({
      commit: [
        { set: { passwordHash: voidPassword, credentialVersion: 2, keptSessionID: 'kept' } },
        { set: { placesSince: noon, keptDeviceID: 'device#mine' } },
        { table: 'challenges' },
      ],
      log: [{ kind: 'password-removed' }],
      notify: [{ message: { kind: 'password-removed', keysRemoved: [], keysKept: [] } }],
    });
  });

  it('needs passkeys that are enough, and has to have a password', () => {
    expect(remove(account, [passkey('a')])).toMatchObject({ refuse: { reason: 'passkeys-needed' } });
    expect(remove({ ...account, passwordHash: voidPassword })).toMatchObject({
      refuse: { reason: 'no-password' },
    });
  });
});
