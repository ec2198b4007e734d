import { accountWith, linkToken, nextAppCode, signInWithFactor } from './accounts.ts';
import {
  accept,
  foundOrganization,
  invite,
  inviteCode,
  join,
  requireMfa,
  undoSeen,
} from './organizations.ts';
import { activateAuthenticator, activateEmail, newAddress, type Person, session, signIn } from './people.ts';
import type { CallAnswer, Service } from './service.ts';

const day = 86_400_000;

/** Every step and job of organizations, so that each does all that it ever asks of tables and mail. */
export async function walkOrganizations(
  service: Service,
): Promise<readonly (readonly [string, CallAnswer])[]> {
  const answers: [string, CallAnswer][] = [];
  const note = async (name: string, answer: Promise<CallAnswer>) => {
    const given = await answer;
    answers.push([name, given]);
    return given;
  };
  const founded = await foundOrganization(service, 'email');
  const { orgID, owner } = founded;
  const parameters = { orgID };
  const { token } = owner;
  await note('orgs/create', service.call('orgs/create', { token, body: { name: 'Second' } }));
  await note('orgs/list', service.call('orgs/list', { token }));
  await note('orgs/read', service.call('orgs/read', { parameters, token }));
  await note('orgs/rename', service.call('orgs/rename', { parameters, token, body: { name: 'Acme Corp' } }));
  const created = { parameters, token, body: { name: 'production' } };
  const { body } = await note('environments/create', service.call('environments/create', created));
  await note('environments/list', service.call('environments/list', { token }));
  const environment = { token, parameters: { environmentID: body.id } };
  await note('environments/read', service.call('environments/read', environment));

  const members = await walkInvitations(service, founded, note);
  await note('orgs/list-users', service.call('orgs/list-users', { parameters, token }));
  await note('orgs/list-groups', service.call('orgs/list-groups', { parameters, token }));
  await note('orgs/coverage', service.call('orgs/coverage', { parameters, token }));
  await note('orgs/preview-mfa', service.call('orgs/preview-mfa', { parameters, token }));

  const fresh = await signInWithFactor(service, owner);
  const asked = (userID: string) => ({ parameters: { orgID, userID }, token: fresh });
  const makeOwner = { ...asked(members.second.id), body: { role: 'owner' } };
  await note('orgs/change-role', service.call('orgs/change-role', makeOwner));
  const makeMember = { ...asked(members.second.id), body: { role: 'member' } };
  await note('orgs/change-role', service.call('orgs/change-role', makeMember));
  await note('orgs/reset-factors', service.call('orgs/reset-factors', asked(members.first.id)));
  await note('orgs/change-role', service.call('orgs/change-role', makeOwner));
  const third = await accountWith(service);
  await join(service, { orgID, owner: { token: fresh } }, third, 'owner');
  await undoFirstFactor(service, third);
  const undoneAt = await undoSeen(service, fresh, orgID, third.id);
  const confirmation = { ...asked(third.id), body: { undoneAt } };
  await note('orgs/confirm-member', service.call('orgs/confirm-member', confirmation));
  await note('orgs/reset-factors', service.call('orgs/reset-factors', asked(members.second.id)));
  await note('orgs/withdraw-reset', service.call('orgs/withdraw-reset', asked(members.second.id)));
  await note('orgs/remove-user', service.call('orgs/remove-user', asked(third.id)));
  await note('orgs/leave', service.call('orgs/leave', { parameters, token: members.second.token }));
  await walkPolicy(service, founded, members.first, note);
  const events = { parameters, token: await signInWithFactor(service, owner) };
  await note('orgs/events', service.call('orgs/events', events));
  return answers;
}

/** Enables a first factor and undoes it by the link in the mail about it: an owner must confirm the account then. */
export async function undoFirstFactor(service: Service, person: Person): Promise<void> {
  await activateEmail(service, person);
  const token = await linkToken(service, person.email, 'undo');
  const { status } = await service.call('mfa/undo', { body: { token } });
  if (status !== 204) throw new Error(`not undone: ${status}`);
}

type Note = (name: string, answer: Promise<CallAnswer>) => Promise<CallAnswer>;

async function walkInvitations(
  service: Service,
  { orgID, owner }: Awaited<ReturnType<typeof foundOrganization>>,
  note: Note,
) {
  const { token } = owner;
  const unwanted = await note('orgs/invite', invite(service, orgID, token, newAddress('unwanted')));
  const revoked = { token, parameters: { orgID, inviteID: unwanted.body.id } };
  await note('orgs/revoke-invite', service.call('orgs/revoke-invite', revoked));
  const first = await accountWith(service, 'email', 'authenticator');
  const invited = await note('orgs/invite', invite(service, orgID, token, first.email));
  service.clock.now += 61_000;
  const resent = { token, parameters: { orgID, inviteID: invited.body.id } };
  await note('orgs/resend-invite', service.call('orgs/resend-invite', resent));
  await note('orgs/list-invites', service.call('orgs/list-invites', { token, parameters: { orgID } }));
  const code = await inviteCode(service, first.email);
  await note('orgs/read-invite', service.call('orgs/read-invite', { parameters: { inviteCode: code } }));
  await note('orgs/accept-invite', accept(service, code, first.token));
  const second = await accountWith(service, 'authenticator');
  await invite(service, orgID, token, second.email, 'owner');
  const own = { token: second.token };
  const { invitations } = (
    await note('account/list-invitations', service.call('account/list-invitations', own))
  ).body;
  const atHome = { ...own, parameters: { inviteID: invitations[0].id } };
  await note('account/accept-invitation', service.call('account/accept-invitation', atHome));
  await service.call('orgs/change-role', {
    token,
    parameters: { orgID, userID: second.id },
    body: { role: 'member' },
  });
  return { first, second };
}

async function walkPolicy(
  service: Service,
  { orgID, owner }: Awaited<ReturnType<typeof foundOrganization>>,
  member: Person,
  note: Note,
): Promise<void> {
  const requireFactor = async (policy: Parameters<typeof requireMfa>[3]) =>
    note('orgs/require-mfa', requireMfa(service, orgID, await signInWithFactor(service, owner), policy));
  const deadline = new Date(service.clock.now + 2 * day).toISOString();
  await requireFactor({ required: true, deadline });
  await note('auth/sign-in', signIn(service, member));
  service.clock.now += 1.5 * day;
  await service.run('orgs/remind');
  service.clock.now += day;
  await service.run('orgs/remind');
  await requireFactor({ required: false });
  const token = await session(service, member);
  const { app } = await activateAuthenticator(service, member, token);
  const begun = await signIn(service, member);
  const otp = nextAppCode(service, app);
  const signedIn = await service.call('auth/submit-code', {
    parameters: { mfaID: begun.body.mfaID },
    body: { otp },
  });
  const proved = signedIn.body.sessionToken;
  await note('account/read', service.call('account/read', { token: proved }));
  await note('auth/verify', service.call('auth/verify', { token: proved }));
  const factorID = (await service.call('account/read', { token: proved })).body.mfa.factors[0].id;
  const disabled = service.call('mfa/disable-factor', { parameters: { factorID }, token: proved });
  await note('mfa/disable-factor', disabled);
}
