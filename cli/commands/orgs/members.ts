import type { Member, Role } from '../../../contract/api.ts';
import { type Confirmable, confirmation } from '../../confirmation.ts';
import { type Context, request } from '../../context.ts';
import { Failure } from '../../failure.ts';
import { localTime, printable } from '../../terminal/printable.ts';
import { texts } from '../../texts/index.ts';
import { withSession } from '../../with-session.ts';
import { chooseMember, chooseOrganization, pathOf, readMembers } from './choose.ts';

const pathOfMember = (organization: { readonly id: string }, { id }: Pick<Member, 'id'>) => ({
  ...pathOf(organization),
  userID: id,
});

/** The name and email address of a member, for questions and results. */
const called = ({ name, email }: Pick<Member, 'name' | 'email'>) =>
  `${printable(name)} <${printable(email)}>`;

/** `mfa orgs members ORG`. Owners also see who has a factor. */
export async function list(context: Context, wanted: string): Promise<void> {
  const { output } = context;
  const { role, members } = await withSession(context, async (service) => {
    const chosen = await chooseOrganization(service, wanted);
    return { role: chosen.role, members: await readMembers(output, service, chosen) };
  });
  if (output.isJson) return output.json(members);
  const isOwner = role === 'owner';
  const rows = members.map((one) => [
    one.name,
    one.email,
    one.role,
    ...(isOwner ? [state(one)] : []),
    one.id,
  ]);
  const { name, email, role: roleTitle, mfa, id } = texts.organizations.memberColumns;
  await output.table([name, email, roleTitle, ...(isOwner ? [mfa] : []), id], rows);
}

function state({ mfa, awaitsConfirmation, resetRequest }: Member): string {
  const answer = mfa ? texts.words.yes : texts.words.no;
  const has = awaitsConfirmation ? texts.organizations.toBeConfirmed(answer) : answer;
  if (!resetRequest) return has;
  return texts.organizations.resetRequested(has, resetRequest.by.name, localTime(resetRequest.expiresAt));
}

/** `mfa orgs remove ORG MEMBER`. */
export async function remove(
  context: Context,
  wanted: string,
  wantedMember: string,
  options: Confirmable,
): Promise<void> {
  const confirm = confirmation(context, options);
  const removed = await withSession(context, async (service) => {
    const chosen = await chooseOrganization(service, wanted);
    const member = await chooseMember(context, service, chosen, wantedMember);
    await confirm([], texts.organizations.askToRemove(called(member), printable(chosen.name)));
    await request(service, 'DELETE /orgs/{orgID}/users/{userID}', { path: pathOfMember(chosen, member) });
    return member;
  });
  if (context.output.isJson) context.output.json({ removed });
  else context.output.line(texts.organizations.removed(called(removed)));
}

/** `mfa orgs confirm-member ORG MEMBER`. */
export async function confirmMember(
  context: Context,
  wanted: string,
  wantedMember: string,
  options: Confirmable,
): Promise<void> {
  const { ask, confirmed: done, warning } = texts.organizations.confirmMember;
  const confirm = confirmation(context, options);
  const confirmed = await withSession(context, async (service) => {
    const chosen = await chooseOrganization(service, wanted);
    const member = await chooseMember(context, service, chosen, wantedMember);
    // Without a time, the service says why there is nothing to confirm.
    const undoneAt = member.undoneAt ?? new Date(0).toISOString();
    await confirm(member.undoneAt ? [warning(localTime(undoneAt))] : [], ask(called(member)));
    const path = pathOfMember(chosen, member);
    await request(service, 'POST /orgs/{orgID}/users/{userID}/confirm', { path, body: { undoneAt } });
    return member;
  });
  if (context.output.isJson) context.output.json({ confirmed });
  else context.output.line(done(called(confirmed)));
}

/** `mfa orgs leave ORG`. */
export async function leave(context: Context, wanted: string, options: Confirmable): Promise<void> {
  const confirm = confirmation(context, options);
  const left = await withSession(context, async (service) => {
    const chosen = await chooseOrganization(service, wanted);
    await confirm([], texts.organizations.askToLeave(printable(chosen.name)));
    await request(service, 'DELETE /orgs/{orgID}/membership', { path: pathOf(chosen) });
    return chosen;
  });
  if (context.output.isJson) context.output.json({ left });
  else context.output.line(texts.organizations.left(printable(left.name)));
}

/** `mfa orgs role ORG MEMBER owner|member`. */
export async function changeRole(
  context: Context,
  wanted: string,
  wantedMember: string,
  role: Role,
): Promise<void> {
  const { member, answer } = await withSession(context, async (service) => {
    const chosen = await chooseOrganization(service, wanted);
    const member = await chooseMember(context, service, chosen, wantedMember);
    const path = pathOfMember(chosen, member);
    const answer = await request(service, 'PUT /orgs/{orgID}/users/{userID}/role', { path, body: { role } });
    return { member, answer };
  });
  if (context.output.isJson) context.output.json(answer);
  else context.output.line(texts.organizations.roleChanged(called(member), answer.role));
}

/** `mfa orgs reset-factors ORG MEMBER`: for a member at once, for an owner after a second owner has confirmed it. */
export async function resetFactors(
  context: Context,
  wanted: string,
  wantedMember: string,
  options: Confirmable,
): Promise<void> {
  await reset(context, wanted, wantedMember, options, () => undefined);
}

/** `mfa orgs confirm-reset ORG MEMBER`: only confirms a reset that another owner has requested. */
export async function confirmReset(
  context: Context,
  wanted: string,
  wantedMember: string,
  options: Confirmable,
): Promise<void> {
  await reset(context, wanted, wantedMember, options, (member) => {
    if (!member.resetRequest) throw new Failure(texts.organizations.reset.notRequested(called(member)));
  });
}

async function reset(
  context: Context,
  wanted: string,
  wantedMember: string,
  options: Confirmable,
  check: (member: Member) => void,
): Promise<void> {
  const { output } = context;
  const confirm = confirmation(context, options);
  const { member, answer } = await withSession(context, async (service) => {
    const chosen = await chooseOrganization(service, wanted);
    const member = await chooseMember(context, service, chosen, wantedMember);
    check(member);
    const { resetRequest } = member;
    const { ask, effects, requestedBy } = texts.organizations.reset;
    await confirm(
      [...(resetRequest ? [requestedBy(printable(resetRequest.by.name))] : []), effects],
      ask(called(member)),
    );
    const path = pathOfMember(chosen, member);
    return {
      member,
      answer: await request(service, 'POST /orgs/{orgID}/users/{userID}/mfa/reset', { path }),
    };
  });
  if (output.isJson) output.json({ reset: answer === undefined, ...answer });
  else if (answer === undefined) output.line(texts.organizations.reset.done(called(member)));
  else output.line(texts.organizations.reset.requested(called(member), localTime(answer.expiresAt)));
}

/** `mfa orgs withdraw-reset ORG MEMBER`. */
export async function withdrawReset(context: Context, wanted: string, wantedMember: string): Promise<void> {
  const member = await withSession(context, async (service) => {
    const chosen = await chooseOrganization(service, wanted);
    const member = await chooseMember(context, service, chosen, wantedMember);
    await request(service, 'DELETE /orgs/{orgID}/users/{userID}/mfa/reset', {
      path: pathOfMember(chosen, member),
    });
    return member;
  });
  if (context.output.isJson) context.output.json({ withdrawn: member });
  else context.output.line(texts.organizations.reset.withdrawn(called(member)));
}
