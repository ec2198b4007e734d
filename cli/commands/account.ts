import { type Confirmable, confirmation } from '../confirmation.ts';
import { type Context, findOwnSession, request, serviceOf } from '../context.ts';
import { storeSession } from '../stored-session.ts';
import { localTime, printable } from '../terminal/printable.ts';
import { texts } from '../texts/index.ts';
import type { LanguageTag } from '../texts/languages.ts';
import { withSession } from '../with-session.ts';

/** `mfa account`. */
export async function show(context: Context): Promise<void> {
  const { output } = context;
  const account = await withSession(context, (service) => request(service, 'GET /account'));
  if (output.isJson) return output.json(account);
  const { facts, withoutFactor } = texts.account;
  const { mfa, organizations } = account;
  const factors = mfa.factors.map(({ name }) => printable(name)).join(', ');
  const memberships = organizations.map(({ name, role }) =>
    texts.session.membership(printable(name), printable(role)),
  );
  output.line(output.colors.bold(printable(account.email)));
  output.facts([
    [facts.name, printable(account.name)],
    [facts.id, printable(account.id)],
    ...(account.language ? [[facts.language, printable(account.language)] as const] : []),
    [facts.factors, factors || withoutFactor],
    ...(memberships.length > 0 ? [[facts.memberOf, memberships.join(', ')] as const] : []),
  ]);
}

/** `mfa account rename NAME`. */
export async function rename(context: Context, name: string): Promise<void> {
  const { output } = context;
  const renamed = await withSession(context, (service) =>
    request(service, 'PATCH /account', { body: { name } }),
  );
  if (output.isJson) output.json(renamed);
  else output.line(texts.account.renamed(printable(renamed.name)));
}

/** `mfa account language TAG`: that of its mails, of the dashboard and of later commands. */
export async function chooseLanguage(context: Context, language: LanguageTag): Promise<void> {
  const { environment, output } = context;
  await withSession(context, (service) => request(service, 'PUT /account/language', { body: { language } }));
  const { server } = await serviceOf(context);
  // The session of MFA_TOKEN may be that of another account than the stored one.
  const found = environment['MFA_TOKEN'] ? {} : await findOwnSession(context, server);
  if ('session' in found) await storeSession(environment, { ...found.session, language }, false);
  if (output.isJson) output.json({ language });
  else output.line(texts.account.languageChosen(language));
}

/** `mfa account export`: everything that the service has about the account, as JSON. */
export async function exportData(context: Context): Promise<void> {
  const { output } = context;
  const exported = await withSession(context, (service) => request(service, 'GET /account/export'));
  if (output.isTerminal)
    for (const line of JSON.stringify(exported, null, 2).split('\n')) output.line(printable(line));
  else output.json(exported);
}

/** `mfa account delete`. */
export async function remove(context: Context, options: Confirmable): Promise<void> {
  const { output } = context;
  const confirm = confirmation(context, options);
  const { deletionDueAt } = await withSession(context, async (service) => {
    const { email } = await request(service, 'GET /account');
    await confirm(texts.account.deletionEffects, texts.account.askToDelete(printable(email)));
    return request(service, 'DELETE /account');
  });
  if (output.isJson) output.json({ deletionDueAt });
  else output.line(texts.account.deletionRequested(localTime(deletionDueAt)));
}

/** `mfa account keep`: takes a deletion back that is not done yet. */
export async function keep(context: Context): Promise<void> {
  await withSession(context, (service) => request(service, 'DELETE /account/deletion'));
  if (context.output.isJson) context.output.json({ kept: true });
  else context.output.line(texts.account.kept);
}
