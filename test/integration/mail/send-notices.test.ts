import { afterAll, afterEach, beforeAll, describe, expect, test, vi } from 'vitest';
import type { Circumstances } from '../../../core/kernel/circumstances.ts';
import {
  noticeByOperator,
  noticeOfCode,
  noticeToAccount,
  noticeToMember,
  noticeToOwners,
} from '../../../core/mail/notice.ts';
import { mailer } from '../../../functions/adapters/mailer.ts';
import { store } from '../../../functions/adapters/store.ts';
import { sendNotices } from '../../../functions/flows/notify/send-notices.ts';
import { type FaultySES, faultySES } from '../../support/faulty-ses.ts';
import { register } from '../../support/people.ts';
import { type Service, startService } from '../../support/service.ts';
import { disturbDynamoDB, type UnrulyDynamoDB } from '../../support/unruly-dynamodb.ts';

let service: Service;
let ses: FaultySES;
let dynamodb: UnrulyDynamoDB;
let ports: Parameters<typeof sendNotices>[0];
let circumstances: Circumstances;
beforeAll(async () => {
  service = await startService({
    meter: async (endpoint) => {
      dynamodb = await disturbDynamoDB(endpoint);
      return dynamodb.endpoint;
    },
    ses: async (endpoint) => {
      ses = await faultySES(endpoint);
      return ses.endpoint;
    },
  });
  const { host, clock } = service;
  ports = { store: store(host), mailer: mailer(host), host };
  circumstances = { at: clock.now, address: '192.0.2.1', browser: 'Firefox on Linux' };
});
afterAll(async () => {
  await service.close();
  await ses.close();
  await dynamodb.close();
});
afterEach(() => {
  ses.accept();
  dynamodb.recover();
  vi.restoreAllMocks();
});

test('mails come from the name of the service, and answers to them go to its support', async () => {
  const [user] = await accounts(1);
  const { host } = service;
  const environment = {
    ...host.environment,
    BRAND_NAME: 'Prüfstelle, GmbH',
    SUPPORT_ADDRESS: 'help@example.com',
  };
  const notice = noticeToAccount(user ?? { email: '' }, {
    kind: 'password-changed',
    keysRemoved: [],
    keysKept: [],
  });
  await sendNotices({ ...ports, mailer: mailer({ ...host, environment }) }, [notice], circumstances);
  const mail = (await service.mailsTo(user?.email ?? '')).at(-1);
  expect(mail).toMatchObject({
    from: '=?UTF-8?B?UHLDvGZzdGVsbGUsIEdtYkg=?= <no-reply@example.com>',
    replyTo: ['help@example.com'],
  });
});

const organization = { id: 'acme', name: 'Acme' };
const by = { name: 'Olivia', email: 'olivia@example.com' };
const subjectsTo = async (email: string) => (await service.mailsTo(email)).map(({ subject }) => subject);

async function accounts(count: number): Promise<{ userID: string; email: string }[]> {
  const people = [];
  for (let made = 0; made < count; made += 1) people.push(await register(service));
  const rows = await service.rows('users');
  return people.map(({ email }) => ({
    email,
    userID: String(rows.find((row) => row['email'] === email)?.['userID']),
  }));
}

const passwordChanged = { kind: 'password-changed', keysRemoved: [], keysKept: [] } as const;

describe('the notices of a decision, where DynamoDB fails,', () => {
  test('are sent although they cannot be counted: the change that they report is done', async () => {
    const log = vi.spyOn(console, 'error').mockImplementation(() => {});
    const to = { email: 'uncounted@example.com' };
    dynamodb.failNext('UpdateItem', 'InternalServerError', 3);
    expect(await sendNotices(ports, [noticeToAccount(to, passwordChanged)], circumstances)).toEqual([]);
    expect(await subjectsTo(to.email)).toHaveLength(1);
    expect(log.mock.calls.length).toBeGreaterThan(0);
    for (const [line] of log.mock.calls) expect(line).toContain('"notices":"password-changed"');
  });

  test('count as unsent if their recipients cannot be read, and the others are sent', async () => {
    const log = vi.spyOn(console, 'error').mockImplementation(() => {});
    const [owner] = await accounts(1);
    const to = { email: 'readable@example.com' };
    const toOwners = noticeToOwners(
      { ...organization, owners: [owner?.userID ?? ''] },
      { kind: 'mfa-not-required', organization, by },
    );
    dynamodb.failNext('BatchGetItem', 'InternalServerError', 3);
    const notices = [toOwners, noticeToAccount(to, passwordChanged)];
    expect(await sendNotices(ports, notices, circumstances)).toEqual([toOwners]);
    expect(await subjectsTo(to.email)).toHaveLength(1);
    expect(log.mock.calls).toEqual([[expect.stringContaining('"notice":"mfa-not-required"')]]);
  });
});

