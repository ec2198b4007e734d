import { afterAll, beforeAll, expect, test } from 'vitest';
import { type Account, accountWith, signInWithFactor } from '../../support/accounts.ts';
import {
  createOrganization,
  type Founded,
  foundOrganization,
  invite,
  requireMfa,
} from '../../support/organizations.ts';
import { type Service, startService } from '../../support/service.ts';

/** The open invitations of an account, which it can accept without the links of their mails. */

let service: Service;
let acme: Founded;
let ada: Account;
beforeAll(async () => {
  service = await startService();
  acme = await foundOrganization(service, 'authenticator');
  ada = await accountWith(service, 'email');
});
afterAll(() => service.close());

const list = async ({ token }: { readonly token: string }) =>
  (await service.call('account/list-invitations', { token })).body.invitations;
const accept = (inviteID: string, { token }: { readonly token: string }) =>
  service.call('account/accept-invitation', { parameters: { inviteID }, token });

test('are those of every organization, and are accepted by the account alone', async () => {
  const other = await createOrganization(service, acme.owner.token, 'Other');
  const invited = await invite(service, acme.orgID, acme.owner.token, ada.email);
  service.clock.now += 1000;
  await invite(service, other, acme.owner.token, ada.email, 'owner');
  const found = await list(ada);
  expect(found).toMatchObject([
    { organization: { id: other, name: 'Other' }, role: 'owner', mfaRequired: false },
    { id: invited.body.id, organization: { id: acme.orgID, name: 'Acme' }, role: 'member' },
  ]);
  const stranger = await accountWith(service);
  expect(await list(stranger)).toEqual([]);
  expect(await accept(found[1].id, stranger)).toMatchObject({ status: 404, slug: 'not-found' });
  expect(await accept(found[1].id, ada)).toMatchObject({ status: 200, body: { orgID: acme.orgID } });
  expect(await list(ada)).toMatchObject([{ organization: { id: other } }]);
  expect((await accept(found[1].id, ada)).status).toBe(404);
});

test('are gone when they are revoked, have expired, or their sender is no owner any more', async () => {
  const bob = await accountWith(service);
  const revoked = await invite(service, acme.orgID, acme.owner.token, bob.email);
  const { id } = revoked.body;
  const parameters = { orgID: acme.orgID, inviteID: id };
  expect((await service.call('orgs/revoke-invite', { parameters, token: acme.owner.token })).status).toBe(
    204,
  );
  expect(await list(bob)).toEqual([]);
  expect((await accept(id, bob)).status).toBe(404);
  const again = await invite(service, acme.orgID, acme.owner.token, bob.email);
  expect(await list(bob)).toMatchObject([{ id: again.body.id }]);
  service.clock.now += 7 * 86_400_000;
  const token = (
    await service.call('auth/sign-in', { body: { identifier: bob.email, password: bob.password } })
  ).body.sessionToken;
  expect(await list({ token })).toEqual([]);
  expect((await accept(again.body.id, { token })).status).toBe(404);
});

test('are not accepted by a session that the organization would stop at once', async () => {
  const owner = await accountWith(service, 'authenticator');
  const orgID = await createOrganization(service, owner.token, 'Strict');
  await requireMfa(service, orgID, owner.token, { required: true, accept: ['authenticator'] });
  const weak = await accountWith(service, 'email');
  await invite(service, orgID, owner.token, weak.email);
  const token = await signInWithFactor(service, weak);
  const [found] = await list({ token });
  expect(found).toMatchObject({ mfaRequired: true, accept: ['authenticator'] });
  expect(await accept(found.id, { token })).toMatchObject({ status: 403, body: { reason: 'mfa-required' } });
});

test('one that is accepted twice at once makes one membership', async () => {
  const cleo = await accountWith(service, 'email');
  const owner = await accountWith(service, 'authenticator');
  const orgID = await createOrganization(service, owner.token, 'Twice');
  const invited = await invite(service, orgID, owner.token, cleo.email);
  const answers = await Promise.all(Array.from({ length: 5 }, () => accept(invited.body.id, cleo)));
  expect(answers.filter(({ status }) => status === 200)).toHaveLength(1);
  const rows = await service.rows('organizations');
  const members = rows.filter(
    ({ organizationID, item }) => organizationID === orgID && /^member#/.test(String(item)),
  );
  expect(members).toHaveLength(2);
});
