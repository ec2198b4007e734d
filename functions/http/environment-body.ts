import { type Environment, environmentID } from '../../core/organizations/environment.ts';

/** An environment as answers show it. */
export function environmentBody(environment: Environment) {
  const { name, namespace, organizationID: organizationId } = environment;
  return { id: environmentID(environment), name, namespace, organizationId };
}
