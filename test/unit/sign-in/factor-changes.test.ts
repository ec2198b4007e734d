import { describe, expect, it } from 'vitest';
import type { User } from '../../../core/accounts/user.ts';
import type { Change } from '../../../core/kernel/change.ts';
import { isRefused } from '../../../core/kernel/decision.ts';
import {
  disableFactor,
  preferFactor,
  regenerateRecoveryCodes,
  renameFactor,
  resetFactors,
  undoActivation,
} from '../../../core/sign-in/factor-changes.ts';
import { createMailLink, type MailLink } from '../../../core/sign-in/mail-link.ts';
import { noon, repeatableRandom, userOf } from '../../support/users.ts';

describe('disabling a factor', () => {
  const user = userOf(['email', 'authenticator', 'authenticator']);
  const [mail, phone, tablet] = user.factors;
  const rows = [
    { id: mail?.id ?? '', createdAt: noon, lastUsedAt: noon + 5 },
    { id: phone?.id ?? '', createdAt: noon, lastUsedAt: noon + 1 },
    { id: tablet?.id ?? '', createdAt: noon + 2 },
    { id: 'recovery-code#ABCD' },
  ];
  const setOf = (factorID: string, account: User = user, stored = rows) => {
    const decision = disableFactor(account, stored, factorID, [], [], 'mfa.example.com');
    if (isRefused(decision)) throw new Error(decision.refuse.detail);
    const [changed, ...removed] = decision.commit;
    if (changed?.kind !== 'update') throw new Error('the user row is changed first');
    return { set: changed.set, removed: removed.map(({ key }) => key['id']) };
  };

  it('that is preferred makes the most recently used other one preferred', () => {
    expect(setOf(mail?.id ?? '')).toEqual({
      set: { factors: [phone, tablet], preferredFactorID: tablet?.id, credentialVersion: 2 },
      removed: [mail?.id],
    });
  });

  it('that is not preferred leaves the preference', () => {
    expect(setOf(phone?.id ?? '').set).toMatchObject({
      factors: [mail, tablet],
      preferredFactorID: mail?.id,
    });
  });

  it('that is the last takes the preference and the recovery codes with it', () => {
    const last = userOf(['email']);
    const stored = [
      { id: 'email-0', createdAt: noon },
      { id: 'recovery-code#ABCD' },
      { id: 'recovery-code#WXYZ' },
    ];
    const { set, removed } = setOf('email-0', last, stored as typeof rows);
    expect(set).toMatchObject({ factors: [], preferredFactorID: undefined });
    expect(removed).toEqual(['email-0', 'recovery-code#ABCD', 'recovery-code#WXYZ']);
  });

  it('is refused for one that is not enabled, or that an organization requires', () => {
    expect(disableFactor(user, rows, 'another', [], [], 'mfa.example.com')).toMatchObject({
      refuse: { reason: 'not-found' },
    });
    const acme = {
      organizationID: 'acme',
      name: 'Acme',
      owners: [],
      mfaRequired: true,
      mfaAccept: ['email'],
    } as const;
    expect(disableFactor(user, rows, mail?.id ?? '', [acme], [], 'mfa.example.com')).toMatchObject({
      refuse: { reason: 'factor-required', detail: expect.stringContaining('Acme') },
    });
    expect(isRefused(disableFactor(user, rows, phone?.id ?? '', [acme], [], 'mfa.example.com'))).toBe(false);
  });

  it('is logged and mailed about by its name, provided that the organizations are as they were', () => {
    const named = rows.map((row) => ({ ...row, name: 'Phone' }));
    const check = { table: 'organizations', key: { id: 'acme' }, kind: 'check', when: [] } as const;
    const decision = disableFactor(user, named, phone?.id ?? '', [], [check], 'mfa.example.com');
    expect(decision).toMatchObject({
      log: [{ kind: 'factor-disabled', details: { factor: { type: 'authenticator', name: 'Phone' } } }],
      notify: [
        { message: { kind: 'factor-disabled', method: 'authenticator', name: 'Phone', isLast: false } },
      ],
    });
    expect(decision.commit).toContain(check);
  });
});

