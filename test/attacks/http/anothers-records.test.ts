import { afterAll, beforeAll, describe, expect, test, vi } from 'vitest';
import { update } from '../../../core/kernel/change.ts';
import { store } from '../../../functions/adapters/store.ts';
import {
  type Account,
  accountWith,
  beginStepUp,
  everythingStored,
  nextAppCode,
  sessionsOf,
  userRow,
} from '../../support/accounts.ts';
import { type App, lastCode, register, session, signIn, submit } from '../../support/people.ts';
import { type Service, startService } from '../../support/service.ts';

/** R07 and R39: an id that is looked up without its owner or its kind (CVE-2021-41129 Pterodactyl). */

let service: Service;
let anna: Account & { app: App };
let boris: Account & { app: App };
beforeAll(async () => {
  service = await startService();
  anna = await accountWith(service, 'email', 'authenticator');
  boris = await accountWith(service, 'authenticator');
});
afterAll(() => service.close());

async function unchanged(act: () => Promise<unknown>): Promise<void> {
  const before = await everythingStored(service);
  await act();
  expect(await everythingStored(service)).toEqual(before);
}

test("Anna's challenge with Boris's right code is wrong, and Boris's count is untouched", async () => {
  const { mfaID } = (await signIn(service, anna)).body;
  const answer = await submit(service, mfaID, nextAppCode(service, boris.app));
  expect(answer.slug).toBe('invalid-code');
  expect((await userRow(service, boris.id))['authenticatorFailures']).toBeUndefined();
});

test('the code of one challenge is wrong for another one of the same account', async () => {
  const person = await accountWith(service, 'email');
  const first = (await signIn(service, person)).body.mfaID;
  const codeOfFirst = await lastCode(service, person.email);
  const second = (await signIn(service, person)).body.mfaID;
  expect((await submit(service, second, codeOfFirst)).slug).toBe('invalid-code');
  expect((await submit(service, first, codeOfFirst)).status).toBe(200);
});

test("Anna's challenge id with Boris in the place of its owner is not found", async () => {
  const { mfaID } = (await signIn(service, anna)).body;
  const forged = mfaID.replace(anna.id, boris.id);
  await unchanged(async () => {
    expect((await submit(service, forged, anna.app.codeAt(service.clock.now))).slug).toBe('not-found');
  });
});

describe("Anna's step-up, called from elsewhere, is not found and stays as it was", () => {
  test.each([['the right code'], ['another method'], ['a resend']])('%s', async (what) => {
    const { mfaID } = await beginStepUp(service, anna.token);
    const otp = nextAppCode(service, anna.app);
    const annasOther = (await submit(service, (await signIn(service, anna)).body.mfaID, otp)).body
      .sessionToken;
    const rightCode = nextAppCode(service, anna.app);
    await unchanged(async () => {
      for (const token of [boris.token, annasOther]) {
        const request = { parameters: { mfaID }, token };
        const answer = await (what === 'the right code'
          ? service.call('step-up/submit-code', { ...request, body: { otp: rightCode } })
          : what === 'another method'
            ? service.call('step-up/switch-method', { ...request, body: { type: 'email' } })
            : service.call('step-up/resend-code', request));
        expect(answer.slug).toBe('not-found');
      }
      expect((await submit(service, mfaID, rightCode)).slug).toBe('not-found');
    });
  });
});

test('an activation is completed by the session that began it and by no other, nor by none', async () => {
  const carla = await register(service);
  const token = await session(service, carla);
  const other = await session(service, carla);
  const body = { type: 'email', identifier: carla.email, password: carla.password };
  const { activationID } = (await service.call('mfa/activate', { body, token })).body;
  const otp = await lastCode(service, carla.email);
  const complete = (by: string | undefined) =>
    service.call('mfa/complete-activation', { parameters: { activationID }, body: { otp }, token: by });
  await unchanged(async () => {
    for (const by of [other, boris.token, undefined, 'not.a-token'])
      expect((await complete(by)).slug).toBe('not-found');
    const resend = { parameters: { activationID }, token: other };
    expect((await service.call('mfa/resend-activation', resend)).slug).toBe('not-found');
  });
  expect((await complete(token)).status).toBe(200);
});

