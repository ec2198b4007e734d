import { reach } from '../api/client.ts';
import { type Context, namedAccount, request, serviceOf } from '../context.ts';
import { canTryAnotherCode } from '../sign-in.ts';
import { printable } from '../terminal/printable.ts';
import { texts } from '../texts/index.ts';

/** `mfa register`: creates an account; a mailed code proves that the email address is the user's. */
export async function run(context: Context, options: { readonly name?: string }): Promise<void> {
  const { answers, output } = context;
  const service = await serviceOf(context);
  if (answers.hasTerminal) await reach(service);
  const email = namedAccount(context) ?? (await answers.newEmail());
  const credentials = { email, password: await answers.newPassword() };
  const { registrationID } = await request(service, 'POST /account/register', {
    body: { ...credentials, ...(options.name !== undefined && { name: options.name }) },
  });
  output.note(texts.registration.sent);
  for (;;) {
    const code = (await answers.otp(texts.ask.token.email)).trim();
    try {
      const made = await request(service, 'POST /account/verify-email', { body: { registrationID, code } });
      if (output.isJson) output.json(made);
      else output.line(texts.registration.done(printable(made.email)));
      return;
    } catch (error) {
      if (!canTryAnotherCode(context, error)) throw error;
      output.note(error.message);
    }
  }
}
