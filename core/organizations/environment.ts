import type { User } from '../accounts/user.ts';
import { absent, put } from '../kernel/change.ts';
import type { Decision } from '../kernel/decision.ts';
import { problem } from '../kernel/problem.ts';
import { incrementCount, type Organization, organizationLimits } from './organization.ts';
import { actorOf, organizationEntry } from './organization-log.ts';

/** An environment of an organization: the example of a product that relies on the session. */
export interface Environment {
  readonly organizationID: string;
  readonly item: `environment#${string}`;
  readonly name: string;
  readonly namespace: string;
  readonly createdAt: number;
}

export const environmentPrefix = 'environment#';

export const environmentID = ({ item }: Pick<Environment, 'item'>) => item.slice(environmentPrefix.length);

/** Creates an environment. @param existing All environments of the organization. */
export function createEnvironment(
  organization: Organization,
  owner: User,
  existing: readonly Environment[],
  { id, name }: { readonly id: string; readonly name: string },
  now: number,
): Decision<Environment> {
  const maximum = organizationLimits.environmentsPerOrganization;
  if (existing.length >= maximum) return { refuse: problem('environment-limit', { maximum }) };
  if (existing.some((one) => one.name === name)) return { refuse: problem('environment-name-taken') };
  const { organizationID } = organization;
  const key = { organizationID, item: `${environmentPrefix}${id}` } as const;
  const environment: Environment = { ...key, name, namespace: `env-${id.slice(0, 10)}`, createdAt: now };
  return {
    commit: [
      put('organizations', key, { ...environment }, [absent('item')]),
      incrementCount(organization, 'environments'),
    ],
    log: [organizationEntry(organizationID, 'environment-created', actorOf(owner), { name })],
    notify: [],
    answer: environment,
  };
}
