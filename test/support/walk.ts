import { activateAuthenticator, lastCode, type Person, register, signIn, submit } from './people.ts';
import type { CallAnswer, Service } from './service.ts';

/** One request of the walk through the guide, under the name that it is measured by. */
export interface Stride {
  readonly name: string;
  readonly step: string;
  readonly most?: number;
  readonly run: () => Promise<CallAnswer>;
}

/**
 * The walk whose cost is held: activation, sign-in with each method, verify. `most` is how many DynamoDB calls a
 * stride may make (design.md, "Cost and speed to hold").
 */
export async function walk(
  service: Service,
  stride: (stride: Stride) => Promise<CallAnswer>,
  /** Makes the account a member of an organization: each stride that has a limit may then make one call more. */
  join?: (person: Person) => Promise<unknown>,
): Promise<void> {
  const person = await register(service);
  await join?.(person);
  const more = join ? 1 : 0;
  const email = await activation(service, person, stride);
  if (email.status !== 200) throw new Error(`activation failed: ${JSON.stringify(email.body)}`);
  // From now on, the place is known.
  const { body: first } = await signIn(service, person);
  await submit(service, first.mfaID, await lastCode(service, person.email));
  await stride({
    name: 'sign-in from a new place, email',
    step: 'auth/sign-in',
    // Source and account are charged, and given back.
    most: 3 + 2 * 2 + more,
    run: () => signIn(service, person, { address: '203.0.113.9' }),
  });
  const challenge = await stride({
    name: 'sign-in, email',
    step: 'auth/sign-in',
    most: 4 + more,
    run: () => signIn(service, person),
  });
  const otp = await lastCode(service, person.email);
  const submitted = await stride({
    name: 'submit email code',
    step: 'auth/submit-code',
    most: 3 + more,
    run: () =>
      service.call('auth/submit-code', { parameters: { mfaID: challenge.body.mfaID }, body: { otp } }),
  });
  const token: string = submitted.body.sessionToken;
  await stride({
    name: 'verify',
    step: 'auth/verify',
    most: 1 + more,
    run: () => service.call('auth/verify', { token }),
  });
  const { app } = await activateAuthenticator(service, person, token);
  const again = await stride({
    name: 'sign-in, authenticator',
    step: 'auth/sign-in',
    most: 4 + more,
    run: () => signIn(service, person),
  });
  const code = app.codeAt(service.clock.now);
  const byApp = await stride({
    name: 'submit authenticator code',
    step: 'auth/submit-code',
    most: 4 + more,
    run: () =>
      service.call('auth/submit-code', { parameters: { mfaID: again.body.mfaID }, body: { otp: code } }),
  });
  if (byApp.status !== 200) throw new Error(`sign-in failed: ${JSON.stringify(byApp.body)}`);
}

async function activation(service: Service, person: Person, stride: (stride: Stride) => Promise<CallAnswer>) {
  const body = { type: 'email', identifier: person.email, password: person.password };
  const begun = await stride({
    name: 'begin activation, email',
    step: 'mfa/activate',
    run: () => service.call('mfa/activate', { body }),
  });
  const otp = await lastCode(service, person.email);
  return stride({
    name: 'complete activation, email',
    step: 'mfa/complete-activation',
    run: () =>
      service.call('mfa/complete-activation', {
        parameters: { activationID: begun.body.activationID },
        body: { otp },
      }),
  });
}
