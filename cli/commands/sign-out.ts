import { type Context, request, serviceOf } from '../context.ts';
import { Refusal } from '../failure.ts';
import { findSession, forgetSession } from '../stored-session.ts';
import { texts } from '../texts/index.ts';

/** `mfa signout`. Ends the session on the server, and deletes it here. */
export async function run(context: Context): Promise<void> {
  const { environment, output } = context;
  const service = await serviceOf(context);
  const found = await findSession(environment, service.server);
  const stored = 'session' in found ? found.session.token : undefined;
  const token = environment['MFA_TOKEN'] || stored;
  const signedOut = token !== undefined && (await endSession({ ...service, token }));
  if (!environment['MFA_TOKEN']) await forgetSession(environment, service.server);
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
