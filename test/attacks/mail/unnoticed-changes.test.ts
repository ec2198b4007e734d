import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import {
  type Account,
  accountWith,
  beginActivation,
  beginStepUp,
  completeActivation,
  linkToken,
  nextAppCode,
  resetToken,
  signInWithFactor,
  wrongAppCode,
} from '../../support/accounts.ts';
import {
  type App,
  activateAuthenticator,
  appWith,
  lastCode,
  newAddress,
  otherCode,
  register,
  session,
  signIn,
  submit,
} from '../../support/people.ts';
import { type CallAnswer, type Service, startService } from '../../support/service.ts';

/** Rules 8 and 11: what happens to an account is in its log and in its mailbox, by the time the answer is there. */

let service: Service;
let account: Account & { app: App };
let token: string;
beforeAll(async () => {
  service = await startService();
  account = await accountWith(service, 'email', 'authenticator');
});
afterAll(() => service.close());

const circumstances = {
  address: '198.51.100.77',
  headers: {
    'user-agent': 'Mozilla/5.0 (Windows NT 10.0; Win64; x64; rv:128.0) Gecko/20100101 Firefox/128.0',
  },
};

async function factorID(type: string): Promise<string> {
  const rows = await service.rows('factors');
  return String(rows.find((row) => row['userID'] === account.id && row['type'] === type)?.['id']);
}

const eventsOf = async () =>
  (await service.rows('events')).filter((row) => row['subject'] === `user#${account.id}`);

/** Each change, with its event and the words of its mail. */
const changes: [string, string, string, () => Promise<CallAnswer>][] = [
  [
    'a recovery code is used',
    'recovery-code-used',
    'A recovery code was used',
    async () => {
      const { mfaID } = (await signIn(service, account)).body;
      const body = { otp: account.recoveryCodes[0] };
      return service.call('auth/submit-code', { parameters: { mfaID }, body, ...circumstances });
    },
  ],
  [
    'another factor is preferred',
    'factor-preferred',
    'preferred method was changed',
    async () =>
      service.call('mfa/prefer-factor', {
        body: { factorID: await factorID('email') },
        token,
        ...circumstances,
      }),
  ],
  [
    'another language is chosen',
    'language-changed',
    'The language of your account was changed',
    async () =>
      // The account had none, so the mail and the later ones are in English.
      service.call('account/choose-language', { body: { language: 'en' }, token, ...circumstances }),
  ],
  [
    'a factor is renamed',
    'factor-renamed',
    'One of your methods was renamed',
    async () =>
      service.call('mfa/rename-factor', {
        parameters: { factorID: await factorID('email') },
        body: { name: 'Old mailbox' },
        token,
        ...circumstances,
      }),
  ],
  [
    'the recovery codes are made anew',
    'recovery-codes-regenerated',
    'You have new recovery codes',
    () => service.call('mfa/regenerate-recovery-codes', { token, ...circumstances }),
  ],
  [
    'the password is changed',
    'password-changed',
    'Your password was changed',
    () =>
      service.call('account/change-password', {
        body: { currentPassword: account.password, newPassword: 'orange teapot over snow' },
        token,
        ...circumstances,
      }),
  ],
  [
    'the password is reset',
    'password-reset',
    'Your password was reset',
    async () => {
      const body = { token: await resetToken(service, account.email), password: account.password };
      return service.call('account/reset-password', { body, ...circumstances });
    },
  ],
  [
    'a factor is disabled',
    'factor-disabled',
    'removed from your account',
    async () => {
      const signedIn = await signInByApp();
      const parameters = { factorID: await factorID('email') };
      return service.call('mfa/disable-factor', { parameters, token: signedIn, ...circumstances });
    },
  ],
  [
    'a factor is enabled',
    'factor-enabled',
    'added to your account',
    async () => {
      const signedIn = await signInByApp();
      const body = { type: 'authenticator', identifier: account.email, password: account.password };
      const begun = (await service.call('mfa/activate', { body, token: signedIn })).body;
      return service.call('mfa/complete-activation', {
        parameters: { activationID: begun.activationID },
        body: { otp: appWith(begun.secret).codeAt(service.clock.now) },
        token: signedIn,
        ...circumstances,
      });
    },
  ],
  [
    'the first activation is undone',
    'activation-undone',
    'Multi-factor authentication was undone',
    async () => {
      const body = { token: await linkToken(service, account.email, 'undo') };
      return service.call('mfa/undo', { body, ...circumstances });
    },
  ],
];

