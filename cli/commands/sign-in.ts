import { type Context, serviceOf } from '../context.ts';
import { signInAgain } from '../sign-in.ts';
import { printable } from '../terminal/printable.ts';
import { texts } from '../texts/index.ts';

/** `mfa signin`: the account becomes the current one. The token is only written to the session file. */
export async function run(context: Context): Promise<void> {
  const { sessionToken: _, ...signedIn } = await signInAgain(context, await serviceOf(context), true);
  if (context.output.isJson) context.output.json(signedIn);
  else context.output.line(texts.session.signedInAs(printable(signedIn.email)));
}
