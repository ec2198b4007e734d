import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import {
  accountWith,
  beginActivation,
  completeActivation,
  sessionCookie,
  sessionsOf,
  signInWithFactor,
  stepUp,
  times,
} from '../../support/accounts.ts';
import { activateEmail, lastCode, type Person, register, session, signIn } from '../../support/people.ts';
import { origin, type Service, startService } from '../../support/service.ts';

/** R18: sessions that outlive what should have ended them (CVE-2023-31140 OpenProject, CVE-2025-29928 authentik). */

let service: Service;
beforeAll(async () => {
  service = await startService();
});
afterAll(() => service.close());

const isAlive = async (token: string) => (await service.call('auth/verify', { token })).status === 200;
const isCookieAlive = async (value: string) =>
  (await service.call('auth/verify', { cookies: [`__Host-session=${value}`] })).status === 200;

async function cookieSession(person: Person): Promise<string> {
  const body = { identifier: person.email, password: person.password };
  const headers = { 'x-session': 'cookie', origin };
  return sessionCookie(await service.call('auth/sign-in', { body, headers }));
}

describe('enabling a first factor', () => {
  test('ends the other sessions, bearer and cookie alike, and keeps the one that did it', async () => {
    const person = await register(service);
    const own = await session(service, person);
    const other = await session(service, person);
    const cookie = await cookieSession(person);
    await activateEmail(service, person, own);
    expect(await isAlive(own)).toBe(true);
    expect(await isAlive(other)).toBe(false);
    expect(await isCookieAlive(cookie)).toBe(false);
  });

  test('ends all of them where it was begun signed out, those of the same millisecond too', async () => {
    const person = await register(service);
    const begun = await beginActivation(service, person, 'email');
    const tokens = [await session(service, person), await session(service, person)];
    const otp = await lastCode(service, person.email);
    expect((await completeActivation(service, begun.body.activationID, otp)).status).toBe(200);
    for (const token of tokens) expect(await isAlive(token)).toBe(false);
    expect(await isAlive(await signInWithFactor(service, person))).toBe(true);
  });

  test('keeps no session that an earlier change kept', async () => {
    const person = await register(service);
    const [first, second] = [await session(service, person), await session(service, person)];
    const end = (token: string) => service.call('sessions/end-others', { token });
    expect((await end(first)).status).toBe(204);
    expect(await isAlive(second)).toBe(false);
    const third = await session(service, person);
    expect((await end(third)).status).toBe(204);
    expect(await isAlive(first)).toBe(false);
    expect(await isAlive(third)).toBe(true);
  });
});

describe('signing out, ending one session and ending the others', () => {
  test('each is over at once, for its token and its cookie', async () => {
    const person = await register(service);
    const cookie = await cookieSession(person);
    const cookies = [`__Host-session=${cookie}`];
    const out = await service.call('auth/sign-out', { cookies, headers: { origin } });
    expect(out).toMatchObject({ status: 204 });
    expect(out.cookies[0]).toMatch(/^__Host-session=; Max-Age=0; /);
    expect(await isCookieAlive(cookie)).toBe(false);
    expect(await isAlive(cookie)).toBe(false);

    const own = await session(service, person);
    const other = await session(service, person);
    const listed = (await service.call('sessions/list', { token: own })).body.sessions;
    const target = listed.find(({ current }: { current: boolean }) => !current);
    const end = { parameters: { sessionID: target.id }, token: own };
    expect((await service.call('sessions/end', end)).status).toBe(204);
    expect((await service.call('sessions/end', end)).slug).toBe('not-found');
    expect(await isAlive(other)).toBe(false);

    const third = await session(service, person);
    expect((await service.call('sessions/end-others', { token: own })).status).toBe(204);
    expect(await isAlive(third)).toBe(false);
    expect(await isAlive(own)).toBe(true);
  });

  test('a dead session is not listed, and a request at the same moment does not bring it back', async () => {
    const person = await register(service);
    const token = await session(service, person);
    service.clock.now += 600_000;
    await Promise.all([
      service.call('auth/sign-out', { token }),
      ...times(8, () => service.call('auth/verify', { token })),
    ]);
    expect(await sessionsOf(service, person.id)).toEqual([]);
    expect(await isAlive(token)).toBe(false);
  });
});

