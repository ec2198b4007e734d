import { type Context, request } from '../context.ts';
import { localTime, printable } from '../terminal/printable.ts';
import { withSession } from '../with-session.ts';

/** `mfa whoami`. */
export async function run(context: Context): Promise<void> {
  const { output } = context;
  const who = await withSession(context, (service) => request(service, 'GET /auth/verify'));
  if (output.isJson) return output.json(who);
  const { bold } = output.colors;
  output.line(`${bold(printable(who.email))}${who.name ? ` (${printable(who.name)})` : ''}`);
  output.line(`signed in ${localTime(who.authenticatedAt)} with ${who.methods.map(printable).join(' and ')}`);
  output.line(`until     ${localTime(who.expiresAt)}`);
  const memberships = who.organizations.map(({ name, role }) => `${printable(name)} (${printable(role)})`);
  if (memberships.length > 0) output.line(`member of ${memberships.join(', ')}`);
}
