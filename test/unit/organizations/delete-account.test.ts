import { describe, expect, it } from 'vitest';
import { waitForDeletion } from '../../../core/accounts/deletion.ts';
import { createUser } from '../../../core/accounts/user.ts';
import {
  deletedAccountsSubject,
  deletionObstacle,
  emptyAccount,
  endAccountDeletion,
  endMembershipOfDeleted,
  forgetInOrganization,
  isEmptied,
  noticeOfDeletedAccount,
  requestAccountDeletion,
  withoutAccount,
} from '../../../core/organizations/delete-account.ts';
import type { Invitation } from '../../../core/organizations/invitation.ts';
import type { OrganizationEntry } from '../../../core/organizations/organization-log.ts';
import { memoryStore } from '../../support/memory-store.ts';
import { accepted, accountOf, organizationWith, reasonOf } from '../../support/organization-rows.ts';
import { noon } from '../../support/users.ts';

const ada = accountOf('ada');
const bea = accountOf('bea', { organizations: ['other', 'acme'] });
const week = 7 * 86_400_000;

describe('asking to delete an account', () => {
  it('plans it for a week later, with the mail without which the user could not keep the account', () => {
    const decision = accepted(requestAccountDeletion(bea, [organizationWith()], 'mine', noon));
    expect(decision).toMatchObject({
      commit: [
        {
          table: 'users',
          set: { deletionDueAt: noon + week, keptSessionID: 'mine' },
          add: { sessionGeneration: 1 },
        },
        { table: 'factors', key: { userID: '#deletions', id: 'bea' }, row: { dueAt: noon + week } },
      ],
      log: [{ subject: 'user#bea', kind: 'account-deletion-requested' }],
      send: {
        notice: { to: { email: 'bea@example.com' }, message: { kind: 'account-deletion-requested' } },
        ifUnsent: { refuse: { reason: 'mail-not-sent' }, log: [{ kind: 'account-kept' }] },
      },
      answer: noon + week,
    });
  });

  it('again keeps the first date, and sends the mail again: the first request may have failed before it', () => {
    const waiting = { ...bea, deletionDueAt: noon + 1 };
    expect(accepted(requestAccountDeletion(waiting, [], 'mine', noon))).toMatchObject({
      commit: [],
      send: {
        notice: { message: { kind: 'account-deletion-requested', dueAt: noon + 1 } },
        ifUnsent: { commit: [], refuse: { reason: 'mail-not-sent' } },
      },
      answer: noon + 1,
    });
  });

  it('is refused to the only owner of an organization with other members', () => {
    expect(reasonOf(requestAccountDeletion(ada, [organizationWith()], 'mine', noon))).toBe(
      'owner-still-needed',
    );
  });
});

describe('what keeps an account from being deleted', () => {
  it.each([
    ['an owner beside another one', organizationWith({ owners: ['ada', 'bea'] }), ada, false],
    ['a member', organizationWith(), bea, false],
    ['the only member', organizationWith({ members: 1 }), ada, false],
    ['the only owner', organizationWith(), ada, true],
    [
      'an owner who awaits a confirmation',
      organizationWith({ owners: ['ada', 'bea'] }),
      accountOf('ada', { awaitingConfirmation: ['acme'] }),
      true,
    ],
  ])('%s', (_, organization, user, isKept) => {
    expect(deletionObstacle(user, [organization]) !== undefined).toBe(isKept);
  });
});

describe('the end of a membership because the account is deleted', () => {
  it('is logged without a name, and mailed to the owners if it was an owner', () => {
    const acme = organizationWith({ owners: ['ada', 'bea'] });
    const decision = accepted(endMembershipOfDeleted(acme, bea, noon));
    expect(JSON.stringify((decision.log as readonly unknown[])[0])).not.toContain('bea');
    expect(decision.notify).toMatchObject([
      { audience: 'owners', except: ['bea'], message: { kind: 'owner-removed' } },
    ]);
    expect(accepted(endMembershipOfDeleted(organizationWith(), bea, noon)).notify).toEqual([]);
  });

  it('is refused to an owner who is needed', () => {
    expect(reasonOf(endMembershipOfDeleted(organizationWith(), ada, noon))).toBe('owner-still-needed');
  });
});

