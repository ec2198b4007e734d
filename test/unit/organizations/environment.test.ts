import { describe, expect, it } from 'vitest';
import {
  createEnvironment,
  type Environment,
  environmentID,
} from '../../../core/organizations/environment.ts';
import { organizationLimits } from '../../../core/organizations/organization.ts';
import { accepted, accountOf, organizationWith } from '../../support/organization-rows.ts';
import { noon } from '../../support/users.ts';

const existing = (...names: string[]): readonly Environment[] =>
  names.map((name, index) => ({
    organizationID: 'acme',
    item: `environment#${index}`,
    name,
    namespace: `env-${index}`,
    createdAt: noon,
  }));
const create = (others: readonly Environment[], name = 'production') =>
  createEnvironment(organizationWith(), accountOf('ada'), others, { id: 'abcdefghijklmnop', name }, noon);

describe('creating an environment', () => {
  it('writes its row, counts it, and is logged', () => {
    const decision = accepted(create(existing('staging')));
    expect(decision).toMatchObject({
      commit: [
        { kind: 'put', key: { item: 'environment#abcdefghijklmnop' }, when: [{ is: 'absent' }] },
        { kind: 'update', key: { item: 'organization' }, add: { environments: 1 } },
      ],
      log: [{ kind: 'environment-created', details: { about: { name: 'production' } } }],
      answer: { name: 'production', namespace: 'env-abcdefghij' },
    });
    expect(environmentID(decision.answer)).toBe('abcdefghijklmnop');
  });

  it('is refused for a name that another environment of the organization has', () => {
    expect(create(existing('staging', 'production'))).toMatchObject({
      refuse: { reason: 'environment-name-taken', slug: 'conflict' },
    });
  });

  it('is refused beyond the limit, which the problem names', () => {
    const maximum = organizationLimits.environmentsPerOrganization;
    const names = Array.from({ length: maximum }, (_, index) => `environment ${index}`);
    expect(create(existing(...names.slice(1)))).not.toHaveProperty('refuse');
    expect(create(existing(...names))).toMatchObject({ refuse: { reason: 'environment-limit', maximum } });
  });

  it('is bound to the list that it was decided on', () => {
    const seen = createEnvironment(
      organizationWith({ environments: 4 }),
      accountOf('ada'),
      existing('staging'),
      { id: 'a', name: 'production' },
      noon,
    );
    expect(accepted(seen).commit[1]).toMatchObject({
      when: [
        { attribute: 'version', value: 3 },
        { attribute: 'environments', is: 'equal', value: 4 },
      ],
    });
  });
});
