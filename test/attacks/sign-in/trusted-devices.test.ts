import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import type { FactorType } from '../../../core/factors/factor.ts';
import { accountWith, beginActivation, beginStepUp, nextAppCode, stepUp } from '../../support/accounts.ts';
import {
  type Client,
  listDevices,
  newBrowser,
  newCommandLine,
  presentedBy,
  signInFrom,
  submitFrom,
  tokenOf,
} from '../../support/devices.ts';
import { createOrganization, join } from '../../support/organizations.ts';
import { type App, activateAuthenticator, lastCode, type Person } from '../../support/people.ts';
import { type Service, startService } from '../../support/service.ts';
import { keySignIn, newSshKey } from '../../support/ssh-keys.ts';

/**
 * A browser that its user trusts with the second factor: the password alone signs in there. Such a session is never
 * multi-factor, never fresh, and not good for what owners do; organizations and the operator can forbid it.
 */

let service: Service;
beforeAll(async () => {
  service = await startService({ trustedBrowserDays: 30 });
});
afterAll(() => service.close());

type Someone = Person & { readonly app?: App };
const days = (count: number) => count * 86_400_000;

/** Signs in with the factor and trusts the client from now on, as far as that is allowed. */
async function trust(client: Client, person: Someone, method?: FactorType) {
  const { body } = await signInFrom(service, client, person);
  const mfaID: string = body.mfaID;
  const used: FactorType = method ?? body.mfaPreferredType;
  if (used !== body.mfaPreferredType)
    await service.call('auth/switch-method', { parameters: { mfaID }, body: { type: used } });
  const otp =
    used === 'authenticator' && person.app
      ? nextAppCode(service, person.app)
      : await lastCode(service, person.email);
  const done = await submitFrom(service, client, mfaID, { otp, trustDevice: true });
  if (done.status !== 200) throw new Error(JSON.stringify(done.body));
  return { token: tokenOf(done), challenge: body };
}

/** Whether the password alone is enough in this client. */
async function isTrusted(client: Client, person: Person): Promise<boolean> {
  const { status, body } = await signInFrom(service, client, person);
  expect(status).toBe(200);
  return body.mfaID === undefined;
}

async function trusted(...types: readonly FactorType[]) {
  const person = await accountWith(service, ...types);
  const browser = newBrowser();
  await trust(browser, person);
  return { person, browser };
}

describe('in a trusted browser', () => {
  test('the password signs in for thirty days, and says so', async () => {
    const { person, browser } = await trusted('email');
    service.clock.now += days(30) - 60_000;
    const answer = await signInFrom(service, browser, person);
    const verified = await service.call('auth/verify', { token: tokenOf(answer) });
    expect(verified.body).toMatchObject({
      methods: ['password', 'trusted-device'],
      amr: ['pwd'],
      acr: 'aal1',
    });
    service.clock.now += 60_000;
    expect(await isTrusted(browser, person)).toBe(false);
  });

  test('an authenticator behind it does not make the session multi-factor', async () => {
    const { person, browser } = await trusted('authenticator');
    const token = tokenOf(await signInFrom(service, browser, person));
    const { body } = await service.call('auth/verify', { token });
    expect(body.amr).not.toContain('mfa');
    expect(body.acr).toBe('aal1');
  });

  test('the list of devices says until when, and removing it ends the trust', async () => {
    const { person, browser } = await trusted('email');
    const until = new Date(service.clock.now + days(30)).toISOString();
    const { token } = await trust(newBrowser(), person);
    const devices = await listDevices(service, token);
    const other = devices.find(({ current }: { current: boolean }) => !current);
    expect(other.trustedUntil).toBe(until);
    await service.call('account/remove-device', { parameters: { deviceID: other.id }, token });
    expect(await isTrusted(browser, person)).toBe(false);
  });

  test('the next code without the tick ends it', async () => {
    const { person, browser } = await trusted('email');
    service.clock.now += days(30);
    const { body } = await signInFrom(service, browser, person);
    await submitFrom(service, browser, body.mfaID, { otp: await lastCode(service, person.email) });
    expect(await isTrusted(browser, person)).toBe(false);
  });

  test('a proof makes the session as good as any other', async () => {
    const { person, browser } = await trusted('email');
    const token = tokenOf(await signInFrom(service, browser, person));
    const parameters = { mfaID: (await beginStepUp(service, token)).mfaID };
    const otp = await lastCode(service, person.email);
    const proved = await service.call('step-up/submit-code', { parameters, body: { otp }, token });
    const { body } = await service.call('auth/verify', { token: tokenOf(proved) });
    expect(body.methods).toEqual(['password', 'email']);
  });
});

