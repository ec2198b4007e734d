import { afterAll, beforeAll, beforeEach, expect } from 'vitest';
import type { StepName } from '../../../functions/steps.ts';
import {
  type Account,
  accountWith,
  beginStepUp,
  everythingStored,
  linkToken,
  resetToken,
  sessionsOf,
  signInWithFactor,
} from '../../support/accounts.ts';
import { expectProblem } from '../../support/api-schemas.ts';
import { askForReset } from '../../support/operator-walk.ts';
import { createOrganization } from '../../support/organizations.ts';
import { type App, signIn } from '../../support/people.ts';
import { type CallAnswer, type CallRequest, type Service, startService } from '../../support/service.ts';

/** Who sends the odd requests, and what waits for a code or a link meanwhile, by what it is. */
export interface Sender {
  readonly service: Service;
  readonly account: Account & { readonly app: App };
  readonly other: Account & { readonly app: App };
  /** A fresh session of `account`. */
  readonly token: string;
  readonly pending: Readonly<Record<string, string>>;
}

/** For test files that send what must be refused and change nothing. */
export function useOddRequests() {
  let sender: Sender;
  let before: readonly string[];
  let mailsBefore: number;
  beforeAll(async () => {
    sender = await openSender();
  });
  afterAll(() => sender.service.close());
  beforeEach(async () => {
    before = await stored(sender.service);
    mailsBefore = (await sender.service.emulators.inbox()).length;
  });
  return {
    sender: () => sender,
    ask: (name: StepName, request: CallRequest): Promise<CallAnswer> =>
      sender.service.call(name, { token: sender.token, parameters: parametersOf(name, sender), ...request }),
    async expectNothingHappened(): Promise<void> {
      expect(await stored(sender.service)).toEqual(before);
      expect(await sender.service.emulators.inbox()).toHaveLength(mailsBefore);
    },
  };
}

export function expectRefusal(answer: CallAnswer, statuses: readonly number[], what: string): void {
  expect(statuses, `${what}: ${JSON.stringify(answer.body)}`).toContain(answer.status);
  expectProblem(answer, what);
}

/** What is stored, without the counts of wrong passwords: those are to rise. */
async function stored(service: Service): Promise<readonly string[]> {
  return (await everythingStored(service)).filter((row) => !row.includes('password-guesses#'));
}

async function openSender(): Promise<Sender> {
  const service = await startService();
  const account = await accountWith(service, 'email', 'authenticator');
  const other = await accountWith(service, 'email', 'authenticator');
  service.clock.now += 3_600_000;
  const token = await signInWithFactor(service, account, account.app);
  const activation = { type: 'authenticator', identifier: account.email, password: account.password };
  const begun = await service.call('mfa/activate', { body: activation, token });
  const body = { email: 'newcomer@example.com', password: 'violet kettle under rain' };
  const pending = {
    signIn: (await signIn(service, account)).body.mfaID,
    stepUp: (await beginStepUp(service, token)).mfaID,
    activation: begun.body.activationID,
    registration: (await service.call('account/register', { body })).body.registrationID,
    reset: await resetToken(service, account.email),
    undo: await linkToken(service, account.email, 'undo'),
    cancelReset: await askForReset(service, account.email),
    othersSignIn: (await signIn(service, other)).body.mfaID,
    othersStepUp: (await beginStepUp(service, other.token)).mfaID,
    othersFactor: String(
      (await service.rows('factors')).find((row) => row['userID'] === other.id && row['type'])?.['id'],
    ),
    orgID: await createOrganization(service, token),
    othersSession: String((await sessionsOf(service, other.id))[0]?.['id']),
  };
  return { service, account, other, token, pending };
}

function parametersOf(name: StepName, { pending }: Pick<Sender, 'pending'>): Record<string, string> {
  const challenge = name.startsWith('step-up/') ? pending['stepUp'] : pending['signIn'];
  return {
    mfaID: challenge ?? '',
    activationID: pending['activation'] ?? '',
    factorID: 'none',
    sessionID: 'none',
    deviceID: 'none',
    name: 'none',
    environmentID: 'none',
    orgID: pending['orgID'] ?? '',
    userID: 'none',
    inviteID: 'none',
    inviteCode: 'none',
    requestID: 'none',
  };
}
