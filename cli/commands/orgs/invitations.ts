import type { Invitation, Role } from '../../../contract/api.ts';
import type { Service } from '../../api/client.ts';
import { type Context, request, serviceOf } from '../../context.ts';
import { Refusal, usageFailure } from '../../failure.ts';
import { isStopped } from '../../sign-in.ts';
import { findSession } from '../../stored-session.ts';
import { localTime, printable } from '../../terminal/printable.ts';
import { withSession } from '../../with-session.ts';
import { aRole, chooseInvitation, chooseOrganization, pathOf } from './choose.ts';

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
  tellSent(context, sent);
}

function tellSent({ output }: Context, sent: Invitation): void {
  if (output.isJson) output.json(sent);
  else
    output.line(
      `Sent to ${printable(sent.email)}. The invitation, as ${aRole(sent.role)}, is good until ${localTime(sent.expiresAt)}.`,
    );
}

/** `mfa orgs invites ORG`: newest first. */
export async function list(context: Context, wanted: string): Promise<void> {
  const { output } = context;
  const listed = await withSession(context, async (service) => {
    const chosen = await chooseOrganization(service, wanted);
    return request(service, 'GET /orgs/{orgID}/invites', { path: pathOf(chosen) });
  });
  if (output.isJson) return output.json(listed);
  if (listed.length === 0) return output.note('No invitations.');
  const rows = listed.map((one) => [one.email, one.role, state(one), localTime(one.createdAt), one.id]);
  await output.table(['EMAIL', 'ROLE', 'STATE', 'SENT', 'ID'], rows);
}

function state({ consumed, revoked, expired, mailedAt, expiresAt }: Invitation): string {
  if (consumed) return 'accepted';
  if (revoked) return 'revoked';
  if (expired) return 'over';
  return mailedAt === null ? 'not mailed' : `open until ${localTime(expiresAt)}`;
}

/** `mfa orgs resend ORG INVITATION`: a new link; the one before is dead. */
export async function resend(context: Context, wanted: string, wantedInvitation: string): Promise<void> {
  const sent = await withSession(context, async (service) => {
    const chosen = await chooseOrganization(service, wanted);
    const { id } = await chooseInvitation(service, chosen, wantedInvitation);
    const path = { ...pathOf(chosen), inviteID: id };
    return request(service, 'POST /orgs/{orgID}/invites/{inviteID}/resend', { path });
  });
  tellSent(context, sent);
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
  else context.output.line(`Revoked: the invitation of ${printable(revoked.email)}.`);
}

/** `mfa orgs accept CODE-OR-LINK`: of the mail. Without a session, it signs in with the invited address. */
export async function accept(context: Context, codeOrLink: string): Promise<void> {
  const { options, output } = context;
  const unsigned = await serviceOf(context);
  const path = { inviteCode: codeOf(codeOrLink, unsigned) };
  const invited = await request(unsigned, 'GET /orgs/accept-invite/{inviteCode}', { path });
  const { organization, role } = invited;
  output.note(
    `Invitation to ${printable(organization.name)} as ${aRole(role)}, for ${printable(invited.email)}.`,
  );
  const stored = await findSession(context.environment, unsigned.server);
  const email = options.email ?? ('session' in stored ? stored.session.email : invited.email);
  const answer = await withSession({ ...context, options: { ...options, email } }, (service) =>
    request(service, 'POST /orgs/accept-invite/{inviteCode}', { path }),
  ).catch((error: unknown) => {
    if (isStopped(error)) output.note('The invitation stays good until you have done what is said below.');
    if (error instanceof Refusal && error.slug === 'forbidden')
      output.note(`Sign in with the invited address: mfa signin --email ${printable(invited.email)}`);
    if (error instanceof Refusal && error.slug === 'invalid-credentials')
      output.note(`There is no account of this address yet? Make one: ${unsigned.server}/account/register`);
    throw error;
  });
  if (output.isJson) output.json(answer);
  else output.line(`You are ${aRole(role)} of ${printable(organization.name)} now.`);
}

/** The code, as it is or out of the mailed link. */
function codeOf(text: string, { server }: Service): string {
  const url = URL.canParse(text) ? new URL(text) : undefined;
  const code = url ? url.searchParams.get('code') : text;
  if (!code || !/^[\w-]+$/.test(code))
    throw usageFailure(`${text} is no invitation: give the link of the mail, or the code at its end.`);
  if (url && url.origin !== server)
    throw usageFailure(
      `The link is one of ${url.origin}, and the server is ${server}. Add --server ${url.origin}`,
    );
  return code;
}