describe('the notices of a decision', () => {
  test('each become a mail, to the one whom it is for', async () => {
    const to = { email: 'ada@example.com' };
    const code = { kind: 'sign-in', code: '042137', expiresAt: circumstances.at + 600_000 } as const;
    const notices = [
      noticeToAccount(to, passwordChanged),
      noticeToMember(to, { kind: 'removed', organization }),
      noticeByOperator(to, { kind: 'methods-unlocked' }),
      noticeOfCode(to, code),
    ];
    expect(await sendNotices(ports, notices, circumstances)).toEqual([]);
    const subjects = await subjectsTo(to.email);
    expect(subjects).toHaveLength(4);
    for (const words of ['password was changed', 'Acme', 'was unlocked', '042137'])
      expect(subjects.filter((subject) => subject.includes(words))).toHaveLength(1);
  });

  test('to owners go to each of them, but for those who are left out', async () => {
    const [first, second, third] = await accounts(3);
    if (!first || !second || !third) throw new Error('no accounts');
    const owners = [first.userID, second.userID, third.userID];
    const message = { kind: 'mfa-not-required', organization, by } as const;
    const notice = noticeToOwners({ owners }, message, [second.userID]);
    expect(await sendNotices(ports, [notice], circumstances)).toEqual([]);
    const counted = async (email: string) =>
      (await subjectsTo(email)).filter((subject) => subject.includes('no longer requires')).length;
    expect([await counted(first.email), await counted(second.email), await counted(third.email)]).toEqual([
      1, 0, 1,
    ]);
  });

  test('that SES refuses are named to the caller, and logged without what they say', async () => {
    const [owner] = await accounts(1);
    const lines = vi.spyOn(console, 'error').mockImplementation(() => undefined);
    const refused = noticeToAccount(
      { email: 'grace@example.com' },
      {
        kind: 'password-reset-requested',
        token: 'a-token',
        expiresAt: circumstances.at + 3_600_000,
      },
    );
    const toOwners = noticeToOwners(
      { owners: [owner?.userID ?? ''] },
      { kind: 'mfa-not-required', organization, by },
    );
    ses.refuse('AccessDenied');
    expect(await sendNotices(ports, [refused, toOwners], circumstances)).toEqual([refused, toOwners]);
    const logged = lines.mock.calls.map(([line]) => String(line));
    expect(logged).toHaveLength(2);
    expect(JSON.parse(logged[0] ?? '')).toMatchObject({
      level: 'error',
      notice: 'password-reset-requested',
      error: 'AccessDenied',
    });
    for (const line of logged) expect(line).not.toMatch(/a-token|@example\.com/);
  });

  test('are sent although another one cannot be', async () => {
    vi.spyOn(console, 'error').mockImplementation(() => undefined);
    const [refused, sent] = ['refused@example.com', 'sent@example.com'].map((email) =>
      noticeToAccount({ email }, passwordChanged),
    );
    if (!refused || !sent) throw new Error('no notices');
    ses.refuse('MessageRejected', refused.to.email);
    expect(await sendNotices(ports, [refused, sent], circumstances)).toEqual([refused]);
    expect(await subjectsTo('sent@example.com')).toHaveLength(1);
  });

  test('hold nothing of an account but where its mail goes', () => {
    const user = { email: 'ada@example.com', passwordHash: '$argon2id$', userID: 'u1' };
    expect(noticeToAccount(user, passwordChanged).to).toEqual({ email: 'ada@example.com' });
  });
});
