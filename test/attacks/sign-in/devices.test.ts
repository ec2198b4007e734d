import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { accountWith, tally, times } from '../../support/accounts.ts';
import {
  type Client,
  deviceCookie,
  listDevices,
  newBrowser,
  newCommandLine,
  presentedBy,
  signInFrom,
  tokenOf,
} from '../../support/devices.ts';
import { type Person, register, session, signIn } from '../../support/people.ts';
import { origin, type Service, startService } from '../../support/service.ts';

/**
 * What a device token is worth to an attacker: a stolen one alone gives nothing but guesses of its own, and one that the
 * attacker puts into the victim's browser is never the victim's.
 */

let service: Service;
beforeAll(async () => {
  service = await startService();
});
afterAll(() => service.close());

const wrong = (person: Person) => ({ ...person, password: 'not the password' });
const attackers = '203.0.113.66';

/** Wrong passwords from many places, until strangers have to wait. */
async function shutStrangersOut(person: Person): Promise<void> {
  for (const source of times(4, (index) => `203.0.113.${index + 1}`))
    for (let guess = 0; guess < 6; guess += 1) await signIn(service, wrong(person), { address: source });
}

describe('the owner of an account that strangers guess at', () => {
  test('never waits with a known device, from wherever', async () => {
    const person = await register(service);
    const browser = newBrowser();
    await signInFrom(service, browser, person);
    await shutStrangersOut(person);
    const address = '198.51.100.200';
    // That place has used its guess of the hour beside the account's bucket.
    await signIn(service, wrong(person), { address });
    expect((await signIn(service, person, { address })).status).toBe(429);
    expect((await signInFrom(service, browser, person, address)).status).toBe(200);
  });

  test('gets a link to a new password with a known device, although strangers used up the mails', async () => {
    const person = await register(service);
    const browser = newBrowser();
    await signInFrom(service, browser, person);
    const body = { email: person.email };
    const forgot = (more: object) => service.call('account/forgot-password', { body, ...more });
    for (let mail = 0; mail < 5; mail += 1) await forgot({ address: attackers });
    expect((await forgot({ address: attackers })).status).toBe(429);
    const { cookies } = presentedBy(browser) as { cookies: string[] };
    expect((await forgot({ address: '198.51.100.201', cookies })).status).toBe(202);
  });
});

describe('a stolen device token', () => {
  test('gives no session, no challenge and no look at the account', async () => {
    const person = await accountWith(service, 'email');
    const victims = newCommandLine();
    await signInFrom(service, victims, person);
    const before = (await service.rows('sessions')).length;
    for (const name of ['auth/verify', 'account/read', 'account/list-devices'] as const)
      expect((await service.call(name, presentedBy(victims))).status, name).toBe(401);
    const guessed = await signInFrom(service, { ...victims }, wrong(person), attackers);
    expect(guessed).toMatchObject({ status: 401, cookies: [] });
    expect((await service.rows('sessions')).length).toBe(before);
  });

  test('gives ten guesses, and then one every thirty seconds, beside those that strangers have anyway', async () => {
    const person = await register(service);
    const victims = newBrowser();
    await signInFrom(service, victims, person);
    service.clock.now += 3_600_000;
    const guess = () => signInFrom(service, { ...victims }, wrong(person), attackers);
    expect(tally(await Promise.all(times(30, guess)))).toEqual({ 401: 21, 429: 9 });
    service.clock.now += 30_000;
    expect(tally(await Promise.all(times(5, guess)))).toEqual({ 401: 2, 429: 3 });
  });

  test('does not keep its owner waiting, at home or with another device', async () => {
    const person = await register(service);
    const [victims, other] = [newBrowser(), newBrowser()];
    const home = '203.0.113.71';
    for (const device of [victims, other]) await signInFrom(service, device, person, home);
    service.clock.now += 3_600_000;
    await shutStrangersOut(person);
    for (const _ of times(12, () => 0)) await signInFrom(service, { ...victims }, wrong(person), attackers);
    expect((await signInFrom(service, victims, person, home)).status).toBe(200);
    expect((await signInFrom(service, other, person, '203.0.113.72')).status).toBe(200);
  });

  test('is worth nothing after the device was removed', async () => {
    const person = await register(service);
    const victims = newBrowser();
    const token = tokenOf(await signInFrom(service, victims, person));
    const stolen = { ...victims };
    const [{ id }] = await listDevices(service, token);
    await service.call('account/remove-device', { parameters: { deviceID: id }, token });
    await shutStrangersOut(person);
    await signIn(service, wrong(person), { address: attackers });
    expect((await signInFrom(service, stolen, wrong(person), attackers)).status).toBe(429);
  });

  test('whose device was removed does not come back by a sign-in', async () => {
    const person = await register(service);
    const browser = newBrowser();
    const token = tokenOf(await signInFrom(service, browser, person));
    const stolen = { ...browser };
    const [{ id }] = await listDevices(service, token);
    await service.call('account/remove-device', { parameters: { deviceID: id }, token });
    await signInFrom(service, browser, person);
    expect(browser.tokens).not.toBe(stolen.tokens);
  });
});

