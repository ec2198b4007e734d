import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { type Change, update } from '../../../core/kernel/change.ts';
import { isClientProgram } from '../../../core/kernel/client-program.ts';
import { store } from '../../../functions/adapters/store.ts';
import { type Account, accountWith } from '../../support/accounts.ts';
import { newAddress, register, session } from '../../support/people.ts';
import { type Service, startService } from '../../support/service.ts';

/**
 * Anyone can send any User-Agent with a request that mails someone else. What a client says of itself is named from a
 * closed list, and reaches no mail, log, list or row in its own words.
 */

let service: Service;
let account: Account;
beforeAll(async () => {
  service = await startService();
  account = await accountWith(service);
});
afterAll(() => service.close());

const link = 'https://evil.example/confirm/1';
const agents: readonly [string, string][] = [
  ['a sentence with a link', `Your account was locked. Confirm at ${link} (Windows NT 10.0)`],
  ['a link behind a known name', `curl/8.0 ${link}`],
  ['a link before a known name', `${link} Firefox/128.0`],
  ['a link as a version', `Mozilla/5.0 (X11; Linux x86_64) Gecko/20100101 Firefox/${link}`],
  ['a link as a system', `Mozilla/5.0 (${link}; Windows NT 10.0) Evilfox/1.0`],
  ['a link alone', link],
  ['a domain alone', 'evil.example'],
  ['a code', '123456 is your one-time password'],
  ['another script', 'злой.example/1'],
];

describe.each(agents)('a client that calls itself %s', (_, agent) => {
  const headers = { 'user-agent': agent };
  const words = /evil|злой|locked|confirm|123456/i;

  test('is quoted in no mail that a stranger causes', async () => {
    service.clock.now += 3_600_000;
    const unknown = newAddress('stranger');
    await service.call('account/forgot-password', { body: { email: account.email }, headers });
    await service.call('account/forgot-password', { body: { email: unknown }, headers });
    const mails = await Promise.all([account.email, unknown].map((email) => service.mailsTo(email)));
    for (const mail of mails.map((received) => received.at(-1))) {
      expect(mail?.body.text).toContain('Browser or program: ');
      expect(`${mail?.subject} ${mail?.body.text} ${mail?.body.html}`).not.toMatch(words);
      const [, program = ''] = /Browser or program: (.+)/.exec(mail?.body.text ?? '') ?? [];
      expect(isClientProgram(program), program).toBe(true);
    }
  });

  test('is quoted in no log, no list of sessions and no row', async () => {
    service.clock.now += 3_600_000;
    const person = await register(service);
    const { token } = await signInWith(person.email, person.password, headers);
    const created = await service.call('orgs/create', { body: { name: 'Acme' }, token, headers });
    const answers = [
      await service.call('sessions/list', { token }),
      await service.call('account/events', { token }),
      await service.call('orgs/events', { parameters: { orgID: created.body.id }, token }),
    ];
    for (const { status, body } of answers) {
      expect(status).toBe(200);
      expect(JSON.stringify(body)).not.toMatch(words);
    }
    for (const table of ['sessions', 'events', 'users', 'organizations'] as const)
      expect(JSON.stringify(await service.rows(table))).not.toMatch(words);
  });

  async function signInWith(identifier: string, password: string, headers: Record<string, string>) {
    const { body } = await service.call('auth/sign-in', { body: { identifier, password }, headers });
    return { token: String(body.sessionToken) };
  }
});

const write = (change: Change) => store(service.host).commit([change]);

test('words that were stored before the list was closed are not shown', async () => {
  const token = await session(service, account);
  const browser = `see ${link}`;
  for (const { userID, id } of await service.rows('sessions'))
    await write(update('sessions', { userID: String(userID), id: String(id) }, { browser }, []));
  for (const { subject, id } of await service.rows('events'))
    await write(update('events', { subject: String(subject), id: String(id) }, { browser }, []));
  const answers = [
    await service.call('sessions/list', { token }),
    await service.call('account/events', { token }),
  ];
  for (const { body } of answers) {
    expect(JSON.stringify(body)).not.toContain('evil.example');
    expect(JSON.stringify(body)).toContain('an unknown program');
  }
});
