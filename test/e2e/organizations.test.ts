import { expect, test } from 'vitest';
import { activateEmail, call, mailedCode, mailsTo, register, signIn } from '../support/live-client.ts';

type Person = Awaited<ReturnType<typeof register>>;

/** Signs in with the mailed code, where the account has email as its factor. */
async function sessionOf(person: Person): Promise<string> {
  const { body } = await signIn(person);
  if (body.sessionToken) return body.sessionToken;
  const otp = await mailedCode(person.email);
  return (await call('POST', `/auth/signin/mfa/${body.mfaID}`, { body: { otp } })).body.sessionToken;
}

/** The guide's link in a mail: `…/account/accept-invite?code=…`. */
async function invitationCode(address: string): Promise<string> {
  const texts = (await mailsTo(address)).map(({ body }) => body.text ?? '');
  const codes = texts.flatMap((text) => /accept-invite\?code=([\w-]+)/.exec(text)?.[1] ?? []);
  return codes.at(-1) ?? '';
}

test('the section on enforcement: an owner requires MFA, a member is stopped, activates, and comes back', async () => {
  const owner = await register('owner');
  await activateEmail(owner);
  const token = await sessionOf(owner);
  const organization = (await call('POST', '/orgs', { token, body: { name: 'Acme' } })).body;
  expect(organization).toMatchObject({ name: 'Acme', role: 'owner', mfa: { required: false } });
  const path = `/orgs/${organization.id}`;
  await call('POST', `${path}/environments`, { token, body: { name: 'production' } });

  const member = await register('member');
  const invited = await call('POST', `${path}/invites`, { token, body: { email: member.email, role: 5 } });
  expect(invited).toMatchObject({ status: 201, body: { role: 'member', consumed: false } });
  const before = await sessionOf(member);
  const code = await invitationCode(member.email);
  const accepted = await call('POST', `/orgs/accept-invite/${code}`, { token: before });
  expect(accepted.body).toEqual({ orgID: organization.id });
  expect((await call('GET', '/environments', { token: before })).body).toMatchObject([
    { name: 'production' },
  ]);

  const preview = await call('GET', `${path}/mfa/preview`, { token });
  expect(preview.body.stopped.map(({ email }: { email: string }) => email)).toEqual([member.email]);
  const required = await call('PUT', `${path}/mfa`, { token, body: { required: true } });
  expect(required.body.mfa).toMatchObject({ required: true, members: { total: 2, withMfa: 1 } });

  const refused = { status: 403, slug: 'mfa-required-by-organization' };
  expect(await call('GET', '/environments', { token: before })).toMatchObject(refused);
  const again = await signIn(member);
  expect(again).toMatchObject({ ...refused, body: { activateUrl: '/account/mfa/activate' } });
  await activateEmail(member);
  const after = await sessionOf(member);
  expect((await call('GET', '/environments', { token: after })).body).toHaveLength(1);
  const coverage = await call('GET', `${path}/mfa/coverage`, { token });
  expect(coverage.body.members).toMatchObject([
    { mfa: true, methods: ['email'] },
    { mfa: true, methods: ['email'] },
  ]);

  const off = await call('PUT', `${path}/mfa`, { token, body: { required: false } });
  expect(off.body.mfa.required).toBe(false);
  const subjects = (await mailsTo(owner.email)).map(({ subject }) => subject);
  expect(subjects.filter((subject) => subject.includes('requires multi-factor'))).toHaveLength(2);
});

test('an organization is nobody else’s: a stranger finds nothing there', async () => {
  const owner = await register('insider');
  const token = await sessionOf(owner);
  const { id } = (await call('POST', '/orgs', { token, body: { name: 'Acme' } })).body;
  const stranger = await sessionOf(await register('outsider'));
  for (const path of ['', '/users', '/invites', '/events', '/mfa/preview', '/mfa/coverage'])
    expect((await call('GET', `/orgs/${id}${path}`, { token: stranger })).slug).toBe('not-found');
  expect((await call('GET', `/acls/${id}/groups`, { token: stranger })).slug).toBe('not-found');
});