describe('a session by a trusted browser', () => {
  test('is not fresh: what changes factors, password or keys needs a proof, and so does another factor', async () => {
    const { person, browser } = await trusted('email');
    const token = tokenOf(await signInFrom(service, browser, person));
    const ask = async (name: Parameters<Service['call']>[0], request: object = {}) =>
      (await service.call(name, { token, ...request })).body.reason;
    expect(await ask('mfa/regenerate-recovery-codes')).toBe('confirmation-needed');
    expect(await ask('sessions/end-others')).toBe('confirmation-needed');
    const [{ id }] = await listDevices(service, token);
    expect(await ask('account/remove-device', { parameters: { deviceID: id } })).toBe('confirmation-needed');
    const newPassword = 'orange teapot over snow';
    expect(
      await ask('account/change-password', { body: { currentPassword: person.password, newPassword } }),
    ).toBe('confirmation-needed');
    const begun = await beginActivation(service, person, 'authenticator', token);
    expect(begun.body.reason).toBe('existing-factor-needed');
  });

  test('does nothing that only owners do', async () => {
    const { person, browser } = await trusted('email');
    const orgID = await createOrganization(service, person.token);
    const token = tokenOf(await signInFrom(service, browser, person));
    const parameters = { orgID };
    for (const [name, body] of [
      ['orgs/rename', { name: 'Mine' }],
      ['orgs/events', undefined],
      ['orgs/coverage', undefined],
      ['orgs/list-invites', undefined],
      ['environments/create', { name: 'mine' }],
      ['orgs/invite', { email: 'x@example.com', role: 'owner' }],
      ['orgs/require-mfa', { required: false }],
    ] as const)
      expect((await service.call(name, { parameters, body, token })).body.reason, name).toBe(
        'confirmation-needed',
      );
    expect((await service.call('orgs/read', { parameters, token })).status).toBe(200);
  });
});

describe('a browser is not trusted', () => {
  test('after an SSH key and a code', async () => {
    const person = await accountWith(service, 'email');
    const pair = newSshKey();
    const key = { name: 'laptop', key: pair.publicKey };
    expect((await service.call('keys/add', { body: key, token: person.token })).status).toBe(201);
    const browser = newBrowser();
    const { body, headers } = keySignIn(pair, { at: service.clock.now });
    const presented = presentedBy(browser);
    const asked = await service.call('auth/sign-in-with-key', {
      ...presented,
      body,
      headers: { ...headers, ...presented.headers },
    });
    expect(asked.body.trustableDays).toBeUndefined();
    const otp = await lastCode(service, person.email);
    const done = await submitFrom(service, browser, asked.body.mfaID, { otp, trustDevice: true });
    expect(done.status).toBe(200);
    expect(browser.tokens).toBeDefined();
    expect(await isTrusted(browser, person)).toBe(false);
  });

  test('after a recovery code, or from a command line', async () => {
    const person = await accountWith(service, 'email');
    const browser = newBrowser();
    const { body } = await signInFrom(service, browser, person);
    expect(body.trustableDays).toBe(30);
    const otp = person.recoveryCodes[0] ?? '';
    expect((await submitFrom(service, browser, body.mfaID, { otp, trustDevice: true })).status).toBe(200);
    expect(await isTrusted(browser, person)).toBe(false);
    const cli = newCommandLine();
    const { challenge } = await trust(cli, person);
    expect(challenge).not.toHaveProperty('trustableDays');
    expect(await isTrusted(cli, person)).toBe(false);
    expect(await isTrusted({ kind: 'browser', tokens: cli.tokens }, person)).toBe(false);
  });

  test('after a change of the password or of the factors', async () => {
    const { person, browser } = await trusted('email');
    const token = tokenOf(await submitFromNew(person));
    await activateAuthenticator(service, person, token);
    expect(await isTrusted(browser, person)).toBe(false);

    const other = await trusted('email');
    const newPassword = 'orange teapot over snow';
    const body = { currentPassword: other.person.password, newPassword };
    const inBrowser = await trust(other.browser, other.person).catch(() => undefined);
    expect(inBrowser).toBeUndefined();
    const fresh = tokenOf(await submitFromNew(other.person));
    expect((await service.call('account/change-password', { body, token: fresh })).status).toBe(204);
    expect(await isTrusted(other.browser, { ...other.person, password: newPassword })).toBe(false);
  });

  test('where its token comes from a command line', async () => {
    const { person, browser } = await trusted('email');
    const { tokens } = browser;
    expect(await isTrusted({ kind: 'cli', tokens }, person)).toBe(false);
    expect(await isTrusted({ kind: 'browser', tokens }, person)).toBe(true);
  });

  test('at another account, nor with a token that someone else trusts', async () => {
    const { browser } = await trusted('email');
    const victim = await accountWith(service, 'email');
    expect(await isTrusted({ ...browser }, victim)).toBe(false);
    const [, secret] = (browser.tokens ?? '').split('.');
    expect(await isTrusted({ kind: 'browser', tokens: `${victim.id}.${secret}` }, victim)).toBe(false);
  });

  test('without the right password', async () => {
    const { person, browser } = await trusted('email');
    const wrong = { ...person, password: 'not the password' };
    expect((await signInFrom(service, { ...browser }, wrong)).status).toBe(401);
  });
});

