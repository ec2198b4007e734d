import { type Context, request } from '../context.ts';
import { localTime, printable } from '../terminal/printable.ts';
import { texts } from '../texts/index.ts';
import { withSession } from '../with-session.ts';

/** `mfa whoami`. */
export async function run(context: Context): Promise<void> {
  const { output } = context;
  const who = await withSession(context, (service) => request(service, 'GET /auth/verify'));
  if (output.isJson) return output.json(who);
  const { facts, membership, signedInAt } = texts.session;
  const name = who.name ? ` (${printable(who.name)})` : '';
  output.line(`${output.colors.bold(printable(who.email))}${name}`);
  const memberships = who.organizations.map(({ name, role }) => membership(printable(name), printable(role)));
  output.facts([
    [facts.signedIn, signedInAt(localTime(who.authenticatedAt), who.methods.map(printable))],
    [facts.until, localTime(who.expiresAt)],
    ...(memberships.length > 0 ? [[facts.memberOf, memberships.join(', ')] as const] : []),
  ]);
}
