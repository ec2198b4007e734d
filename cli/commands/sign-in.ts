import { type Context, serviceOf } from '../context.ts';
import { signInAnew } from '../sign-in.ts';

/** `mfa signin`. The token goes into the session file and nowhere else. */
export async function run(context: Context): Promise<void> {
  const { id, name, email, expiresAt } = await signInAnew(context, await serviceOf(context));
  if (context.output.isJson) context.output.json({ id, name, email, expiresAt });
  else context.output.line(`Signed in as ${email}.`);
}
