import { describe, expect, it } from 'vitest';
import { confirmMember } from '../../../core/organizations/confirm-member.ts';
import { accepted, organizationWith } from '../../support/organization-rows.ts';
import { userWith } from '../../support/users.ts';

const olivia = userWith({ userID: 'olivia' });
const organization = organizationWith({ owners: ['olivia', 'ada'] });
const { organizationID } = organization;

describe('confirming a member', () => {
  it('ends the wait for this organization, is logged on both sides, and is mailed to the member', () => {
    const ada = userWith({ awaitingConfirmation: [organizationID, 'other'] });
    expect(accepted(confirmMember(organization, olivia, ada))).toMatchObject({
      commit: [{ set: { awaitingConfirmation: ['other'] } }, { kind: 'check' }],
      log: [{ kind: 'member-confirmed' }, { kind: 'membership-confirmed' }],
      notify: [{ message: { kind: 'membership-confirmed' } }],
    });
  });

  it('is refused for oneself, and where nothing is awaited', () => {
    const ada = userWith({ awaitingConfirmation: [organizationID] });
    expect(confirmMember(organization, ada, ada)).toMatchObject({ refuse: { reason: 'own-confirmation' } });
    expect(confirmMember(organization, olivia, userWith())).toMatchObject({
      refuse: { reason: 'nothing-to-confirm' },
    });
  });
});
