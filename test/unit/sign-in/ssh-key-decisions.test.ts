import { describe, expect, it } from 'vitest';
import { isRefused } from '../../../core/kernel/decision.ts';
import { addKey, keyLimits, parsePublicKey, removeKey } from '../../../core/sign-in/ssh-key.ts';
import { newSshKey } from '../../support/ssh-keys.ts';
import { noon, userWith } from '../../support/users.ts';

const publicKey = parsePublicKey(newSshKey().publicKey);
if (!publicKey) throw new Error('the generated key is not readable');
const given = publicKey;
const keys = (count: number) =>
  Array.from({ length: count }, (_, index) => ({ name: `key-${index}`, fingerprint: `SHA256:${index}` }));

describe('adding an SSH key', () => {
  it('is logged and mailed about, and says what is claimed', () => {
    const decision = addKey(userWith({}), given, { name: 'laptop', isProved: false }, noon);
    expect(decision).toMatchObject({
      log: [{ kind: 'key-added', details: { key: { name: 'laptop', fingerprint: given.fingerprint } } }],
      notify: [{ audience: 'account', message: { kind: 'key-added', name: 'laptop' } }],
      answer: { name: 'laptop', line: given.line, createdAt: noon },
    });
  });

  it('is refused for a name that is taken', () => {
    const user = userWith({ keys: [{ name: 'laptop', fingerprint: 'SHA256:x' }] });
    expect(addKey(user, given, { name: 'laptop', isProved: false }, noon)).toMatchObject({
      refuse: { reason: 'key-name-taken' },
    });
  });

  it('is refused beyond the limit, which the problem names', () => {
    const maximum = keyLimits.perAccount;
    expect(
      isRefused(
        addKey(userWith({ keys: keys(maximum - 1) }), given, { name: 'laptop', isProved: false }, noon),
      ),
    ).toBe(false);
    expect(
      addKey(userWith({ keys: keys(maximum) }), given, { name: 'laptop', isProved: false }, noon),
    ).toMatchObject({
      refuse: { reason: 'key-limit', maximum },
    });
  });

  it('that loses a race says whether another account has the key', () => {
    const decision = addKey(userWith({}), given, { name: 'laptop', isProved: false }, noon);
    if (isRefused(decision) || typeof decision.ifLost !== 'function') throw new Error('not accepted');
    const [account, claim] = decision.commit;
    if (!account || !claim) throw new Error('two changes are expected');
    expect(decision.ifLost([{ change: claim }])).toMatchObject({ reason: 'key-in-use' });
    expect(decision.ifLost([{ change: account }])).toMatchObject({ reason: 'changed-meanwhile' });
  });
});

describe('an SSH key that another account claims', () => {
  const mallory = userWith({
    userID: 'mallory',
    keys: [...keys(1), { name: 'stolen', fingerprint: given.fingerprint }],
  });
  const claim = { id: 'x', userID: 'mallory', name: 'stolen', line: given.line, createdAt: noon };
  const rival = { claim, user: mallory };

  it('is taken from it by a proof, which ends its sessions and is logged and mailed there too', () => {
    const decision = addKey(userWith({}), given, { name: 'laptop', isProved: true, rival }, noon);
    expect(decision).toMatchObject({
      commit: [
        { set: { keys: [{ name: 'laptop' }] } },
        {
          row: { userID: 'ada', provedAt: noon },
          when: [
            { attribute: 'userID', is: 'equal', value: 'mallory' },
            { attribute: 'provedAt', is: 'absent' },
          ],
        },
        { key: { id: 'user#mallory' }, set: { keys: keys(1) }, add: { sessionGeneration: 1 } },
      ],
      log: [
        { subject: 'user#ada', kind: 'key-added' },
        { subject: 'user#mallory', kind: 'key-removed' },
      ],
      notify: [{ message: { kind: 'key-added' } }, { message: { kind: 'key-removed', name: 'stolen' } }],
    });
  });

  it('is left where it is without a proof', () => {
    const decision = addKey(userWith({}), given, { name: 'laptop', isProved: false, rival }, noon);
    if (isRefused(decision)) throw new Error('refused');
    expect(decision.commit).toHaveLength(2);
    expect(decision.commit[1]).toMatchObject({ when: [{ attribute: 'id', is: 'absent' }] });
  });
});

describe('removing an SSH key', () => {
  it('ends every other session, and is logged and mailed about', () => {
    const user = userWith({ keys: keys(2) });
    const decision = removeKey(user, 'key-1', 'kept');
    expect(decision).toMatchObject({
      commit: [
        { table: 'users', set: { keys: keys(1), keptSessionID: 'kept' }, add: { sessionGeneration: 1 } },
        { table: 'users', kind: 'delete' },
      ],
      log: [{ kind: 'key-removed', details: { key: { name: 'key-1' } } }],
      notify: [{ message: { kind: 'key-removed', name: 'key-1' } }],
    });
  });

  it('is refused for a name that the account does not have', () => {
    expect(removeKey(userWith({}), 'laptop', 'kept')).toMatchObject({ refuse: { reason: 'not-found' } });
  });
});
