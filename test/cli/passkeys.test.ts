import { afterEach, expect, test } from 'vitest';
import { GuideCli } from '../support/guide-cli.ts';
import { baseUrl, call, type LivePerson, register } from '../support/live-client.ts';
import { SoftwarePasskey } from '../support/software-authenticator.ts';
import { type Home, newHome, removeHome, Terminal } from '../support/terminal.ts';

/** An account that has only a passkey, in a terminal: the dashboard shows a code for it. */

const open: Terminal[] = [];
const homes: Home[] = [];
afterEach(() => {
  for (const terminal of open.splice(0)) terminal.close();
  for (const home of homes.splice(0)) removeHome(home);
});

async function personWithPasskey(name: string) {
  const person = await register(name);
  const passkey = new SoftwarePasskey({ origin: baseUrl() });
  const asked = { type: 'passkey', identifier: person.email, password: person.password };
  const begun = await call('POST', '/mfa/activations', { body: asked });
  const body = { credential: passkey.create(begun.body.publicKey) };
  expect((await call('POST', `/mfa/activations/${begun.body.activationID}`, { body })).status).toBe(200);
  return { person, passkey };
}

/** What the page /account/cli shows after a sign-in with the passkey. */
async function codeInBrowser(passkey: SoftwarePasskey): Promise<string> {
  const { publicKey } = (await call('POST', '/auth/passkey/options')).body;
  const body = { credential: passkey.get(publicKey) };
  const token = (await call('POST', '/auth/signin/passkey', { body })).body.sessionToken;
  return (await call('POST', '/mfa/browser-code', { token })).body.code;
}

async function begin({ email, password }: LivePerson): Promise<Terminal> {
  const home = newHome(baseUrl());
  homes.push(home);
  const terminal = Terminal.mfa(home, ['signin']);
  open.push(terminal);
  await terminal.answer('Username or Email:', email);
  await terminal.answer('Password:', password);
  return terminal;
}

test('mfa signin says where the code is, takes it, and says what is wrong with another entry', async () => {
  const { person, passkey } = await personWithPasskey('cli-passkey');
  const terminal = await begin(person);
  await terminal.until('Code from the browser:');
  expect((await terminal.lines()).join(' ')).toContain(`Open ${baseUrl()}/account/cli in a browser`);
  terminal.enter('123456');
  await terminal.until(
    /A terminal cannot use a passkey\. Enter the eight letters [\s\S]*Code from the browser:$/,
  );
  terminal.enter(await codeInBrowser(passkey));
  await terminal.until(`Signed in as ${person.email}.`);
  expect(await terminal.exitCode).toBe(0);
});

test("the guide's command line takes the code at its question for a one-time password", async () => {
  const { person, passkey } = await personWithPasskey('guide-passkey');
  const guide = new GuideCli(baseUrl());
  const answer = await guide.signIn(person.email, person.password, async (type) => {
    expect(type).toBe('passkey');
    return codeInBrowser(passkey);
  });
  expect(answer.status).toBe(200);
  expect((await guide.get('/auth/verify')).body.methods).toEqual(['password', 'browser-code']);
});