describe('the limits of a session', () => {
  const limits = [
    { kind: 'cli', idleSeconds: 3600, lifetimeSeconds: 86_400 },
    { kind: 'dashboard', idleSeconds: 1800, lifetimeSeconds: 43_200 },
  ];
  const kinds = limits.map((limit) => ({
    ...limit,
    isAlive: limit.kind === 'cli' ? isAlive : isCookieAlive,
  }));
  const start = async (kind: string) => {
    const person = await register(service);
    const token = kind === 'cli' ? await session(service, person) : await cookieSession(person);
    return { person, token };
  };

  test.each(kinds)('$kind: idle for $idleSeconds s, to the millisecond', async (limit) => {
    const { person, token } = await start(limit.kind);
    service.clock.now += limit.idleSeconds * 1000 - 1;
    expect(await limit.isAlive(token)).toBe(true);
    service.clock.now += limit.idleSeconds * 1000;
    expect(await limit.isAlive(token)).toBe(false);
    expect(await sessionsOf(service, person.id)).toHaveLength(1);
  });

  test.each(kinds)('$kind: $lifetimeSeconds s in all, however busy', async (limit) => {
    const { person, token } = await start(limit.kind);
    const startedAt = service.clock.now;
    const stride = limit.idleSeconds * 1000 - 1;
    while (service.clock.now + stride < startedAt + limit.lifetimeSeconds * 1000) {
      service.clock.now += stride;
      expect(await limit.isAlive(token)).toBe(true);
    }
    service.clock.now = startedAt + limit.lifetimeSeconds * 1000 - 1;
    expect(await limit.isAlive(token)).toBe(true);
    service.clock.now += 1;
    expect(await limit.isAlive(token)).toBe(false);
    expect(await sessionsOf(service, person.id)).toHaveLength(1);
  });

  test('a code alone makes no session outlive the sign-in with the password it goes back to', async () => {
    const account = await accountWith(service, 'email');
    let { token } = account;
    const endsAt = service.clock.now + 86_400_000;
    while (service.clock.now + 3_599_999 < endsAt) {
      service.clock.now += 3_599_999;
      token = await stepUp(service, { ...account, token });
      const { expiresAt } = (await service.call('auth/verify', { token })).body;
      expect(Date.parse(expiresAt)).toBe(endsAt);
    }
    service.clock.now = endsAt - 1;
    expect(await isAlive(token)).toBe(true);
    service.clock.now = endsAt;
    expect(await isAlive(token)).toBe(false);
  });

  test('the idle mark is written at most every tenth of the limit', async () => {
    const { person, token } = await start('cli');
    const seenAt = async () => (await sessionsOf(service, person.id))[0]?.['lastSeenAt'];
    const startedAt = await seenAt();
    service.clock.now += 359_999;
    await isAlive(token);
    expect(await seenAt()).toBe(startedAt);
    service.clock.now += 1;
    await isAlive(token);
    expect(await seenAt()).toBe(service.clock.now);
  });
});

test('a session whose account was undone is over', async () => {
  const account = await accountWith(service, 'email');
  const mail = (await service.mailsTo(account.email)).find(({ subject }) => subject.includes('is now on'));
  const token = /#token=(\S+)/.exec(mail?.body.text ?? '')?.[1];
  expect((await service.call('mfa/undo', { body: { token } })).status).toBe(204);
  expect(await isAlive(account.token)).toBe(false);
  expect((await signIn(service, account)).slug).toBe('invalid-credentials');
});