async function signInByApp(): Promise<string> {
  const { mfaID } = (await signIn(service, account)).body;
  const body = { type: 'authenticator' };
  await service.call('auth/switch-method', { parameters: { mfaID }, body });
  return (await submit(service, mfaID, nextAppCode(service, account.app))).body.sessionToken;
}

describe('one event and one mail, with time, address, browser and what to do, when', () => {
  test.each(changes)('%s', async (_, kind, words, change) => {
    service.clock.now += 3_600_000;
    token = kind === 'activation-undone' ? '' : await signInByApp();
    const count = async () => {
      const events = (await eventsOf()).filter((row) => row['kind'] === kind);
      const mails = (await service.mailsTo(account.email)).filter(({ subject }) => subject.includes(words));
      return { events, mails };
    };
    const before = await count();
    const answer = await change();
    expect(answer.status).toBeLessThan(300);
    const after = await count();
    expect(after.events).toHaveLength(before.events.length + 1);
    expect(after.mails).toHaveLength(before.mails.length + 1);
    const event = after.events.find((row) => !before.events.some(({ id }) => id === row['id']));
    expect(event).toMatchObject({ address: '198.51.100.77', browser: 'Firefox on Windows' });
    const text = after.mails.at(-1)?.body.text ?? '';
    const [day, time] = new Date(service.clock.now).toISOString().split('T');
    expect(text).toContain(` at ${time?.slice(0, 5)} UTC`);
    expect(text).toContain(String(Number(day?.slice(-2))));
    expect(text).toContain('From: 198.51.100.77');
    expect(text).toContain('Firefox on Windows');
    expect(text).toContain('If this was not you');
  });
});

test('a change that is refused is neither logged nor mailed', async () => {
  const person = await accountWith(service, 'email');
  const mails = (await service.mailsTo(person.email)).length;
  const events = (await service.rows('events')).length;
  const wrong = { currentPassword: 'not the password', newPassword: 'orange teapot over snow' };
  await service.call('account/change-password', { body: wrong, token: person.token });
  await service.call('mfa/disable-factor', { parameters: { factorID: 'none' }, token: person.token });
  await service.call('mfa/prefer-factor', { body: { factorID: 'none' }, token: person.token });
  expect(await service.mailsTo(person.email)).toHaveLength(mails);
  expect(await service.rows('events')).toHaveLength(events);
});

describe('a right password followed by wrong codes', () => {
  test.each([['sign-in'], ['step-up'], ['activation']])(
    '%s: one mail and one event per challenge',
    async (purpose) => {
      const person = await register(service);
      const plain = await session(service, person);
      let guess: (otp: string) => Promise<CallAnswer>;
      if (purpose === 'activation') {
        const { activationID } = (await beginActivation(service, person, 'email', plain)).body;
        guess = (otp) => completeActivation(service, activationID, otp, plain);
      } else {
        const { app } = await activateAuthenticator(service, person);
        const own = await signInWithFactor(service, person, app);
        const { mfaID } =
          purpose === 'sign-in' ? (await signIn(service, person)).body : await beginStepUp(service, own);
        guess = (otp) =>
          purpose === 'sign-in'
            ? submit(service, mfaID, otp)
            : service.call('step-up/submit-code', { parameters: { mfaID }, body: { otp }, token: own });
        expect(wrongAppCode(service, app)).toMatch(/^\d{6}$/);
      }
      const wrong = otherCode(await lastCode(service, person.email));
      const before = (await service.mailsTo(person.email)).length;
      for (const _ of [1, 2, 3]) expect((await guess(wrong)).slug).toBe('invalid-code');
      const mails = (await service.mailsTo(person.email)).slice(before);
      expect(mails).toHaveLength(1);
      expect(mails[0]?.subject).toMatch(/wrong code$/);
      const events = (await service.rows('events')).filter(
        (row) => row['subject'] === `user#${person.id}` && row['kind'] === 'sign-in-code-failed',
      );
      expect(events).toHaveLength(1);
    },
  );
});

