import { type Context, namedAccount, request, serviceOf } from '../context.ts';
import { tokenOfLink } from '../mailed-link.ts';
import { texts } from '../texts/index.ts';
import { withSession } from '../with-session.ts';

/** `mfa password change`. The SSH keys of the account go, except those that are named. */
export async function change(
  context: Context,
  options: { readonly keepKey?: readonly string[] },
): Promise<void> {
  const { answers, output } = context;
  let passwords: { readonly currentPassword: string; readonly newPassword: string } | undefined;
  await withSession(context, async (service) => {
    passwords ??= { currentPassword: await answers.password(), newPassword: await answers.newPassword() };
    const keepKeys = options.keepKey ?? [];
    await request(service, 'PUT /account/password', { body: { ...passwords, keepKeys } });
  });
  if (output.isJson) output.json({ changed: true });
  else output.line(texts.password.changed);
}

/** `mfa password forgot`: the answer is the same whether or not the address has an account. */
export async function forgot(context: Context): Promise<void> {
  const { answers, output } = context;
  const service = await serviceOf(context);
  const email = namedAccount(context) ?? (await answers.email());
  await request(service, 'POST /account/password/forgot', { body: { email } });
  if (output.isJson) output.json({ requested: true });
  else output.line(texts.password.linkRequested);
}

/** `mfa password reset LINK`. */
export async function reset(context: Context, link: string): Promise<void> {
  const { answers, output } = context;
  const service = await serviceOf(context);
  const token = tokenOfLink(link, service.server, '/account/reset');
  const password = await answers.newPassword();
  await request(service, 'POST /account/password/reset', { body: { token, password } });
  if (output.isJson) output.json({ changed: true });
  else output.line(texts.password.reset);
}
