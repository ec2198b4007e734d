import type { Invitation, Role } from '../../../contract/api.ts';
import type { Service } from '../../api/client.ts';
import { type Context, namedAccount, request, serviceOf } from '../../context.ts';
import { notFoundFailure, Refusal, usageFailure } from '../../failure.ts';
import { isStopped } from '../../sign-in.ts';
import { findSession } from '../../stored-session.ts';
import { localTime, printable } from '../../terminal/printable.ts';
import { texts } from '../../texts/index.ts';
import { withSession } from '../../with-session.ts';
import { chooseInvitation, chooseOrganization, pathOf } from './choose.ts';

const words = () => texts.organizations.invitation;

/** `mfa orgs invite ORG EMAIL`. */
export async function invite(
  context: Context,
  wanted: string,
  email: string,
  { role }: { readonly role: Role },
): Promise<void> {
  const sent = await withSession(context, async (service) => {
    const chosen = await chooseOrganization(service, wanted);
    return request(service, 'POST /orgs/{orgID}/invites', { path: pathOf(chosen), body: { email, role } });
  });
  reportSent(context, sent);
}

function reportSent({ output }: Context, sent: Invitation): void {
  if (output.isJson) output.json(sent);
  else output.line(words().sent(printable(sent.email), sent.role, localTime(sent.expiresAt)));
}

/** `mfa orgs invites ORG`: newest first. */
export async function list(context: Context, wanted: string): Promise<void> {
  const { output } = context;
  const listed = await withSession(context, async (service) => {
    const chosen = await chooseOrganization(service, wanted);
    return request(service, 'GET /orgs/{orgID}/invites', { path: pathOf(chosen) });
  });
  if (output.isJson) return output.json(listed);
  if (listed.length === 0) return output.note(words().none);
  const rows = listed.map((one) => [one.email, one.role, state(one), output.moment(one.createdAt), one.id]);
  await output.table(Object.values(words().columns), rows);
}

function state({ consumed, revoked, expired, mailedAt, expiresAt }: Invitation): string {
  const { openUntil, states } = words();
  if (consumed) return states.accepted;
  if (revoked) return states.revoked;
  if (expired) return states.expired;
  return mailedAt === null ? states.notMailed : openUntil(localTime(expiresAt));
}

/** `mfa orgs resend ORG INVITATION`: mails a new link; the previous one stops working. */
export async function resend(context: Context, wanted: string, wantedInvitation: string): Promise<void> {
  const sent = await withSession(context, async (service) => {
    const chosen = await chooseOrganization(service, wanted);
    const { id } = await chooseInvitation(service, chosen, wantedInvitation);
    const path = { ...pathOf(chosen), inviteID: id };
    return request(service, 'POST /orgs/{orgID}/invites/{inviteID}/resend', { path });
  });
  reportSent(context, sent);
}

/** `mfa orgs revoke ORG INVITATION`. */
export async function revoke(context: Context, wanted: string, wantedInvitation: string): Promise<void> {
  const revoked = await withSession(context, async (service) => {
    const chosen = await chooseOrganization(service, wanted);
    const found = await chooseInvitation(service, chosen, wantedInvitation);
    const path = { ...pathOf(chosen), inviteID: found.id };
    await request(service, 'DELETE /orgs/{orgID}/invites/{inviteID}', { path });
    return found;
  });
  if (context.output.isJson) context.output.json({ revoked });
  else context.output.line(words().revoked(printable(revoked.email)));
}

/** `mfa orgs invited`: the open invitations of the account. */
export async function listOwn(context: Context): Promise<void> {
  const { output } = context;
  const { invitations } = await withSession(context, (service) =>
    request(service, 'GET /account/invitations'),
  );
  if (output.isJson) return output.json(invitations);
  if (invitations.length === 0) return output.note(words().noneOfYours);
  const rows = invitations.map(({ organization, role, expiresAt, id }) => [
    organization.name,
    role,
    localTime(expiresAt),
    id,
  ]);
  await output.table(Object.values(words().ownColumns), rows);
}

/** `mfa orgs join INVITATION`: accepts one of `mfa orgs invited`, by its id or its organization. */
export async function join(context: Context, wanted: string): Promise<void> {
  const { output } = context;
  const { answer, found } = await withSession(context, async (service) => {
    const { invitations } = await request(service, 'GET /account/invitations');
    const matching = invitations.filter(({ id, organization }) =>
      [id, organization.id, organization.name].includes(wanted),
    );
    const [only, ...more] = matching;
    if (!only) throw notFoundFailure(words().notInvited(wanted));
    if (more.length > 0) throw usageFailure(words().ambiguousOwn(wanted));
    const path = { inviteID: only.id };
    const accepted = await request(service, 'POST /account/invitations/{inviteID}/accept', { path });
    return { answer: accepted, found: only };
  });
  if (output.isJson) output.json(answer);
  else output.line(words().joined(printable(found.organization.name), found.role));
}

/** `mfa orgs accept CODE-OR-LINK`. Without a session, it signs in with the invited email address. */
export async function accept(context: Context, codeOrLink: string): Promise<void> {
  const { options, output } = context;
  const unsigned = await serviceOf(context);
  const path = { inviteCode: codeOf(codeOrLink, unsigned) };
  const invited = await request(unsigned, 'GET /orgs/accept-invite/{inviteCode}', { path });
  const { organization, role } = invited;
  output.note(words().about(printable(organization.name), role, printable(invited.email)));
  const named = namedAccount(context) ?? (await accountFor(context, unsigned.server, invited.email));
  // A given token has its account.
  const email = context.environment['MFA_TOKEN'] ? options.email : named;
  const asAccount = { ...context, options: { ...options, ...(email !== undefined && { email }) } };
  const answer = await withSession(asAccount, (service) =>
    request(service, 'POST /orgs/accept-invite/{inviteCode}', { path }),
  ).catch((error: unknown) => {
    if (!(error instanceof Refusal)) throw error;
    if (isStopped(error)) output.note(words().staysValid);
    else if (error.is('invitation-for-another')) output.note(words().signInWith(printable(invited.email)));
    else if (error.is('wrong-credentials'))
      output.note(words().register(`${unsigned.server}/account/register`));
    throw error;
  });
  if (output.isJson) output.json(answer);
  else output.line(words().joined(printable(organization.name), role));
}

/** The invited account if it was signed in here, otherwise the current one; without any, the invited one signs in. */
async function accountFor({ environment }: Context, server: string, invited: string): Promise<string> {
  for (const found of [
    await findSession(environment, server, invited),
    await findSession(environment, server),
  ])
    if ('session' in found) return found.session.email;
  return invited;
}

/** The code of an invitation, from the mailed link or as it is. */
function codeOf(text: string, { server }: Service): string {
  const url = URL.canParse(text) ? new URL(text) : undefined;
  const code = url ? url.searchParams.get('code') : text;
  if (!code || !/^[\w-]+$/.test(code)) throw usageFailure(words().notALink(text));
  if (url && url.origin !== server) throw usageFailure(words().otherServer(url.origin, server));
  return code;
}