describe('a device token that the attacker put into the browser of the victim', () => {
  const plantedTokens = async (attacker: Person, victim: Person) => {
    const own = newBrowser();
    await signInFrom(service, own, attacker);
    const [, secret] = (own.tokens ?? '').split('.');
    // The attacker's own, the attacker's secret under the victim's name, and an invention.
    return [own.tokens ?? '', `${victim.id}.${secret}`, `${victim.id}.${'A'.repeat(43)}`];
  };

  test('is not known to the account of the victim afterwards', async () => {
    const [victim, attacker] = [await register(service), await register(service)];
    await session(service, victim);
    for (const planted of await plantedTokens(attacker, victim)) {
      const browser: Client = { kind: 'browser', tokens: planted };
      expect((await signInFrom(service, browser, victim)).status).toBe(200);
      expect(browser.tokens?.split('~').at(-1)).not.toBe(planted);
      const known = await listDevices(service, await session(service, victim));
      const ofAttacker: Client = { kind: 'browser', tokens: planted };
      await signInFrom(service, ofAttacker, victim, attackers);
      expect(await listDevices(service, await session(service, victim))).toHaveLength(known.length + 1);
    }
  });

  test('gives no guesses at the account of the victim', async () => {
    const [victim, attacker] = [await register(service), await register(service)];
    await shutStrangersOut(victim);
    await signIn(service, wrong(victim), { address: attackers });
    for (const tokens of await plantedTokens(attacker, victim)) {
      const client: Client = { kind: 'browser', tokens };
      expect((await signInFrom(service, client, wrong(victim), attackers)).status, tokens).toBe(429);
    }
  });

  test('cannot come by a sign-in that another site makes the browser do', async () => {
    const attacker = await register(service);
    const body = { identifier: attacker.email, password: attacker.password };
    const headers = { 'x-session': 'cookie', origin: 'https://evil.example' };
    const answer = await service.call('auth/sign-in', { body, headers });
    expect(answer.status).toBe(403);
    expect(deviceCookie(answer)).toBeUndefined();
    const own = await service.call('auth/sign-in', { body, headers: { ...headers, origin } });
    expect(deviceCookie(own)).toBeDefined();
  });
});

describe('what a client sends as its device', () => {
  test.each([
    ['nothing', ''],
    ['no token', 'new'],
    ['many tokens', times(40, (index) => `${index}.${'A'.repeat(43)}`).join('~')],
    ['a long text', 'x'.repeat(5000)],
    ['other characters', `\u0000${'é'.repeat(60)}.~~..~`],
  ])('does no harm: %s', async (_, text) => {
    const person = await register(service);
    const headers = { 'x-device': text };
    const body = { identifier: person.email, password: person.password };
    const { status, body: answer } = await service.call('auth/sign-in', { body, headers });
    expect(status).toBe(200);
    expect(answer.deviceTokens.split('~').length).toBeLessThanOrEqual(5);
    expect(answer.deviceTokens.length).toBeLessThan(1000);
  });

  test('is stored as a digest only', async () => {
    const person = await register(service);
    const browser = newBrowser();
    await signInFrom(service, browser, person);
    const [, secret = ''] = (browser.tokens ?? '').split('.');
    const everything = JSON.stringify([await service.rows('sessions'), await service.rows('events')]);
    expect(secret).toHaveLength(43);
    expect(everything).not.toContain(secret);
  });

  test('is no session that can be ended by its id', async () => {
    const person = await register(service);
    const token = tokenOf(await signInFrom(service, newBrowser(), person));
    const [{ id }] = await listDevices(service, token);
    for (const sessionID of [`device#${id}`, id])
      expect((await service.call('sessions/end', { parameters: { sessionID }, token })).status).toBe(404);
    expect(await listDevices(service, token)).toHaveLength(1);
    expect((await service.call('sessions/list', { token })).body.sessions).toHaveLength(1);
  });
});
