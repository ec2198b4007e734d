import assert from 'node:assert/strict';
import { type App, appWith, codeIn } from '../support/people.ts';
import type { Edge } from './edge.ts';
import type { StoredMail } from './inbox.ts';

interface Answer {
  readonly status: number;
  // biome-ignore lint/suspicious/noExplicitAny: answers are looked at field by field
  readonly body: any;
}

/** The public API of a deployed stage, as a program uses it. */
export class Client {
  readonly #edge: Pick<Edge, 'url' | 'inboxUrl'>;

  constructor(edge: Pick<Edge, 'url' | 'inboxUrl'>) {
    this.#edge = edge;
  }

  async call(method: string, path: string, body?: object, token?: string): Promise<Answer> {
    const answer = await fetch(`${this.#edge.url}/api${path}`, {
      method,
      headers: {
        ...(body && { 'content-type': 'application/json' }),
        ...(token !== undefined && { authorization: `Bearer ${token}` }),
      },
      ...(body && { body: JSON.stringify(body) }),
    });
    const text = await answer.text();
    return { status: answer.status, body: text === '' ? undefined : JSON.parse(text) };
  }

  /** A call that must succeed. */
  async done(method: string, path: string, body?: object, token?: string): Promise<Answer['body']> {
    const answer = await this.call(method, path, body, token);
    assert.ok(answer.status < 300, `${method} ${path}: ${answer.status} ${JSON.stringify(answer.body)}`);
    return answer.body;
  }

  async mailedCode(address: string): Promise<string> {
    const { emails } = (await (await fetch(this.#edge.inboxUrl)).json()) as { emails: StoredMail[] };
    const mails = emails.filter(({ destination }) => destination.to.includes(address));
    return mails.map(({ subject }) => codeIn(subject)).findLast((code) => code !== '') ?? '';
  }
}

interface Account {
  readonly email: string;
  readonly password: string;
  /** A session that was begun before. */
  readonly token: string;
}

/** Accounts of each kind, made through the API of one release to be used through that of a later one. */
export interface People {
  readonly withPassword: Account;
  readonly withEmail: Account & { readonly recoveryCodes: readonly string[] };
  readonly withAuthenticator: Account & { readonly app: App };
}

const password = 'violet kettle under rain';
const credentials = ({ email }: { readonly email: string }) => ({ identifier: email, password });

async function register(client: Client, email: string): Promise<Account> {
  const { registrationID } = await client.done('POST', '/account/register', {
    email,
    password,
    name: 'Jane',
  });
  const code = await client.mailedCode(email);
  await client.done('POST', '/account/verify-email', { registrationID, code });
  const { sessionToken } = await client.done('POST', '/auth/signin', credentials({ email }));
  return { email, password, token: sessionToken };
}

async function signIn(client: Client, account: Account, otp: () => Promise<string>): Promise<string> {
  const { mfaID, sessionToken } = await client.done('POST', '/auth/signin', credentials(account));
  if (mfaID === undefined) return sessionToken;
  return (await client.done('POST', `/auth/signin/mfa/${mfaID}`, { otp: await otp() })).sessionToken;
}

async function registerWithEmail(client: Client, label: string): Promise<People['withEmail']> {
  const account = await register(client, `${label}-with-email@example.com`);
  const begun = await client.done('POST', '/mfa/activations', { type: 'email', ...credentials(account) });
  const otp = () => client.mailedCode(account.email);
  const activation = `/mfa/activations/${begun.activationID}`;
  const { recoveryCodes } = await client.done('POST', activation, { otp: await otp(), preferred: true });
  return { ...account, recoveryCodes, token: await signIn(client, account, otp) };
}

async function registerWithAuthenticator(
  client: Client,
  label: string,
): Promise<People['withAuthenticator']> {
  const account = await register(client, `${label}-with-authenticator@example.com`);
  const begun = await client.done('POST', '/mfa/activations', {
    type: 'authenticator',
    ...credentials(account),
  });
  const app = appWith(begun.secret);
  // Each code is accepted once: this leaves the present one and the next for the sign-ins.
  const otp = app.codeAt(Date.now(), -1);
  await client.done('POST', `/mfa/activations/${begun.activationID}`, { otp, preferred: true });
  const token = await signIn(client, account, async () => app.codeAt(Date.now()));
  return { ...account, app, token };
}

/** @param label What their addresses begin with. */
export async function makePeople(client: Client, label = 'people'): Promise<People> {
  const withEmail = await registerWithEmail(client, label);
  const withAuthenticator = await registerWithAuthenticator(client, label);
  const withPassword = await register(client, `${label}-with-password@example.com`);
  return { withPassword, withEmail, withAuthenticator };
}

/** The people with new recovery codes: those of the previous release had a form that is no longer read. */
export async function withNewRecoveryCodes(client: Client, people: People): Promise<People> {
  const { withEmail } = people;
  const token = await signIn(client, withEmail, () => client.mailedCode(withEmail.email));
  const { recoveryCodes } = await client.done('POST', '/mfa/recovery-codes', {}, token);
  return { ...people, withEmail: { ...withEmail, recoveryCodes } };
}

/** Holds that everybody can go on as before: with the session, the password, the factor and the recovery codes. */
export async function expectPeopleToGoOn(client: Client, people: People): Promise<void> {
  const { withPassword, withEmail, withAuthenticator } = people;
  const methods = async (token: string) =>
    (await client.done('GET', '/auth/verify', undefined, token)).methods;
  assert.deepEqual(await methods(withPassword.token), ['password']);
  assert.deepEqual(await methods(withEmail.token), ['password', 'email']);
  assert.deepEqual(await methods(withAuthenticator.token), ['password', 'authenticator']);

  const byPassword = await signIn(client, withPassword, async () => '');
  assert.deepEqual(await methods(byPassword), ['password']);
  const byMail = await signIn(client, withEmail, () => client.mailedCode(withEmail.email));
  assert.deepEqual(await methods(byMail), ['password', 'email']);
  const byApp = await signIn(client, withAuthenticator, async () =>
    withAuthenticator.app.codeAt(Date.now(), 1),
  );
  assert.deepEqual(await methods(byApp), ['password', 'authenticator']);
  await signIn(client, withEmail, async () => withEmail.recoveryCodes[0] ?? '');

  const { events } = await client.done('GET', '/account/events', undefined, byMail);
  const kinds = events.map(({ kind }: { kind: string }) => kind);
  for (const kind of ['account-created', 'factor-enabled']) assert.ok(kinds.includes(kind), `${kinds}`);
}
