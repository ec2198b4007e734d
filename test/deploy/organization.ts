import assert from 'node:assert/strict';
import type { Client, People } from './people.ts';

/** An organization with an environment, and an invitation that is still open. */
export interface Organization {
  readonly orgID: string;
  readonly name: string;
}

export async function beginOrganization(
  client: Client,
  { withAuthenticator, withEmail }: People,
  name: string,
): Promise<Organization> {
  const { token } = withAuthenticator;
  const { id: orgID } = await client.done('POST', '/orgs', { name }, token);
  await client.done('POST', `/orgs/${orgID}/environments`, { name: 'production' }, token);
  await client.done('POST', `/orgs/${orgID}/invites`, { email: withEmail.email, role: 'member' }, token);
  return { orgID, name };
}

/** Its owner has it still, the invited accept, and its requirement holds for them. */
export async function expectMembersToGoOn(
  client: Client,
  { withAuthenticator, withEmail }: People,
  { orgID, name }: Organization,
): Promise<void> {
  const owner = withAuthenticator.token;
  const read = await client.done('GET', `/orgs/${orgID}`, undefined, owner);
  assert.deepEqual([read.name, read.role], [name, 'owner']);
  const environments = await client.done('GET', '/environments', undefined, owner);
  assert.ok(environments.some((one: { name: string }) => one.name === 'production'));
  const { invitations } = await client.done('GET', '/account/invitations', undefined, withEmail.token);
  assert.equal(invitations.length, 1);
  await client.done('POST', `/account/invitations/${invitations[0].id}/accept`, {}, withEmail.token);
  const users = await client.done('GET', `/orgs/${orgID}/users`, undefined, owner);
  assert.equal(users.length, 2);
}
