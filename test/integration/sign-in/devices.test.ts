import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { accountWith, resetToken } from '../../support/accounts.ts';
import {
  deviceCookie,
  keepTokens,
  listDevices,
  newBrowser,
  newCommandLine,
  presentedBy,
  signInFrom,
  submitFrom,
  tokenOf,
} from '../../support/devices.ts';
import { lastCode, type Person, register, session, signIn } from '../../support/people.ts';
import { type Service, startService } from '../../support/service.ts';
import { keySignIn, newSshKey } from '../../support/ssh-keys.ts';

/** The browsers and command lines that signed in to an account (rule 12). */

let service: Service;
beforeAll(async () => {
  service = await startService();
});
afterAll(() => service.close());

const elsewhere = '198.51.100.7';
const aboutNewDevice = async ({ email }: Person) =>
  (await service.mailsTo(email)).filter(({ subject }) => /new sign-in/i.test(subject)).length;

describe('a browser', () => {
  test('gets a cookie that no script reads and no other site sends, and keeps it', async () => {
    const person = await register(service);
    const browser = newBrowser();
    const first = deviceCookie(await signInFrom(service, browser, person));
    expect(first).toMatch(
      /^__Host-device=[\w-]+\.[\w-]{43}; Max-Age=31536000; Path=\/; Secure; HttpOnly; SameSite=Strict$/,
    );
    expect(deviceCookie(await signInFrom(service, browser, person))).toBe(first);
  });

  test('keeps what a factor was proved with in it, and the challenge before gives it nothing', async () => {
    const person = await accountWith(service, 'email');
    const browser = newBrowser();
    const { body, cookies } = await signInFrom(service, browser, person);
    expect(cookies).toEqual([]);
    const done = await submitFrom(service, browser, body.mfaID, {
      otp: await lastCode(service, person.email),
    });
    expect(done.cookies).toHaveLength(2);
    expect(await listDevices(service, tokenOf(done))).toMatchObject([{ current: true }]);
  });

  test('is not trusted with the factor if the operator does not allow it', async () => {
    const person = await accountWith(service, 'email');
    const browser = newBrowser();
    const { body } = await signInFrom(service, browser, person);
    expect(body).not.toHaveProperty('trustableDays');
    const otp = await lastCode(service, person.email);
    expect((await submitFrom(service, browser, body.mfaID, { otp, trustDevice: true })).status).toBe(200);
    expect((await signInFrom(service, browser, person)).body.mfaID).toBeDefined();
  });

  test('is known to two accounts at the same time', async () => {
    const [one, other] = [await register(service), await register(service)];
    const browser = newBrowser();
    for (const person of [one, other, one, other]) await signInFrom(service, browser, person);
    expect(await listDevices(service, await session(service, one))).toHaveLength(1);
    expect(await listDevices(service, await session(service, other))).toHaveLength(1);
  });
});

describe('a command line', () => {
  test('gets its tokens in the answer if it says that it keeps them', async () => {
    const person = await register(service);
    const cli = newCommandLine();
    const first = await signInFrom(service, cli, person);
    expect(first.body.deviceTokens).toMatch(/^[\w-]+\.[\w-]{43}$/);
    expect(first.cookies).toEqual([]);
    expect((await signInFrom(service, cli, person)).body.deviceTokens).toBe(first.body.deviceTokens);
    const token = await session(service, person);
    expect(await listDevices(service, token)).toMatchObject([{ current: false }]);
  });

  test('that sends nothing, as the one of the guide, is no device', async () => {
    const person = await register(service);
    const { body, cookies } = await signIn(service, person);
    expect(body.deviceTokens).toBeUndefined();
    expect(cookies).toEqual([]);
    expect(await listDevices(service, body.sessionToken)).toEqual([]);
  });

  test('is a device with an SSH key as well', async () => {
    const person = await register(service);
    const key = newSshKey();
    const token = await session(service, person);
    await service.call('keys/add', { body: { name: 'laptop', key: key.publicKey }, token });
    const cli = newCommandLine();
    const byKey = async () => {
      service.clock.now += 1000;
      const request = keySignIn(key, { at: service.clock.now });
      const headers = { ...request.headers, ...presentedBy(cli).headers };
      return keepTokens(
        cli,
        await service.call('auth/sign-in-with-key', { ...request, headers, address: elsewhere }),
      );
    };
    expect((await byKey()).status).toBe(200);
    const tokens = cli.tokens;
    expect((await byKey()).body.deviceTokens).toBe(tokens);
    expect(await aboutNewDevice(person)).toBe(1);
  });
});

