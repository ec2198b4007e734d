import { describe, expect, it } from 'vitest';
import { type Acceptance, acceptInvitation } from '../../../core/organizations/accept-invitation.ts';
import { organizationLimits } from '../../../core/organizations/organization.ts';
import {
  accepted,
  accountOf,
  invitationWith,
  organizationWith,
  reasonOf,
} from '../../support/organization-rows.ts';
import { noon } from '../../support/users.ts';

const outside = { organizations: [] };
const asOwner = { invitation: invitationWith({ role: 'owner' }) };
const requiring = organizationWith({ mfaRequired: true, mfaAccept: ['authenticator'] });
const factors = [{ id: 'authenticator-0', type: 'authenticator' as const }];
const ids = (count: number) => Array.from({ length: count }, (_, index) => `id-${index}`);

const accept = (set: Partial<Acceptance> = {}) =>
  acceptInvitation(
    {
      invitation: invitationWith(),
      organization: organizationWith(),
      sender: accountOf('ada'),
      user: accountOf('bea', outside),
      methods: ['password'],
      ...set,
    },
    noon,
  );

describe('accepting an invitation', () => {
  it('uses it up, makes the account a member, and is in both logs; the owners get no mail about a member', () => {
    expect(accepted(accept())).toMatchObject({
      commit: [
        { key: { item: 'invitation#invitation-1' }, set: { consumedAt: noon } },
        { key: { item: 'organization' }, add: { members: 1 } },
        { kind: 'put', key: { item: 'member#bea' } },
        { table: 'users', set: { organizations: ['acme'] } },
      ],
      log: [
        { subject: 'organization#acme', kind: 'member-joined', details: { about: { role: 'member' } } },
        { subject: 'user#bea', kind: 'organization-joined' },
      ],
      notify: [],
    });
  });

  it('as an owner is mailed to the owners, with who invited them', () => {
    const decision = accepted(accept(asOwner));
    expect(decision.commit[1]).toMatchObject({ set: { owners: ['ada', 'bea'] }, add: { version: 1 } });
    expect(decision.notify).toMatchObject([
      { audience: 'owners', message: { kind: 'owner-added', by: { id: 'ada' }, member: { id: 'bea' } } },
    ]);
    const gone = accepted(accept({ ...asOwner, sender: undefined }));
    expect(gone.notify).toMatchObject([{ message: { by: { id: 'bea' } } }]);
  });

  it.each<[string, Partial<Acceptance>, string]>([
    ['for another address', { user: accountOf('eve', outside) }, 'invitation-for-another'],
    ['by a member', { user: accountOf('bea') }, 'you-are-member'],
    [
      'by an account that is in as many organizations as it can be',
      { user: accountOf('bea', { organizations: ids(organizationLimits.organizationsPerAccount) }) },
      'organization-limit',
    ],
    [
      'as one owner too many',
      {
        ...asOwner,
        organization: organizationWith({ owners: ids(organizationLimits.ownersPerOrganization) }),
      },
      'owner-limit',
    ],
    ['without the factor that is required', { organization: requiring }, 'mfa-required'],
    [
      'with the required factor, but in a session without it',
      { organization: requiring, user: accountOf('bea', { ...outside, factors }) },
      'mfa-required',
    ],
    [
      'in a session that proved the required factor',
      {
        organization: requiring,
        user: accountOf('bea', { ...outside, factors }),
        methods: ['password', 'authenticator'],
      },
      'accepted',
    ],
    [
      'without the factor that an upcoming requirement will need',
      { organization: { ...requiring, mfaDeadline: noon + 1 } },
      'accepted',
    ],
  ])('%s', (_, set, reason) => {
    expect(reasonOf(accept(set))).toBe(reason);
  });

  it('in a browser that is trusted with a factor asks for the factors that are required, if there are any', () => {
    const methods = ['password', 'trusted-device'] as const;
    const both = [{ id: 'email-0', type: 'email' as const }, ...factors];
    const withFactors = (of: typeof both) => ({
      organization: requiring,
      user: accountOf('bea', { ...outside, factors: of }),
      methods,
    });
    expect(accept(withFactors(both))).toMatchObject({
      refuse: { reason: 'confirmation-needed', methods: ['authenticator'] },
    });
    expect(reasonOf(accept(withFactors(both.slice(0, 1))))).toBe('mfa-required');
  });
});