describe('what an organization keeps of a deleted account', () => {
  const entry = (actor: string, member?: Record<string, string>): OrganizationEntry => ({
    subject: 'organization#acme',
    id: `${actor}-${JSON.stringify(member)}`,
    kind: 'member-joined',
    at: noon,
    address: '192.0.2.1',
    browser: 'Firefox on Linux' as never,
    actor: { id: actor, name: actor, email: `${actor}@example.com` },
    about: member ? { member: member as never } : {},
    ttl: 1,
  });

  it('loses the account wherever it acted or something was done to it, and nothing of others', () => {
    expect(withoutAccount(entry('ada'), bea)).toBeUndefined();
    expect(withoutAccount(entry('ada', { email: 'cleo@example.com' }), bea)).toBeUndefined();
    expect(withoutAccount(entry('bea', { id: 'cleo', email: 'cleo@example.com' }), bea)).toMatchObject({
      actor: { id: '', email: '' },
      address: '',
      about: { member: { id: 'cleo' } },
    });
    for (const member of [{ email: 'bea@example.com' }, { id: 'bea', email: 'old@example.com' }])
      expect(withoutAccount(entry('ada', member), bea)).toMatchObject({
        actor: { id: 'ada' },
        address: '192.0.2.1',
        about: { member: { id: '', name: 'Deleted account', email: '' } },
      });
  });

  it('loses invitations of the address, and the sender of others', () => {
    const invitation = (id: string, address: string, senderID: string) =>
      ({ id, address, senderID }) as Invitation;
    const invitations = [
      invitation('to', 'bea@example.com', 'ada'),
      invitation('from', 'cleo@example.com', 'bea'),
      invitation('else', 'cleo@example.com', 'ada'),
    ];
    expect(forgetInOrganization(bea, 'acme', [entry('ada'), entry('bea')], invitations)).toMatchObject([
      { key: { item: 'former-owner#bea' }, kind: 'delete' },
      { table: 'events', kind: 'put', row: { actor: { name: 'Deleted account' } } },
      { key: { item: 'invitation#to' }, kind: 'delete' },
      { key: { item: 'invitation#from' }, kind: 'update', set: { senderID: '' } },
    ]);
  });
});

describe('emptying an account', () => {
  it('frees the email address and the SSH keys, and leaves nothing that names anyone or lets anyone in', () => {
    const keys = [{ name: 'laptop', fingerprint: 'SHA256:x' }];
    const [row, ...rest] = emptyAccount({ ...bea, keys });
    expect(row).toMatchObject({
      set: {
        email: '',
        name: '',
        address: '',
        passwordHash: 'void',
        factors: [],
        credentialVersion: bea.credentialVersion + 1,
      },
      add: { sessionGeneration: 1 },
    });
    expect(rest).toMatchObject([
      { key: { id: 'address#bea@example.com' }, kind: 'delete' },
      { key: { id: 'ssh-key#SHA256:x' }, kind: 'delete' },
    ]);
    expect(isEmptied({ address: '' })).toBe(true);
    expect(isEmptied(bea)).toBe(false);
  });
});

describe('the end of a deletion', () => {
  it('leaves an entry without a name, and nothing of the account, also when it is repeated', () => {
    const store = memoryStore();
    const address = 'bea@example.com';
    const [row] = createUser({
      userID: 'bea',
      address,
      email: address,
      name: '',
      passwordHash: '',
      now: noon,
    });
    store.commitNow([...(row ? [row] : []), waitForDeletion('bea', noon)]);
    const { commit, log, notify } = accepted(endAccountDeletion(bea));
    expect(store.commitNow(commit)).toEqual({ committed: true });
    expect([...store.rows('users'), ...store.rows('factors')]).toEqual([]);
    expect(store.commitNow(commit)).toEqual({ committed: true });
    expect(log).toEqual([{ subject: deletedAccountsSubject, kind: 'account-deleted', details: {} }]);
    expect(deletedAccountsSubject).toBe('#deleted-accounts');
    expect(notify).toEqual([]);
  });

  it('is the last mail to the user', () => {
    expect(noticeOfDeletedAccount(bea)).toEqual({
      audience: 'account',
      to: { email: 'bea@example.com' },
      message: { kind: 'account-deleted' },
    });
  });
});
