import type { Page } from 'playwright-core';
import { call, type LiveAnswer } from '../../support/live-client.ts';
import { type Authenticator, authenticatorFor } from './authenticator.ts';
import type { Dashboard, Person } from './dashboard.ts';
import { codeAfter, codeField, giveCredentials } from './flows.ts';
import type { Stage } from './stage.ts';

/** A bearer token of somebody, through the factor where there is one. */
export async function tokenOf(stage: Stage, person: Person, app?: Authenticator): Promise<string> {
  const { body } = await must('POST', '/auth/signin', { body: credentialsOf(person) });
  if (!body.mfaID) return body.sessionToken;
  const otp = app ? await app.nextCode() : await stage.codeFor(person);
  return (await must('POST', `/auth/signin/mfa/${body.mfaID}`, { body: { otp } })).body.sessionToken;
}

export const credentialsOf = ({ email, password }: Person) => ({ identifier: email, password });

async function must(...request: Parameters<typeof call>): Promise<LiveAnswer> {
  const answer = await call(...request);
  if (answer.status >= 400) throw new Error(`${request[0]} ${request[1]}: ${answer.text}`);
  return answer;
}

/** Activates an authenticator over the API for an account without a factor. */
export const activateApp = (person: Person): Promise<Authenticator> => addApp(person, undefined);

/** The same as a further factor of the account, by a session that proved one. It does not become the preferred one. */
export async function addApp(person: Person, token: string | undefined): Promise<Authenticator> {
  const begun = await must('POST', '/mfa/activations', {
    body: { type: 'authenticator', ...credentialsOf(person) },
    token,
  });
  const app = authenticatorFor(begun.body.uri);
  const body = { otp: await app.nextCode(), preferred: token === undefined };
  await must('POST', `/mfa/activations/${begun.body.activationID}`, { body, token });
  return app;
}

export interface SampleOrganization {
  readonly id: string;
  readonly name: string;
  readonly path: string;
  readonly owner: Person;
  /** Of the owner's own session. */
  readonly token: string;
}

/** An organization made over the API; its owner has email codes, or an authenticator. */
export async function newOrganization(
  stage: Stage,
  method: 'email' | 'authenticator' = 'email',
): Promise<SampleOrganization> {
  const owner = await stage.newPerson();
  const app = method === 'authenticator' ? await activateApp(owner) : undefined;
  if (!app) await stage.activateEmail(owner);
  const token = await tokenOf(stage, owner, app);
  const name = 'Sample Organization';
  const { id } = (await must('POST', '/orgs', { body: { name }, token })).body;
  return { id, name, path: `/organizations/${id}`, owner, token };
}

type Organization = Pick<SampleOrganization, 'id' | 'token'>;

export async function invite({ id, token }: Organization, email: string, role = 'member'): Promise<void> {
  await must('POST', `/orgs/${id}/invites`, { body: { email, role }, token });
}

/** Makes somebody without a factor a member, over the API: invited by the owner, accepted by themselves. */
export async function join(
  stage: Stage,
  organization: Organization,
  person: Person,
  role = 'member',
): Promise<void> {
  await invite(organization, person.email, role);
  const code = await invitationCode(stage, person);
  await must('POST', `/orgs/accept-invite/${code}`, { token: await tokenOf(stage, person) });
}

/** Requires a factor, over the API. */
export async function require({ id, token }: Organization, policy: object = {}): Promise<void> {
  await must('PUT', `/orgs/${id}/mfa`, { body: { required: true, ...policy }, token });
}

export async function invitationCode(stage: Stage, person: Pick<Person, 'email'>): Promise<string> {
  const link = await stage.linkFor(person as Person, '/account/accept-invite');
  return new URL(link).searchParams.get('code') ?? '';
}

/** Signs somebody in whose factor is email, on the page that is asked for. */
export async function openAs(
  stage: Stage,
  { page, open }: Dashboard,
  person: Person,
  path: string,
): Promise<void> {
  await open(path);
  await giveCredentials(page, person);
  await codeField(page).fill(await codeAfter(stage, page, person));
  await page.getByRole('button', { name: 'Log Out' }).waitFor();
}

export const region = (page: Page, name: string | RegExp) =>
  page.getByRole('region', { name, exact: typeof name === 'string' });
