import { nothing, type Service } from '../api/client.ts';
import { type Context, request, serviceOf } from '../context.ts';
import { Refusal } from '../failure.ts';
import { findSession, forgetSession } from '../stored-session.ts';

/** `mfa signout`. Ends the session at the server, and forgets it here. */
export async function run(context: Context): Promise<void> {
  const { environment, output } = context;
  const service = await serviceOf(context);
  const found = await findSession(environment, service.server);
  const stored = 'session' in found ? found.session.token : undefined;
  const token = environment['MFA_TOKEN'] || stored;
  const signedOut = token !== undefined && (await endSession(context, { ...service, token }));
  if (!signedOut && !environment['MFA_TOKEN']) await forgetSession(environment, service.server);
  if (output.isJson) output.json({ signedOut });
  else output.line(signedOut ? 'Signed out.' : 'You were not signed in.');
}

/** Ends a session at the server, and forgets the stored one, if that is it. Tells whether it had not ended before. */
export async function endSession({ environment }: Context, service: Service): Promise<boolean> {
  const forget = () => (environment['MFA_TOKEN'] ? undefined : forgetSession(environment, service.server));
  try {
    await request(service, 'DELETE', '/auth/signout', nothing);
    await forget();
    return true;
  } catch (error) {
    if (!(error instanceof Refusal) || error.slug !== 'signed-out') throw error;
    await forget();
    return false;
  }
}
