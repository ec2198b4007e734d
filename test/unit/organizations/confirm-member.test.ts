import { describe, expect, it } from 'vitest';
import { userKey } from '../../../core/accounts/user.ts';
import { put } from '../../../core/kernel/change.ts';
import { confirmedMeanwhile, confirmMember } from '../../../core/organizations/confirm-member.ts';
import { memoryStore } from '../../support/memory-store.ts';
import { accepted, organizationWith } from '../../support/organization-rows.ts';
import { userWith } from '../../support/users.ts';

const olivia = userWith({ userID: 'olivia' });
const organization = organizationWith({ owners: ['olivia', 'ada'] });
const { organizationID } = organization;

describe('confirming a member', () => {
  it('ends the wait for this organization, is logged on both sides, and is mailed to the member', () => {
    const ada = userWith({ awaitingConfirmation: [organizationID, 'other'], undoneAt: 5 });
    expect(accepted(confirmMember(organization, olivia, ada, 5))).toMatchObject({
      commit: [{ set: { awaitingConfirmation: ['other'] } }, { kind: 'check' }],
      log: [{ kind: 'member-confirmed' }, { kind: 'membership-confirmed' }],
      notify: [{ message: { kind: 'membership-confirmed' } }],
    });
  });

  it('is decided again only if another owner confirmed the account meanwhile', () => {
    const ada = userWith({ awaitingConfirmation: [organizationID, 'other'], undoneAt: 5 });
    const [change] = accepted(confirmMember(organization, olivia, ada, 5)).commit;
    if (!change) throw new Error('nothing is written');
    const lostTo = (set: object) => confirmedMeanwhile(ada, [{ change, old: { ...ada, ...set } }]);
    const confirmed = { awaitingConfirmation: [organizationID], confirmations: 1 };
    expect(lostTo(confirmed)).toMatchObject(confirmed);
    const refused = { reason: 'changed-meanwhile' };
    expect(lostTo({ ...confirmed, credentialVersion: ada.credentialVersion + 1 })).toMatchObject(refused);
    expect(lostTo({})).toMatchObject(refused);
    expect(confirmedMeanwhile(ada, [{ change }])).toMatchObject(refused);
  });

  it('is counted, and is lost if another owner was faster', () => {
    const ada = userWith({ awaitingConfirmation: [organizationID], undoneAt: 5 });
    const store = memoryStore();
    const key = { organizationID, item: 'organization' };
    store.commitNow([
      put('users', userKey('ada'), { ...ada }),
      put('organizations', key, { ...organization }),
    ]);
    const { commit } = accepted(confirmMember(organization, olivia, ada, 5));
    expect(store.commitNow(commit)).toEqual({ committed: true });
    expect(store.rowAt({ table: 'users', key: userKey('ada') })).toMatchObject({ confirmations: 1 });
    expect(store.rowAt({ table: 'users', key: userKey('ada') })).not.toHaveProperty('awaitingConfirmation');
    expect(store.commitNow(commit)).toMatchObject({ committed: false });
  });

  it('is not decided again if the organization changed as well, or alone', () => {
    const ada = userWith({ awaitingConfirmation: [organizationID], undoneAt: 5 });
    const [account, check] = accepted(confirmMember(organization, olivia, ada, 5)).commit;
    if (!account || !check) throw new Error('two changes are expected');
    const old = { ...ada, confirmations: 1 };
    const refused = { reason: 'changed-meanwhile' };
    expect(confirmedMeanwhile(ada, [{ change: account, old }, { change: check }])).toMatchObject(refused);
    expect(confirmedMeanwhile(ada, [{ change: check, old }])).toMatchObject(refused);
    expect(confirmedMeanwhile(ada, [])).toMatchObject(refused);
  });

  it('is refused if the owner saw another undo, or an account of an earlier version without one', () => {
    const awaitingConfirmation = [organizationID];
    const refused = { refuse: { reason: 'undone-again' } };
    const twice = userWith({ awaitingConfirmation, undoneAt: 6 });
    expect(confirmMember(organization, olivia, twice, 5)).toMatchObject(refused);
    const earlier = userWith({ awaitingConfirmation });
    expect(confirmMember(organization, olivia, earlier, 5)).toMatchObject(refused);
    expect(confirmMember(organization, olivia, earlier, 0)).toHaveProperty('commit');
  });

  it('is refused for oneself, and where nothing is awaited', () => {
    const ada = userWith({ awaitingConfirmation: [organizationID], undoneAt: 5 });
    expect(confirmMember(organization, ada, ada, 5)).toMatchObject({
      refuse: { reason: 'own-confirmation' },
    });
    expect(confirmMember(organization, olivia, userWith(), 5)).toMatchObject({
      refuse: { reason: 'nothing-to-confirm' },
    });
  });
});
