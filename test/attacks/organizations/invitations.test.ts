import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { everythingStored, userRow } from '../../support/accounts.ts';
import {
  accept,
  invite,
  inviteCode,
  organizationFaults,
  type Seeded,
  seeded,
  seededOrganization,
} from '../../support/organizations.ts';
import { goodPassword, newAddress, register, session } from '../../support/people.ts';
import { type Seeder, seederOf } from '../../support/seeded-accounts.ts';
import { type CallAnswer, origin, type Service, startService } from '../../support/service.ts';

/** R05, R26 to R29 and R38, where a mail invites someone: who can accept it, how often, and what it can be made to say. */

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
const day = 86_400_000;

/** The owner's session of this moment: what it invites with must be fresh. */
async function fresh(): Promise<string> {
  return session(service, owner);
}

const send = async (body: Record<string, unknown>): Promise<CallAnswer> =>
  service.call('orgs/invite', { parameters: { orgID }, token: await fresh(), body });
const byID = async (name: 'orgs/resend-invite' | 'orgs/revoke-invite', inviteID: string) =>
  service.call(name, { parameters: { orgID, inviteID }, token: await fresh() });
const removeUser = async (userID: string) =>
  service.call('orgs/remove-user', { parameters: { orgID, userID }, token: await fresh() });

/** Runs what must leave everything as it was, and mail nothing. */
async function nothingHappens(act: (token: string) => Promise<void>): Promise<void> {
  const token = await fresh();
  const before = await everythingStored(service);
  const mails = (await inbox()).length;
  await act(token);
  expect(await everythingStored(service)).toEqual(before);
  expect(await inbox()).toHaveLength(mails);
}

