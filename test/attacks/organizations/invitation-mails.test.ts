import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { everythingStored } from '../../support/accounts.ts';
import {
  accept,
  invite,
  inviteCode,
  organizationFaults,
  type Seeded,
  seeded,
  seededOrganization,
} from '../../support/organizations.ts';
import { newAddress, register, session } from '../../support/people.ts';
import { type Seeder, seederOf } from '../../support/seeded-accounts.ts';
import { type CallAnswer, type Service, startService } from '../../support/service.ts';

/** R27 and R38, where a mail invites someone: what it can be made to say, how often it is sent, and who is told. */

let service: Service;
let seeder: Seeder;
let orgID: string;
let owner: Seeded;
beforeAll(async () => {
  service = await startService();
  seeder = await seederOf(service);
  ({ orgID, owner } = await seededOrganization(service, seeder));
});
afterAll(async () => {
  expect(await organizationFaults(service)).toEqual([]);
  await service.close();
});

const inbox = () => service.emulators.inbox();

/** The owner's session of this moment: what it invites with must be fresh. */
async function fresh(): Promise<string> {
  return session(service, owner);
}

const send = async (body: Record<string, unknown>): Promise<CallAnswer> =>
  service.call('orgs/invite', { parameters: { orgID }, token: await fresh(), body });
const byID = async (name: 'orgs/resend-invite' | 'orgs/revoke-invite', inviteID: string) =>
  service.call(name, { parameters: { orgID, inviteID }, token: await fresh() });

/** Runs what must leave everything as it was, and mail nothing. */
async function nothingHappens(act: (token: string) => Promise<void>): Promise<void> {
  const token = await fresh();
  const before = await everythingStored(service);
  const mails = (await inbox()).length;
  await act(token);
  expect(await everythingStored(service)).toEqual(before);
  expect(await inbox()).toHaveLength(mails);
}

describe('the mail has the words of its writer as text (R27)', () => {
  test.each(['\r\n', '\n', '\r', '\u0000', '\u2028', '\u2029', '\u0085', '\t'])(
    '%j in the name of an organization, an environment or an account is refused',
    async (character) => {
      await nothingHappens(async (token) => {
        const name = `Acme${character}Bcc: thief@evil.example`;
        const parameters = { orgID };
        const answers = [
          await service.call('orgs/create', { token, body: { name } }),
          await service.call('orgs/rename', { parameters, token, body: { name } }),
          await service.call('environments/create', { parameters, token, body: { name } }),
          await service.call('account/rename', { token, body: { name } }),
          await service.call('orgs/invite', {
            parameters,
            token,
            body: { email: `mike@example.com${character}bcc:thief@evil.example`, role: 'member' },
          }),
        ];
        for (const { slug } of answers) expect(slug).toBe('validation');
      });
    },
  );

  test('markup is text, and digits do not look like a code', async () => {
    const person = await seeded(service, seeder);
    const token = person.token;
    const name = '<img src=x onerror=alert(1)> 123456 & "Acme"';
    await service.call('account/rename', { token, body: { name } });
    const made = await service.call('orgs/create', { token, body: { name } });
    const email = newAddress('guest');
    expect((await invite(service, made.body.id, token, email)).status).toBe(201);
    const [mail] = await service.mailsTo(email);
    expect(mail?.body.html).not.toContain('<img');
    expect(mail?.body.html).toContain('&lt;img');
    expect(mail?.subject).not.toMatch(/[\r\n]/);
    for (const text of [mail?.subject, mail?.body.text, mail?.body.html]) expect(text).not.toMatch(/\d{6}/);
    expect(mail?.destination).toEqual({ to: [email], cc: [], bcc: [] });
  });
});

describe('mails to an address that did not ask for them (R38)', () => {
  const spent = { status: 429, slug: 'too-many-attempts' };

  test('at most five an hour by one account, and fourteen, whoever causes them and in whatever way', async () => {
    service.clock.now += 3_600_000;
    const email = newAddress('victim');
    const owners: string[] = [];
    for (let index = 0; index < 16; index += 1) {
      const { token } = await seeded(service, seeder);
      const { body } = await service.call('orgs/create', { token, body: { name: `Acme ${index}` } });
      owners.push(token);
      const answer = await invite(service, body.id, token, email);
      if (index < 14) expect(answer.status).toBe(201);
      else expect(answer).toMatchObject(spent);
      if (index >= 14) expect(Number(answer.headers['retry-after'])).toBeGreaterThan(0);
    }
    expect(await service.mailsTo(email)).toHaveLength(14);
    const before = await everythingStored(service);
    const [token = ''] = owners;
    const { body } = await service.call('orgs/list', { token });
    expect(body).toHaveLength(1);
    expect(await everythingStored(service)).toEqual(before);
    // Other kinds of mail have pots of their own: nobody is kept from an account or its password by invitations.
    expect((await register(service, email)).email).toBe(email);
    expect((await service.call('account/forgot-password', { body: { email } })).status).toBe(202);
    expect(await service.mailsTo(email)).toHaveLength(16);
  });

  test('again after a minute at the earliest, and from the same count', async () => {
    service.clock.now += 3_600_000 - (service.clock.now % 3_600_000);
    const email = newAddress('victim');
    const { body } = await send({ email, role: 'member' });
    expect(await byID('orgs/resend-invite', body.id)).toMatchObject(spent);
    for (let sent = 1; sent < 5; sent += 1) {
      service.clock.now += 60_000;
      expect((await byID('orgs/resend-invite', body.id)).status).toBe(200);
    }
    service.clock.now += 60_000;
    const code = await inviteCode(service, email);
    expect(await byID('orgs/resend-invite', body.id)).toMatchObject(spent);
    expect(await service.mailsTo(email)).toHaveLength(5);
    // The link that was mailed last is the one that is good.
    const looked = await service.call('orgs/read-invite', { parameters: { inviteCode: code } });
    expect(looked.status).toBe(200);
  });

  test('revoking and inviting again is no way round it', async () => {
    service.clock.now += 3_600_000;
    const email = newAddress('victim');
    const answers: number[] = [];
    for (let index = 0; index < 7; index += 1) {
      const { status, body } = await send({ email, role: 'member' });
      answers.push(status);
      if (status === 201) await byID('orgs/revoke-invite', body.id);
    }
    expect(answers).toEqual([201, 201, 201, 201, 201, 429, 429]);
  });
});

test('owners are told of whoever becomes one of them, by invitation too', async () => {
  const told = async () =>
    (await service.mailsTo(owner.email)).filter(({ subject }) => subject.includes('has a new owner')).length;
  const before = await told();
  for (const [role, more] of [
    ['member', 0],
    ['owner', 1],
  ] as const) {
    const guest = await seeded(service, seeder);
    await send({ email: guest.email, role });
    expect((await accept(service, await inviteCode(service, guest.email), guest.token)).status).toBe(200);
    expect(await told()).toBe(before + more);
  }
});