describe('a mail about a new device', () => {
  test('is sent for another browser, not for the first sign-in or a known one', async () => {
    const person = await register(service);
    const [desktop, laptop] = [newBrowser(), newBrowser()];
    await signInFrom(service, desktop, person);
    await signInFrom(service, desktop, person, elsewhere);
    expect(await aboutNewDevice(person)).toBe(0);
    await signInFrom(service, laptop, person);
    await signInFrom(service, laptop, person);
    expect(await aboutNewDevice(person)).toBe(1);
  });

  test('is sent for a new network source of a client that keeps nothing', async () => {
    const person = await register(service);
    await session(service, person);
    await signIn(service, person);
    expect(await aboutNewDevice(person)).toBe(0);
    await signIn(service, person, { address: elsewhere });
    await signIn(service, person, { address: elsewhere });
    expect(await aboutNewDevice(person)).toBe(1);
  });

  test('says when, from where and with which program', async () => {
    const person = await register(service);
    await session(service, person);
    await signIn(service, person, { address: elsewhere });
    const { body } = (await service.mailsTo(person.email)).at(-1) ?? { body: undefined };
    expect(body?.text).toContain(elsewhere);
    expect(body?.text).toContain('Firefox on Linux');
  });
});

describe('the list of devices', () => {
  test('has at most twenty: the least recently used one is forgotten', async () => {
    const person = await register(service);
    const [oldest, ...others] = Array.from({ length: 21 }, newBrowser);
    if (!oldest) throw new Error('no browser');
    await signInFrom(service, oldest, person);
    for (const browser of others) {
      service.clock.now += 31_000;
      await signInFrom(service, browser, person);
    }
    const devices = await listDevices(service, await session(service, person));
    expect(devices).toHaveLength(20);
    const { tokens } = oldest;
    await signInFrom(service, oldest, person);
    expect(oldest.tokens).not.toBe(tokens);
  });

  test('a device is removed with its sessions, and no other', async () => {
    const person = await register(service);
    const [desktop, laptop] = [newBrowser(), newBrowser()];
    const own = tokenOf(await signInFrom(service, desktop, person));
    const stolen = tokenOf(await signInFrom(service, laptop, person));
    const { id } = (await listDevices(service, own)).find(({ current }: { current: boolean }) => !current);
    service.clock.now += 1000;
    const removal = { parameters: { deviceID: id }, token: own };
    expect((await service.call('account/remove-device', removal)).status).toBe(204);
    expect((await service.call('auth/verify', { token: stolen })).status).toBe(401);
    expect((await service.call('auth/verify', { token: own })).status).toBe(200);
    expect(await listDevices(service, own)).toMatchObject([{ current: true }]);
    expect((await service.call('account/remove-device', removal)).status).toBe(404);
    const { events } = (await service.call('account/events', { token: own })).body;
    expect(events[0]).toMatchObject({ kind: 'device-removed' });
  });

  test('the own device is removed by signing out', async () => {
    const person = await register(service);
    const own = tokenOf(await signInFrom(service, newBrowser(), person));
    const [{ id }] = await listDevices(service, own);
    const answer = await service.call('account/remove-device', { parameters: { deviceID: id }, token: own });
    expect(answer.cookies).toEqual([expect.stringMatching(/^__Host-session=; Max-Age=0/)]);
    expect((await service.call('auth/verify', { token: own })).status).toBe(401);
  });

  test('after a change of the password it has the device of the change, which stays known', async () => {
    const person = await register(service);
    const [desktop, laptop] = [newBrowser(), newBrowser()];
    const token = tokenOf(await signInFrom(service, desktop, person));
    await signInFrom(service, laptop, person);
    service.clock.now += 1000;
    const newPassword = 'orange teapot over snow';
    const body = { currentPassword: person.password, newPassword };
    expect((await service.call('account/change-password', { body, token })).status).toBe(204);
    expect(await listDevices(service, token)).toMatchObject([{ current: true }]);
    const { tokens } = desktop;
    await signInFrom(service, desktop, { ...person, password: newPassword });
    expect(desktop.tokens).toBe(tokens);
  });

  test('after a reset of the password it has the device that set the new one', async () => {
    const person = await register(service);
    const [desktop, laptop] = [newBrowser(), newBrowser()];
    await signInFrom(service, desktop, person);
    await signInFrom(service, laptop, person);
    service.clock.now += 1000;
    const password = 'orange teapot over snow';
    const body = { token: await resetToken(service, person.email), password };
    const reset = await service.call('account/reset-password', { body, ...presentedBy(desktop) });
    expect(reset.status).toBe(204);
    const { tokens } = desktop;
    const signedIn = await signInFrom(service, desktop, { ...person, password });
    expect(desktop.tokens).toBe(tokens);
    expect(await listDevices(service, tokenOf(signedIn))).toHaveLength(1);
  });
});