describe('the link leads to this service and nowhere else (R29)', () => {
  const host = new URL(origin).host;
  const code = '{inviteCode}';
  test.each([
    ['another origin', `https://evil.example/${code}`],
    ['another scheme', `http://${host}/${code}`],
    ['another port', `https://${host}:8443/${code}`],
    ['a host that begins alike', `https://${host}.evil.example/${code}`],
    ['a host that ends alike', `https://evil-${host}/${code}`],
    ['a host below it', `https://x.${host}/${code}`],
    ['a look-alike host', `https://mfa.ex\u0430mple.com/${code}`],
    ['full-width dots', `https://mfa\u3002example\u3002com/${code}`],
    ['a dot after the host', `https://${host}./${code}`],
    ['a user before the host', `https://user@${host}/${code}`],
    ['user and password', `https://user:word@${host}/${code}`],
    ['the origin as the user', `https://${host}@evil.example/${code}`],
    ['a backslash before an @', `https://${host}\\@evil.example/${code}`],
    ['backslashes for slashes', `https:\\\\${host}\\${code}`],
    ['no slashes', `https:${host}/${code}`],
    ['no scheme', `//${host}/${code}`],
    ['no scheme, another host', `//evil.example/${code}`],
    ['a path', `/account/accept-invite?code=${code}`],
    ['javascript', `javascript:alert('${code}')`],
    ['javascript with the origin in it', `javascript://${host}/%0aalert('${code}')`],
    ['data', `data:text/html,${code}`],
    ['blob, whose origin is ours', `blob:${origin}/${code}`],
    ['the code in the host', `https://${code}.evil.example/`],
    ['the code after the host', `https://${host}${code}/`],
    ['the code as the user', `https://${code}@${host}/`],
    ['no code', `${origin}/account/accept-invite`],
    ['a line and another link after it', `${origin}/${code}\r\n\r\nhttps://evil.example/`],
    ['a line break in the middle', `${origin}/\n${code}`],
    ['a tab in the scheme', `ht\ttps://${host}/${code}`],
    ['a blank and another link after it', `${origin}/${code} https://evil.example/`],
    ['a blank before it', ` ${origin}/${code}`],
    ['markup', `${origin}/"><a href=//evil.example>${code}`],
    ['a sign that turns the text round', `${origin}/\u202e${code}`],
    ['what looks like a one-time password', `${origin}/123456?code=${code}`],
  ])('%s is refused', async (_, linkTemplate) => {
    await nothingHappens(async (token) => {
      const body = { email: newAddress('guest'), role: 'member', linkTemplate };
      const answer = await service.call('orgs/invite', { parameters: { orgID }, token, body });
      expect(answer).toMatchObject({ status: 400, slug: 'validation' });
      expect(answer.body.errors).toMatchObject([{ pointer: '/linkTemplate' }]);
    });
  });

  test.each([
    ['a path', `${origin}/join/${code}`],
    ['a query', `${origin}/account/accept-invite?code=${code}&from=cli`],
    ['a fragment', `${origin}/join#${code}`],
  ])('the code can stand in %s of ours, and the mail has that link alone', async (_, linkTemplate) => {
    const email = newAddress('guest');
    expect((await send({ email, role: 'member', linkTemplate })).status).toBe(201);
    const [mail] = await service.mailsTo(email);
    const links = [...`${mail?.body.text} ${mail?.body.html}`.matchAll(/\bhttps?:\/\/[^\s"<]+/g)];
    expect(new Set(links.map(([link]) => link)).size).toBeLessThanOrEqual(2);
    for (const [link] of links) {
      expect(link.startsWith(`${origin}/`)).toBe(true);
      expect(link).not.toContain(code);
    }
  });

  test('whatever Host the request claims', async () => {
    const email = newAddress('guest');
    const headers = {
      host: 'evil.example',
      'x-forwarded-host': 'evil.example',
      'x-forwarded-proto': 'http',
      forwarded: 'host=evil.example',
    };
    const body = { email, role: 'member' };
    await service.call('orgs/invite', { parameters: { orgID }, token: await fresh(), body, headers });
    const [mail] = await service.mailsTo(email);
    expect(mail?.body.text).toContain(`${origin}/account/accept-invite?code=`);
    expect(JSON.stringify(mail)).not.toContain('evil.example');
  });
});

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

describe('the address is one, and the account is that of the address (R26, R28)', () => {
  test('no list, no second address, nothing that is no address', async () => {
    await nothingHappens(async (token) => {
      for (const email of [
        ['a@example.com', 'b@example.com'],
        ['a@example.com'],
        'a@example.com,b@example.com',
        'a@example.com;b@example.com',
        'a@example.com b@example.com',
        'Mike <a@example.com>',
        'a@example.com@example.com',
        'm\u0131ke@exa\u0000mple.com',
        '',
        null,
      ]) {
        const body = { email, role: 'member' };
        const answer = await service.call('orgs/invite', { parameters: { orgID }, token, body });
        expect(answer.slug, JSON.stringify(email)).toBe('validation');
      }
      const twice = '{"email":"a@example.com","email":"b@example.com","role":"member"}';
      const answer = await service.call('orgs/invite', { parameters: { orgID }, token, text: twice });
      expect(answer.slug).toBe('validation');
    });
  });

  test.each([['owner '], ['OWNER'], ['admin'], [0], [2], ['1'], [true], [null], [['owner']], [{}]])(
    'the role %j is none',
    async (role) => {
      await nothingHappens(async (token) => {
        const body = { email: newAddress('guest'), role };
        const answer = await service.call('orgs/invite', { parameters: { orgID }, token, body });
        expect(answer.slug).toBe('validation');
      });
    },
  );

  test('another spelling of the address is the same account', async () => {
    const guest = await register(service, 'spelled@example.com');
    const token = await session(service, guest);
    expect((await send({ email: ' SPELLED@Example.COM. ', role: 'member' })).status).toBe(201);
    expect((await send({ email: 'spelled@example.com', role: 'member' })).slug).toBe('conflict');
    const code = await inviteCode(service, 'SPELLED@example.com');
    expect((await accept(service, code, token)).status).toBe(200);
    expect((await send({ email: 'Spelled@example.com', role: 'member' })).slug).toBe('conflict');
  });

  test('a domain in letters and in punycode is the same address', async () => {
    const guest = await register(service, 'mike@xn--bcher-kva.example');
    const token = await session(service, guest);
    expect((await send({ email: 'Mike@Bücher.example', role: 'member' })).status).toBe(201);
    const code = await inviteCode(service, 'Mike@xn--bcher-kva.example');
    expect((await accept(service, code, token)).status).toBe(200);
  });

  test('an address that only looks alike is another one', async () => {
    const invited = 'first.last@example.com';
    expect((await send({ email: invited, role: 'owner' })).status).toBe(201);
    const code = await inviteCode(service, invited);
    for (const alike of [
      'firstlast@example.com',
      'first.last+x@example.com',
      'first-last@example.com',
      'first.last@example.com.evil.example',
      'first.last@examp1e.com',
      'first.last@mail.example.com',
    ]) {
      const other = await register(service, alike, goodPassword);
      const answer = await accept(service, code, await session(service, other));
      expect(answer, alike).toMatchObject({ status: 403, slug: 'forbidden' });
      expect((await userRow(service, other.id))['organizations']).toEqual([]);
    }
    // All of that has not used it up.
    const right = await register(service, 'First.Last@example.com');
    expect((await accept(service, code, await session(service, right))).status).toBe(200);
  });

  test('an account renamed to the invited name is not the invited one', async () => {
    const email = newAddress('guest');
    await send({ email, role: 'owner' });
    const { token } = await seeded(service, seeder);
    await service.call('account/rename', { token, body: { name: email } });
    expect((await accept(service, await inviteCode(service, email), token)).slug).toBe('forbidden');
  });
});

describe('the link works once, for seven days (R05, R37)', () => {
  const over = { status: 410, slug: 'challenge-expired' };
  const look = (inviteCode: string) => service.call('orgs/read-invite', { parameters: { inviteCode } });

  async function invited() {
    const guest = await seeded(service, seeder);
    const { body } = await send({ email: guest.email, role: 'member' });
    return { guest, id: body.id as string, code: await inviteCode(service, guest.email) };
  }

  test('to the millisecond', async () => {
    const { guest, code } = await invited();
    const end = service.clock.now + 7 * day;
    service.clock.now = end - 1;
    expect((await look(code)).status).toBe(200);
    service.clock.now = end;
    expect(await look(code)).toMatchObject(over);
    expect(await accept(service, code, await session(service, guest))).toMatchObject(over);
    const { code: other, guest: another } = await invited();
    service.clock.now += 7 * day - 1;
    expect((await accept(service, other, await session(service, another))).status).toBe(200);
  });

  test('not once it was revoked, whoever holds it', async () => {
    const { guest, code, id } = await invited();
    expect((await byID('orgs/revoke-invite', id)).status).toBe(204);
    expect(await look(code)).toMatchObject(over);
    expect(await accept(service, code, guest.token)).toMatchObject(over);
    expect((await byID('orgs/resend-invite', id)).slug).toBe('conflict');
  });

  test('not once it was sent anew: the new one does, with seven days of its own', async () => {
    const { guest, code, id } = await invited();
    service.clock.now += 6 * day;
    expect((await byID('orgs/resend-invite', id)).status).toBe(200);
    const renewed = await inviteCode(service, guest.email);
    expect(renewed).not.toBe(code);
    expect(await look(code)).toMatchObject(over);
    expect(await accept(service, code, await session(service, guest))).toMatchObject(over);
    service.clock.now += 7 * day - 1;
    expect((await accept(service, renewed, await session(service, guest))).status).toBe(200);
  });

  test('not for a member who was removed', async () => {
    const { guest, code, id } = await invited();
    expect((await accept(service, code, guest.token)).status).toBe(200);
    expect((await removeUser(guest.id)).status).toBe(204);
    expect(await accept(service, code, guest.token)).toMatchObject(over);
    expect((await byID('orgs/resend-invite', id)).slug).toBe('conflict');
  });

  test('an old invitation is not sent anew beside an open one, or to a member: none is left for later', async () => {
    const { guest, id } = await invited();
    service.clock.now += 7 * day;
    const second = await send({ email: guest.email, role: 'member' });
    expect(second.status).toBe(201);
    expect((await byID('orgs/resend-invite', id)).slug).toBe('conflict');
    const code = await inviteCode(service, guest.email);
    expect((await accept(service, code, await session(service, guest))).status).toBe(200);
    expect((await byID('orgs/resend-invite', id)).slug).toBe('conflict');
    expect((await removeUser(guest.id)).status).toBe(204);
    const list = await service.call('orgs/list-invites', { parameters: { orgID }, token: await fresh() });
    const open = list.body.filter(
      (one: Record<string, unknown>) =>
        one['email'] === guest.email && !one['consumed'] && !one['revoked'] && !one['expired'],
    );
    expect(open).toEqual([]);
  });

  test('not once who sent it is an owner no more: an owner who goes leaves no door behind', async () => {
    for (const end of ['removed', 'made a member'] as const) {
      const gone = await seeded(service, seeder);
      expect((await send({ email: gone.email, role: 'owner' })).status).toBe(201);
      expect((await accept(service, await inviteCode(service, gone.email), gone.token)).status).toBe(200);
      const accomplice = await seeded(service, seeder);
      const { body } = await invite(service, orgID, gone.token, accomplice.email, 'owner');
      const code = await inviteCode(service, accomplice.email);
      expect((await look(code)).status).toBe(200);
      const parameters = { orgID, userID: gone.id };
      const demotion = { parameters, token: await fresh(), body: { role: 'member' } };
      if (end === 'removed') expect((await removeUser(gone.id)).status).toBe(204);
      else expect((await service.call('orgs/change-role', demotion)).status).toBe(200);
      expect(await look(code), end).toMatchObject(over);
      expect(await accept(service, code, accomplice.token), end).toMatchObject(over);
      const list = await service.call('orgs/list-invites', { parameters: { orgID }, token: await fresh() });
      expect(list.body.find(({ id }: { id: string }) => id === body.id)).toMatchObject({ expired: true });
      // An owner who wants it sends it anew, in the own name.
      service.clock.now += 60_000;
      expect((await byID('orgs/resend-invite', body.id)).body).toMatchObject({ senderID: owner.id });
      const renewed = await inviteCode(service, accomplice.email);
      expect((await accept(service, renewed, await session(service, accomplice))).status).toBe(200);
    }
  });

  test('to be accepted it needs a session; to be looked at, nothing but the code', async () => {
    const { guest, code } = await invited();
    expect(await service.call('orgs/accept-invite', { parameters: { inviteCode: code } })).toMatchObject({
      status: 401,
      slug: 'signed-out',
    });
    const { body } = await look(code);
    expect(Object.keys(body)).not.toContain('id');
    expect(JSON.stringify(body)).not.toContain(guest.id);
    for (const wrong of [code.slice(1), `${code}x`, code.toLowerCase(), 'x'.repeat(5000), '', '%00'])
      expect((await look(wrong)).status, wrong.slice(0, 50)).toBeGreaterThanOrEqual(404);
  });

  test('its code is stored nowhere, and in no event or answer', async () => {
    const { code } = await invited();
    expect(code).toMatch(/^[\w-]{43}$/);
    expect(JSON.stringify(await everythingStored(service))).not.toContain(code);
    const token = await fresh();
    for (const name of ['orgs/list-invites', 'orgs/events'] as const) {
      const { body } = await service.call(name, { parameters: { orgID }, token });
      expect(JSON.stringify(body)).not.toContain(code);
    }
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

describe('mails to an address that did not ask for them (R38)', () => {
  const spent = { status: 429, slug: 'too-many-attempts' };

  test('at most five an hour, whoever causes them and in whatever way', async () => {
    service.clock.now += 3_600_000;
    const email = newAddress('victim');
    const owners: string[] = [];
    for (let index = 0; index < 7; index += 1) {
      const { token } = await seeded(service, seeder);
      const { body } = await service.call('orgs/create', { token, body: { name: `Acme ${index}` } });
      owners.push(token);
      const answer = await invite(service, body.id, token, email);
      if (index < 5) expect(answer.status).toBe(201);
      else expect(answer).toMatchObject(spent);
      if (index >= 5) expect(Number(answer.headers['retry-after'])).toBeGreaterThan(0);
    }
    expect(await service.mailsTo(email)).toHaveLength(5);
    const before = await everythingStored(service);
    const [token = ''] = owners;
    const { body } = await service.call('orgs/list', { token });
    expect(body).toHaveLength(1);
    expect(await everythingStored(service)).toEqual(before);
    // Other kinds of mail have pots of their own: nobody is kept from an account or its password by invitations.
    expect((await register(service, email)).email).toBe(email);
    expect((await service.call('account/forgot-password', { body: { email } })).status).toBe(202);
    expect(await service.mailsTo(email)).toHaveLength(7);
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