describe('preferring a factor', () => {
  const user = userOf(['email', 'authenticator']);
  const rows = user.factors.map((factor) => ({ ...factor, userID: 'ada', name: 'Mine', createdAt: noon }));

  it('is logged and mailed about', () => {
    expect(preferFactor(user, rows, 'authenticator-1')).toMatchObject({
      commit: [{ set: { preferredFactorID: 'authenticator-1' } }],
      log: [{ kind: 'factor-preferred' }],
      notify: [{ message: { kind: 'factor-preferred', method: 'authenticator', name: 'Mine' } }],
      answer: { id: 'authenticator-1' },
    });
  });

  it('that is preferred already changes nothing, and mails nothing', () => {
    expect(preferFactor(user, rows, 'email-0')).toMatchObject({ commit: [], notify: [], answer: rows[0] });
  });

  it('is refused for a row that is no enabled factor', () => {
    const more = [...rows, { ...rows[0], id: 'gone' }] as typeof rows;
    expect(preferFactor(user, more, 'gone')).toMatchObject({ refuse: { reason: 'not-found' } });
    expect(preferFactor(user, [], 'email-0')).toMatchObject({ refuse: { reason: 'not-found' } });
  });
});

describe('renaming a factor', () => {
  const user = userOf(['email', 'authenticator']);
  const rows = user.factors.map((factor) => ({ ...factor, userID: 'ada', name: 'Mine', createdAt: noon }));

  it('is logged with the new name, and mailed with both', () => {
    expect(renameFactor(user, rows, 'authenticator-1', 'Phone')).toMatchObject({
      commit: [
        {
          table: 'factors',
          key: { userID: 'ada', id: 'authenticator-1' },
          set: { name: 'Phone' },
          when: [{ attribute: 'id', is: 'present' }],
        },
      ],
      log: [
        {
          subject: 'user#ada',
          kind: 'factor-renamed',
          details: { factor: { type: 'authenticator', name: 'Phone' } },
        },
      ],
      notify: [
        { message: { kind: 'factor-renamed', method: 'authenticator', name: 'Phone', before: 'Mine' } },
      ],
      answer: { id: 'authenticator-1', name: 'Phone', createdAt: noon },
      ifLost: { reason: 'not-found' },
    });
  });

  it('to the name that it has changes nothing, and mails nothing', () => {
    expect(renameFactor(user, rows, 'email-0', 'Mine')).toMatchObject({
      commit: [],
      notify: [],
      answer: rows[0],
    });
  });

  it('is refused for a row that is no enabled factor', () => {
    const more = [...rows, { ...rows[0], id: 'gone' }] as typeof rows;
    expect(renameFactor(user, more, 'gone', 'New')).toMatchObject({ refuse: { reason: 'not-found' } });
    expect(renameFactor(user, [], 'email-0', 'New')).toMatchObject({ refuse: { reason: 'not-found' } });
  });
});

describe('a reset of the factors', () => {
  it('leaves the account as if it had never had one, and sets what else it is told', () => {
    const user = userOf(['email', 'authenticator'], { firstFactorID: 'email-0', emailFailures: 5 });
    const when = [{ attribute: 'name', is: 'present' }] as const;
    const [account, ...rows] = resetFactors(user, [{ id: 'email-0' }, { id: 'recovery-code#a' }], {
      set: { keys: undefined },
      when,
    });
    if (account?.kind !== 'update') throw new Error('the account is updated');
    expect(account.set).toMatchObject({ factors: [], credentialVersion: 2 });
    for (const gone of [
      'preferredFactorID',
      'firstFactorID',
      'emailFailures',
      'authenticatorFailures',
      'keys',
    ])
      expect(Object.entries(account.set)).toContainEqual([gone, undefined]);
    expect(account.add).toEqual({ sessionGeneration: 1 });
    expect(account.when).toEqual([expect.objectContaining({ attribute: 'credentialVersion' }), ...when]);
    expect(rows).toMatchObject([
      { kind: 'delete', table: 'factors', key: { userID: 'ada', id: 'email-0' } },
      { kind: 'delete', table: 'factors', key: { userID: 'ada', id: 'recovery-code#a' } },
    ]);
    expect(resetFactors(user, [])).toHaveLength(1);
  });
});

