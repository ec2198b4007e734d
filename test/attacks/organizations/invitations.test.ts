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

/** R05, R26, R28 and R29, where a mail invites someone: where its link leads, who can accept it, and how often. */

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
