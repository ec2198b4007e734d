import { type Context, request } from '../context.ts';
import { printable } from '../terminal/printable.ts';
import { texts } from '../texts/index.ts';
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
