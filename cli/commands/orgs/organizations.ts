import type { Organization } from '../../../contract/api.ts';
import { type Context, request } from '../../context.ts';
import { localTime, printable } from '../../terminal/printable.ts';
import { withSession } from '../../with-session.ts';
import { chooseOrganization, pathOf } from './choose.ts';

/** `mfa orgs`. */
export async function list(context: Context): Promise<void> {
  const { output } = context;
  const listed = await withSession(context, (service) =>
    output.waiting('Counting members', request(service, 'GET /orgs')),
  );
  if (output.isJson) return output.json(listed);
  if (listed.length === 0) return output.note('No organizations. Make one: mfa orgs create NAME');
  const rows = listed.map(({ id, name, role, mfa }) => [
    name,
    role,
    demandWord(mfa),
    memberWords(mfa.members),
    id,
  ]);
  await output.table(['NAME', 'YOU ARE', 'MFA', 'MEMBERS', 'ID'], rows);
}

/** `mfa orgs show ORG`. */
export async function show(context: Context, wanted: string): Promise<void> {
  const found = await withSession(context, async (service) => {
    const chosen = await chooseOrganization(service, wanted);
    return request(service, 'GET /orgs/{orgID}', { path: pathOf(chosen) });
  });
  if (context.output.isJson) context.output.json(found);
  else print(context, found);
}

/** `mfa orgs create NAME`. */
export async function create(context: Context, name: string): Promise<void> {
  const made = await withSession(context, (service) => request(service, 'POST /orgs', { body: { name } }));
  if (context.output.isJson) return context.output.json(made);
  context.output.line(`Made: ${printable(made.name)} (${printable(made.id)}). You are its owner.`);
}

/** `mfa orgs rename ORG NAME`. */
export async function rename(context: Context, wanted: string, name: string): Promise<void> {
  const renamed = await withSession(context, async (service) => {
    const chosen = await chooseOrganization(service, wanted);
    return request(service, 'PATCH /orgs/{orgID}', { path: pathOf(chosen), body: { name } });
  });
  if (context.output.isJson) context.output.json(renamed);
  else context.output.line(`Its name is ${printable(renamed.name)} from now on.`);
}

/** What an organization requires, in a sentence. */
export function demandSentence({ required, inForce, accept, deadline, since }: Organization['mfa']): string {
  if (!required) return 'not required';
  const methods = printable(accept.join(' or '));
  if (!inForce) return `required from ${localTime(deadline)} on, by ${methods}`;
  return `required since ${localTime(deadline ?? since)}, by ${methods}`;
}

function demandWord({ required, inForce, deadline }: Organization['mfa']): string {
  if (!required) return 'not required';
  return inForce ? 'required' : `required from ${localTime(deadline)}`;
}

function memberWords({ total, withMfa }: Organization['mfa']['members']): string {
  return withMfa === undefined ? String(total) : `${total} (${withMfa} with MFA)`;
}

function print({ output }: Context, { id, name, role, mfa }: Organization): void {
  output.line(output.colors.bold(printable(name)));
  output.line(`id       ${printable(id)}`);
  output.line(`you are  ${printable(role)}`);
  output.line(`MFA      ${demandSentence(mfa)}`);
  output.line(`members  ${memberWords(mfa.members)}`);
}
