import fc from 'fast-check';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import {
  type Account,
  accountWith,
  beginActivation,
  completeActivation,
  everythingStored,
  resetToken,
  signInWithFactor,
} from '../../support/accounts.ts';
import {
  type App,
  activateAuthenticator,
  appWith,
  goodPassword,
  newAddress,
  register,
  session,
} from '../../support/people.ts';
import { origin, type Service, startService } from '../../support/service.ts';

/** R27, R28 and R29: header lines, second recipients and foreign origins brought into a mail. */

let service: Service;
let account: Account & { app: App };
beforeAll(async () => {
  service = await startService();
  account = await accountWith(service, 'authenticator');
});
afterAll(() => service.close());

const inbox = () => service.emulators.inbox();
const breaks = ['\r\n', '\n', '\r', '\u0000', '\u2028', '\u2029', '\u0085', '\u000b', '\t'];

describe('R27: a line break or control character (CVE-2026-82661, GHSA-vvjj-xcjg-gr5g)', () => {
  test.each(breaks.map((character) => [JSON.stringify(character), character]))(
    '%s in a name or an address is refused, and no mail goes',
    async (_, character) => {
      const before = await everythingStored(service);
      const mails = (await inbox()).length;
      const { token } = account;
      const injected = `Mike${character}Bcc: thief@evil.example`;
      const address = `mike${character}@example.com`;
      const answers = [
        await service.call('account/register', {
          body: { email: newAddress(), password: goodPassword, name: injected },
        }),
        await service.call('account/register', { body: { email: address, password: goodPassword } }),
        await service.call('account/register', {
          body: { email: `mike@example.com${character}bcc:thief@evil.example`, password: goodPassword },
        }),
        await service.call('account/forgot-password', { body: { email: address } }),
        await service.call('account/rename', { body: { name: injected }, token }),
        await service.call('mfa/activate', {
          body: {
            type: 'authenticator',
            identifier: account.email,
            password: account.password,
            name: injected,
          },
          token,
        }),
      ];
      for (const answer of answers) expect(answer).toMatchObject({ status: 400, slug: 'validation' });
      expect(await everythingStored(service)).toEqual(before);
      expect(await inbox()).toHaveLength(mails);
    },
  );

  test('whatever name is let through, it is in no subject, and in HTML it is text', async () => {
    const name = '<img src=x onerror=alert(1)> & "Mike"';
    const token = await signInWithFactor(service, account, account.app);
    const body = { type: 'authenticator', identifier: account.email, password: account.password, name };
    const begun = (await service.call('mfa/activate', { body, token })).body;
    const otp = appWith(begun.secret).codeAt(service.clock.now);
    expect((await completeActivation(service, begun.activationID, otp, token)).status).toBe(200);
    const mail = (await service.mailsTo(account.email)).at(-1);
    expect(mail?.subject).toContain('added to your account');
    expect(mail?.subject).not.toContain('Mike');
    expect(mail?.body.html).not.toContain('<img');
    expect(mail?.body.html).toContain('&lt;img');
  });

  test('any text for an address reaches at most one mailbox, and one without a line break', async () => {
    const pieces = fc.constantFrom(
      'mike',
      '@',
      'example.com',
      ',',
      ';',
      ' ',
      '<',
      '>',
      '"',
      '\r\n',
      'Bcc:',
      'thief@evil.example',
      '\u2028',
      '(',
      ')',
    );
    const text = fc.array(pieces, { minLength: 1, maxLength: 9 }).map((parts) => parts.join(''));
    await fc.assert(
      fc.asyncProperty(text, async (email) => {
        // The same text may come again, and an email address gets only some mails an hour.
        service.clock.now += 3_600_000;
        const before = (await inbox()).length;
        const { status } = await service.call('account/forgot-password', { body: { email } });
        const sent = (await inbox()).slice(before);
        expect([202, 400]).toContain(status);
        expect(sent.length).toBeLessThanOrEqual(status === 202 ? 1 : 0);
        for (const { destination } of sent) {
          expect([...destination.cc, ...destination.bcc]).toEqual([]);
          expect(destination.to).toHaveLength(1);
          expect(destination.to[0]).toMatch(/^[^\s,;<>"()]+@[a-z0-9.-]+$/i);
        }
      }),
      { numRuns: 200 },
    );
  });
});

describe('R28: two recipients (CVE-2023-7028 GitLab)', () => {
  const me = 'me@evil.example';

  test('a list, an object and every way of writing two addresses into one are refused, and no mail goes', async () => {
    const mails = (await inbox()).length;
    const stored = await everythingStored(service);
    const { email } = account;
    for (const two of [
      [email, me],
      [email],
      { 0: email, 1: me },
      `${email},${me}`,
      `${email}, ${me}`,
      `${email};${me}`,
      `${email} ${me}`,
      `${email}\n${me}`,
      `${email}%0a${me}`,
      `<${email}>,<${me}>`,
      `"${email}" <${me}>`,
      `Mike <${email}>`,
      `${email}@${me}`,
      `mailto:${email}`,
    ]) {
      for (const name of ['account/forgot-password', 'account/register'] as const) {
        const answer = await service.call(name, { body: { email: two, password: goodPassword } });
        expect(answer.slug, JSON.stringify(two)).toBe('validation');
      }
    }
    expect(await inbox()).toHaveLength(mails);
    expect(await everythingStored(service)).toEqual(stored);
  });

  test('a field that stands twice is refused, escaped or not: no two readers see two addresses', async () => {
    const mails = (await inbox()).length;
    for (const text of [
      `{"email":"${account.email}","email":"${me}"}`,
      `{"email":"${account.email}","\\u0065mail":"${me}"}`,
      `{"email":"${me}","x":{"email":"a","email":"b"}}`,
    ])
      expect((await service.call('account/forgot-password', { text })).slug).toBe('validation');
    expect(await inbox()).toHaveLength(mails);
  });
});

describe('R29: a hostile Host (GHSA-3529-5m8x-rpv3 Supabase)', () => {
  const hostile = {
    host: 'evil.example',
    'x-forwarded-host': 'evil.example',
    'x-forwarded-proto': 'http',
    'x-original-host': 'evil.example',
    forwarded: 'host=evil.example;proto=http',
    origin: 'https://evil.example',
    referer: 'https://evil.example/account',
  };

  test('is in no mail: every link has the configured origin', async () => {
    const person = await register(service);
    const token = await session(service, person);
    const unknown = newAddress();
    await service.call('account/forgot-password', { body: { email: person.email }, headers: hostile });
    await service.call('account/forgot-password', { body: { email: unknown }, headers: hostile });
    for (const email of [person.email, newAddress('host')])
      await service.call('account/register', { body: { email, password: goodPassword }, headers: hostile });
    await activateAuthenticator(service, person, token);
    const reset = await resetToken(service, person.email);
    expect(reset).not.toBe('');
    const links = (await inbox()).flatMap(({ body }) => [
      ...`${body.text} ${body.html}`.matchAll(/\bhttps?:\/\/[^\s"<]+/g),
    ]);
    expect(links.length).toBeGreaterThan(5);
    for (const [link] of links) expect(link).toMatch(new RegExp(`^${origin}/`));
    expect(JSON.stringify(await inbox())).not.toContain('evil.example/');
  });

  test('is in no answer either', async () => {
    const answer = await beginActivation(service, await register(service), 'authenticator');
    const { uri, qr } = answer.body;
    expect(uri).toMatch(/^otpauth:\/\/totp\/Example/);
    expect(qr).toMatch(/^<svg /);
    const refused = await service.call('auth/verify', { headers: hostile });
    expect(JSON.stringify(refused.body)).not.toContain('evil.example');
    expect(Object.keys(refused.headers).filter((name) => name.startsWith('access-control-'))).toEqual([]);
  });
});