describe('new recovery codes', () => {
  const key = { version: 2, bytes: new Uint8Array(32) };
  const rows = [{ id: 'email-0' }, { id: 'recovery-code#a' }, { id: 'recovery-code#b' }];

  it('replace all old ones, and end what followed the old credentials', () => {
    const decision = regenerateRecoveryCodes(userOf(['email']), rows, key, repeatableRandom(1));
    if (isRefused(decision)) throw new Error(decision.refuse.detail);
    expect(decision.answer).toHaveLength(10);
    const removed = decision.commit.filter(({ kind }) => kind === 'delete').map(({ key: { id } }) => id);
    expect(removed).toEqual(['recovery-code#a', 'recovery-code#b']);
    expect(decision.commit.filter(({ kind }) => kind === 'put')).toHaveLength(10);
    expect(decision.commit[0]).toMatchObject({ set: { credentialVersion: 2, recoveryCodeKeyVersion: 2 } });
    expect(decision).toMatchObject({
      log: [{ kind: 'recovery-codes-regenerated' }],
      notify: [{ message: { kind: 'recovery-codes-regenerated' } }],
    });
  });

  it('need a factor', () => {
    expect(regenerateRecoveryCodes(userOf([]), [], key, repeatableRandom(1))).toMatchObject({
      refuse: { reason: 'no-factor' },
    });
  });
});

describe('undoing the activation of a first factor', () => {
  const user = userOf(['email', 'authenticator'], {
    firstFactorID: 'email-0',
    keys: [{ name: 'laptop', fingerprint: 'SHA256:x' }],
  });
  const { change } = createMailLink(
    'undo',
    { userID: 'ada', factorID: 'email-0' },
    noon,
    repeatableRandom(1),
  );
  if (change.kind !== 'put') throw new Error('a link is put');
  const link = change.row as unknown as MailLink;
  const rows = [{ id: 'email-0' }, { id: 'authenticator-1' }, { id: 'recovery-code#a' }];

  it('removes all factors, the keys and the password, ends all sessions and begins a reset', () => {
    const decision = undoActivation(
      user,
      link,
      { rows, organizations: [], checks: [], random: repeatableRandom(2) },
      noon,
    );
    expect(decision).toMatchObject({
      log: [{ kind: 'activation-undone' }],
      notify: [{ message: { kind: 'activation-undone', token: expect.any(String) } }],
    });
    if (isRefused(decision) || typeof decision.ifLost !== 'function') throw new Error('refused');
    expect(decision.ifLost([])).toMatchObject({ reason: 'link-over' });
    const [used, account, ...others] = decision.commit ?? [];
    expect(used).toMatchObject({ key: { id: link.id }, set: { usedAt: noon } });
    expect(account).toMatchObject({
      set: { factors: [], passwordHash: 'void', credentialVersion: 2 },
      add: { sessionGeneration: 1 },
    });
    const set = account?.kind === 'update' ? account.set : {};
    for (const attribute of ['keys', 'preferredFactorID', 'firstFactorID', 'keptSessionID', 'emailFailures'])
      expect(set).toHaveProperty(attribute, undefined);
    const removed = others.filter(({ kind }) => kind === 'delete').map(({ key }) => key['id']);
    expect(removed).toEqual(['email-0', 'authenticator-1', 'recovery-code#a', 'ssh-key#SHA256:x']);
  });

  it('makes the account await a confirmation by an owner, and tells the owners', () => {
    const acme = {
      organizationID: 'acme',
      name: 'Acme',
      mfaRequired: false,
      mfaAccept: [],
      owners: ['ada', 'olivia'],
    };
    const check: Change = {
      table: 'organizations',
      key: { organizationID: 'acme' },
      kind: 'check',
      when: [],
    };
    const given = { rows, organizations: [acme], checks: [check], random: repeatableRandom(2) };
    const decision = undoActivation(user, link, given, noon);
    if (isRefused(decision) || typeof decision.ifLost !== 'function') throw new Error('refused');
    // Owners and requirements that changed meanwhile decide who must be confirmed.
    expect(decision.commit).toContain(check);
    expect(decision.ifLost([{ change: check }])).toMatchObject({ reason: 'changed-meanwhile' });
    expect(decision).toMatchObject({
      commit: expect.arrayContaining([
        expect.objectContaining({ set: expect.objectContaining({ awaitingConfirmation: ['acme'] }) }),
      ]),
      notify: [
        {},
        {
          owners: ['ada', 'olivia'],
          except: ['ada'],
          message: { kind: 'member-recovered', role: 'owner', how: 'undo' },
        },
      ],
    });
  });

  it('is refused once another factor is the first one', () => {
    const later = { ...user, firstFactorID: 'authenticator-1' };
    expect(
      undoActivation(later, link, { rows, organizations: [], checks: [], random: repeatableRandom(2) }, noon),
    ).toMatchObject({
      refuse: { reason: 'link-over' },
    });
  });
});
