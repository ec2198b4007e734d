import { type Context, serviceOf } from '../context.ts';
import { signInAnew } from '../sign-in.ts';
import { printable } from '../terminal/printable.ts';

/** `mfa signin`. The token goes into the session file and nowhere else. */
export async function run(context: Context): Promise<void> {
  const { sessionToken: _, ...signedIn } = await signInAnew(context, await serviceOf(context));
  if (context.output.isJson) context.output.json(signedIn);
  else context.output.line(`Signed in as ${printable(signedIn.email)}.`);
}
