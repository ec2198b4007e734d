import * as crypto from 'node:crypto';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { sessionsOf } from '../../support/accounts.ts';
import { join, requireMfa, type Seeded, seeded, seededOrganization } from '../../support/organizations.ts';
import { signIn } from '../../support/people.ts';
import { seederOf } from '../../support/seeded-accounts.ts';
import { type Service, startService } from '../../support/service.ts';
import { type ForgetfulDynamoDB, forgetfulDynamoDB } from '../../support/unread-keys.ts';

/**
 * R14 and R20: a requirement that was not read is taken for none. DynamoDB answers a batch in part when it is busy, and whoever
 * can make it busy would choose the moment.
 */

let service: Service;
let forgetful: ForgetfulDynamoDB;
let member: Seeded;
beforeAll(async () => {
  service = await startService({
    // What is drawn one byte at a time are waits: 19 ms is the longest first one.
    random: (length) => (length === 1 ? Uint8Array.of(19) : crypto.randomBytes(length)),
    meter: async (endpoint) => {
      forgetful = await forgetfulDynamoDB(endpoint);
      return forgetful.endpoint;
    },
  });
  const seeder = await seederOf(service);
  const founded = await seededOrganization(service, seeder, 'email');
  member = await seeded(service, seeder);
  await join(service, founded, member);
  expect((await requireMfa(service, founded.orgID, founded.owner.token)).status).toBe(200);
});
afterAll(async () => {
  await forgetful.close();
  await service.close();
});

const verify = () => service.call('auth/verify', { token: member.token });

test.each(['organizations', 'users', 'sessions'])(
  '%s left unread for ever: the request is not answered',
  async (table) => {
    forgetful.leaveUnread(table, Number.POSITIVE_INFINITY);
    const answer = await verify();
    forgetful.leaveUnread('', 0);
    expect(answer).toMatchObject({ status: 503, slug: 'unavailable' });
    expect(answer.headers['retry-after']).toBe('1');
  },
);

test('nor does a sign-in make a session', async () => {
  const sessions = await sessionsOf(service, member.id);
  forgetful.leaveUnread('organizations', Number.POSITIVE_INFINITY);
  expect((await signIn(service, member)).slug).toBe('unavailable');
  forgetful.leaveUnread('', 0);
  expect(await sessionsOf(service, member.id)).toEqual(sessions);
});

test('left unread for a while, it is asked for again, with waits between, and judged', async () => {
  forgetful.leaveUnread('organizations', 3);
  forgetful.askedAt.length = 0;
  service.waits.length = 0;
  expect(await verify()).toMatchObject({ status: 403, slug: 'mfa-required-by-organization' });
  const [, ...rounds] = forgetful.askedAt;
  expect(rounds).toHaveLength(4);
  expect(service.waits).toEqual([19, 19, 19]);
});
