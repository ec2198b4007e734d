import type { Member, Role } from '../../../contract/api.ts';
import { type Confirmable, confirmation } from '../../confirmation.ts';
import { type Context, request } from '../../context.ts';
import { Failure } from '../../failure.ts';
import { localTime, printable } from '../../terminal/printable.ts';
import { withSession } from '../../with-session.ts';
import { aRole, chooseMember, chooseOrganization, pathOf, readMembers } from './choose.ts';

const pathOfMember = (organization: { readonly id: string }, { id }: Pick<Member, 'id'>) => ({
  ...pathOf(organization),
  userID: id,
});

/** Who a question or an answer is about. */
const called = ({ name, email }: Pick<Member, 'name' | 'email'>) =>
  `${printable(name)} <${printable(email)}>`;

/** `mfa orgs members ORG`. Who has a factor is told to owners. */
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
  await output.table(['NAME', 'EMAIL', 'ROLE', ...(isOwner ? ['MFA'] : []), 'ID'], rows);
}

function state({ mfa, awaitsConfirmation, resetRequest }: Member): string {
  const has = `${mfa ? 'yes' : 'no'}${awaitsConfirmation ? ', to be confirmed by an owner' : ''}`;
  if (!resetRequest) return has;
  return `${has}, reset asked by ${resetRequest.by.name} until ${localTime(resetRequest.expiresAt)}`;
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
    await confirm([], `Remove ${called(member)} from ${printable(chosen.name)}?`);
    await request(service, 'DELETE /orgs/{orgID}/users/{userID}', { path: pathOfMember(chosen, member) });
    return member;
  });
  if (context.output.isJson) context.output.json({ removed });
  else context.output.line(`Removed: ${called(removed)}.`);
}

/** `mfa orgs confirm-member ORG MEMBER`. */
export async function confirmMember(
  context: Context,
  wanted: string,
  wantedMember: string,
  options: Confirmable,
): Promise<void> {
  const confirm = confirmation(context, options);
  const confirmed = await withSession(context, async (service) => {
    const chosen = await chooseOrganization(service, wanted);
    const member = await chooseMember(context, service, chosen, wantedMember);
    await confirm(
      [
        'Whoever reads their email could have undone it: call them, or ask them in person, before you confirm.',
      ],
      `Is the account of ${called(member)} still theirs?`,
    );
    const path = pathOfMember(chosen, member);
    await request(service, 'POST /orgs/{orgID}/users/{userID}/confirm', { path });
    return member;
  });
  if (context.output.isJson) context.output.json({ confirmed });
  else context.output.line(`Confirmed: ${called(confirmed)}.`);
}

/** `mfa orgs leave ORG`. */
export async function leave(context: Context, wanted: string, options: Confirmable): Promise<void> {
  const confirm = confirmation(context, options);
  const left = await withSession(context, async (service) => {
    const chosen = await chooseOrganization(service, wanted);
    await confirm([], `Leave ${printable(chosen.name)}? Only an invitation brings you back.`);
    await request(service, 'DELETE /orgs/{orgID}/membership', { path: pathOf(chosen) });
    return chosen;
  });
  if (context.output.isJson) context.output.json({ left });
  else context.output.line(`You have left ${printable(left.name)}.`);
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
  else context.output.line(`${called(member)} is ${aRole(answer.role)} from now on.`);
}

/** `mfa orgs reset-factors ORG MEMBER`: for a member at once, for an owner once a second owner says the same. */
export async function resetFactors(
  context: Context,
  wanted: string,
  wantedMember: string,
  options: Confirmable,
): Promise<void> {
  await reset(context, wanted, wantedMember, options, () => undefined);
}

/** `mfa orgs confirm-reset ORG MEMBER`: what another owner has asked for, and nothing else. */
export async function confirmReset(
  context: Context,
  wanted: string,
  wantedMember: string,
  options: Confirmable,
): Promise<void> {
  await reset(context, wanted, wantedMember, options, (member) => {
    if (!member.resetRequest)
      throw new Failure(`Nobody has asked to reset the factors of ${called(member)}.`);
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
    const asked = resetRequest && `${printable(resetRequest.by.name)} has asked for this reset.`;
    await confirm(
      [
        ...(asked ? [asked] : []),
        'All factors and recovery codes of the account are removed, and its sessions end.',
      ],
      `Reset the factors of ${called(member)}?`,
    );
    const path = pathOfMember(chosen, member);
    return {
      member,
      answer: await request(service, 'POST /orgs/{orgID}/users/{userID}/mfa/reset', { path }),
    };
  });
  if (output.isJson) output.json({ reset: answer === undefined, ...answer });
  else if (answer === undefined) output.line(`Reset: ${called(member)} has no factor now.`);
  else
    output.line(
      `Asked for. ${called(member)} is protected as an owner: until ${localTime(answer.expiresAt)} another owner can confirm it with \`mfa orgs confirm-reset\`.`,
    );
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
  else context.output.line(`Withdrawn: the factors of ${called(member)} stay as they are.`);
}