test('ids of other kinds are not found', async () => {
  const registered = await service.call('account/register', {
    body: { email: 'kinds@example.com', password: 'violet kettle under rain' },
  });
  const { registrationID } = registered.body;
  const { mfaID } = (await signIn(service, boris)).body;
  const stored = (await service.rows('challenges')).map((row) => String(row['id']));
  const others = stored.filter((id) => id.includes('#') && id.length <= 100);
  expect(others.length).toBeGreaterThan(2);
  const otp = boris.app.codeAt(service.clock.now);
  await unchanged(async () => {
    for (const id of [registrationID, ...others])
      expect((await submit(service, id, otp)).slug, id).toBe('not-found');
    for (const id of [mfaID, ...others]) {
      const confirmed = await service.call('account/verify-email', {
        body: { registrationID: id, code: otp },
      });
      expect(confirmed.slug, id).toBe('not-found');
    }
  });
});

describe("Boris, signed in and fresh, finds nothing of Anna's", () => {
  test('neither her factors nor her sessions', async () => {
    const factor = (await service.rows('factors')).find(
      (row) => row['userID'] === anna.id && row['type'] === 'email',
    );
    const [hers] = await sessionsOf(service, anna.id);
    const { token } = boris;
    await unchanged(async () => {
      const answers = [
        await service.call('mfa/disable-factor', { parameters: { factorID: String(factor?.['id']) }, token }),
        await service.call('mfa/rename-factor', {
          parameters: { factorID: String(factor?.['id']) },
          body: { name: 'Mine' },
          token,
        }),
        await service.call('mfa/prefer-factor', { body: { factorID: factor?.['id'] }, token }),
        await service.call('sessions/end', { parameters: { sessionID: String(hers?.['id']) }, token }),
      ];
      expect(answers.map(({ slug }) => slug)).toEqual(Array(4).fill('not-found'));
    });
    const listed = await service.call('sessions/list', { token });
    const ids = listed.body.sessions.map(({ id }: { id: string }) => id);
    expect(ids).not.toContain(hers?.['id']);
    const events = await service.call('account/events', { token });
    const ofAnna = (await service.rows('events')).filter((row) => row['subject'] === `user#${anna.id}`);
    for (const { id } of events.body.events) expect(ofAnna.map((row) => row['id'])).not.toContain(id);
  });

  test("nor by a session id of hers under his user: the token's owner is part of what is looked up", async () => {
    const [, secret] = anna.token.split('.');
    expect((await service.call('auth/verify', { token: `${boris.id}.${secret}` })).slug).toBe('signed-out');
  });
});

test("a sealed secret moved into another account's factor does not open there: no session", async () => {
  const rows = (await service.rows('factors')).filter((row) => row['type'] === 'authenticator');
  const hers = rows.find((row) => row['userID'] === anna.id);
  const his = rows.find((row) => row['userID'] === boris.id);
  const key = { userID: boris.id, id: String(his?.['id']) };
  const move = (sealedSecret: unknown) =>
    store(service.host).commit([update('factors', key, { sealedSecret }, [])]);
  await move(hers?.['sealedSecret']);
  const { mfaID } = (await signIn(service, boris)).body;
  const sessions = (await sessionsOf(service, boris.id)).length;
  const logged = vi.spyOn(console, 'error').mockImplementation(() => {});
  expect((await submit(service, mfaID, nextAppCode(service, anna.app))).slug).toBe('unavailable');
  expect(logged).toHaveBeenCalledOnce();
  logged.mockRestore();
  expect(await sessionsOf(service, boris.id)).toHaveLength(sessions);
  await move(his?.['sealedSecret']);
  expect((await submit(service, mfaID, nextAppCode(service, boris.app))).status).toBe(200);
});
