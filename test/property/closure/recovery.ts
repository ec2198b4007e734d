import { expect } from 'vitest';
import type { StepName } from '../../../functions/steps.ts';
import { passkeysHeaders } from '../../support/passkeys.ts';
import type { CallAnswer, CallRequest } from '../../support/service.ts';
import { keepAccount } from './deletions.ts';
import { mayChangeFactors } from './rights.ts';
import { day, find, type World } from './world.ts';

const password = 'seven lanterns of the victim';

/**
 * The victim comes back: with a new password by mail, and with their own factors, waiting as long as they are told to.
 * Where the attacker had what the victim has, there may be nothing left of the victim's to come back with.
 */
export async function recover(world: World): Promise<void> {
  const { victim, service, begin, lost } = world;
  if (lost === undefined && mayChangeFactors(world, undefined)) return;
  // Deleted, after a week in which nobody took that back: the closure holds who asked for it.
  if (!find(world, victim)?.address) return;
  const keep = async (token: string) => {
    if (find(world, victim)?.deletionDueAt !== undefined) await keepAccount(world, token);
  };
  const until = service.clock.now + day;
  const patiently = async (name: StepName, request: CallRequest): Promise<CallAnswer> => {
    const answer = await service.call(name, { ...request, address: '203.0.113.80' });
    if (answer.status !== 429 || service.clock.now > until) return answer;
    service.clock.now += Number(answer.headers['retry-after'] ?? 1) * 1000;
    return patiently(name, request);
  };
  service.clock.now += 3_600_000;
  const asked = service.mails.length;
  await patiently('account/forgot-password', { body: { email: victim.email } });
  const link = service.mails
    .slice(asked)
    .map(({ text }) => /\/account\/reset#token=([\w.-]+)/.exec(text)?.[1])
    .at(-1);
  const reset = await patiently('account/reset-password', { body: { token: link ?? 'none', password } });
  expect(reset.status, 'the victim sets a new password').toBe(204);
  const { body, status } = await patiently('auth/sign-in', {
    body: { identifier: victim.email, password },
    headers: passkeysHeaders,
  });
  if (status === 403 || body.sessionToken) {
    // Without a factor: signed in, or asked to activate one first.
    const credentials = { identifier: victim.email, password, type: 'authenticator' };
    if (status === 403) expect((await patiently('mfa/activate', { body: credentials })).status).toBe(201);
    if (body.sessionToken) await keep(body.sessionToken);
    return;
  }
  const parameters = { mfaID: body.mfaID };
  const [method] = begin.factors;
  // After an undo, whatever is enabled now is not the victim's: the undo link of that factor is in their mailbox.
  if (lost !== undefined || method === undefined) return;
  const shown =
    body.mfaPreferredType === method
      ? body
      : (
          await patiently('auth/switch-method', {
            parameters,
            body: { type: method },
            headers: passkeysHeaders,
          })
        ).body;
  if (method === 'passkey') {
    const credential = victim.passkeys[0]?.get(shown.publicKey);
    const done = await patiently('auth/submit-passkey', { parameters, body: { credential } });
    expect(done.status, 'the victim signs in with their own passkey').toBe(200);
    await keep(done.body.sessionToken);
    return;
  }
  const codes = service.mails
    .filter(({ to }) => to === victim.email)
    .map(({ subject }) => /(\d{6})$/.exec(subject)?.[1]);
  const otp = method === 'email' ? codes.filter(Boolean).at(-1) : victim.apps[0]?.codeAt(service.clock.now);
  const signedIn = await patiently('auth/submit-code', { parameters, body: { otp } });
  expect(signedIn.status, 'the victim signs in with their own factor').toBe(200);
  await keep(signedIn.body.sessionToken);
}
