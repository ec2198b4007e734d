import type { Event } from '../../functions/http/event.ts';
import type { StepName } from '../../functions/steps.ts';
import { activateEmail, lastCode, register, signIn } from '../../test/support/people.ts';
import { type CallRequest, startService, toEvent } from '../../test/support/service.ts';
import { newRecording, type Recording, record } from './recorder.ts';

/** The first event of a function, and what its environment must be. */
export interface Scenario {
  readonly name: string;
  readonly step: StepName;
  readonly event: Event;
}

export interface Scenarios {
  readonly list: readonly Scenario[];
  readonly recording: Recording;
  readonly environment: Readonly<Record<string, string | undefined>>;
}

/** Signs a user in on the emulators, and keeps the requests and what AWS answered. */
export async function recordScenarios(): Promise<Scenarios> {
  const recording = newRecording();
  const behind = (endpoint: string) => record(endpoint, recording);
  const service = await startService({ hashesFully: true, meter: behind, ses: behind });
  process.env['AWS_ENDPOINT_URL_KMS'] = await record(process.env['AWS_ENDPOINT_URL_KMS'] ?? '', recording);
  // The functions that are measured have the clock of this machine.
  service.clock.now = Date.now();
  const list: Scenario[] = [];
  const call = async (name: string, step: StepName, request: CallRequest) => {
    list.push({ name, step, event: toEvent(step, request) });
    return service.call(step, request);
  };
  const person = await register(service);
  await activateEmail(service, person);
  const credentials = { identifier: person.email, password: person.password };
  const known = await signIn(service, person);
  await service.call('auth/submit-code', {
    parameters: { mfaID: known.body.mfaID },
    body: { otp: await lastCode(service, person.email) },
  });
  const { body: challenge } = await call('sign-in, email', 'auth/sign-in', { body: credentials });
  const submitted = await call('submit email code', 'auth/submit-code', {
    parameters: { mfaID: challenge.mfaID },
    body: { otp: await lastCode(service, person.email) },
  });
  if (submitted.status !== 200)
    throw new Error(`the recorded sign-in failed: ${JSON.stringify(submitted.body)}`);
  await call('verify', 'auth/verify', { token: submitted.body.sessionToken });
  await service.close();
  return { list, recording, environment: service.host.environment };
}