/** Signs in with the factor in a browser of its own. */
async function submitFromNew(person: Person) {
  const browser = newBrowser();
  const { body } = await signInFrom(service, browser, person);
  return submitFrom(service, browser, body.mfaID, { otp: await lastCode(service, person.email) });
}

describe('an organization that requires MFA', () => {
  /** A member with both factors who trusts a browser after proving one of them, and an owner. */
  async function member(after: FactorType, ask: object | undefined) {
    const owner = await accountWith(service, 'authenticator');
    const orgID = await createOrganization(service, owner.token);
    const person = await accountWith(service, 'authenticator', 'email');
    await join(service, { orgID, owner }, person);
    let { token } = owner;
    const browser = newBrowser();
    const require = async (body: object) => {
      token = await stepUp(service, { ...owner, token }, owner.app);
      const answer = await service.call('orgs/require-mfa', { parameters: { orgID }, body, token });
      expect(answer.status).toBe(200);
      return answer.body.mfa;
    };
    if (ask) await require(ask);
    const { challenge } = await trust(browser, person, after);
    return { person, browser, require, challenge, orgID };
  }
  const both = ['authenticator', 'email'];

  test('forbids it by default, also before its deadline', async () => {
    const inForce = await member('authenticator', { required: true });
    expect(inForce.challenge).not.toHaveProperty('trustableDays');
    expect(await isTrusted(inForce.browser, inForce.person)).toBe(false);
    const deadline = new Date(service.clock.now + days(7)).toISOString();
    const upcoming = await member('authenticator', { required: true, deadline });
    expect(await isTrusted(upcoming.browser, upcoming.person)).toBe(false);
  });

  test('can allow it, and takes that back at the next request', async () => {
    const { person, browser, require, orgID } = await member('authenticator', {
      required: true,
      accept: both,
      trustedDevices: true,
    });
    const token = tokenOf(await signInFrom(service, browser, person));
    const read = () => service.call('orgs/read', { parameters: { orgID }, token });
    expect((await read()).status).toBe(200);
    expect(await require({ required: true, accept: both })).toMatchObject({ trustedDevices: false });
    expect((await read()).body.reason).toBe('mfa-required');
    expect(await isTrusted(browser, person)).toBe(false);
  });

  test('is not entered by the trust after a factor that it does not accept', async () => {
    const allowed = { required: true, accept: ['authenticator'], trustedDevices: true };
    const { person, browser, require, orgID } = await member('email', {
      required: true,
      accept: both,
      trustedDevices: true,
    });
    const token = tokenOf(await signInFrom(service, browser, person));
    expect((await service.call('orgs/read', { parameters: { orgID }, token })).status).toBe(200);
    await require(allowed);
    expect((await service.call('orgs/read', { parameters: { orgID }, token })).body.reason).toBe(
      'mfa-required',
    );
    expect(await isTrusted(browser, person)).toBe(false);
    const late = await member('email', allowed);
    expect(await isTrusted(late.browser, late.person)).toBe(false);
  });

  test('ends the trust of a browser when it begins to require', async () => {
    const { person, browser, require } = await member('authenticator', undefined);
    expect(await isTrusted({ ...browser }, person)).toBe(true);
    await require({ required: true });
    expect(await isTrusted(browser, person)).toBe(false);
  });
});
