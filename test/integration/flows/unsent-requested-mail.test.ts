import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { type FaultySES, faultySES, sesErrorNames } from '../../support/faulty-ses.ts';
import { newAddress, register, session } from '../../support/people.ts';
import { type Service, startService } from '../../support/service.ts';

/** What is true if SES refuses a mail that anyone can ask for, or a notice about what was just done. */

let service: Service;
let ses: FaultySES;
beforeAll(async () => {
  service = await startService({
    ses: async (endpoint) => {
      ses = await faultySES(endpoint);
      return ses.endpoint;
    },
  });
});
afterAll(async () => {
  await service.close();
  await ses.close();
});

const password = 'violet kettle under rain';
const notSent = { status: 503, slug: 'unavailable', body: { reason: 'mail-not-sent' } };
const mails = async (email: string) => (await service.mailsTo(email)).length;

describe.each(sesErrorNames)('if SES answers %s', (error) => {
  it('a registration says that its mail was not sent, and the next five of the hour are sent', async () => {
    const email = newAddress();
    const ask = () => service.call('account/register', { body: { email, password } });
    ses.refuse(error);
    for (let tries = 0; tries < 3; tries += 1) expect(await ask()).toMatchObject(notSent);
    ses.accept();
    for (let tries = 0; tries < 5; tries += 1) expect(await ask()).toMatchObject({ status: 202 });
    expect((await ask()).body.reason).toBe('mails-of-the-hour-spent');
    expect(await mails(email)).toBe(5);
  });

  it('a forgotten password says so too, alike for known and unknown addresses, and counts nothing', async () => {
    const known = (await register(service)).email;
    const before = await mails(known);
    const unknown = newAddress();
    const ask = (email: string) => service.call('account/forgot-password', { body: { email } });
    ses.refuse(error);
    const [first, second] = [await ask(known), await ask(unknown)];
    expect(first).toMatchObject(notSent);
    expect(second.body).toEqual(first.body);
    ses.accept();
    for (let tries = 0; tries < 5; tries += 1) {
      expect((await ask(known)).status).toBe(202);
      expect((await ask(unknown)).status).toBe(202);
    }
    expect([(await mails(known)) - before, await mails(unknown)]).toEqual([5, 5]);
  });

  it('a changed password is changed, and is answered as such', async () => {
    const person = await register(service);
    const token = await session(service, person);
    const newPassword = 'another quiet river stone';
    service.clock.now += 1000;
    ses.refuse(error);
    const body = { currentPassword: person.password, newPassword };
    expect((await service.call('account/change-password', { token, body })).status).toBe(204);
    ses.accept();
    service.clock.now += 1000;
    const signedIn = await service.call('auth/sign-in', {
      body: { identifier: person.email, password: newPassword },
    });
    expect(signedIn.status).toBe(200);
    const again = signedIn.body.sessionToken;
    const events = await service.call('account/events', { token: again });
    expect(events.body.events[0]).toMatchObject({ kind: 'signed-in' });
    expect(events.body.events[1]).toMatchObject({ kind: 'password-changed' });
  });
});