describe('what a mail says', () => {
  test('a code stands at the end of the subject and first in the text, and nowhere in other mails', async () => {
    const mails = await service.emulators.inbox();
    expect(mails.length).toBeGreaterThan(20);
    for (const { subject, body } of mails) {
      const [, code] = /: (\d{6})$/.exec(subject) ?? [];
      if (code) expect(body.text?.startsWith(`${code} is your one-time password.`)).toBe(true);
      else expect(`${subject}\n${body.text}\n${body.html}`).not.toMatch(/\d{6}/);
    }
  });

  test('nothing that a user or a browser calls itself looks like a code', async () => {
    const person = await register(service);
    const body = {
      type: 'authenticator',
      identifier: person.email,
      password: person.password,
      name: 'App 123456',
    };
    const begun = (await service.call('mfa/activate', { body })).body;
    await service.call('mfa/complete-activation', {
      parameters: { activationID: begun.activationID },
      body: { otp: appWith(begun.secret).codeAt(service.clock.now) },
      headers: { 'user-agent': 'Browser654321 777888' },
    });
    const mail = (await service.mailsTo(person.email)).at(-1);
    expect(mail?.subject).toContain('is now on');
    expect(`${mail?.subject}\n${mail?.body.text}\n${mail?.body.html}`).not.toMatch(/\d{6}/);
  });

  test('text and HTML say the same', async () => {
    const plain = (html: string) =>
      html
        .replace(/^.*<body[^>]*>/s, '')
        .replace(/<[^>]+>/g, ' ')
        .replace(/&amp;/g, '&')
        .replace(/&#39;/g, "'")
        .replace(/&quot;/g, '"')
        .replace(/\s+/g, ' ');
    for (const { body } of (await service.emulators.inbox()).slice(-30)) {
      const lines = (body.text ?? '').split('\n').filter((line) => line !== '' && !/^https?:/.test(line));
      for (const line of lines) expect(plain(body.html ?? '')).toContain(line.replace(/:$/, '').trim());
    }
  });
});

test('the log is the account’s own, newest first, page by page', async () => {
  const person = await accountWith(service, 'email');
  const own = person.token;
  const first = await service.call('account/events', { token: own, query: { limit: '2' } });
  expect(first.body.events).toHaveLength(2);
  const listed = [...first.body.events];
  let next = first.body.next;
  while (next) {
    const page = await service.call('account/events', { token: own, query: { limit: '2', cursor: next } });
    listed.push(...page.body.events);
    next = page.body.next;
  }
  const stored = (await service.rows('events')).filter((row) => row['subject'] === `user#${person.id}`);
  expect(listed.map(({ id }) => id)).toEqual(
    stored
      .map((row) => String(row['id']))
      .sort()
      .reverse(),
  );
  expect(listed.map(({ kind }) => kind)).toEqual(
    expect.arrayContaining(['account-created', 'factor-enabled']),
  );
  const stranger = await session(service, await register(service, newAddress()));
  const theirs = await service.call('account/events', {
    token: stranger,
    query: { cursor: first.body.next },
  });
  for (const { id } of theirs.body.events) expect(listed.map((event) => event.id)).not.toContain(id);
});
