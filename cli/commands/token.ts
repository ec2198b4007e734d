import { type Context, request } from '../context.ts';
import { printable } from '../terminal/printable.ts';
import { withSession } from '../with-session.ts';

/** `mfa token --audience URL`: a token for an app, alone on a line, so that a script can take it. */
export async function run(context: Context, { audience }: { readonly audience: string }): Promise<void> {
  const { output } = context;
  const made = await withSession(context, (service) =>
    request(service, 'POST /auth/token', { body: { audience } }),
  );
  if (output.isJson) output.json(made);
  else output.line(printable(made.token));
}
