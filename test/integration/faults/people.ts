import type { User } from '../../../core/accounts/user.ts';
import { userKey } from '../../../core/accounts/user.ts';
import type { FactorType } from '../../../core/factors/factor.ts';
import { type Organization, organizationKey } from '../../../core/organizations/organization.ts';
import type { JobName } from '../../../functions/jobs.ts';
import type { KeyPurpose, StepName } from '../../../functions/steps.ts';
import { nextAppCode } from '../../support/accounts.ts';
import type { Seeded } from '../../support/organizations.ts';
import { seeded } from '../../support/organizations.ts';
import { lastCode, type Person } from '../../support/people.ts';
import type { CallAnswer, CallRequest } from '../../support/service.ts';
import type { Scenario, Stage } from './trial.ts';

/** An account with these factors, and a session made with the first of them. */
export const someone = ({ service, seeder }: Stage, ...types: readonly FactorType[]): Promise<Seeded> =>
  seeded(service, seeder, ...types);

export async function userIfAny({ kept }: Stage, userID: string): Promise<User | undefined> {
  return (await kept.read<[User]>({ table: 'users', key: userKey(userID) }))[0];
}

export async function userOf(stage: Stage, userID: string): Promise<User> {
  const row = await userIfAny(stage, userID);
  if (!row) throw new Error(`there is no account ${userID}`);
  return row;
}

/** A request that only reads, in a session of an account with a factor. */
export const reading = (name: StepName, more: CallRequest = {}): Scenario => ({
  what: 'reads',
  status: 200,
  prepare: async (stage) => {
    const { token } = await someone(stage, 'email');
    // The session was not seen for a while, so that this is written too.
    stage.service.clock.now += 8 * 60_000;
    return { call: () => stage.service.call(name, { token, ...more }) };
  },
});

/** A sign-in that waits for a code. */
export async function begun({ service }: Stage, person: Person, address?: string): Promise<string> {
  const body = { identifier: person.email, password: person.password };
  const answer = await service.call('auth/sign-in', { body, ...(address !== undefined && { address }) });
  if (answer.body.mfaID === undefined) throw new Error(`no challenge: ${JSON.stringify(answer.body)}`);
  return answer.body.mfaID;
}

/** The right code for the preferred method. */
export const codeFor = async (stage: Stage, person: Seeded): Promise<string> =>
  person.app ? nextAppCode(stage.service, person.app) : lastCode(stage.service, person.email);

/** A new session, by everything that it needs. */
export async function signInAgain(stage: Stage, person: Seeded): Promise<string> {
  const mfaID = await begun(stage, person);
  const otp = await codeFor(stage, person);
  const answer = await stage.service.call('auth/submit-code', { parameters: { mfaID }, body: { otp } });
  if (answer.status !== 200)
    throw new Error(`cannot sign in: ${answer.status} ${JSON.stringify(answer.body)}`);
  return answer.body.sessionToken;
}

/** Runs a job, and says as an answer whether it failed: EventBridge then runs it again. */
export async function jobAnswer({ service }: Stage, name: JobName, event?: unknown): Promise<CallAnswer> {
  const answer = { headers: {}, cookies: [], slug: undefined };
  try {
    await service.run(name, event);
    return { status: 200, body: {}, ...answer };
  } catch {
    return { status: 503, body: { reason: 'internal-error' }, ...answer };
  }
}

/** The kinds of the entries in the security log of an account or an organization. */
export async function entriesOf({ service }: Stage, id: string): Promise<readonly unknown[]> {
  const rows = await service.rows('events');
  return rows.filter((row) => JSON.stringify(row).includes(id)).map((row) => row['kind']);
}

export async function organizationOf({ kept }: Stage, orgID: string): Promise<Organization | undefined> {
  const key = organizationKey(orgID);
  return (await kept.read<[Organization]>({ table: 'organizations', key }))[0];
}

/** Has the next one who needs a data key of this purpose make it. What was sealed or derived with the old one is lost. */
export async function withoutDataKey({ kept }: Stage, purpose: KeyPurpose): Promise<void> {
  await kept.commit([{ kind: 'delete', table: 'keys', key: { id: `${purpose}#1` }, when: [] }]);
}

export const requestOf = (parameters: Record<string, string>, body: object, token: string): CallRequest => ({
  parameters,
  body,
  token,
});
