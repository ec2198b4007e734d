import { describe, expect, it } from 'vitest';
import type { Invitation } from '../../../core/organizations/invitation.ts';
import { openInvitations } from '../../../core/organizations/own-invitations.ts';
import { organizationWith } from '../../support/organization-rows.ts';
import { noon, userWith } from '../../support/users.ts';

const organization = organizationWith({ owners: ['bob'] });
const user = userWith({ organizations: [] });
const invitation = (more: Partial<Invitation> = {}) =>
  ({
    organizationID: organization.organizationID,
    id: 'one',
    address: user.address,
    senderID: 'bob',
    createdAt: noon,
    expiresAt: noon + 1000,
    ...more,
  }) as Invitation;
const open = (more: Partial<Invitation> = {}, of = user) =>
  openInvitations(of, [{ invitation: invitation(more), organization }], noon);

describe('the open invitations of an account', () => {
  it('are for its email address', () => {
    expect(open()).toHaveLength(1);
    expect(open({ address: 'someone@example.com' })).toEqual([]);
  });

  it.each<[string, Partial<Invitation>]>([
    ['over', { expiresAt: noon }],
    ['accepted', { consumedAt: noon }],
    ['revoked', { revokedAt: noon }],
    ['of somebody who is no owner any more', { senderID: 'eve' }],
  ])('are none that is %s', (_, more) => {
    expect(open(more)).toEqual([]);
  });

  it('are none of an organization that is gone, or that the account is in', () => {
    expect(openInvitations(user, [{ invitation: invitation(), organization: undefined }], noon)).toEqual([]);
    expect(open({}, userWith({ organizations: [organization.organizationID] }))).toEqual([]);
  });

  it('are the newest first', () => {
    const found = [noon - 2, noon, noon - 1].map((createdAt) => ({
      invitation: invitation({ createdAt }),
      organization,
    }));
    expect(openInvitations(user, found, noon).map((one) => one.invitation.createdAt)).toEqual([
      noon,
      noon - 1,
      noon - 2,
    ]);
  });
});
