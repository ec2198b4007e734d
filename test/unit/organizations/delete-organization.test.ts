import { describe, expect, it } from 'vitest';
import { put } from '../../../core/kernel/change.ts';
import {
  announceDeletion,
  carryOutOrganizationDeletion,
  endMembershipOfDeletedOrganization,
  endWaitingDeletion,
  isUntold,
  keepOrganization,
  noteAnnounced,
  requestOrganizationDeletion,
  type WaitingOrganizationDeletion,
  waitingOrganizationDeletionKey,
} from '../../../core/organizations/delete-organization.ts';
import type { Member } from '../../../core/organizations/membership.ts';
import { memoryStore } from '../../support/memory-store.ts';
import { accepted, accountOf, organizationWith } from '../../support/organization-rows.ts';
import { noon } from '../../support/users.ts';

const ada = accountOf('ada', { organizations: ['acme', 'other'] });
const dueAt = noon + 7 * 86_400_000;

describe('asking to delete an organization', () => {
  it('deletes it at once for its only member, on the condition that nobody has joined', () => {
    const lone = organizationWith({ members: 1, mfaDeadline: noon });
    expect(accepted(requestOrganizationDeletion(lone, ada, noon))).toMatchObject({
      commit: [
        {
          key: { item: 'organization' },
          kind: 'delete',
          when: expect.arrayContaining([{ attribute: 'members', is: 'equal', value: 1 }]),
        },
        { key: { organizationID: '#deadlines' }, kind: 'delete' },
        { key: { item: 'member#ada' }, kind: 'delete' },
        { table: 'users', set: { organizations: ['other'] } },
        { key: { organizationID: '#deletions', item: 'acme' }, row: { dueAt: noon } },
      ],
      log: [{ subject: 'user#ada', kind: 'organization-deleted' }],
      answer: undefined,
    });
  });

  it('plans it for a week later where there are other members, and tells the owners', () => {
    expect(accepted(requestOrganizationDeletion(organizationWith(), ada, noon))).toMatchObject({
      commit: [{ set: { deletionDueAt: dueAt } }, { row: { dueAt } }],
      log: [{ kind: 'organization-deletion-requested' }],
      notify: [{ audience: 'owners', message: { kind: 'organization-deletion-requested', dueAt } }],
      answer: dueAt,
    });
  });

  it('again keeps the first date', () => {
    const waiting = organizationWith({ deletionDueAt: noon + 1 });
    expect(accepted(requestOrganizationDeletion(waiting, ada, noon))).toMatchObject({
      commit: [],
      answer: noon + 1,
    });
  });
});

describe('keeping an organization', () => {
  it('takes the deletion back and tells the owners', () => {
    expect(accepted(keepOrganization(organizationWith({ deletionDueAt: dueAt }), ada))).toMatchObject({
      commit: [{ set: { deletionDueAt: undefined } }, { kind: 'delete' }],
      log: [{ kind: 'organization-kept' }],
      notify: [{ message: { kind: 'organization-kept' } }],
    });
  });

  it('changes nothing if no deletion waits', () => {
    expect(accepted(keepOrganization(organizationWith(), ada))).toMatchObject({ commit: [], notify: [] });
  });
});

describe('telling the members', () => {
  const claim = { claimedAt: 1, claimedBy: 'run' };
  const member = { organizationID: 'acme', item: 'member#bea', userID: 'bea', joinedAt: 0 } as Member;

  it('once for each date, and not the owners, who know', () => {
    const acme = organizationWith({ owners: ['ada'] });
    expect(isUntold(member, acme, dueAt)).toBe(true);
    expect(isUntold({ ...member, deletionAnnounced: dueAt }, acme, dueAt)).toBe(false);
    expect(isUntold({ ...member, deletionAnnounced: dueAt }, acme, dueAt + 1)).toBe(true);
    expect(isUntold({ ...member, userID: 'ada' }, acme, dueAt)).toBe(false);
  });

  it('is tried again if the mail could not be sent', () => {
    const decision = accepted(
      announceDeletion(organizationWith(), member, { email: 'bea@example.com' }, dueAt, claim),
    );
    expect(decision).toMatchObject({
      commit: [{ set: claim }],
      send: { ifUnsent: { commit: [{ set: { claimedAt: undefined } }], answer: false } },
      ifLost: { answer: false },
    });
    expect(JSON.stringify(decision.commit)).not.toContain(`"deletionAnnounced":${dueAt}`);
    expect(noteAnnounced(member, dueAt)).toMatchObject({ set: { deletionAnnounced: dueAt } });
  });
});

describe('carrying it out', () => {
  it('removes the organization only if it is still due', () => {
    expect(carryOutOrganizationDeletion(organizationWith({ deletionDueAt: dueAt }), dueAt)).toMatchObject([
      {
        kind: 'delete',
        when: expect.arrayContaining([{ attribute: 'deletionDueAt', is: 'equal', value: dueAt }]),
      },
    ]);
  });
});

describe('what follows the deletion of an organization', () => {
  it('ends each membership, which the log of the account says, and nobody is mailed again', () => {
    const decision = accepted(endMembershipOfDeletedOrganization(ada, organizationWith()));
    expect(decision).toMatchObject({
      commit: [
        { table: 'organizations', kind: 'delete', key: { organizationID: 'acme', item: 'member#ada' } },
        { table: 'users', set: { organizations: ['other'] } },
      ],
      log: [{ subject: 'user#ada', kind: 'organization-deleted', details: { organization: { id: 'acme' } } }],
      notify: [],
    });
  });

  it('takes it off the list with its own date only', () => {
    const store = memoryStore();
    const key = waitingOrganizationDeletionKey('acme');
    const waiting = { ...key, dueAt } as WaitingOrganizationDeletion;
    store.commitNow([put('organizations', key, { ...waiting })]);
    const take = (at: number) => store.commitNow([endWaitingDeletion({ ...waiting, dueAt: at })]).committed;
    expect([take(dueAt + 1), take(dueAt)]).toEqual([false, true]);
    expect(store.rows('organizations')).toEqual([]);
  });
});
