import { type Context, findOwnSession, request, serviceOf } from '../context.ts';
import { Refusal } from '../failure.ts';
import { forgetSession } from '../stored-session.ts';
import { texts } from '../texts/index.ts';

/** `mfa signout`. Ends the session on the server, and deletes it here. */
export async function run(context: Context): Promise<void> {
  const { environment, output } = context;
  const service = await serviceOf(context);
  const given = environment['MFA_TOKEN'];
  const found = given ? {} : await findOwnSession(context, service.server);
  const stored = 'session' in found ? found.session : undefined;
  const token = given || stored?.token;
  const signedOut = token !== undefined && (await endSession({ ...service, token }));
  if (stored) await forgetSession(environment, stored);
  if (output.isJson) output.json({ signedOut });
  else output.line(signedOut ? texts.session.signedOut : texts.session.notSignedIn);
}

async function endSession(service: Parameters<typeof request>[0]): Promise<boolean> {
  try {
    await request(service, 'DELETE /auth/signout');
    return true;
  } catch (error) {
    if (error instanceof Refusal && error.is('signed-out')) return false;
    throw error;
  }
}
