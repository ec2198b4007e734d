import { describe, expect, it } from 'vitest';
import type { Change } from '../../../core/kernel/change.ts';
import {
  invitationsIn,
  parseRegistrationPolicy,
  type RegistrationPolicy,
  registrationPolicyRefusal,
  rememberInvited,
} from '../../../core/organizations/registration-policy.ts';
import { invitationWith, organizationWith } from '../../support/organization-rows.ts';
import { noon } from '../../support/users.ts';

const reasonOf = (
  policy: RegistrationPolicy,
  address: string,
  invited: Parameters<typeof registrationPolicyRefusal>[2] = [],
) => registrationPolicyRefusal(policy, address, invited, noon)?.reason;

describe('the setting for registrations', () => {
  it.each([
    ['open', 'open'],
    ['invited', 'invited'],
    ['domains=example.com', { domains: ['example.com'] }],
    ['domains=example.com,example.org', { domains: ['example.com', 'example.org'] }],
  ])('%s is understood', (setting, policy) => {
    expect(parseRegistrationPolicy(setting)).toEqual(policy);
  });

  it.each(['', 'closed', 'Open', 'example.com'])('%j lets nobody register', (setting) => {
    expect(() => parseRegistrationPolicy(setting)).toThrow('not understood');
  });
});

describe('a registration', () => {
  it('of anyone is taken while it is open', () => {
    expect(reasonOf('open', 'bea@example.com')).toBeUndefined();
  });

  it.each([
    ['bea@example.com', undefined],
    ['bea@sub.example.com', 'registration-by-domain'],
    ['bea@notexample.com', 'registration-by-domain'],
    ['bea@example.com.evil.example', 'registration-by-domain'],
    ['"bea@example.com"@evil.example', 'registration-by-domain'],
  ])('of %s, where it is for example.com: %s', (address, reason) => {
    expect(reasonOf({ domains: ['example.com'] }, address)).toBe(reason);
  });

  const organization = organizationWith();
  it.each<[string, ReturnType<typeof invitationWith> | undefined, string | undefined]>([
    ['an open invitation', invitationWith(), undefined],
    ['no invitation', undefined, 'registration-by-invitation'],
    ['one for another address', invitationWith({ address: 'cy@example.com' }), 'registration-by-invitation'],
    ['one that has expired', invitationWith({ expiresAt: noon }), 'registration-by-invitation'],
    ['one that was revoked', invitationWith({ revokedAt: noon }), 'registration-by-invitation'],
    ['one that was used', invitationWith({ consumedAt: noon }), 'registration-by-invitation'],
    ['one of a former owner', invitationWith({ senderID: 'gone' }), 'registration-by-invitation'],
  ])('of someone with %s, where it is for the invited', (_, invitation, reason) => {
    expect(reasonOf('invited', 'bea@example.com', [{ invitation, organization }])).toBe(reason);
    expect(reasonOf('invited', 'bea@example.com', [{ invitation, organization: undefined }])).toBe(
      'registration-by-invitation',
    );
  });
});

describe('the row of an invited address', () => {
  const invitationOf = (organizationID: string, id: string) =>
    rememberInvited({ address: 'bea@example.com', organizationID, id, expiresAt: noon });
  const rowOf = (...changes: readonly Change[]) =>
    Object.assign({}, ...changes.map((change) => (change.kind === 'update' ? change.set : {})));

  it('keeps the latest invitation of each organization', () => {
    const row = rowOf(
      invitationOf('acme', 'one'),
      invitationOf('globex', 'two'),
      invitationOf('acme', 'three'),
    );
    expect(invitationsIn(row)).toEqual(
      expect.arrayContaining([
        { organizationID: 'acme', invitationID: 'three' },
        { organizationID: 'globex', invitationID: 'two' },
      ]),
    );
    expect(invitationsIn(row)).toHaveLength(2);
  });

  it('has a limited number of them', () => {
    const changes = Array.from({ length: 1000 }, (_, index) => invitationOf(`organization-${index}`, 'one'));
    expect(invitationsIn(rowOf(...changes)).length).toBeLessThanOrEqual(64);
  });

  it('is read as earlier versions wrote it', () => {
    const old = { id: 'invited#x', organizationID: 'acme', invitationID: 'one', ttl: 1 };
    expect(invitationsIn(old)).toEqual([{ organizationID: 'acme', invitationID: 'one' }]);
    expect(invitationsIn(undefined)).toEqual([]);
  });
});
