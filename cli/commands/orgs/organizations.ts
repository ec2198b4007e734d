import type { Organization } from '../../../contract/api.ts';
import { type Confirmable, confirmation } from '../../confirmation.ts';
import { type Context, request } from '../../context.ts';
import { localTime, printable } from '../../terminal/printable.ts';
import { texts } from '../../texts/index.ts';
import { withSession } from '../../with-session.ts';
import { chooseOrganization, pathOf } from './choose.ts';

/** `mfa orgs`. */
export async function list(context: Context): Promise<void> {
  const { output } = context;
  const listed = await withSession(context, (service) =>
    output.waiting(texts.organizations.countingMembers, request(service, 'GET /orgs')),
  );
  if (output.isJson) return output.json(listed);
  if (listed.length === 0) return output.note(texts.organizations.noneOfYours);
  const rows = listed.map(({ id, name, role, mfa }) => [
    name,
    role,
    requirementState(mfa),
    memberWords(mfa.members),
    id,
  ]);
  await output.table(Object.values(texts.organizations.columns), rows);
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
  context.output.line(texts.organizations.created(printable(made.name), printable(made.id)));
}

/** `mfa orgs rename ORG NAME`. */
export async function rename(context: Context, wanted: string, name: string): Promise<void> {
  const renamed = await withSession(context, async (service) => {
    const chosen = await chooseOrganization(service, wanted);
    return request(service, 'PATCH /orgs/{orgID}', { path: pathOf(chosen), body: { name } });
  });
  if (context.output.isJson) context.output.json(renamed);
  else context.output.line(texts.organizations.renamed(printable(renamed.name)));
}

/** `mfa orgs delete ORG`: at once if nobody else is in it. */
export async function remove(context: Context, wanted: string, options: Confirmable): Promise<void> {
  const { output } = context;
  const confirm = confirmation(context, options);
  const { askToDelete, deleted, deletionEffects, deletionRequested } = texts.organizations;
  const { chosen, due } = await withSession(context, async (service) => {
    const chosen = await chooseOrganization(service, wanted);
    await confirm(deletionEffects, askToDelete(printable(chosen.name)));
    const due = await request(service, 'DELETE /orgs/{orgID}', { path: pathOf(chosen) });
    return { chosen, due };
  });
  const name = printable(chosen.name);
  if (output.isJson) output.json({ deleted: chosen, deletionDueAt: due?.deletionDueAt ?? null });
  else output.line(due ? deletionRequested(name, localTime(due.deletionDueAt)) : deleted(name));
}

/** `mfa orgs keep ORG`: takes a deletion back that is not done yet. */
export async function keep(context: Context, wanted: string): Promise<void> {
  const kept = await withSession(context, async (service) => {
    const chosen = await chooseOrganization(service, wanted);
    await request(service, 'DELETE /orgs/{orgID}/deletion', { path: pathOf(chosen) });
    return chosen;
  });
  if (context.output.isJson) context.output.json({ kept });
  else context.output.line(texts.organizations.kept(printable(kept.name)));
}

/** What an organization requires, in a sentence. */
export function requirementSentence({
  required,
  inForce,
  accept,
  deadline,
  since,
}: Organization['mfa']): string {
  const { none, from, since: requiredSince } = texts.organizations.requirement;
  if (!required) return none;
  const methods = accept.map(printable);
  return inForce ? requiredSince(localTime(deadline ?? since), methods) : from(localTime(deadline), methods);
}

function requirementState({ required, inForce, deadline }: Organization['mfa']): string {
  const words = texts.organizations.requirement;
  if (!required) return words.none;
  return inForce ? words.required : words.requiredFrom(localTime(deadline));
}

const memberWords = ({ total, withMfa }: Organization['mfa']['members']): string =>
  texts.organizations.memberCount(total, withMfa);

function print({ output }: Context, { id, name, role, mfa }: Organization): void {
  output.line(output.colors.bold(printable(name)));
  const { facts } = texts.organizations;
  output.facts([
    [facts.id, printable(id)],
    [facts.role, printable(role)],
    [facts.mfa, requirementSentence(mfa)],
    [facts.members, memberWords(mfa.members)],
  ]);
}
